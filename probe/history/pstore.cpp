#include "probe/history/pstore.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "probe/history/journal_export.hpp"
#include "probe/machine/number.hpp"
#include "probe/machine/redact.hpp"
#include "probe/platform/host_name.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

constexpr char const* kStore = "/sys/fs/pstore";
constexpr char const* kMoved = "/var/lib/systemd/pstore";
constexpr std::size_t kMostFiles = 256, kMostLines = 40, kMostRecords = 32;
constexpr std::size_t kFileLimit = std::size_t{256} * 1024;
constexpr int kDepth = 3;

// "Panic#2 Part1": what it was, the how many of this run, and which piece.
struct Header {
    std::string kind;
    unsigned count = 0, part = 0;
};

std::optional<Header> header_in(std::string_view line) {
    auto const hash = line.find('#');
    auto const part = line.find(" Part");
    if (hash == std::string_view::npos || hash > 32 || part == std::string_view::npos)
        return std::nullopt;
    auto const count = parse_number<unsigned>(line.substr(hash + 1));
    auto const number = parse_number<unsigned>(line.substr(part + 5));
    if (!count || !number) return std::nullopt;
    return Header{clean_message(line.substr(0, hash)), *count, *number};
}

// "<6>[   12.345678] text"
std::string_view without_stamp(std::string_view line) {
    if (line.starts_with('<')) line.remove_prefix(std::min(line.find('>') + 1, line.size()));
    if (line.starts_with('[')) line.remove_prefix(std::min(line.find("] ") + 2, line.size()));
    return line;
}

template <class Take>
void for_each_line(std::string_view text, Take const& take) {
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void add_lines(std::string_view text, PstoreRecord& record) {
    constexpr std::string_view kPanic = "Kernel panic - not syncing: ";
    for_each_line(text, [&](std::string_view line) {
        if (auto header = header_in(line)) {
            record.kind = std::move(header->kind);
            return;
        }
        bool const names_file = line.starts_with("dmesg-") && line.ends_with(':');
        if (line.empty() || names_file) return;
        auto const shown = clean_message(without_stamp(line));
        if (shown.starts_with(kPanic)) record.panic = shown.substr(kPanic.size());
        record.lines.push_back(shown);
    });
}

// Pieces of one event: the same place and moment, the same number.
struct Event {
    std::string at, place, kind;
    unsigned count = 0;
    friend auto operator<=>(Event const&, Event const&) = default;
};

std::string place_of(std::string_view name) {
    auto const digits = name.find_last_not_of("0123456789");
    return std::string(name.substr(0, digits == std::string_view::npos ? 0 : digits + 1));
}

std::string time_text(std::int64_t at_us) {
    return at_us == 0 ? std::string() : utc_text(at_us);
}

bool is_read(std::string_view name) {
    return name.starts_with("dmesg-") || name == "dmesg.txt" || name.starts_with("console-");
}

class Collector {
public:
    Collector(Machine const& machine, std::vector<Gap>& gaps) : machine_(machine), gaps_(gaps) {}

    std::vector<PstoreFile> files() && { return std::move(files_); }

    void add_directory(std::string const& path, std::string const& inside, int depth) {
        auto const entries = machine_.entries(path);
        auto const joined = [](Entry const& entry) { return entry.name == "dmesg.txt"; };
        bool const has_joined = std::any_of(entries.begin(), entries.end(), joined);
        // Of the whole the time stands in the names of its pieces.
        std::int64_t latest = 0;
        for (auto const& entry : entries) latest = std::max(latest, pstore_time(entry.name));
        for (auto const& entry : entries) {
            auto const below = std::string(path).append("/").append(entry.name);
            bool const piece = has_joined && entry.name != "dmesg.txt";
            if (entry.kind == EntryKind::directory && depth > 0)
                add_directory(below, inside + entry.name + "/", depth - 1);
            else if (entry.name.ends_with(".enc.z"))
                gaps_.push_back({"history", below, Missing::malformed,
                                 "the kernel that runs now cannot unpack it"});
            else if (is_read(entry.name) && !piece)
                add_file(below, inside + entry.name, has_joined ? latest : pstore_time(entry.name));
        }
    }

private:
    void add_file(std::string const& path, std::string name, std::int64_t at_us) {
        if (files_.size() == kMostFiles) return;
        auto reading = machine_.read(path, kFileLimit);
        if (reading.text)
            files_.push_back({std::move(name), std::move(*reading.text), at_us});
        else if (reading.why == Missing::needs_root)
            name_denied(path);
        else
            gaps_.push_back({"history", path, reading.why, {}});
    }

    // One of them stands for all.
    void name_denied(std::string const& path) {
        if (!denied_) gaps_.push_back({"history", path, Missing::needs_root, {}});
        denied_ = true;
    }

    Machine const& machine_;
    std::vector<Gap>& gaps_;
    std::vector<PstoreFile> files_;
    bool denied_ = false;
};

}  // namespace

