#pragma once

#include <optional>
#include <string>

#include "checklists/knowledge/gpu_throughput.hpp"
#include "checklists/knowledge/gpus.hpp"

// How much work one card does in the time of another.
namespace rigcheck::payback {

enum class SpeedBasis {
    same_card,
    measured,   // both, with the same software
    scaled,     // measured for one card each, multiplied by their numbers
    estimated,  // from memory bandwidth and tensor throughput
};

struct Speed {
    double ratio = 1, low = 1, high = 1;  // over the workloads; of an estimate: x 0.6 to 1.5
    SpeedBasis basis = SpeedBasis::same_card;
    std::string source, as_of;

    static constexpr auto fields() {
        using S = Speed;
        return field_list(field("ratio", &S::ratio), field("low", &S::low), field("high", &S::high),
                          field("basis", &S::basis), field("source", &S::source),
                          field("as_of", &S::as_of));
    }
};

struct Cards {
    GpuModel const* model = nullptr;
    int count = 1;
};

// Training work of `own` in an hour / of `rented` in an hour. Empty when nothing allows to say:
// an estimate is only made between NVIDIA cards, since between makers the software decides.
// Geometric mean over the workloads that both ran in the youngest epoch that has both.
std::optional<Speed> speed_ratio(Cards own, Cards rented, Precision precision);

}  // namespace rigcheck::payback

template <>
struct rigcheck::EnumNames<rigcheck::payback::SpeedBasis> {
    static constexpr std::array names{"same-card", "measured", "scaled", "estimated"};
};
