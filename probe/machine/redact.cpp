#include "probe/machine/redact.hpp"

#include <algorithm>
#include <cctype>

namespace rigcheck {
namespace {

bool is_hex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Does `text` begin with this shape? 'x' stands for a hexadecimal digit, ':' for ":" or "-".
bool has_shape(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        bool const fits = shape[i] == 'x'   ? is_hex(text[i])
                          : shape[i] == ':' ? text[i] == ':' || text[i] == '-'
                                            : text[i] == shape[i];
        if (!fits) return false;
    }
    return true;
}

std::string zeros(std::string_view text) {
    std::string out(text);
    std::replace_if(out.begin(), out.end(), is_hex, '0');
    return out;
}

constexpr std::string_view kUuid = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr std::string_view kHardwareAddress = "xx:xx:xx:xx:xx:xx";

// How many characters at the start of `text` are an identifier; 0 for none.
std::size_t identifier_length(std::string_view text) {
    for (auto const shape : {kUuid, kHardwareAddress}) {
        bool const ends = text.size() == shape.size() ||
                          (text.size() > shape.size() && !is_word(text[shape.size()]));
        if (has_shape(text, shape) && ends) return shape.size();
    }
    return 0;
}

// FAT and NTFS volume ids are too short to be known by their shape: "UUID=1A2B-3C4D".
std::size_t volume_id_length(std::string_view before, std::string_view text) {
    if (!before.ends_with("UUID=") && !before.ends_with("uuid=")) return 0;
    std::size_t length = 0;
    while (length < text.size() && (is_hex(text[length]) || text[length] == '-')) ++length;
    return length;
}

void replace_word(std::string& text, std::string const& word) {
    if (word.size() < 2) return;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;) {
        auto const end = at + word.size();
        bool const whole =
            (at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]));
        if (whole) text.replace(at, word.size(), "redacted");
        at += whole ? 8 : word.size();
    }
}

}  // namespace

std::string redact_text(std::string_view text, std::vector<std::string> const& names) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        bool const starts = at == 0 || !is_word(text[at - 1]);
        auto length = starts ? identifier_length(text.substr(at)) : 0;
        if (length == 0) length = volume_id_length(text.substr(0, at), text.substr(at));
        if (length == 0) {
            out += text[at++];
            continue;
        }
        out += zeros(text.substr(at, length));
        at += length;
    }
    for (auto const& name : names) replace_word(out, name);
    return out;
}

}  // namespace rigcheck
