#include "probe/history/journal_export.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMostValue = 128;  // of every field but the message

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::vector<JournalEntry> read() {
        while (!rest_.empty() && entries_.size() < kMostEntries) {
            auto const line = take_line();
            if (line.empty()) {
                finish_entry();
            } else if (auto const equals = line.find('='); equals != std::string_view::npos) {
                take_field(line.substr(0, equals), line.substr(equals + 1));
            } else if (!take_binary_field(line)) {
                break;
            }
        }
        finish_entry();
        return std::move(entries_);
    }

private:
    std::string_view take_line() {
        auto const end = std::min(rest_.find('\n'), rest_.size());
        auto const line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return line;
    }

    // The name alone on a line, the size in eight bytes, the least first, that many bytes, a line
    // end.
    bool take_binary_field(std::string_view name) {
        if (rest_.size() < 8) return false;
        std::uint64_t size = 0;
        for (std::size_t i = 8; i-- > 0;) size = size << 8U | static_cast<unsigned char>(rest_[i]);
        rest_.remove_prefix(8);
        if (size > rest_.size()) return false;
        take_field(name, rest_.substr(0, size));
        rest_.remove_prefix(size);
        if (rest_.starts_with('\n')) rest_.remove_prefix(1);
        return true;
    }

    void take_field(std::string_view name, std::string_view value) {
        if (name == "MESSAGE") {
            entry_.message = clean_message(value);
            return;
        }
        value = value.substr(0, kMostValue);
        if (name == "__REALTIME_TIMESTAMP") {
            realtime_ = parse_journal_time(value);
        } else if (name == "__MONOTONIC_TIMESTAMP") {
            monotonic_ = parse_journal_time(value);
        } else if (name == "_SOURCE_MONOTONIC_TIMESTAMP") {
            entry_.source_us = parse_journal_time(value);
        } else if (name == "_BOOT_ID") {
            entry_.boot_id = plain_id(value);
        } else if (name == "MESSAGE_ID") {
            entry_.message_id = plain_id(value);
        } else {
            take_text_field(name, value);
        }
    }

    void take_text_field(std::string_view name, std::string_view value) {
        struct TextField {
            std::string_view name;
            std::string JournalEntry::*member;
        };
        constexpr std::array kFields{TextField{"_TRANSPORT", &JournalEntry::transport},
                                     TextField{"_COMM", &JournalEntry::program},
                                     TextField{"UNIT", &JournalEntry::unit},
                                     TextField{"SHUTDOWN", &JournalEntry::shutdown}};
        for (auto const& field : kFields) {
            if (field.name == name) entry_.*field.member = clean_message(value);
        }
        if (name == "__SEQNUM_ID") entry_.seqnum_id = plain_id(value);
        if (name == "__SEQNUM") entry_.seqnum = parse_number<std::uint64_t>(value).value_or(0);
        if (name == "__CURSOR") take_journal_cursor(value, entry_);
    }

    void finish_entry() {
        if (realtime_ && monotonic_ && !entry_.boot_id.empty()) {
            entry_.realtime_us = *realtime_;
            entry_.monotonic_us = *monotonic_;
            entries_.push_back(std::move(entry_));
        }
        entry_ = {};
        realtime_.reset();
        monotonic_.reset();
    }

    std::string_view rest_;
    std::vector<JournalEntry> entries_;
    JournalEntry entry_;
    std::optional<std::int64_t> realtime_, monotonic_;
};

// Ids of machines and users, as in the names of journals: 32 hexadecimal digits, now zeros.
void hide_ids(std::string& line) {
    constexpr std::size_t kDigits = 32;
    auto const is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
    for (auto at = line.begin(); at != line.end();) {
        auto const begin = std::find_if(at, line.end(), is_hex);
        at = std::find_if_not(begin, line.end(), is_hex);
        if (at - begin == kDigits) std::fill(begin, at, '0');
    }
}

void add(std::string& text, std::string_view name, std::string_view value) {
    if (!value.empty()) text.append(name).append("=").append(value).append("\n");
}

}  // namespace

std::string plain_id(std::string_view id) {
    std::string plain;
    for (char const c : id.substr(0, 36)) {
        bool const upper = c >= 'A' && c <= 'F';
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) plain += c;
        if (upper) plain += static_cast<char>(c - 'A' + 'a');
    }
    return plain.size() == 32 ? plain : std::string();
}

// How systemd before 254 tells the numbers.
void take_journal_cursor(std::string_view cursor, JournalEntry& entry) {
    while (!cursor.empty()) {
        auto const end = std::min(cursor.find(';'), cursor.size());
        auto const part = cursor.substr(0, end);
        cursor.remove_prefix(std::min(end + 1, cursor.size()));
        if (part.starts_with("s=")) entry.seqnum_id = plain_id(part.substr(2));
        if (part.starts_with("i="))
            entry.seqnum = parse_number<std::uint64_t>(part.substr(2), 16).value_or(0);
    }
}

std::optional<std::int64_t> parse_journal_time(std::string_view microseconds) {
    constexpr std::int64_t kMost = 7'258'118'400'000'000;  // sums of two of them cannot overflow
    auto const time = parse_number<std::int64_t>(microseconds);
    return time && *time >= 0 && *time < kMost ? time : std::nullopt;
}

std::string clean_message(std::string_view message) {
    std::string line(message.substr(0, kMostMessage));
    std::replace_if(
        line.begin(), line.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    hide_ids(line);
    return line;
}

std::vector<JournalEntry> parse_journal_export(std::string_view text) {
    return Reader(text).read();
}

std::string write_journal_export(std::vector<JournalEntry> const& entries) {
    std::string text;
    for (auto const& entry : entries) {
        add(text, "__REALTIME_TIMESTAMP", std::to_string(entry.realtime_us));
        add(text, "__MONOTONIC_TIMESTAMP", std::to_string(entry.monotonic_us));
        if (entry.seqnum != 0) add(text, "__SEQNUM", std::to_string(entry.seqnum));
        add(text, "__SEQNUM_ID", entry.seqnum_id);
        add(text, "_BOOT_ID", entry.boot_id);
        if (entry.source_us)
            add(text, "_SOURCE_MONOTONIC_TIMESTAMP", std::to_string(*entry.source_us));
        add(text, "_TRANSPORT", entry.transport);
        add(text, "_COMM", entry.program);
        add(text, "MESSAGE_ID", entry.message_id);
        add(text, "UNIT", entry.unit);
        add(text, "SHUTDOWN", entry.shutdown);
        add(text, "MESSAGE", entry.message);
        text += '\n';
    }
    return text;
}

}  // namespace rigcheck
