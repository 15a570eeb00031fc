#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "probe/drivers/modprobe_config.hpp"
#include "probe/facts/drivers.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What the .modinfo section and the signature of a module file say (modinfo(8)).
struct ModuleInfo {
    std::optional<std::string> version, license, signer;
    bool signature = false;
    std::vector<std::string> firmware;
};

// "key=value" lines.
ModuleInfo parse_module_info(std::string_view text);

// The modules of one kernel, through libkmod: /lib/modules/RELEASE with its indices and the
// configuration in modprobe.d.
class ModuleTree {
public:
    // Empty when this machine has no usable tree for the kernel: a container, a kernel built
    // without modules, or one whose files were removed.
    static std::optional<ModuleTree> open(Machine const& machine, std::string const& release,
                                          ModprobeConfig const& config, std::vector<Gap>& gaps);

    // What the tree offers for "pci:v000010DEd…", best first. The name of a module works too.
    std::vector<DriverCandidate> candidates(std::string const& modalias) const;
    // The file of a module, read on the live machine. Empty for one that is built in.
    std::optional<ModuleInfo> info(std::string const& module) const;

private:
    struct State;
    explicit ModuleTree(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace rigcheck
