#pragma once

#include <optional>
#include <string>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// Intel's Volume Management Device: NVMe drives behind it are seen only with its driver.
struct KnownVmd {
    Hex<4> vendor, device;
    std::string in_kernel;                      // the oldest kernel seen to have it: "6.1"
    std::optional<std::string> lacking_kernel;  // the newest seen to lack it

    static constexpr auto fields() {
        using V = KnownVmd;
        return field_list(field("vendor", &V::vendor), field("device", &V::device),
                          field("in_kernel", &V::in_kernel),
                          field("lacking_kernel", &V::lacking_kernel));
    }
};

// checklists/knowledge/storage-controllers.json
KnownVmd const* known_vmd(Hex<4> vendor, Hex<4> device);
// Stands in for a root port that belongs to a VMD.
bool is_vmd_owned_port(Hex<4> vendor, Hex<4> device);
// Intel SATA controller in RAID mode, where the firmware may hide NVMe drives behind it.
bool is_raid_mode(Hex<4> vendor, Hex<4> device);

}  // namespace rigcheck
