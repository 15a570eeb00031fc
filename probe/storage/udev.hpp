#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// What the udev database (/run/udev/data/b<major>:<minor>) knows about the contents of a block
// device. An "ambivalent" one has traces of two kinds.
struct UdevBlock {
    std::optional<std::string> fs_type;          // "ext4", "LVM2_member", "ntfs", "ambivalent"
    std::optional<std::string> partition_type;   // GUID or "0x83", lower case
    std::optional<std::string> partition_table;  // "gpt", "dos"
};

UdevBlock parse_udev_block(std::string_view text);

// The record with nothing left but the lines read here: the others hold serial numbers and names.
std::string redact_udev_block(std::string_view text);

}  // namespace rigcheck
