#include "probe/history/journal_reader.hpp"

#include <systemd/sd-journal.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "probe/history/journal_export.hpp"
#include "probe/history/log_matches.hpp"
#include "probe/history/runs.hpp"
#include "probe/history/signatures.hpp"

namespace rigcheck {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTime{1000};
constexpr std::size_t kMostBoots = 1000;  // whose ends are compared
constexpr std::size_t kBoots = 10;        // that are read
constexpr std::size_t kTailOfEnded = 200, kTailOfOthers = 40;
constexpr std::size_t kKernelHead = 4000, kKernelTail = 16'000, kKernelOfOthers = 500;
constexpr std::size_t kMostEvents = 100;
constexpr std::size_t kDataThreshold = 4096;  // longer messages are cut by the library

constexpr std::array kEvents{
    message_id::kJournalStart, message_id::kJournalStop,    message_id::kShutdown,
    message_id::kSleepStart,   message_id::kSleepStop,      message_id::kShutdownScheduled,
    message_id::kTimeChange,   message_id::kPowerKey,       message_id::kPowerKeyLong,
    message_id::kRebootKey,    message_id::kRebootKeyLong,  message_id::kSuspendKey,
    message_id::kHibernateKey, message_id::kSuspendKeyLong, message_id::kHibernateKeyLong};
constexpr std::array kPrograms{"systemd-oomd", "systemd-fsck", "systemd-journald"};

using Journal = std::unique_ptr<sd_journal, decltype(&sd_journal_close)>;

class Reader {
public:
    explicit Reader(sd_journal* journal) : journal_(journal) {
        sd_journal_set_data_threshold(journal_, kDataThreshold);
    }

    std::string read() {
        auto const boots = newest_boots();
        // The run that ended comes first: it is the second, unless nothing runs on this journal.
        for (std::size_t const i : {1U, 0U}) {
            if (i < boots.size()) read_boot(boots[i], true);
        }
        for (std::size_t i = 2; i < boots.size(); ++i) read_boot(boots[i], false);
        return text();
    }

private:
    bool is_late() {
        late_ = late_ || Clock::now() > deadline_;
        return late_;
    }

    std::string_view field(char const* name) const {
        void const* data = nullptr;
        std::size_t size = 0;
        if (sd_journal_get_data(journal_, name, &data, &size) < 0) return {};
        std::string_view const text(static_cast<char const*>(data), size);
        return text.substr(std::min(text.find('=') + 1, text.size()));
    }

    std::string short_field(char const* name) const {
        constexpr std::size_t kMost = 128;
        return clean_message(field(name).substr(0, kMost));
    }

    void match(std::string const& text) {
        sd_journal_add_match(journal_, text.data(), text.size());
    }
    void match_boot(std::string const& boot_id) {
        sd_journal_flush_matches(journal_);
        match("_BOOT_ID=" + boot_id);
    }

    // Stamps and number of the entry at hand; empty where it is damaged.
    std::optional<JournalEntry> stamps() const {
        std::uint64_t realtime = 0;
        std::uint64_t monotonic = 0;
        sd_id128_t boot{};
        if (sd_journal_get_realtime_usec(journal_, &realtime) < 0 ||
            sd_journal_get_monotonic_usec(journal_, &monotonic, &boot) < 0)
            return std::nullopt;
        std::array<char, SD_ID128_STRING_MAX> id{};
        JournalEntry entry{.boot_id = sd_id128_to_string(boot, id.data()),
                           .realtime_us = static_cast<std::int64_t>(realtime),
                           .monotonic_us = static_cast<std::int64_t>(monotonic)};
        char* cursor = nullptr;
        if (sd_journal_get_cursor(journal_, &cursor) < 0) return std::nullopt;
        std::unique_ptr<char, decltype(&std::free)> const owner(cursor, &std::free);
        take_journal_cursor(cursor, entry);
        return entry;
    }

    // What others than the kernel say is kept only where it is of the end.
    bool is_wanted(JournalEntry const& entry, std::string_view message) const {
        bool const event =
            std::find(kEvents.begin(), kEvents.end(), entry.message_id) != kEvents.end();
        return event || match_signature(message, logged_by(entry)) ||
               message.find(" requested from client PID ") != std::string_view::npos;
    }

    // Addresses, paths and serial numbers of people's things.
    static bool is_private(std::string_view message) {
        bool const firewall = message.find(" SRC=") != std::string_view::npos;
        return firewall || message.starts_with("audit: ") ||
               message.find("SerialNumber: ") != std::string_view::npos;
    }

    void keep() {
        auto entry = stamps();
        if (!entry) return;
        auto& kept = entries_[entry->boot_id];
        auto const key = std::pair(entry->monotonic_us, entry->seqnum);
        if (kept.contains(key)) return;
        entry->transport = short_field("_TRANSPORT");
        entry->program = short_field("_COMM");
        entry->message_id = plain_id(field("MESSAGE_ID"));
        entry->unit = short_field("UNIT");
        entry->shutdown = short_field("SHUTDOWN");
        if (entry->of_kernel())
            entry->source_us = parse_journal_time(field("_SOURCE_MONOTONIC_TIMESTAMP"));
        auto message = clean_message(field("MESSAGE"));
        if (entry->of_kernel() ? !is_private(message) : is_wanted(*entry, message))
            entry->message = std::move(message);
        kept.emplace(key, std::move(*entry));
    }

