#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/gap.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/machine/machine.hpp"
#include "probe/pcie/capability.hpp"

namespace rigcheck {

inline constexpr char const* kPciDevices = "/sys/bus/pci/devices";

// One function as sysfs shows it, before the tree gives it a role and a slot.
struct FunctionReading {
    PcieFunction function;
    std::optional<PortType> port_type;
    bool config_cut_short = false;  // has a link, but configuration space ended early
};

// Whatever is wrong with its files, a function leaves one gap at most.
FunctionReading read_function(Machine const& machine, std::string const& address,
                              std::vector<Gap>& gaps);

// The two values of a link that change: read again when its ends disagree.
void read_current_link(Machine const& machine, PcieFunction& function);

}  // namespace rigcheck
