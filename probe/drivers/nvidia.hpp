#pragma once

#include "probe/drivers/module_tree.hpp"
#include "probe/facts/pcie.hpp"

namespace rigcheck {

// Version and flavour out of /proc/driver/nvidia/version: "NVRM version: NVIDIA UNIX x86_64 Kernel
// Module  580.95.05  …", with "Open Kernel Module" in the open flavour.
struct NvidiaVersion {
    std::optional<std::string> version;
    std::optional<NvidiaFlavour> flavour;
};
NvidiaVersion parse_nvidia_version(std::string_view text);

// "580.95.05" at the end of "libcuda.so.580.95.05".
std::optional<std::string> library_version(std::string_view file_name);

// Nothing is looked for on a machine without an NVIDIA display function.
NvidiaDriver read_nvidia(Machine const& machine, Pcie const& pcie, ModuleTree const* tree);

}  // namespace rigcheck
