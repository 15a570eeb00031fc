#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// How many lanes a processor offers to one graphics slot. For wording only, never to accuse.
struct PciePlatform {
    std::vector<std::string> patterns;  // parts of the processor's model name; first match wins
    std::string platform;
    std::string kind;  // "client", "workstation", "server"
    std::optional<int> gpu_lanes, gen;
    std::string note;

    static constexpr auto fields() {
        using P = PciePlatform;
        return field_list(field("patterns", &P::patterns), field("platform", &P::platform),
                          field("kind", &P::kind), field("gpu_lanes", &P::gpu_lanes),
                          field("gen", &P::gen), field("note", &P::note));
    }
};

// Null for a processor that is not listed, and for every notebook processor.
PciePlatform const* find_platform(std::string_view cpu_model);

}  // namespace rigcheck
