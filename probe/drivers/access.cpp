#include "probe/drivers/access.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr std::size_t kMaxDevices = 64;

std::string group_name(gid_t id) {
    std::array<char, 4096> buffer{};
    group entry{};
    group* found = nullptr;
    if (::getgrgid_r(id, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return "-";
    }
    return found->gr_name;
}

std::string line_for(std::string const& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0 || !S_ISCHR(info.st_mode)) return {};
    auto const* const answer = ::geteuid() == 0                           ? "root"
                               : ::access(path.c_str(), R_OK | W_OK) == 0 ? "yes"
                                                                          : "no";
    return fmt::format("{} {} {}\n", path, answer, group_name(info.st_gid));
}

Reading ask_live(Machine const& machine) {
    std::string text;
    for (auto const& name : machine.list("/dev/dri")) {
        if (name.starts_with("renderD")) text += line_for("/dev/dri/" + name);
    }
    text += line_for("/dev/kfd");
    for (int gpu = 0; gpu < 16; ++gpu) text += line_for(fmt::format("/dev/nvidia{}", gpu));
    text += line_for("/dev/nvidiactl");
    return {std::move(text), Missing::absent};
}

}  // namespace

std::vector<DeviceAccess> parse_access(std::string_view text) {
    std::vector<DeviceAccess> devices;
    for (std::size_t at = 0; at < text.size() && devices.size() < kMaxDevices;) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = text.substr(at, end - at);
        at = end + 1;
        auto const first = line.find(' ');
        auto const second = line.find(' ', first == std::string_view::npos ? first : first + 1);
        if (second == std::string_view::npos || !line.starts_with("/dev/")) continue;
        auto const answer = line.substr(first + 1, second - first - 1);
        DeviceAccess device{.path = std::string(line.substr(0, first)),
                            .usable = {},
                            .group = std::string(line.substr(second + 1, 64))};
        if (answer == "yes") device.usable = true;
        if (answer == "no") device.usable = false;
        if (device.group == "-") device.group.reset();
        devices.push_back(std::move(device));
    }
    return devices;
}

std::vector<DeviceAccess> read_access(Machine const& machine) {
    auto const reading = machine.ask("drivers/access", [&] { return ask_live(machine); });
    return reading.text ? parse_access(*reading.text) : std::vector<DeviceAccess>{};
}

}  // namespace rigcheck
