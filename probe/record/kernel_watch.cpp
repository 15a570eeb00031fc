#include "probe/record/kernel_watch.hpp"

#include "probe/history/signatures.hpp"
#include "probe/machine/redact.hpp"

namespace rigcheck::record {
namespace {

constexpr int kAtOnce = 1000;  // the rest can wait until the sensors were read

// Said before the programs are stopped, and when they go on (kernel: kernel/power/suspend.c,
// hibernate.c).
void look_for_sleep(std::string_view line, KernelWatch::News& news) {
    auto const says = [&](std::string_view word) {
        return line.starts_with(std::string("PM: suspend ").append(word)) ||
               line.starts_with(std::string("PM: hibernation: hibernation ").append(word));
    };
    if (says("entry")) news.going_to_sleep = true;
    if (says("exit")) news.going_to_sleep = false;
    news.back = news.back || says("exit");
}

}  // namespace

KernelWatch::News KernelWatch::take(double now_s) {
    News news;
    for (int i = 0; i < kAtOnce; ++i) {
        auto const message = messages_.next();
        if (!message) break;
        look_for_sleep(message->text, news);
        auto const match = match_signature(message->text);
        if (!match) continue;
        auto line = gate_.pass(match->id, redact_text(message->text, names_), now_s);
        if (!line.empty()) news.lines.push_back(std::move(line));
    }
    return news;
}

}  // namespace rigcheck::record
