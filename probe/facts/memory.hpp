#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class MemorySource { none, smbios, udev };

template <>
struct EnumNames<MemorySource> {
    static constexpr std::array names{"none", "smbios", "udev"};
};

// One DIMM slot or soldered device: SMBIOS type 17 (specification 7.18), or its copy in the udev
// database. Strings are trimmed; placeholders such as "Not Specified" are empty. Serial numbers
// are not facts.
struct MemoryModule {
    std::optional<int> handle;                         // SMBIOS handle; empty from udev
    std::optional<int> array_handle;                   // the array that holds it
    std::optional<std::string> locator, bank_locator;  // as the firmware spells them
    std::optional<std::int64_t> size_mib;    // 0: empty slot; empty: firmware says "unknown"
    std::optional<std::string> type;         // "DDR4", "LPDDR5", …
    std::optional<std::string> form_factor;  // "DIMM", "SODIMM", "Row Of Chips", …
    std::optional<int> speed_mts;            // as stated; often the configured speed again
    std::optional<int> configured_mts;
    std::optional<std::string> manufacturer, part_number;
    std::optional<int> rank;
    std::optional<int> data_width, total_width;  // bits
    std::optional<int> configured_mv;

    static constexpr auto fields() {
        using M = MemoryModule;
        return field_list(
            field("handle", &M::handle), field("array_handle", &M::array_handle),
            field("locator", &M::locator), field("bank_locator", &M::bank_locator),
            field("size_mib", &M::size_mib), field("type", &M::type),
            field("form_factor", &M::form_factor), field("speed_mts", &M::speed_mts),
            field("configured_mts", &M::configured_mts), field("manufacturer", &M::manufacturer),
            field("part_number", &M::part_number), field("rank", &M::rank),
            field("data_width", &M::data_width), field("total_width", &M::total_width),
            field("configured_mv", &M::configured_mv));
    }
};

// SMBIOS type 16 (specification 7.17).
struct MemoryArray {
    std::optional<int> handle;
    std::optional<std::string> location;          // "System Board Or Motherboard", …
    std::optional<std::string> use;               // "System Memory", "Flash Memory", …
    std::optional<std::string> error_correction;  // "None", "Single-bit ECC", "Multi-bit ECC", …
    std::optional<int> slots;

    static constexpr auto fields() {
        using A = MemoryArray;
        return field_list(field("handle", &A::handle), field("location", &A::location),
                          field("use", &A::use), field("error_correction", &A::error_correction),
                          field("slots", &A::slots));
    }
};

// SMBIOS type 20 (specification 7.21): which addresses a module serves. Interleave position 1 and
// 2 with depth 2 for two modules witness two channels.
struct MemoryMapped {
    std::optional<int> module_handle;
    std::optional<int> interleave_position, interleaved_depth;  // empty: firmware says "unknown"
    std::optional<std::int64_t> size_mib;

    static constexpr auto fields() {
        using M = MemoryMapped;
        return field_list(field("module_handle", &M::module_handle),
                          field("interleave_position", &M::interleave_position),
                          field("interleaved_depth", &M::interleaved_depth),
                          field("size_mib", &M::size_mib));
    }
};

// One DIMM or rank as an EDAC memory controller sees it (kernel: ABI/testing/sysfs-devices-edac).
struct EdacDimm {
    std::string controller;  // "mc0"
    std::string name;        // "dimm0", "rank3"
    std::optional<std::int64_t> size_mib;
    std::optional<std::string> location;  // "channel 0 slot 1"
    std::optional<std::string> label, memory_type, edac_mode;
    std::optional<std::uint64_t> corrected_errors, uncorrected_errors;

    static constexpr auto fields() {
        using E = EdacDimm;
        return field_list(field("controller", &E::controller), field("name", &E::name),
                          field("size_mib", &E::size_mib), field("location", &E::location),
                          field("label", &E::label), field("memory_type", &E::memory_type),
                          field("edac_mode", &E::edac_mode),
                          field("corrected_errors", &E::corrected_errors),
                          field("uncorrected_errors", &E::uncorrected_errors));
    }
};

// SMBIOS type 4 (specification 7.5): what the sockets hold.
struct CpuSocket {
    std::optional<std::string> designation;  // "AM4", "CPU1"
    std::optional<std::string> version;      // CPU name by the firmware
    std::optional<std::string> upgrade;      // "Socket AM4", "Socket LGA1700", …
    std::optional<bool> populated;

    static constexpr auto fields() {
        using S = CpuSocket;
        return field_list(field("designation", &S::designation), field("version", &S::version),
                          field("upgrade", &S::upgrade), field("populated", &S::populated));
    }
};

struct Memory {
    MemorySource source = MemorySource::none;
    std::optional<std::int64_t> kernel_mib;    // RAM given to the kernel
    std::optional<std::string> kernel_source;  // "memory-blocks" or "meminfo"
    std::vector<MemoryModule> modules;         // every slot, empty ones too, in firmware order
    std::vector<MemoryArray> arrays;
    std::vector<MemoryMapped> mapped;
    std::vector<EdacDimm> edac;
    std::vector<CpuSocket> sockets;

    static constexpr auto fields() {
        using M = Memory;
        return field_list(field("source", &M::source), field("kernel_mib", &M::kernel_mib),
                          field("kernel_source", &M::kernel_source), field("modules", &M::modules),
                          field("arrays", &M::arrays), field("mapped", &M::mapped),
                          field("edac", &M::edac), field("sockets", &M::sockets));
    }
};

}  // namespace rigcheck
