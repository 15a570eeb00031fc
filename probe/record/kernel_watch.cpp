#include "probe/record/kernel_watch.hpp"

#include "probe/history/signatures.hpp"
#include "probe/machine/redact.hpp"

namespace rigcheck::record {
namespace {

constexpr int kAtOnce = 1000;  // the rest can wait until the sensors were read

// Said before the programs are stopped (kernel: kernel/power/suspend.c, hibernate.c).
bool speaks_of_sleep(std::string_view line) {
    return line.starts_with("PM: suspend entry") ||
           line.starts_with("PM: hibernation: hibernation entry");
}

}  // namespace

KernelWatch::News KernelWatch::take(double now_s) {
    News news;
    for (int i = 0; i < kAtOnce; ++i) {
        auto const message = messages_.next();
        if (!message) break;
        news.going_to_sleep = news.going_to_sleep || speaks_of_sleep(message->text);
        auto const match = match_signature(message->text);
        if (!match) continue;
        auto line = gate_.pass(match->id, redact_text(message->text, names_), now_s);
        if (!line.empty()) news.lines.push_back(std::move(line));
    }
    return news;
}

}  // namespace rigcheck::record
