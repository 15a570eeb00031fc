#include <fmt/format.h>

#include <algorithm>

#include "probe/machine/number.hpp"
#include "probe/storage/drives.hpp"
#include "probe/storage/udev.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMostVolumes = 256;
constexpr std::size_t kMostHolders = 64;
constexpr std::uint64_t kSector = 512;  // of sysfs, whatever the drive's own is
constexpr std::uint64_t kMostSectors = std::uint64_t{1} << 50U;

// "259:2": nothing else may become part of a path.
bool is_device_number(std::string_view text) {
    return !text.empty() && text.size() < 24 &&
           text.find_first_not_of("0123456789:") == std::string_view::npos;
}

Volume read_volume(Machine const& machine, std::string const& dir, std::string const& name) {
    Volume volume{.name = name,
                  .fs_type = std::nullopt,
                  .partition_type = std::nullopt,
                  .holders = machine.list(dir + "/holders")};
    if (volume.holders.size() > kMostHolders) volume.holders.resize(kMostHolders);
    auto const size = machine.read_line(dir + "/size");
    auto const sectors = parse_number<std::uint64_t>(size.text.value_or(""));
    if (sectors && *sectors < kMostSectors) volume.size_bytes = *sectors * kSector;
    auto const number = machine.read_line(dir + "/dev");
    if (!number.text || !is_device_number(*number.text)) return volume;
    auto const record = machine.read("/run/udev/data/b" + *number.text);
    if (!record.text) return volume;
    auto block = parse_udev_block(*record.text);
    volume.probed = true;
    volume.fs_type = std::move(block.fs_type);
    volume.partition_type = std::move(block.partition_type);
    return volume;
}

}  // namespace

std::vector<Volume> read_volumes(Machine const& machine, Drive const& drive) {
    auto const dir = "/sys/block/" + drive.name;
    std::vector<Volume> volumes;
    for (auto const& entry : machine.entries(dir)) {
        if (!entry.name.starts_with(drive.name) || volumes.size() == kMostVolumes) continue;
        auto const partition = fmt::format("{}/{}", dir, entry.name);
        if (!machine.read_line(partition + "/partition").text) continue;
        volumes.push_back(read_volume(machine, partition, entry.name));
    }
    if (volumes.empty()) volumes.push_back(read_volume(machine, dir, drive.name));
    return volumes;
}

}  // namespace rigcheck
