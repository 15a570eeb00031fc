#include "checklists/rules/rules.hpp"

#include <array>

namespace rigcheck {

Verdicts all_rules(Snapshot const& snapshot, Expectations const& expectations) {
    // The families, in the order in which a report shows them.
    constexpr std::array kFamilies{&build_rules,   &pcie_rules, &memory_rules,  &storage_rules,
                                   &drivers_rules, &gpu_rules,  &sensors_rules, &power_rules,
                                   &history_rules, &setup_rules};
    Verdicts verdicts;
    for (auto const family : kFamilies) {
        for (auto& verdict : family(snapshot, expectations)) {
            verdicts.push_back(std::move(verdict));
        }
    }
    return verdicts;
}

}  // namespace rigcheck