std::int64_t pstore_time(std::string_view name) {
    constexpr std::int64_t kSecond = 1'000'000;
    auto const dash = name.rfind('-');
    auto const id = dash == std::string_view::npos
                        ? std::nullopt
                        : parse_number<std::uint64_t>(name.substr(dash + 1));
    if (!id) return 0;
    // drivers/firmware/efi/efi-pstore.c, generic_id(): seconds, two digits of the part, three of
    // the count.
    if (name.find("dmesg-efi") != std::string_view::npos)
        return *id / 100'000 < 0xffffffffU ? static_cast<std::int64_t>(*id / 100'000) * kSecond : 0;
    // drivers/firmware/efi/cper.c, cper_next_record_id(): the seconds above a running number.
    if (name.find("dmesg-erst") == std::string_view::npos) return 0;
    constexpr std::uint64_t kLate = std::uint64_t{1} << 63U;
    auto const seconds = (*id & kLate) != 0 ? (*id & ~kLate) >> 24U : *id >> 32U;
    return static_cast<std::int64_t>(std::min<std::uint64_t>(seconds, 0xffffffffU)) * kSecond;
}

std::vector<PstoreRecord> parse_pstore(std::vector<PstoreFile> const& files) {
    std::map<Event, std::map<unsigned, PstoreFile const*, std::greater<>>> events;
    for (auto const& file : files) {
        auto const header = header_in(file.text.substr(0, file.text.find('\n')));
        Event event{time_text(file.at_us), place_of(file.name), {}, 0};
        if (header) {
            event.kind = header->kind;
            event.count = header->count;
        } else {
            event.place = file.name;
        }
        events[event].try_emplace(header ? header->part : 0, &file);
    }
    std::vector<PstoreRecord> records;
    for (auto const& [event, parts] : events) {
        if (records.size() == kMostRecords) break;
        PstoreRecord record{.file = parts.rbegin()->second->name,
                            .at = event.at,
                            .kind = {},
                            .panic = {},
                            .lines = {}};
        for (auto const& [part, file] : parts) add_lines(file->text, record);
        if (record.lines.size() > kMostLines)
            record.lines.erase(record.lines.begin(),
                               record.lines.end() - static_cast<std::ptrdiff_t>(kMostLines));
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<PstoreRecord> read_pstore(Machine const& machine, std::vector<Gap>& gaps) {
    Collector collector(machine, gaps);
    collector.add_directory(kStore, {}, 0);
    collector.add_directory(kMoved, {}, kDepth);
    // A directory that may not be listed looks empty.
    if (machine.read_start(kStore, 1).why == Missing::needs_root)
        gaps.push_back({"history", kStore, Missing::needs_root, {}});
    auto records = parse_pstore(std::move(collector).files());
    auto const names = host_names(machine);
    for (auto& record : records) {
        for (auto& line : record.lines) line = redact_text(line, names);
        if (record.panic) record.panic = redact_text(*record.panic, names);
    }
    return records;
}

}  // namespace rigcheck
