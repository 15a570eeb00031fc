#include "probe/pcie/address.hpp"

#include <algorithm>

namespace rigcheck {
namespace {

bool hex_digits(std::string_view text, std::size_t least, std::size_t most) {
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), is_digit);
}

bool is_root_bus(std::string_view text) {
    if (!text.starts_with("pci")) return false;
    text.remove_prefix(3);
    auto const colon = text.find(':');
    return colon != std::string_view::npos && hex_digits(text.substr(0, colon), 4, 8) &&
           hex_digits(text.substr(colon + 1), 2, 2);
}

}  // namespace

bool is_pci_address(std::string_view text) {
    if (text.size() < 12) return false;
    auto const tail = text.substr(text.size() - 8);  // ":BB:DD.F"
    return hex_digits(text.substr(0, text.size() - 8), 4, 8) && tail[0] == ':' &&
           hex_digits(tail.substr(1, 2), 2, 2) && tail[3] == ':' &&
           hex_digits(tail.substr(4, 2), 2, 2) && tail[6] == '.' && tail[7] >= '0' &&
           tail[7] <= '7';
}

PciPlace pci_place(std::string_view link_target) {
    PciPlace place;
    auto const last = link_target.rfind('/');
    auto rest = link_target.substr(0, last == std::string_view::npos ? 0 : last);
    while (!rest.empty()) {
        auto const slash = rest.find('/');
        auto const part = rest.substr(0, slash);
        rest = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
        if (is_root_bus(part)) {
            place.root_bus = part;
            place.parent.reset();
        } else if (is_pci_address(part)) {
            place.parent = part;
        }
    }
    return place;
}

}  // namespace rigcheck
