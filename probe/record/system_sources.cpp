// What the kernel says of the whole machine: proc(5), Documentation/accounting/psi.rst.
#include <algorithm>
#include <array>
#include <memory>

#include "probe/machine/number.hpp"
#include "probe/record/source.hpp"

namespace rigcheck::record {
namespace {

using blackbox::Channel;
using blackbox::ChannelKind;
using blackbox::Unit;

constexpr std::size_t kRoom = 512;  // the lines wanted stand first

// Time since the start in ticks, over all processors: "cpu  user nice system idle iowait irq …".
struct Ticks {
    double all = 0, idle = 0;
};

std::optional<Ticks> parse_ticks(std::string_view text) {
    if (!text.starts_with("cpu ")) return std::nullopt;
    text = text.substr(3, text.find('\n') - 3);
    constexpr int kIdle = 3;
    constexpr int kWait = 4;
    constexpr int kSteal = 7;  // behind it stands time counted before
    Ticks ticks;
    for (int column = 0; column <= kSteal; ++column) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        auto const number = parse_number<double>(text);
        if (!number) return std::nullopt;
        ticks.all += *number;
        if (column == kIdle || column == kWait) ticks.idle += *number;
        text.remove_prefix(std::min(text.find(' '), text.size()));
    }
    return ticks;
}

Source busy_source(OpenFile opened) {
    struct State {
        OpenFile file;
        std::optional<Ticks> before;
    };
    auto const state = std::make_shared<State>(State{std::move(opened), {}});
    auto const read = [state](Sample& sample) {
        std::array<char, kRoom> room{};
        auto const text = state->file.read(room);
        auto const now = text ? parse_ticks(*text) : std::nullopt;
        if (now && state->before && now->all > state->before->all) {
            auto const idle = (now->idle - state->before->idle) / (now->all - state->before->all);
            sample.values[0] = std::clamp(100 * (1 - idle), 0.0, 100.0);
        }
        state->before = now;
    };
    return {.name = "/proc/stat",
            .channels = {make_channel(ChannelKind::load, Unit::percent, -1, "cpu", "busy", "busy")},
            .read = read};
}

// The number behind a word of a text file.
Source word_source(std::string name, OpenFile opened, Channel channel, std::string word,
                   double factor) {
    auto const file = std::make_shared<OpenFile>(std::move(opened));
    auto const read = [file, word = std::move(word), factor](Sample& sample) {
        std::array<char, kRoom> room{};
        auto const text = file->read(room).value_or("");
        auto const at = text.find(word);
        if (at == std::string_view::npos) return;
        auto const number = parse_number<double>(text.substr(at + word.size()));
        if (number) sample.values[0] = *number * factor;
    };
    return {.name = std::move(name), .channels = {std::move(channel)}, .read = read};
}

}  // namespace

std::vector<Source> system_sources(Machine const& machine) {
    std::vector<Source> sources;
    if (auto file = machine.open("/proc/stat")) sources.push_back(busy_source(std::move(*file)));
    auto const add = [&](std::string const& path, Channel channel, char const* word,
                         double factor) {
        if (auto file = machine.open(path))
            sources.push_back(
                word_source(path, std::move(*file), std::move(channel), word, factor));
    };
    add("/proc/loadavg", make_channel(ChannelKind::load, Unit::none, -2, "cpu", "load1", "load"),
        "", 1);
    constexpr double kMebibytes = 1.0 / 1024;
    add("/proc/meminfo",
        make_channel(ChannelKind::memory, Unit::mebibyte, 0, "memory", "available", "available"),
        "MemAvailable:", kMebibytes);
    for (auto const* what : {"cpu", "memory", "io"}) {
        add(std::string("/proc/pressure/") + what,
            make_channel(ChannelKind::pressure, Unit::percent, -2, "pressure", what, what),
            "avg10=", 1);
    }
    return sources;
}

}  // namespace rigcheck::record
