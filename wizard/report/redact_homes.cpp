#include "wizard/report/redact_homes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rigcheck {
namespace {

constexpr std::string_view kHome = "/home/";
constexpr std::string_view kMedia = "/media/";  // also below /run
constexpr std::string_view kMark = "redacted";

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_hex_digit(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

// A folder's name as it may stand in a sentence.
std::string_view folder_name(std::string_view text) {
    auto name = text.substr(0, text.find_first_of("/ \t\n\"'`:;,()[]{}<>=*$~"));
    while (name.ends_with('.')) name.remove_suffix(1);
    return name;
}

bool is_mark(std::string_view name) {
    if (!name.starts_with(kMark)) return false;
    auto const rest = name.substr(kMark.size());
    return rest.empty() || (rest.size() > 1 && rest[0] == '-' &&
                            std::all_of(rest.begin() + 1, rest.end(), is_digit));
}

std::string mark_for(std::string_view name, std::vector<std::string>& people) {
    if (is_mark(name)) return std::string(name);
    auto at = std::find(people.begin(), people.end(), name);
    if (at == people.end()) at = people.insert(at, std::string(name));
    auto const number = at - people.begin() + 1;
    return number == 1 ? std::string(kMark) : fmt::format("{}-{}", kMark, number);
}

// Without a label a stick is mounted by its id: "1A2B-3C4D" (FAT), 16 digits (NTFS). A label is
// written by a person, who may have written a name.
std::string volume_name(std::string_view name) {
    constexpr std::size_t kFat = 9;
    constexpr std::size_t kNtfs = 16;
    constexpr std::size_t kDash = 4;
    auto const digits = std::count_if(name.begin(), name.end(), is_hex_digit);
    bool const fat = name.size() == kFat && name[kDash] == '-' && digits == kFat - 1;
    bool const ntfs = name.size() == kNtfs && digits == kNtfs;
    if (!fat && !ntfs) return std::string(kMark);
    std::string out(name);
    std::replace_if(out.begin(), out.end(), is_hex_digit, '0');
    return out;
}

}  // namespace

std::string redact_homes(std::string_view text, std::vector<std::string>& people) {
    std::string out;
    bool const path_alone = text.starts_with('/') && text.find_first_of(",;") == text.npos &&
                            text.find(" /") == text.npos;
    while (!text.empty()) {
        bool const home = text.starts_with(kHome);
        bool const media = text.starts_with(kMedia);
        auto const prefix = home ? kHome : media ? kMedia : text.substr(0, 1);
        out += prefix;
        text.remove_prefix(prefix.size());
        auto const name = home || media ? folder_name(text) : std::string_view();
        // "/media/cdrom" is nobody's; "/media/NAME/LABEL" is made for a person.
        bool const owned = home || text.substr(name.size()).starts_with('/');
        if (name.empty() || !owned) continue;
        out += mark_for(name, people);
        text.remove_prefix(name.size());
        if (home) continue;
        // A text that is a path alone holds labels with blanks.
        auto const rest = text.substr(1);
        auto const volume = path_alone ? rest.substr(0, rest.find('/')) : folder_name(rest);
        out += '/' + volume_name(volume);
        text.remove_prefix(1 + volume.size());
    }
    return out;
}

}  // namespace rigcheck
