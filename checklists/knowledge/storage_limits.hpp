#pragma once

#include "probe/facts/fields.hpp"

namespace rigcheck {

// Where free space, wear and the like become worth a word
// (checklists/knowledge/storage-limits.json). Gigabytes and megabytes are decimal.
struct StorageLimits {
    double root_critical_gb = 0, root_warning_gb = 0;
    double root_warning_percent = 0;
    double root_ample_gb = 0;  // free space that is enough, whatever share of the drive it is
    double boot_warning_mb = 0;
    double inodes_warning_percent = 0;
    double ssd_full_percent = 0;
    double fast_drive_gb = 0;  // the smallest SSD that a system fits on with ease
    int worn_percent = 0;

    static constexpr auto fields() {
        using L = StorageLimits;
        return field_list(field("root_critical_gb", &L::root_critical_gb),
                          field("root_warning_gb", &L::root_warning_gb),
                          field("root_warning_percent", &L::root_warning_percent),
                          field("root_ample_gb", &L::root_ample_gb),
                          field("boot_warning_mb", &L::boot_warning_mb),
                          field("inodes_warning_percent", &L::inodes_warning_percent),
                          field("ssd_full_percent", &L::ssd_full_percent),
                          field("fast_drive_gb", &L::fast_drive_gb),
                          field("worn_percent", &L::worn_percent));
    }
};

StorageLimits const& storage_limits();

}  // namespace rigcheck
