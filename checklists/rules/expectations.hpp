#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/psu.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// What the person says was installed, and what an earlier run saw. All of it optional.
struct ExpectedSticks {
    int count = 1;
    std::optional<std::int64_t> size_mib;  // of each
    std::optional<int> speed_mts;          // printed on the box

    static constexpr auto fields() {
        using S = ExpectedSticks;
        return field_list(field("count", &S::count), field("size_mib", &S::size_mib),
                          field("speed_mts", &S::speed_mts));
    }
};

struct ExpectedGpu {
    std::optional<std::string> name;  // part of the name: "RTX 4090"
    int count = 1;
    std::optional<int> width;  // lanes the person means it to have, e.g. 8 on a riser
    std::optional<bool> riser;

    static constexpr auto fields() {
        using G = ExpectedGpu;
        return field_list(field("name", &G::name), field("count", &G::count),
                          field("width", &G::width), field("riser", &G::riser));
    }
};

// One thing that was bought: "RTX 4090", 1799.
struct BoughtPart {
    std::string part;
    double price = 0;
    int count = 1;

    static constexpr auto fields() {
        using B = BoughtPart;
        return field_list(field("part", &B::part), field("price", &B::price),
                          field("count", &B::count));
    }
};

// The parts file.
struct Expectations {
    std::vector<ExpectedSticks> sticks;
    std::vector<ExpectedGpu> gpus;
    std::optional<int> nvme_drives;
    std::optional<int> psu_w;  // on the label
    std::optional<PsuTier> psu_tier;
    std::optional<PsuKind> psu_kind;
    std::optional<Mains> mains;
    std::vector<BoughtPart> parts;
    std::optional<std::string> currency;  // of the prices; ISO 4217
    std::optional<Snapshot> baseline;  // an earlier snapshot of the same machine; not in the file

    static constexpr auto fields() {
        using E = Expectations;
        return field_list(field("sticks", &E::sticks), field("gpus", &E::gpus),
                          field("nvme_drives", &E::nvme_drives), field("psu_w", &E::psu_w),
                          field("psu_tier", &E::psu_tier), field("psu_kind", &E::psu_kind),
                          field("mains", &E::mains), field("parts", &E::parts),
                          field("currency", &E::currency));
    }
};

}  // namespace rigcheck
