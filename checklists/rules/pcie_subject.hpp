#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/pcie_path.hpp"
#include "checklists/rules/verdict.hpp"

namespace rigcheck {

// A graphics card with the link of its slot. Two chips on one card are one subject.
struct GpuSlot {
    PcieFunction const* gpu = nullptr;
    SlotLink link;
    Attachment attachment = Attachment::unknown;
};
std::vector<GpuSlot> gpu_slots(Snapshot const& snapshot);

// Functions of one class, without virtual functions: 0x0108 for NVMe.
std::vector<PcieFunction const*> functions_of_class(Pcie const& pcie, std::uint32_t class_code);

// Built into a portable computer, where nothing can be moved.
bool is_portable(Platform const& platform);
bool is_asleep(PcieFunction const& function);

// The name from pci.ids or the vendor and device number.
std::string name_of(PcieFunction const& function);
std::string gbs(double speed_gts, int width);
std::string plain(double number);

Verdict pcie_verdict(std::string_view id, std::string const& subject, State state,
                     std::string_view words);
// Both ends of the link with their files, and the values that every wording may use.
Verdict link_verdict(std::string_view id, SlotLink const& link, PcieFunction const& subject,
                     State state, std::string_view words);
void make_fail(Verdict& verdict, std::string_view words, Severity severity, double confidence);

// One function an id, or a few that belong together.
Verdicts gpu_width_rules(Snapshot const&, Expectations const&);
Verdicts gpu_speed_rules(Snapshot const&, Expectations const&);
Verdicts gpu_attachment_rules(Snapshot const&, Expectations const&);
Verdicts path_bottleneck_rules(Snapshot const&, Expectations const&);
Verdicts device_gone_rules(Snapshot const&, Expectations const&);
Verdicts nvme_link_rules(Snapshot const&, Expectations const&);
Verdicts aer_rules(Snapshot const&, Expectations const&);
Verdicts resizable_bar_rules(Snapshot const&, Expectations const&);
Verdicts bar_unassigned_rules(Snapshot const&, Expectations const&);
Verdicts pcie_regression_rules(Snapshot const&, Expectations const&);
Verdicts bandwidth_rules(Snapshot const&, Expectations const&);

}  // namespace rigcheck
