#include <algorithm>
#include <tuple>

#include "probe/smbios/duplicates.hpp"
#include "probe/smbios/names.hpp"
#include "probe/smbios/slot.hpp"
#include "probe/smbios/smbios.hpp"

// Offsets and codes: DMTF DSP0134, 7.5, 7.17, 7.18 and 7.21.
namespace rigcheck {
namespace {

template <class T>
std::optional<int> known(std::optional<T> number, T unknown) {
    if (!number || *number == 0 || *number == unknown) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<int> handle_at(SmbiosStructure const& structure, std::size_t offset) {
    auto const handle = structure.word(offset);
    if (!handle) return std::nullopt;
    return *handle;
}

std::optional<std::int64_t> module_size(SmbiosStructure const& device) {
    constexpr unsigned kExtended = 0x7FFF;
    constexpr unsigned kUnknown = 0xFFFF;
    constexpr unsigned kInKilobytes = 0x8000;
    auto const size = device.word(0x0C);
    if (!size || *size == kUnknown) return std::nullopt;
    if (*size == kExtended) {
        auto const extended = device.dword(0x1C);
        if (!extended) return std::nullopt;
        return *extended & 0x7FFFFFFFU;
    }
    // Rounded up: a flash chip of 512 kB is no empty slot.
    if ((*size & kInKilobytes) != 0) return ((*size & 0x7FFFU) + 1023U) / 1024U;
    return *size;
}

// The word, or the double word of SMBIOS 3.3 when the word is full.
std::optional<int> module_speed(SmbiosStructure const& device, std::size_t offset,
                                std::size_t extended) {
    constexpr std::uint16_t kSeeExtended = 0xFFFF;
    auto const speed = device.word(offset);
    if (speed != kSeeExtended) return known(speed, kSeeExtended);
    auto const large = device.dword(extended);
    if (!large) return std::nullopt;
    return known<std::uint32_t>(*large & 0x7FFFFFFFU, 0x7FFFFFFFU);
}

std::optional<int> module_rank(SmbiosStructure const& device) {
    auto const attributes = device.byte(0x1B);
    if (!attributes || (*attributes & 0x0FU) == 0) return std::nullopt;
    return *attributes & 0x0F;
}

MemoryModule memory_module(SmbiosStructure const& device) {
    return {.handle = device.handle(),
            .array_handle = handle_at(device, 0x04),
            .locator = device.text(0x10),
            .bank_locator = device.text(0x11),
            .size_mib = module_size(device),
            .type = memory_type_name(device.byte(0x12)),
            .form_factor = form_factor_name(device.byte(0x0E)),
            .speed_mts = module_speed(device, 0x15, 0x54),
            .configured_mts = module_speed(device, 0x20, 0x58),
            .manufacturer = device.text(0x17),
            .part_number = device.text(0x1A),
            .rank = module_rank(device),
            .data_width = known<std::uint16_t>(device.word(0x0A), 0xFFFF),
            .total_width = known<std::uint16_t>(device.word(0x08), 0xFFFF),
            .configured_mv = known<std::uint16_t>(device.word(0x26), 0xFFFF)};
}

MemoryArray memory_array(SmbiosStructure const& array) {
    return {.handle = array.handle(),
            .location = array_location_name(array.byte(0x04)),
            .use = array_use_name(array.byte(0x05)),
            .error_correction = error_correction_name(array.byte(0x06)),
            .slots = handle_at(array, 0x0D)};
}

std::optional<std::int64_t> mapped_size(SmbiosStructure const& mapped) {
    constexpr std::uint32_t kSeeExtended = 0xFFFFFFFF;
    auto const start = mapped.dword(0x04);
    auto const end = mapped.dword(0x08);
    if (!start || !end) return std::nullopt;
    std::uint64_t first = std::uint64_t{*start} * 1024;
    std::uint64_t last = std::uint64_t{*end} * 1024 + 1023;
    if (*start == kSeeExtended) {
        first = mapped.qword(0x13).value_or(0);
        last = mapped.qword(0x1B).value_or(0);
    }
    constexpr std::uint64_t kMib = std::uint64_t{1} << 20U;
    if (last < first || last - first < kMib - 1) return std::nullopt;
    // last - first + 1 could wrap around.
    auto const whole = (last - first) / kMib;
    return static_cast<std::int64_t>(whole + ((last - first) % kMib == kMib - 1 ? 1 : 0));
}

std::optional<int> unless_unknown(std::optional<std::uint8_t> byte) {
    if (!byte || *byte == 0xFF) return std::nullopt;
    return *byte;
}

MemoryMapped memory_mapped(SmbiosStructure const& mapped) {
    return {.module_handle = handle_at(mapped, 0x0C),
            .interleave_position = unless_unknown(mapped.byte(0x11)),
            .interleaved_depth = unless_unknown(mapped.byte(0x12)),
            .size_mib = mapped_size(mapped)};
}

CpuSocket cpu_socket(SmbiosStructure const& cpu) {
    CpuSocket socket{.designation = cpu.text(0x04),
                     .version = cpu.text(0x10),
                     .upgrade = processor_upgrade_name(cpu.byte(0x19)),
                     .populated = std::nullopt};
    if (!socket.upgrade) socket.upgrade = cpu.text(0x32);  // SMBIOS 3.8 names it in words
    if (auto const status = cpu.byte(0x18)) socket.populated = (*status & 0x40U) != 0;
    return socket;
}

// Mathematical, signal and video processors sit in no CPU socket.
bool central_processor(SmbiosStructure const& cpu) {
    auto const type = cpu.byte(0x05).value_or(0);
    return type < 4 || type > 6;
}

}  // namespace

SmbiosFacts smbios_facts(SmbiosTable const& table) {
    SmbiosFacts facts;
    Duplicates duplicates;
    for (auto const& structure : table.structures) {
        switch (structure.type()) {
            case 4:
                if (central_processor(structure)) facts.sockets.push_back(cpu_socket(structure));
                break;
            case 9:
                facts.slots.push_back(pcie_slot(structure));
                break;
            case 16:
                facts.arrays.push_back(memory_array(structure));
                break;
            case 17: {
                auto module = memory_module(structure);
                if (!duplicates.seen(module, structure.text(0x18)))
                    facts.modules.push_back(std::move(module));
                break;
            }
            case 20:
                facts.mapped.push_back(memory_mapped(structure));
                break;
            default:
                break;
        }
    }
    return facts;
}

}  // namespace rigcheck
