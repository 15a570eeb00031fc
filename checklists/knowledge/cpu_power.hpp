#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class PowerBasis {
    published,  // by the maker, for this model
    rule,       // AMD: 1.35 x TDP; Intel before the 12th generation: 1.25 x TDP
    unverified  // from memory
};

template <>
struct EnumNames<PowerBasis> {
    static constexpr std::array names{"published", "rule", "unverified"};
};

// A row of cpu-power.csv.
struct CpuPower {
    std::string vendor, name, socket;  // "Ryzen 7 5800X", "Core i7-12700K"
    double tdp_w = 0;
    double peak_w = 0;  // AMD: PPT; Intel: maximum turbo power
    PowerBasis basis = PowerBasis::rule;
    std::optional<int> memory_channels;
    std::string source, as_of;

    static constexpr auto fields() {
        using C = CpuPower;
        return field_list(field("vendor", &C::vendor), field("name", &C::name),
                          field("socket", &C::socket), field("tdp_w", &C::tdp_w),
                          field("peak_w", &C::peak_w), field("basis", &C::basis),
                          field("memory_channels", &C::memory_channels),
                          field("source", &C::source), field("as_of", &C::as_of));
    }
};

// By the model name in /proc/cpuinfo: "AMD Ryzen 7 5800X 8-Core Processor",
// "Intel(R) Core(TM) i9-9900K CPU @ 3.60GHz". Null when it is not listed.
CpuPower const* find_cpu_power(std::string_view model);
// Those whose name holds what was written, at most ten: for "say which".
std::vector<std::string> similar_cpus(std::string_view name);

}  // namespace rigcheck
