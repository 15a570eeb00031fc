#include "probe/smbios/duplicates.hpp"

#include "probe/smbios/text.hpp"

namespace rigcheck {

bool Duplicates::seen(MemoryModule const& module, std::optional<std::string> const& serial) {
    auto const real = serial ? real_serial(*serial) : std::nullopt;
    if (!real || module.size_mib.value_or(0) == 0) return false;
    return !modules_
                .emplace(*real, module.locator, module.bank_locator, module.part_number,
                         *module.size_mib)
                .second;
}

}  // namespace rigcheck
