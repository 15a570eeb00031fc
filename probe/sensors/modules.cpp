#include "probe/sensors/modules.hpp"

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr std::size_t kDepLimit = std::size_t{4} * 1024 * 1024;

// drivers/hwmon of Linux 6.1: modules that udev loads for no device, most for want of a device
// table; nct6687 is known out of the tree alone.
constexpr std::array<std::string_view, 19> kModules{
    "drivetemp", "f71805f", "f71882fg",  "it87",     "nct6683",    "nct6687",  "nct6775",
    "pc87360",   "pc87427", "sch5627",   "sch5636",  "smsc47b397", "smsc47m1", "via686a",
    "vt1211",    "vt8231",  "w83627ehf", "w83627hf", "dme1737"};

bool is_listed(std::string_view name) {
    return std::find(kModules.begin(), kModules.end(), name) != kModules.end();
}

// "kernel/drivers/hwmon/it87.ko.xz: kernel/…" is "it87".
std::string_view module_of(std::string_view line) {
    line = line.substr(0, line.find(':'));
    line.remove_prefix(std::min(line.rfind('/') + 1, line.size()));
    return line.substr(0, line.find(".ko"));
}

}  // namespace

std::vector<std::string> sensor_modules_in(std::string_view modules_dep) {
    std::vector<std::string> found;
    while (!modules_dep.empty()) {
        auto const end = std::min(modules_dep.find('\n'), modules_dep.size());
        auto const name = module_of(modules_dep.substr(0, end));
        if (is_listed(name)) found.emplace_back(name);
        modules_dep.remove_prefix(std::min(end + 1, modules_dep.size()));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void read_sensor_modules(Machine const& machine, Sensors& sensors, std::vector<Gap>& gaps) {
    auto const loaded = machine.list("/sys/module");
    for (auto const& name : loaded) {
        if (is_listed(name)) sensors.modules_loaded.push_back(name);
    }
    auto const release = machine.read_line("/proc/sys/kernel/osrelease");
    if (!release.text || release.text->empty() || release.text->find('/') != std::string::npos)
        return;
    auto const path = "/lib/modules/" + *release.text + "/modules.dep";
    auto const list = machine.read(path, kDepLimit);
    if (!list.text) {
        if (list.why != Missing::absent) gaps.push_back({"sensors", path, list.why, {}});
        return;
    }
    for (auto& name : sensor_modules_in(*list.text)) {
        if (!std::binary_search(loaded.begin(), loaded.end(), name))
            sensors.modules_missing.push_back(std::move(name));
    }
}

}  // namespace rigcheck
