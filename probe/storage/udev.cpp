#include "probe/storage/udev.hpp"

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr std::array<std::string_view, 4> kKeys{
    "E:ID_FS_TYPE=", "E:ID_FS_AMBIVALENT=", "E:ID_PART_ENTRY_TYPE=", "E:ID_PART_TABLE_TYPE="};

std::string_view take_line(std::string_view& text) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

// Words of letters, digits and a few signs; anything else is nothing that udev writes.
std::optional<std::string> word(std::string_view value) {
    constexpr std::size_t kMost = 64;
    std::string out;
    for (char const c : value) {
        bool const upper = c >= 'A' && c <= 'Z';
        bool const plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                           c == '-' || c == '.' || c == '+';
        if (!plain || out.size() == kMost) return std::nullopt;
        out += c;
    }
    return out.empty() ? std::nullopt : std::optional(out);
}

std::optional<std::string> lower(std::optional<std::string> text) {
    if (text) {
        for (auto& c : *text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

}  // namespace

UdevBlock parse_udev_block(std::string_view text) {
    UdevBlock block;
    while (!text.empty()) {
        auto const line = take_line(text);
        auto const value = line.substr(std::min(line.size(), line.find('=') + 1));
        if (line.starts_with(kKeys[0])) block.fs_type = word(value);
        if (line.starts_with(kKeys[1])) block.fs_type = "ambivalent";
        if (line.starts_with(kKeys[2])) block.partition_type = lower(word(value));
        if (line.starts_with(kKeys[3])) block.partition_table = lower(word(value));
    }
    return block;
}

std::string redact_udev_block(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const line = take_line(text);
        bool const kept = std::any_of(kKeys.begin(), kKeys.end(),
                                      [&](std::string_view key) { return line.starts_with(key); });
        if (kept) out.append(line).append("\n");
    }
    return out;
}

}  // namespace rigcheck
