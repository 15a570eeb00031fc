#include "probe/pcie/names.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

namespace rigcheck {
namespace {

constexpr std::size_t kLargest = std::size_t{16} * 1024 * 1024;

// Where distributions keep the list (package pci.ids, hwdata).
std::string read_list() {
    for (auto const* path : {"/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids"}) {
        std::ifstream in(path, std::ios::binary | std::ios::ate);
        auto const size = in ? static_cast<std::size_t>(in.tellg()) : 0;
        if (size == 0 || size > kLargest) continue;
        std::string text(size + 1, '\n');  // a line begins after a newline, the first one too
        in.seekg(0);
        if (in.read(text.data() + 1, static_cast<std::streamsize>(size))) return text;
    }
    return {};
}

// The rest of the line that begins with `start`.
std::optional<std::string> after(std::string_view text, std::string const& start) {
    auto const at = text.find(start);
    if (at == std::string_view::npos) return std::nullopt;
    auto const from = at + start.size();
    auto const length = std::min(text.find('\n', from), text.size()) - from;
    return std::string(text.substr(from, std::min<std::size_t>(length, 255)));
}

}  // namespace

std::string_view pci_vendor_lines(std::string_view list, Hex<4> vendor) {
    auto const start = fmt::format("\n{:04x}  ", vendor.value);
    auto const at = list.find(start);
    if (at == std::string_view::npos) return {};
    auto end = at + start.size();
    while ((end = list.find('\n', end)) != std::string_view::npos) {
        auto const next = list.substr(++end, 1);
        if (next != "\t" && next != "#") break;
    }
    return list.substr(at, end == std::string_view::npos ? end : end - at);
}

std::optional<std::string> pci_vendor_name(std::string_view lines) {
    constexpr std::size_t kNumber = 7;  // "\n10de  "
    if (lines.size() <= kNumber) return std::nullopt;
    return after(lines, std::string(lines.substr(0, kNumber)));
}

std::optional<std::string> pci_device_name(std::string_view lines, Hex<4> device) {
    return after(lines, fmt::format("\n\t{:04x}  ", device.value));
}

void name_functions(std::vector<PcieFunction>& functions) {
    if (functions.empty()) return;
    auto const list = read_list();
    std::map<std::uint32_t, std::string_view> vendors;
    for (auto& function : functions) {
        if (!function.vendor) continue;
        auto const [at, fresh] = vendors.try_emplace(function.vendor->value);
        if (fresh) at->second = pci_vendor_lines(list, *function.vendor);
        function.vendor_name = pci_vendor_name(at->second);
        if (function.device) function.device_name = pci_device_name(at->second, *function.device);
    }
}

}  // namespace rigcheck