    // Of each fault the first lines that a walk comes upon.
    void keep_if_fault(std::map<std::string, int>& seen) {
        constexpr int kEnough = 10;
        constexpr std::size_t kMostFaults = 100;
        std::string const message(field("MESSAGE").substr(0, kMostMessage));
        auto const by = field("_TRANSPORT") == kKernel ? kKernel : field("_COMM");
        auto const match = match_signature(message, by);
        // A record of several lines, of which each may tell something.
        bool const record = message.find("[Hardware Error]") != std::string_view::npos;
        if (!match && !record) return;
        auto const key = match ? fault_key(*match) : std::string();
        if (seen.size() >= kMostFaults && !seen.contains(key)) return;
        if (++seen[key] <= (match ? kEnough : 10 * kEnough)) keep();
    }

    // Calls `take` for at most `most` matching entries, from the start or from the end.
    template <class Take>
    void walk(bool from_end, std::size_t most, Take const& take) {
        if (from_end)
            sd_journal_seek_tail(journal_);
        else
            sd_journal_seek_head(journal_);
        for (std::size_t i = 0; i < most && !is_late(); ++i) {
            auto const moved = from_end ? sd_journal_previous(journal_) : sd_journal_next(journal_);
            if (moved <= 0) return;
            take();
        }
    }

    std::vector<std::string> newest_boots();
    void read_boot(std::string const& boot_id, bool whole);
    void read_kernel(std::string const& boot_id, bool whole);
    std::string text() const;

    sd_journal* journal_;
    Clock::time_point deadline_ = Clock::now() + kTime;
    bool late_ = false;
    std::vector<std::string> order_;
    std::map<std::string, std::map<std::pair<std::int64_t, std::uint64_t>, JournalEntry>> entries_;
};

std::vector<std::string> Reader::newest_boots() {
    std::vector<std::string> ids;
    if (sd_journal_query_unique(journal_, "_BOOT_ID") < 0) return ids;
    void const* data = nullptr;
    std::size_t size = 0;
    while (ids.size() < kMostBoots && !is_late() &&
           sd_journal_enumerate_available_unique(journal_, &data, &size) > 0) {
        std::string_view const text(static_cast<char const*>(data), size);
        auto id = plain_id(text.substr(std::min(text.find('=') + 1, text.size())));
        if (!id.empty()) ids.push_back(std::move(id));
    }
    std::vector<JournalEntry> ends;
    for (auto const& id : ids) {
        match_boot(id);
        walk(true, 1, [&] {
            if (auto entry = stamps()) ends.push_back(std::move(*entry));
        });
    }
    std::vector<std::string> newest;
    for (auto const& run : runs_of(std::move(ends), {})) {
        if (newest.size() < kBoots) newest.push_back(run.boot_id);
    }
    return newest;
}

void Reader::read_boot(std::string const& boot_id, bool whole) {
    order_.push_back(boot_id);
    match_boot(boot_id);
    walk(false, 1, [&] { keep(); });
    walk(true, whole ? kTailOfEnded : kTailOfOthers, [&] { keep(); });
    for (auto const* id : kEvents) match(std::string("MESSAGE_ID=") + id);
    walk(true, kMostEvents, [&] { keep(); });
    match_boot(boot_id);
    for (auto const* program : kPrograms) match(std::string("_COMM=") + program);
    std::map<std::string, int> seen;
    walk(true, kMostEvents, [&] { keep_if_fault(seen); });
    read_kernel(boot_id, whole);
}

// The banner names the kernel; of the rest only what a signature fits, or what belongs to an
// error record of several lines.
void Reader::read_kernel(std::string const& boot_id, bool whole) {
    match_boot(boot_id);
    match("_TRANSPORT=kernel");
    walk(false, 1, [&] { keep(); });
    std::map<std::string, int> at_start;
    std::map<std::string, int> at_end;
    if (whole) walk(false, kKernelHead, [&] { keep_if_fault(at_start); });
    walk(true, whole ? kKernelTail : kKernelOfOthers, [&] { keep_if_fault(at_end); });
}

std::string Reader::text() const {
    std::string text;
    for (auto const& boot_id : order_) {
        auto const at = entries_.find(boot_id);
        if (at == entries_.end()) continue;
        std::vector<JournalEntry> entries;
        for (auto const& [key, entry] : at->second) entries.push_back(entry);
        auto more = write_journal_export(entries);
        if (text.size() + more.size() > kJournalTextLimit) return text + kCutShort;
        text += more;
    }
    return late_ ? text + kCutShort : text;
}

std::string read(int opened, sd_journal* journal) {
    Journal const owner(journal, &sd_journal_close);
    return opened < 0 ? std::string() : Reader(journal).read();
}

}  // namespace

std::string read_system_journal() {
    sd_journal* journal = nullptr;
    int const opened = sd_journal_open(&journal, SD_JOURNAL_SYSTEM | SD_JOURNAL_LOCAL_ONLY);
    return read(opened, journal);
}

std::string read_journal_files(std::vector<std::string> const& paths) {
    std::vector<char const*> names;
    for (auto const& path : paths) names.push_back(path.c_str());
    names.push_back(nullptr);
    sd_journal* journal = nullptr;
    int const opened = sd_journal_open_files(&journal, names.data(), 0);
    return read(opened, journal);
}

}  // namespace rigcheck
