#include "wizard/screens/storage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rigcheck {
namespace {

std::string link_text(Drive const& drive) {
    if (drive.sata_speed_gbps && drive.sata_max_gbps) {
        return fmt::format("SATA {:.1f} of {:.1f} Gbit/s", *drive.sata_speed_gbps,
                           *drive.sata_max_gbps);
    }
    if (drive.sata_speed_gbps) return fmt::format("SATA {:.1f} Gbit/s", *drive.sata_speed_gbps);
    if (drive.usb_speed_mbps) return fmt::format("USB {:.0f} Mbit/s", *drive.usb_speed_mbps);
    return {};
}

std::string mounts_of(Storage const& storage, std::string const& drive) {
    std::string text;
    for (auto const& filesystem : storage.filesystems) {
        auto const& drives = filesystem.drives;
        if (std::find(drives.begin(), drives.end(), drive) == drives.end()) continue;
        text += (text.empty() ? "" : ", ") + filesystem.mount;
    }
    return text;
}

}  // namespace

StorageScreen storage_screen(Snapshot const& snapshot) {
    StorageScreen screen;
    for (auto const& drive : snapshot.storage.drives) {
        screen.drives.push_back(
            {.name = drive.name,
             .kind = std::string(enum_name(drive.kind)),
             .size = fmt::format("{:.0f} GB", static_cast<double>(drive.size_bytes) / 1e9),
             .model = drive.model.value_or(""),
             .link = link_text(drive),
             .mounts = mounts_of(snapshot.storage, drive.name)});
    }
    return screen;
}

}  // namespace rigcheck
