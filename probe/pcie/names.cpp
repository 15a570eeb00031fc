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

// The lines of one vendor: up to the next line that begins with neither a tab nor "#".
std::string_view block_of(std::string_view list, std::string const& start) {
    auto const at = list.find(start);
    if (at == std::string_view::npos) return {};
    auto end = at + start.size();
    while ((end = list.find('\n', end)) != std::string_view::npos) {
        auto const next = list.substr(++end, 1);
        if (next != "\t" && next != "#") break;
    }
    return list.substr(at, end == std::string_view::npos ? end : end - at);
}

}  // namespace

std::optional<PciName> find_pci_name(std::string_view list, Hex<4> vendor, Hex<4> device) {
    auto const start = fmt::format("\n{:04x}  ", vendor.value);
    auto const block = block_of(list, start);
    auto name = after(block, start);
    if (!name) return std::nullopt;
    return PciName{std::move(*name), after(block, fmt::format("\n\t{:04x}  ", device.value))};
}

void name_functions(std::vector<PcieFunction>& functions) {
    if (functions.empty()) return;
    auto const list = read_list();
    std::map<std::pair<Hex<4>, Hex<4>>, std::optional<PciName>> known;
    for (auto& function : functions) {
        if (!function.vendor) continue;
        auto const device = function.device.value_or(Hex<4>{});
        auto const [at, fresh] = known.try_emplace({*function.vendor, device});
        if (fresh) at->second = find_pci_name(list, *function.vendor, device);
        if (!at->second) continue;
        function.vendor_name = at->second->vendor;
        if (function.device) function.device_name = at->second->device;
    }
}

}  // namespace rigcheck
