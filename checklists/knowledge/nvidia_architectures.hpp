#pragma once

#include <optional>
#include <string>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A range of NVIDIA's PCI device ids and what drives it. Branches are the number before the first
// dot of a driver version; the newest ones go on where `last_branch` is empty.
struct NvidiaArchitecture {
    Hex<4> first, last;
    std::string architecture;        // "Pascal"
    std::string compute_capability;  // "6.1"
    std::optional<int> first_branch, last_branch;
    std::string open_module;       // "yes": both flavours, "no", "only"
    std::optional<int> last_cuda;  // major version

    static constexpr auto fields() {
        using A = NvidiaArchitecture;
        return field_list(field("first", &A::first), field("last", &A::last),
                          field("architecture", &A::architecture),
                          field("compute_capability", &A::compute_capability),
                          field("first_branch", &A::first_branch),
                          field("last_branch", &A::last_branch),
                          field("open_module", &A::open_module), field("last_cuda", &A::last_cuda));
    }
};

// Null for ids that the table does not know.
NvidiaArchitecture const* find_nvidia_architecture(Hex<4> device);

}  // namespace rigcheck
