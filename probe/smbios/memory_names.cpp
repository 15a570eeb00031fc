#include "probe/smbios/name_table.hpp"

namespace rigcheck {
namespace {

// DSP0134, 7.18.2
constexpr auto kMemoryTypes = std::to_array<Name>({
    {0x01, "Other"},        {0x03, "DRAM"},   {0x04, "EDRAM"},
    {0x05, "VRAM"},         {0x06, "SRAM"},   {0x07, "RAM"},
    {0x08, "ROM"},          {0x09, "Flash"},  {0x0A, "EEPROM"},
    {0x0B, "FEPROM"},       {0x0C, "EPROM"},  {0x0D, "CDRAM"},
    {0x0E, "3DRAM"},        {0x0F, "SDRAM"},  {0x10, "SGRAM"},
    {0x11, "RDRAM"},        {0x12, "DDR"},    {0x13, "DDR2"},
    {0x14, "DDR2 FB-DIMM"}, {0x18, "DDR3"},   {0x19, "FBD2"},
    {0x1A, "DDR4"},         {0x1B, "LPDDR"},  {0x1C, "LPDDR2"},
    {0x1D, "LPDDR3"},       {0x1E, "LPDDR4"}, {0x1F, "Logical non-volatile device"},
    {0x20, "HBM"},          {0x21, "HBM2"},   {0x22, "DDR5"},
    {0x23, "LPDDR5"},       {0x24, "HBM3"},
});

// DSP0134, 7.18.1
constexpr auto kFormFactors = std::to_array<Name>({
    {0x01, "Other"},
    {0x03, "SIMM"},
    {0x04, "SIP"},
    {0x05, "Chip"},
    {0x06, "DIP"},
    {0x07, "ZIP"},
    {0x08, "Proprietary Card"},
    {0x09, "DIMM"},
    {0x0A, "TSOP"},
    {0x0B, "Row Of Chips"},
    {0x0C, "RIMM"},
    {0x0D, "SODIMM"},
    {0x0E, "SRIMM"},
    {0x0F, "FB-DIMM"},
    {0x10, "Die"},
    {0x11, "CAMM"},
});

// DSP0134, 7.17.2
constexpr auto kArrayUses = std::to_array<Name>({
    {0x01, "Other"},
    {0x03, "System Memory"},
    {0x04, "Video Memory"},
    {0x05, "Flash Memory"},
    {0x06, "Non-volatile RAM"},
    {0x07, "Cache Memory"},
});

// DSP0134, 7.17.1
constexpr auto kArrayLocations = std::to_array<Name>({
    {0x01, "Other"},
    {0x03, "System Board Or Motherboard"},
    {0x04, "ISA Add-on Card"},
    {0x05, "EISA Add-on Card"},
    {0x06, "PCI Add-on Card"},
    {0x07, "MCA Add-on Card"},
    {0x08, "PCMCIA Add-on Card"},
    {0x09, "Proprietary Add-on Card"},
    {0x0A, "NuBus"},
    {0xA0, "PC-98/C20 Add-on Card"},
    {0xA1, "PC-98/C24 Add-on Card"},
    {0xA2, "PC-98/E Add-on Card"},
    {0xA3, "PC-98/Local Bus Add-on Card"},
    {0xA4, "CXL Flexbus 1.0"},
});

// DSP0134, 7.17.3
constexpr auto kErrorCorrections = std::to_array<Name>({
    {0x01, "Other"},
    {0x03, "None"},
    {0x04, "Parity"},
    {0x05, "Single-bit ECC"},
    {0x06, "Multi-bit ECC"},
    {0x07, "CRC"},
});

}  // namespace

std::optional<std::string> memory_type_name(Code code) {
    return name_in(kMemoryTypes, code);
}

std::optional<std::string> form_factor_name(Code code) {
    return name_in(kFormFactors, code);
}

std::optional<std::string> array_use_name(Code code) {
    return name_in(kArrayUses, code);
}

std::optional<std::string> array_location_name(Code code) {
    return name_in(kArrayLocations, code);
}

std::optional<std::string> error_correction_name(Code code) {
    return name_in(kErrorCorrections, code);
}

}  // namespace rigcheck
