#include "tests/support/journal_text.hpp"

#include "probe/history/runs.hpp"

namespace rigcheck::test {
namespace {

constexpr double kMicro = 1e6;
constexpr std::int64_t kSecond = 1'000'000;

}  // namespace

RunText::RunText(char digit, std::int64_t started_s)
    : id_(32, digit), started_us_(started_s * kSecond) {}

JournalEntry& RunText::add(double at_s) {
    JournalEntry entry;
    entry.boot_id = id_;
    entry.monotonic_us = static_cast<std::int64_t>(at_s * kMicro);
    entry.realtime_us = started_us_ + entry.monotonic_us;
    entries_.push_back(std::move(entry));
    return entries_.back();
}

RunText& RunText::kernel(double at_s, std::string message) {
    auto& entry = add(at_s);
    entry.transport = "kernel";
    entry.message = std::move(message);
    return *this;
}

RunText& RunText::event(double at_s, std::string message_id, std::string program) {
    auto& entry = add(at_s);
    entry.message_id = std::move(message_id);
    entry.program = std::move(program);
    return *this;
}

RunText& RunText::program(double at_s, std::string program, std::string message) {
    auto& entry = add(at_s);
    entry.program = std::move(program);
    entry.message = std::move(message);
    return *this;
}

RunText& RunText::reached(double at_s, std::string unit) {
    auto& entry = add(at_s);
    entry.program = "systemd";
    entry.message_id = message_id::kUnitStarted;
    entry.unit = std::move(unit);
    return *this;
}

RunText& RunText::shutdown(double at_s, std::string to) {
    event(at_s, message_id::kShutdown);
    entries_.back().shutdown = to;
    reached(at_s + 2, (to == "power-off" ? "poweroff" : to) + ".target");
    return event(at_s + 3, message_id::kJournalStop, "systemd-journal");
}

RunText& RunText::step_clock(double by_s) {
    started_us_ += static_cast<std::int64_t>(by_s * kMicro);
    return *this;
}

std::string RunText::text() const {
    return write_journal_export(entries_);
}

}  // namespace rigcheck::test
