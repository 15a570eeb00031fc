#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/drivers.hpp"

namespace rigcheck {

// A device that needs a kernel at least so new.
struct DriverSupport {
    Bus bus = Bus::pci;
    Hex<4> vendor;
    std::vector<std::string> devices;  // "0x0120", or a range "0x2600-0x28ff"
    std::string module;
    std::string first_kernel;             // "6.14"
    std::optional<std::string> firmware;  // Debian's package
    std::string what;                     // "Wi-Fi stick (RTL8812AU)"
    std::string note;

    static constexpr auto fields() {
        using S = DriverSupport;
        return field_list(field("bus", &S::bus), field("vendor", &S::vendor),
                          field("devices", &S::devices), field("module", &S::module),
                          field("first_kernel", &S::first_kernel), field("firmware", &S::firmware),
                          field("what", &S::what), field("note", &S::note));
    }
};

DriverSupport const* find_driver_support(Bus bus, Hex<4> vendor, Hex<4> device);

// Is this release ("6.1.0-18-amd64") older than that one ("6.14")? Numbers are compared in turn.
bool older_kernel(std::string_view release, std::string_view than);

}  // namespace rigcheck
