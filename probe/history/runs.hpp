#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probe/history/journal_export.hpp"

namespace rigcheck {

// The entries of one run of the kernel.
struct Run {
    std::string boot_id;
    std::vector<JournalEntry> entries;  // in the order of the clock that nobody sets; at least one
    bool is_running = false;
    // When the kernel started, microseconds since 1970, by the clock as it was set soon afterwards:
    // a flat battery, or a clock kept in local time, makes the first entries wrong.
    std::int64_t started_us = 0;
    std::int64_t clock_set_us = 0;  // since the kernel's start: entries before it are wrong

    JournalEntry const& first() const { return entries.front(); }
    JournalEntry const& last() const { return entries.back(); }
    // When it was said, as well as it can be known: microseconds since 1970, and seconds after the
    // kernel's start. The journal takes up the kernel's first lines some seconds late.
    std::int64_t said_at_us(JournalEntry const& entry) const;
    static double said_s(JournalEntry const& entry);
};

// The runs, the newest first. Entries of one series are numbered, and that order counts before
// what the clock said. `running` is the id of the run that goes on, where it is known; "newest"
// where all that is known is that one does.
std::vector<Run> runs_of(std::vector<JournalEntry> entries, std::string const& running);
inline constexpr char const* kNewest = "newest";

// sd-messages.h of systemd
namespace message_id {
inline constexpr char const* kJournalStart = "f77379a8490b408bbe5f6940505a777b";
inline constexpr char const* kJournalStop = "d93fb3c9c24d451a97cea615ce59c00b";
inline constexpr char const* kShutdown = "98268866d1d54a499c4e98921d93bc40";
inline constexpr char const* kShutdownScheduled = "9e7066279dc8403da79ce4b1a69064b2";
inline constexpr char const* kUnitStarted = "39f53479d3a045ac8e11786248231fbf";
inline constexpr char const* kSleepStart = "6bbd95ee977941e497c48be27c254128";
inline constexpr char const* kSleepStop = "8811e6df2a8e40f58a94cea26f8ebf14";
inline constexpr char const* kTimeChange = "c7a787079b354eaaa9e77b371893cd27";
inline constexpr char const* kPowerKey = "b72ea4a2881545a0b50e200e55b9b071";
inline constexpr char const* kPowerKeyLong = "3e0117101eb243c1b9a50db3494ab10b";
inline constexpr char const* kRebootKey = "9fa9d2c012134ec385451ffe316f97d0";
inline constexpr char const* kRebootKeyLong = "f1c59a58c9d943668965c337caec5975";
inline constexpr char const* kSuspendKey = "b72ea4a2881545a0b50e200e55b9b072";
inline constexpr char const* kSuspendKeyLong = "bfdaf6d312ab4007bc1fe40a15df78e8";
inline constexpr char const* kHibernateKey = "b72ea4a2881545a0b50e200e55b9b073";
inline constexpr char const* kHibernateKeyLong = "167836df6f7f428e98147227b2dc8945";
}  // namespace message_id

}  // namespace rigcheck
