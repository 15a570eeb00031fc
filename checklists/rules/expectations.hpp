#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// What the person says was installed, and what an earlier run saw. All of it optional.
struct ExpectedSticks {
    int count = 1;
    std::optional<std::int64_t> size_mib;  // of each
    std::optional<int> speed_mts;          // printed on the box

    static constexpr auto fields() {
        using S = ExpectedSticks;
        return std::tuple{field("count", &S::count), field("size_mib", &S::size_mib),
                          field("speed_mts", &S::speed_mts)};
    }
};

struct ExpectedGpu {
    std::optional<std::string> name;  // part of the name: "RTX 4090"
    int count = 1;
    std::optional<int> width;  // lanes the person means it to have, e.g. 8 on a riser
    std::optional<bool> riser;

    static constexpr auto fields() {
        using G = ExpectedGpu;
        return std::tuple{field("name", &G::name), field("count", &G::count),
                          field("width", &G::width), field("riser", &G::riser)};
    }
};

struct Expectations {
    std::vector<ExpectedSticks> sticks;
    std::vector<ExpectedGpu> gpus;
    std::optional<int> nvme_drives;
    std::optional<int> psu_w;
    std::optional<Snapshot> baseline;  // an earlier snapshot of the same machine; not in the file

    static constexpr auto fields() {
        using E = Expectations;
        return std::tuple{field("sticks", &E::sticks), field("gpus", &E::gpus),
                          field("nvme_drives", &E::nvme_drives), field("psu_w", &E::psu_w)};
    }
};

}  // namespace rigcheck
