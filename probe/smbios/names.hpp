#pragma once

#include <cstdint>
#include <optional>
#include <string>

// The names of SMBIOS codes, spelled as dmidecode spells them. Empty for a code that is absent, not
// assigned, or means "Unknown".
namespace rigcheck {

using Code = std::optional<std::uint8_t>;

std::optional<std::string> memory_type_name(Code code);
std::optional<std::string> form_factor_name(Code code);
std::optional<std::string> array_use_name(Code code);
std::optional<std::string> array_location_name(Code code);
std::optional<std::string> error_correction_name(Code code);
std::optional<std::string> slot_type_name(Code code);
std::optional<std::string> processor_upgrade_name(Code code);

}  // namespace rigcheck
