#pragma once

#include <string>
#include <vector>

#include "probe/history/journal_export.hpp"

namespace rigcheck::test {

// The journal of one run of the kernel, written entry by entry; seconds count from its start.
class RunText {
public:
    // `digit` makes the id: '1' is "11111111111111111111111111111111".
    RunText(char digit, std::int64_t started_s);

    RunText& kernel(double at_s, std::string message);
    // Of a program with a message id of sd-messages.h.
    RunText& event(double at_s, std::string message_id, std::string program = "systemd-logind");
    RunText& program(double at_s, std::string program, std::string message);
    // systemd reached a target.
    RunText& reached(double at_s, std::string unit);
    // logind's word, the target and the journal's stop, over a few seconds.
    RunText& shutdown(double at_s, std::string to);
    // From here on the clock is ahead by so many seconds.
    RunText& step_clock(double by_s);

    std::string text() const;
    std::vector<JournalEntry> const& entries() const { return entries_; }
    std::string id() const { return id_; }

private:
    JournalEntry& add(double at_s);

    std::string id_;
    std::int64_t started_us_;
    std::vector<JournalEntry> entries_;
};

}  // namespace rigcheck::test
