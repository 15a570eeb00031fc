#pragma once

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// The drivers.* rules, one function an id or a group of ids that look at the same devices.
Verdicts driver_missing_rules(Snapshot const& snapshot);
Verdicts driver_not_loaded_rules(Snapshot const& snapshot);
Verdicts driver_probe_failed_rules(Snapshot const& snapshot);
Verdicts driver_blacklisted_rules(Snapshot const& snapshot);
Verdicts driver_dangling_rules(Snapshot const& snapshot);
Verdicts driver_firmware_rules(Snapshot const& snapshot);
Verdicts nvidia_mismatch_rules(Snapshot const& snapshot);
Verdicts nvidia_branch_rules(Snapshot const& snapshot);
Verdicts nouveau_rules(Snapshot const& snapshot);
Verdicts secure_boot_rules(Snapshot const& snapshot);
Verdicts dkms_rules(Snapshot const& snapshot);
Verdicts reboot_pending_rules(Snapshot const& snapshot);
Verdicts software_rendering_rules(Snapshot const& snapshot);
Verdicts gpu_access_rules(Snapshot const& snapshot);
Verdicts cuda_driver_rules(Snapshot const& snapshot);

// An unsettled verdict about one device, with its driver state as evidence and {device}, {kernel}.
Verdict device_verdict(Snapshot const& snapshot, char const* id, DriverDevice const& device);
Verdict drivers_verdict(char const* id, State state, char const* words);

bool is_display(DriverDevice const& device);
bool is_nvidia_display(DriverDevice const& device);
// Storage, network, wireless and displays: a person notices at once that they do not work.
bool is_vital(DriverDevice const& device);
// The kernel's release, or "".
std::string release_of(Snapshot const& snapshot);
// The driver files of NVIDIA lie on this machine, loaded or not.
bool nvidia_installed(Snapshot const& snapshot);
// A branch or flavour of the NVIDIA driver that cannot drive this card; the reason why it has none.
bool wrong_nvidia_driver(Snapshot const& snapshot, DriverDevice const& device);
// nomodeset: no graphics driver may start, on purpose.
bool graphics_forbidden(Snapshot const& snapshot);
// The kernel refused the module of this device for want of a good signature.
bool refused_for_signature(Snapshot const& snapshot, DriverDevice const& device);

}  // namespace rigcheck
