#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class PcieRole {
    root_port,
    upstream_port,
    downstream_port,
    endpoint,
    integrated,
    conventional
};

template <>
struct EnumNames<PcieRole> {
    static constexpr std::array names{"root-port", "upstream-port", "downstream-port",
                                      "endpoint",  "integrated",    "conventional"};
};

// One end of a link as sysfs states it (kernel: ABI/testing/sysfs-bus-pci, *_link_*). "Current" is
// a property of the link and should be the same at both ends; "max" belongs to this end alone.
// Empty where the kernel says "Unknown", 0 or 255. A width of 63 is kept: all ones, device gone.
struct PcieLink {
    std::optional<double> speed_gts;
    std::optional<int> width;
    std::optional<double> max_speed_gts;
    std::optional<int> max_width;

    static constexpr auto fields() {
        using L = PcieLink;
        return field_list(field("speed_gts", &L::speed_gts), field("width", &L::width),
                          field("max_speed_gts", &L::max_speed_gts),
                          field("max_width", &L::max_width));
    }
};

// From configuration space past byte 63, so only as root (PCIe base specification, 7.5.3).
struct PcieCapability {
    std::optional<double> capability_speed_gts;  // LnkCap: what the function advertises
    std::optional<int> capability_width;
    std::optional<double> supported_speed_gts;  // LnkCap2: the fastest it supports
    std::optional<double> target_speed_gts;     // LnkCtl2: the speed it is told to aim for
    std::optional<bool> autonomous_speed_disabled;
    std::optional<bool> retimer;         // LnkSta2: a retimer sits in the link
    std::optional<int> slot_number;      // SltCap, ports with a slot
    std::optional<double> slot_power_w;  // SltCap

    static constexpr auto fields() {
        using C = PcieCapability;
        return field_list(field("capability_speed_gts", &C::capability_speed_gts),
                          field("capability_width", &C::capability_width),
                          field("supported_speed_gts", &C::supported_speed_gts),
                          field("target_speed_gts", &C::target_speed_gts),
                          field("autonomous_speed_disabled", &C::autonomous_speed_disabled),
                          field("retimer", &C::retimer), field("slot_number", &C::slot_number),
                          field("slot_power_w", &C::slot_power_w));
    }
};

struct PcieBar {
    int index = 0;  // 0..5
    std::uint64_t size_bytes = 0;
    bool prefetchable = false;
    bool is64 = false;
    bool assigned = false;  // the kernel gave it an address

    static constexpr auto fields() {
        using B = PcieBar;
        return field_list(field("index", &B::index), field("size_bytes", &B::size_bytes),
                          field("prefetchable", &B::prefetchable), field("is64", &B::is64),
                          field("assigned", &B::assigned));
    }
};

// Error counts since boot by the kernel's short names ("BadTLP"), without the totals.
struct AerCounts {
    std::map<std::string, std::uint64_t> correctable, nonfatal, fatal;

    static constexpr auto fields() {
        return field_list(field("correctable", &AerCounts::correctable),
                          field("nonfatal", &AerCounts::nonfatal),
                          field("fatal", &AerCounts::fatal));
    }
};

struct PcieFunction {
    std::string address;                // "0000:01:00.0"
    std::optional<std::string> parent;  // the bridge above; empty directly below a root bus
    std::string root_bus;               // "pci0000:00"
    std::optional<Hex<6>> class_code;   // 0x030000
    std::optional<Hex<4>> vendor, device, subsystem_vendor, subsystem_device;
    std::optional<std::string> vendor_name, device_name;  // from pci.ids
    std::optional<std::string> driver;
    PcieRole role = PcieRole::endpoint;
    std::optional<PcieLink> link;
    std::optional<PcieCapability> capability;
    std::optional<std::string> power_state;     // "D0", "D3hot", "D3cold", "unknown"
    std::optional<std::string> runtime_status;  // "active", "suspended", …
    std::optional<std::string> removable;       // "fixed", "removable", "unknown"
    std::optional<int> numa_node;
    std::optional<std::string> slot;               // name the kernel or the firmware gives the slot
    std::optional<std::string> physical_function;  // set on an SR-IOV virtual function
    std::optional<bool> boot_vga;
    std::vector<int> resizable_bars;  // indices of the BARs that the kernel can resize
    std::vector<PcieBar> bars;
    std::optional<AerCounts> aer;

    static constexpr auto fields() {
        using F = PcieFunction;
        return field_list(
            field("address", &F::address), field("parent", &F::parent),
            field("root_bus", &F::root_bus), field("class", &F::class_code),
            field("vendor", &F::vendor), field("device", &F::device),
            field("subsystem_vendor", &F::subsystem_vendor),
            field("subsystem_device", &F::subsystem_device), field("vendor_name", &F::vendor_name),
            field("device_name", &F::device_name), field("driver", &F::driver),
            field("role", &F::role), field("link", &F::link), field("capability", &F::capability),
            field("power_state", &F::power_state), field("runtime_status", &F::runtime_status),
            field("removable", &F::removable), field("numa_node", &F::numa_node),
            field("slot", &F::slot), field("physical_function", &F::physical_function),
            field("boot_vga", &F::boot_vga), field("resizable_bars", &F::resizable_bars),
            field("bars", &F::bars), field("aer", &F::aer));
    }
};

// SMBIOS type 9 (specification 7.10): a slot as the firmware describes it. Addresses are often
// wrong or repeated; the width is the mechanical one on nearly every board.
struct PcieSlot {
    std::optional<std::string> designation;  // "PCIEX16_1"
    std::optional<std::string> type;         // "PCI Express Gen 4 x16", "M.2 Socket 3", …
    std::optional<int> width;                // lanes
    std::optional<bool> in_use;
    std::optional<std::string> address;  // "0000:00:01.0"; empty when absent, null or all ones

    static constexpr auto fields() {
        using S = PcieSlot;
        return field_list(field("designation", &S::designation), field("type", &S::type),
                          field("width", &S::width), field("in_use", &S::in_use),
                          field("address", &S::address));
    }
};

// One timed copy between host memory and a device. A probe never makes one; a load does.
struct PcieCopy {
    std::string address;
    double to_device_gbs = 0, from_device_gbs = 0;
    bool pinned = false;
    std::optional<double> speed_gts;  // of the slot link while copying
    std::optional<int> width;

    static constexpr auto fields() {
        using C = PcieCopy;
        return field_list(field("address", &C::address), field("to_device_gbs", &C::to_device_gbs),
                          field("from_device_gbs", &C::from_device_gbs),
                          field("pinned", &C::pinned), field("speed_gts", &C::speed_gts),
                          field("width", &C::width));
    }
};

struct Pcie {
    std::vector<PcieFunction> functions;  // sorted by address
    std::vector<PcieSlot> slots;          // by the firmware; empty without root
    std::vector<PcieCopy> copies;         // measured under load; empty after a plain probe

    static constexpr auto fields() {
        return field_list(field("functions", &Pcie::functions), field("slots", &Pcie::slots),
                          field("copies", &Pcie::copies));
    }
};

}  // namespace rigcheck
