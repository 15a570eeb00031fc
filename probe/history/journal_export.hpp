#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// One entry of the journal (systemd.journal-fields(7)), with what the history needs of it.
struct JournalEntry {
    std::string boot_id;                      // 32 hexadecimal digits
    std::int64_t realtime_us = 0;             // since 1970, by a clock that may have been wrong
    std::int64_t monotonic_us = 0;            // since the kernel's start, not counting sleep
    std::optional<std::int64_t> source_us{};  // the same, when the kernel itself said it
    std::string seqnum_id{};                  // entries of one series are numbered in their order
    std::uint64_t seqnum = 0;
    std::string transport{};   // "kernel": the kernel's log
    std::string program{};     // _COMM
    std::string message_id{};  // sd-messages.h, 32 hexadecimal digits
    std::string message{};     // one line; bytes that are no text are spaces
    std::string unit{};        // of which PID 1 speaks: "reboot.target"
    std::string shutdown{};    // what logind began: "power-off", "reboot", "halt", "kexec"

    bool of_kernel() const { return transport == "kernel"; }
};

// Journal export format (https://systemd.io/JOURNAL_EXPORT_FORMATS): what `journalctl -o export`
// prints, what a capture holds as /rigcheck/history/journal, and what the reader of real journals
// makes of them. Entries in any order, each a paragraph of fields; a field that is not named below
// is passed over, and an entry without the first three is dropped.
//
//   __REALTIME_TIMESTAMP=1763675285123456     microseconds since 1970
//   __MONOTONIC_TIMESTAMP=3600000000          microseconds since the kernel's start
//   _BOOT_ID=0123456789abcdef0123456789abcdef
//   _TRANSPORT=kernel                         only such lines are taken for the kernel's
//   MESSAGE=nvme nvme0: I/O 12 QID 3 timeout, aborting
//   MESSAGE_ID=98268866d1d54a499c4e98921d93bc40
//   _COMM=systemd-logind
//   UNIT=reboot.target
//   SHUTDOWN=reboot
//   _SOURCE_MONOTONIC_TIMESTAMP=3599000000    when the kernel said it
//   __SEQNUM=4711, __SEQNUM_ID=…, or __CURSOR=s=…;i=1267;…
//
// Bounded: at most kMostEntries, messages are cut at kMostMessage. What is damaged is left out; a
// field that reaches past the end ends the reading.
inline constexpr std::size_t kMostEntries = 20'000;
inline constexpr std::size_t kMostMessage = 512;

std::vector<JournalEntry> parse_journal_export(std::string_view text);

// The same entries as text; parse_journal_export() gives them back.
std::string write_journal_export(std::vector<JournalEntry> const& entries);

// "1B4E28BA-2FA1-…" and "1b4e28ba2fa1…" are the same; empty for anything that is no id.
std::string plain_id(std::string_view id);

// Parts of an entry, as parse_journal_export() reads them: a cursor ("s=<series>;i=<number>;…"),
// microseconds up to the year 2200.
void take_journal_cursor(std::string_view cursor, JournalEntry& entry);
std::optional<std::int64_t> parse_journal_time(std::string_view microseconds);

// A message as one line of text, as parse_journal_export() gives it; ids of machines are zeros.
std::string clean_message(std::string_view message);

}  // namespace rigcheck
