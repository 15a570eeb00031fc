#include "wizard/report/redact_serials.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rigcheck {
namespace {

constexpr std::string_view kMark = "redacted";

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_hex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_token(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_.+-:#").find(c) != std::string_view::npos;
}

std::string zeros(std::string_view text) {
    std::string out(text);
    std::replace_if(out.begin(), out.end(), is_hex, '0');
    return out;
}

bool all_hex(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_hex);
}

// "-part2" at the end, or nothing.
std::string_view partition_of(std::string_view name) {
    auto const at = name.rfind("-part");
    if (at == std::string_view::npos) return {};
    auto const number = name.substr(at + 5);
    bool const numbered = !number.empty() && std::all_of(number.begin(), number.end(), is_digit);
    return numbered ? name.substr(at) : std::string_view();
}

// A name in /dev/disk/by-id: the bus and the partition stay.
std::string drive_name(std::string_view name) {
    auto const dash = name.find('-');
    auto const bus = dash == std::string_view::npos ? "" : std::string(name.substr(0, dash + 1));
    return bus + std::string(kMark) + std::string(partition_of(name));
}

// "ata-MODEL_SERIAL" outside of /dev/disk, told from names like "usb-storage".
bool is_drive_name(std::string_view name) {
    constexpr std::array kBuses{"ata-", "nvme-", "scsi-", "usb-", "mmc-", "virtio-", "ieee1394-"};
    bool const bus = std::any_of(kBuses.begin(), kBuses.end(),
                                 [&](char const* prefix) { return name.starts_with(prefix); });
    return bus && name.find('_') != std::string_view::npos &&
           std::any_of(name.begin(), name.end(), is_digit);
}

// World-wide names (udev: ID_WWN; NVMe namespaces: EUI-64 and NGUID), and the kernel's own name of
// an NVMe namespace, which holds the serial number.
std::string without_world_wide_name(std::string_view token) {
    for (std::string_view const kind : {"eui.", "naa.", "wwn-0x", "uuid."}) {
        auto const at = token.find(kind);
        bool const starts = at == 0 || (at != std::string_view::npos && token[at - 1] == '-');
        if (!starts) continue;
        auto const digits = token.substr(at + kind.size());
        auto const end = std::find_if_not(digits.begin(), digits.end(), is_hex) - digits.begin();
        auto const length = static_cast<std::size_t>(end);
        return std::string(token.substr(0, at + kind.size())) + zeros(digits.substr(0, length)) +
               std::string(digits.substr(length));
    }
    bool const kernel_name = token.starts_with("nvme.") || token.starts_with("t10.");
    return kernel_name ? std::string(token.substr(0, token.find('.') + 1)) + std::string(kMark)
                       : std::string(token);
}

bool is_plain_id(std::string_view token) {
    constexpr std::size_t kMachineId = 32;
    constexpr std::size_t kArrayId = 35;
    constexpr std::size_t kPart = 9;
    if (token.size() == kMachineId) return all_hex(token);
    if (token.size() != kArrayId) return false;
    for (std::size_t i = 0; i < token.size(); ++i) {
        bool const colon = i % kPart == kPart - 1;
        if (colon ? token[i] != ':' : !is_hex(token[i])) return false;
    }
    return true;
}

// systemd.net-naming-scheme(7): "enx" and the hardware address.
bool is_address_name(std::string_view token) {
    constexpr std::size_t kPrefix = 3;
    constexpr std::size_t kDigits = 12;
    bool const prefix =
        token.starts_with("enx") || token.starts_with("wlx") || token.starts_with("wwx");
    return prefix && token.size() == kPrefix + kDigits && all_hex(token.substr(kPrefix));
}

std::string redact_token(std::string_view before, std::string_view token) {
    if (before.ends_with("/by-id/") || is_drive_name(token)) return drive_name(token);
    if (before.ends_with("/by-uuid/") || before.ends_with("/by-partuuid/")) return zeros(token);
    if (is_plain_id(token)) return zeros(token);
    if (is_address_name(token)) return std::string(token.substr(0, 3)) + zeros(token.substr(3));
    return without_world_wide_name(token);
}

std::string_view without_blanks(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

bool says_serial(std::string_view before) {
    before = without_blanks(before);
    if (!before.ends_with(':') && !before.ends_with('=')) return false;
    before = without_blanks(before.substr(0, before.size() - 1));
    constexpr std::size_t kLongest = 16;
    std::string last(before.substr(before.size() - std::min(before.size(), kLongest)));
    std::transform(last.begin(), last.end(), last.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return last.ends_with("serial") || last.ends_with("serialnumber") ||
           last.ends_with("serial number") || last.ends_with("serial_number") ||
           last.ends_with("serial no");
}

}  // namespace

std::string redact_serials(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_token(text[at]) || text[at] == ':') {
            out += text[at++];
            continue;
        }
        auto end = at;
        while (end < text.size() && is_token(text[end])) ++end;
        // "serial: X" is one token and its value; a colon or stop at the end is punctuation.
        auto token = text.substr(at, end - at);
        while (token.size() > 1 && (token.ends_with(':') || token.ends_with('.')))
            token.remove_suffix(1);
        auto const before = text.substr(0, at);
        out += says_serial(before) ? std::string(kMark) : redact_token(before, token);
        at += token.size();
    }
    return out;
}

}  // namespace rigcheck
