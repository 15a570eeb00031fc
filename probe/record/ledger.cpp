#include "probe/record/ledger.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "probe/facts/json.hpp"
#include "probe/record/place.hpp"

namespace rigcheck::record {
namespace {

constexpr std::size_t kMaxFile = std::size_t{256} * 1024;
constexpr std::size_t kMaxLine = std::size_t{32} * 1024;
constexpr std::size_t kMaxEntries = 1000;
constexpr std::size_t kMaxDrives = 128;
constexpr std::size_t kMaxText = 256;
constexpr mode_t kReadableByAll = 0644;

[[noreturn]] void fail(std::string const& file) {
    throw std::system_error(errno, std::generic_category(), file);
}

class File {
public:
    File(std::string name, int flags)
        : name_(std::move(name)),
          fd_(::open(name_.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, kReadableByAll)) {
        if (fd_ < 0) fail(name_);
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File() { ::close(fd_); }

    void lock() const {
        while (::flock(fd_, LOCK_EX) != 0) {
            if (errno != EINTR) fail(name_);
        }
    }
    // The end of it, where it is longer than a ledger may be.
    std::string text() const {
        auto const size = ::lseek(fd_, 0, SEEK_END);
        auto const start = std::max<off_t>(0, size - static_cast<off_t>(kMaxFile));
        std::string text(kMaxFile, '\0');
        std::size_t used = 0;
        while (used < text.size()) {
            auto const got = ::pread(fd_, text.data() + used, text.size() - used,
                                     start + static_cast<off_t>(used));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) fail(name_);
            if (got == 0) break;
            used += static_cast<std::size_t>(got);
        }
        text.resize(used);
        return text;
    }
    void write(std::string_view text) const {
        while (!text.empty()) {
            auto const written = ::write(fd_, text.data(), text.size());
            if (written < 0 && errno != EINTR) fail(name_);
            if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(fd_) != 0) fail(name_);
    }

private:
    std::string name_;
    int fd_;
};

bool is_short(std::optional<std::string> const& text) {
    return !text || text->size() <= kMaxText;
}

// Only what ledger_entry() writes: the file may be anybody's.
bool is_possible(LedgerEntry const& entry) {
    constexpr std::size_t kId = 32;
    auto const& lines = entry.reset_reason;
    return entry.schema == kLedgerSchema && entry.boot_id.size() == kId &&
           entry.at.size() <= kMaxText && is_short(entry.kernel) && is_short(entry.bios_version) &&
           is_short(entry.wake_up) && entry.drives.size() <= kMaxDrives &&
           std::all_of(entry.drives.begin(), entry.drives.end(),
                       [](LedgerDrive const& drive) {
                           return drive.name.size() <= kMaxText && is_short(drive.model) &&
                                  is_short(drive.place);
                       }) &&
           (!lines || (lines->size() <= kMaxDrives &&
                       std::all_of(lines->begin(), lines->end(),
                                   [](std::string const& line) { return is_short(line); })));
}

std::optional<LedgerEntry> parse_line(std::string_view line) {
    if (line.size() > kMaxLine) return std::nullopt;
    auto const json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    LedgerEntry entry;
    entry.schema.clear();
    try {
        read_json(json, entry);
    } catch (JsonShapeError const&) {
        return std::nullopt;
    }
    return is_possible(entry) ? std::optional(std::move(entry)) : std::nullopt;
}

std::string line_of(LedgerEntry const& entry) {
    return to_json(entry).dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::size_t counters_in(LedgerEntry const& entry) {
    return static_cast<std::size_t>(
        std::count_if(entry.drives.begin(), entry.drives.end(),
                      [](LedgerDrive const& drive) { return drive.power_cycles.has_value(); }));
}

bool knows_as_much(Ledger const& ledger, LedgerEntry const& entry) {
    return std::any_of(ledger.entries.begin(), ledger.entries.end(), [&](LedgerEntry const& known) {
        return known.boot_id == entry.boot_id && counters_in(known) >= counters_in(entry);
    });
}

void sync_folder(std::string const& file) {
    auto const folder = std::filesystem::path(file).parent_path().string();
    int const fd =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

// The newer half in a new file that takes the old one's place whole.
void shorten(std::string const& file, Ledger const& ledger, LedgerEntry const& entry) {
    auto const partial = file + ".partial";
    ::unlink(partial.c_str());
    std::string text;
    auto const& entries = ledger.entries;
    for (std::size_t i = entries.size() / 2; i < entries.size(); ++i) text += line_of(entries[i]);
    File(partial, O_WRONLY | O_CREAT | O_EXCL).write(text + line_of(entry));
    if (std::rename(partial.c_str(), file.c_str()) != 0) fail(file);
}

Reading read_user_ledger() {
    auto const directory = user_directory();
    if (!directory) return {};
    try {
        return {File(*directory + "/ledger.jsonl", O_RDONLY | O_NONBLOCK).text(), Missing::absent};
    } catch (std::system_error const& error) {
        bool const absent = error.code() == std::errc::no_such_file_or_directory ||
                            error.code() == std::errc::not_a_directory;
        return {std::nullopt, absent ? Missing::absent : Missing::malformed};
    }
}

}  // namespace

Ledger parse_ledger(std::string_view text) {
    Ledger ledger;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty()) continue;
        if (auto entry = parse_line(line)) {
            ledger.entries.push_back(std::move(*entry));
        } else {
            ++ledger.damaged_lines;
        }
    }
    auto& entries = ledger.entries;
    if (entries.size() > kMaxEntries)
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(kMaxEntries));
    return ledger;
}

Ledger read_ledger(Machine const& machine, std::vector<Gap>& gaps) {
    auto reading = machine.read(kLedgerFile, kMaxFile);
    if (!reading.text && reading.why == Missing::absent)
        reading = machine.ask("record/ledger", [] { return read_user_ledger(); });
    if (reading.text) return parse_ledger(*reading.text);
    if (reading.why != Missing::absent) gaps.push_back({"history", kLedgerFile, reading.why, {}});
    return {};
}

bool append_to_ledger(std::string const& file, LedgerEntry const& entry) {
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
    File const out(file, O_RDWR | O_CREAT | O_APPEND);
    out.lock();
    auto const text = out.text();
    auto const ledger = parse_ledger(text);
    if (knows_as_much(ledger, entry)) return false;
    auto const line = line_of(entry);
    if (text.size() + line.size() >= kMaxFile) {
        shorten(file, ledger, entry);
    } else {
        // A line that a power cut tore must not spoil the next one.
        out.write((text.empty() || text.back() == '\n' ? "" : "\n") + line);
    }
    sync_folder(file);
    return true;
}

}  // namespace rigcheck::record
