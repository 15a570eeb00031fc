#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rigcheck {

// How many memory channels a processor has per socket.
struct CpuChannels {
    std::optional<int> channels;  // empty: the name does not tell
    std::string platform;         // "Ryzen (AM4/AM5/FP)"
    // Families of vendor slot numbers that were verified on this platform.
    std::vector<std::string> numbering;
};

// `name` as /proc/cpuinfo or SMBIOS type 4 says it, `upgrade` the socket of type 4 (may be empty).
CpuChannels cpu_memory_channels(std::string_view name, std::string_view upgrade);

}  // namespace rigcheck
