#pragma once

#include <string_view>

namespace rigcheck {

// Whether a volume with this content is part of something larger that uses it, by blkid's name
// ("LVM2_member", "swap").
bool is_member_type(std::string_view fs_type);
// Windows lies here, by content ("ntfs") or by partition type (a GUID in lower case, or "0x7").
bool is_windows_content(std::string_view fs_type, std::string_view partition_type);

}  // namespace rigcheck
