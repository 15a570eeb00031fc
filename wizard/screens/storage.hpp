#pragma once

#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// One drive as a person reads it.
struct DriveRow {
    std::string name;    // "nvme0n1"
    std::string kind;    // "nvme", "sata-hdd", …
    std::string size;    // "1000 GB", as the shop counts
    std::string model;   // empty where unknown
    std::string link;    // "SATA 3.0 of 6.0 Gbit/s", "USB 480 Mbit/s"
    std::string mounts;  // "/, /boot"
};

struct StorageScreen {
    std::vector<DriveRow> drives;
};

StorageScreen storage_screen(Snapshot const& snapshot);

}  // namespace rigcheck
