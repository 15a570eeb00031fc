#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/gpu.hpp"

namespace rigcheck {

// What NVIDIA's management library says. `error` is set where it would not start at all.
struct NvmlAnswer {
    std::optional<std::string> error;  // "driver-not-loaded", "version-mismatch", "no-library", …
    std::vector<Gpu> gpus;             // one for each address asked for, in that order

    static constexpr auto fields() {
        return field_list(field("error", &NvmlAnswer::error), field("gpus", &NvmlAnswer::gpus));
    }
};

// Loads the library (normally "libnvidia-ml.so.1"), asks for the cards at these PCI addresses,
// reads the performance state before and after everything else, and unloads. Only reads; no root
// needed. A function that the library lacks, or a card does not support, leaves its fact empty.
// Source: NVIDIA Management Library API reference.
NvmlAnswer read_nvml(char const* library, std::vector<std::string> const& addresses);

// Our word for an NVML return code; null for success and for "not supported".
char const* nvml_error_name(int code);

}  // namespace rigcheck
