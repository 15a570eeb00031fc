#include "probe/storage/filesystems.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "probe/machine/number.hpp"
#include "probe/machine/redact.hpp"
#include "probe/storage/mounts.hpp"
#include "probe/storage/space.hpp"

namespace rigcheck {
namespace {

constexpr int kMostLayers = 8;  // LUKS on LVM on md on bcache is four
constexpr std::size_t kMostFilesystems = 256;

// dm devices are known by the names they were given. Those often hold an identifier that a capture
// blanks, here and in the mount table alike: two that look the same then tell nothing.
std::optional<std::string> mapped_name(Machine const& machine, std::string_view given) {
    std::optional<std::string> found;
    for (auto const& name : machine.list("/sys/block")) {
        if (!name.starts_with("dm-")) continue;
        if (machine.read_line("/sys/block/" + name + "/dm/name").text != given) continue;
        if (found) return std::nullopt;
        found = name;
    }
    return found;
}

// The kernel's name: "dm-0" for "/dev/mapper/root".
std::optional<std::string> kernel_name(Machine const& machine, std::string const& device) {
    constexpr std::string_view kMapper = "/dev/mapper/";
    if (device.starts_with(kMapper)) return mapped_name(machine, device.substr(kMapper.size()));
    auto const real = machine.resolve(device, true);
    auto const path = real ? real->path : device;
    return path.substr(path.rfind('/') + 1);
}

Drive const* drive_of(std::vector<Drive> const& drives, std::string const& device) {
    for (auto const& drive : drives) {
        if (drive.name == device) return &drive;
        for (auto const& volume : drive.volumes) {
            if (volume.name == device) return &drive;
        }
    }
    return nullptr;
}

// dm, md and bcache name the devices they are made of in `slaves`.
void find_below(Machine const& machine, std::vector<Drive> const& drives, std::string const& device,
                int layers, std::set<std::string>& found) {
    if (auto const* drive = drive_of(drives, device)) {
        found.insert(drive->name);
        return;
    }
    if (layers == 0 || device.find('/') != std::string::npos) return;
    for (auto const& slave : machine.list("/sys/class/block/" + device + "/slaves")) {
        find_below(machine, drives, slave, layers - 1, found);
    }
}

// Which devices form one btrfs. sysfs has that under the filesystem's UUID, which no capture
// should hold, so the running system is asked: one line a filesystem, names separated by spaces.
Reading ask_btrfs() {
    namespace fs = std::filesystem;
    std::string text;
    std::error_code ec;
    for (auto const& entry : fs::directory_iterator("/sys/fs/btrfs", ec)) {
        std::error_code none;
        std::string line;
        for (auto const& device : fs::directory_iterator(entry.path() / "devices", none)) {
            line += device.path().filename().string() + " ";
        }
        if (!line.empty()) text += line + "\n";
    }
    return {text, Missing::absent};
}

std::vector<std::string> btrfs_devices(Machine const& machine, std::string const& device) {
    auto const answer = machine.ask("storage/btrfs", ask_btrfs);
    std::string_view text = answer.text ? std::string_view(*answer.text) : std::string_view();
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        std::vector<std::string> names;
        while (!line.empty() && names.size() < 64) {
            auto const name = line.substr(0, line.find(' '));
            if (!name.empty()) names.emplace_back(name);
            line.remove_prefix(std::min(line.size(), name.size() + 1));
        }
        if (std::find(names.begin(), names.end(), device) != names.end()) return names;
    }
    return {device};
}

// A mount with what it is mounted from: a kernel name, or the name of a pool.
struct Source {
    std::string name;
    bool block = false;
};

Source source_of(Machine const& machine, Mount const& mount) {
    // Of a pool's datasets, the pool.
    if (mount.type == "zfs") return {mount.device.substr(0, mount.device.find('/'))};
    auto const name = kernel_name(machine, mount.device);
    return {name.value_or(mount.device), name.has_value()};
}

std::vector<std::string> drives_below(Machine const& machine, std::vector<Drive> const& drives,
                                      Mount const& mount, Source const& source) {
    if (!source.block) return {};
    std::vector<std::string> devices{source.name};
    if (mount.type == "btrfs") devices = btrfs_devices(machine, source.name);
    std::set<std::string> found;
    for (auto const& each : devices) find_below(machine, drives, each, kMostLayers, found);
    return {found.begin(), found.end()};
}

// Mount points and pools may be named after an identifier: those do not go into the facts.
Filesystem filesystem_of(Machine const& machine, std::vector<Drive> const& drives,
                         Mount const& mount, Source const& source, std::vector<Gap>& gaps) {
    Filesystem filesystem;
    filesystem.mount = redact_text(mount.point);
    filesystem.device = source.block ? "/dev/" + source.name : redact_text(source.name);
    filesystem.type = mount.type;
    filesystem.read_only = mount.has("ro");
    filesystem.discard = mount.discards();
    filesystem.drives = drives_below(machine, drives, mount, source);
    if (!source.block) return filesystem;
    if (auto const* drive = drive_of(drives, source.name)) {
        filesystem.discard_max_bytes = drive->discard_max_bytes;
    } else {
        filesystem.discard_max_bytes = read_number<std::uint64_t>(
            machine, "storage", "/sys/class/block/" + source.name + "/queue/discard_max_bytes",
            gaps);
    }
    return filesystem;
}

}  // namespace

std::vector<Filesystem> read_filesystems(Machine const& machine, std::vector<Drive> const& drives,
                                         std::vector<Gap>& gaps) {
    auto const reading = machine.read("/proc/self/mounts", std::size_t{1024} * 1024);
    if (!reading.text) {
        if (reading.why != Missing::absent)
            gaps.push_back({"storage", "/proc/self/mounts", reading.why, {}});
        return {};
    }
    auto mounts = parse_mounts(*reading.text);
    std::stable_partition(mounts.begin(), mounts.end(),
                          [](Mount const& mount) { return mount.point == "/"; });
    std::vector<Filesystem> filesystems;
    std::set<std::string> seen;
    for (auto const& mount : mounts) {
        auto const source = source_of(machine, mount);
        if (filesystems.size() == kMostFilesystems || !seen.insert(source.name).second) continue;
        filesystems.push_back(filesystem_of(machine, drives, mount, source, gaps));
    }
    read_space(machine, filesystems, gaps);
    return filesystems;
}

void mark_swap(Machine const& machine, std::vector<Drive>& drives) {
    auto const reading = machine.read("/proc/swaps");
    if (!reading.text) return;
    for (auto const& device : parse_swaps(*reading.text)) {
        auto const name = kernel_name(machine, device);
        for (auto& drive : drives) {
            for (auto& volume : drive.volumes) volume.swap = volume.swap || volume.name == name;
        }
    }
}

// systemd.unit(5): what a timer is wanted by is a link in a .wants directory, in any of three
// places; a unit that is a link to /dev/null is switched off for good.
std::optional<bool> read_trim_timer(Machine const& machine) {
    constexpr char const* kTimer = "/timers.target.wants/fstrim.timer";
    auto const etc = std::string("/etc/systemd/system");
    if (machine.list(etc).empty()) return std::nullopt;
    if (machine.link_target(etc + "/fstrim.timer") == "/dev/null") return false;
    for (auto const& dir :
         {etc, std::string("/run/systemd/system"), std::string("/usr/lib/systemd/system")}) {
        if (machine.link_target(dir + kTimer)) return true;
    }
    return false;
}

}  // namespace rigcheck
