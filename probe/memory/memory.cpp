#include "probe/memory/memory.hpp"

#include <algorithm>

#include "probe/memory/edac.hpp"
#include "probe/memory/kernel.hpp"
#include "probe/memory/udev.hpp"

namespace rigcheck {
namespace {

constexpr char const* kUdevDatabase = "/run/udev/data/+dmi:id";

UdevMemory read_udev(Machine const& machine, std::vector<Gap>& gaps) {
    constexpr std::size_t kLimit = std::size_t{256} * 1024;
    auto const reading = machine.read(kUdevDatabase, kLimit);
    if (reading.text) return parse_udev_memory(*reading.text);
    if (reading.why != Missing::absent) gaps.push_back({"memory", kUdevDatabase, reading.why, {}});
    return {};
}

void take_smbios(SmbiosFacts const& smbios, Memory& memory) {
    memory.source = MemorySource::smbios;
    memory.modules = smbios.modules;
    memory.arrays = smbios.arrays;
    memory.mapped = smbios.mapped;
    memory.sockets = smbios.sockets;
}

// read_smbios has said so when there is a table that it could not use.
bool table_known(std::vector<Gap> const& gaps) {
    return std::any_of(gaps.begin(), gaps.end(), [](Gap const& gap) {
        return gap.what.starts_with("/sys/firmware/dmi/tables/");
    });
}

}  // namespace

Memory read_memory(Machine const& machine, std::optional<SmbiosFacts> const& smbios,
                   std::vector<Gap>& gaps) {
    Memory memory;
    if (smbios) take_smbios(*smbios, memory);
    // A table that lists no module may have been cut off before them.
    if (memory.modules.empty()) {
        auto udev = read_udev(machine, gaps);
        if (!udev.modules.empty()) {
            memory.source = MemorySource::udev;
            memory.modules = std::move(udev.modules);
            memory.arrays = std::move(udev.arrays);
        }
    }
    if (memory.source == MemorySource::none && !table_known(gaps))
        gaps.push_back({"memory",
                        "no SMBIOS table: the firmware or the virtual machine offers none",
                        Missing::absent,
                        {}});
    memory.edac = read_edac(machine, gaps);
    auto kernel = read_kernel_memory(machine, gaps);
    memory.kernel_mib = kernel.mib;
    memory.kernel_source = std::move(kernel.source);
    return memory;
}

}  // namespace rigcheck
