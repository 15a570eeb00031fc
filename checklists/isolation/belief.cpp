#include "checklists/isolation/belief.hpp"

#include <algorithm>
#include <cmath>

namespace rigcheck::isolation {
namespace {

// -x log2 x, of a share of the whole.
double surprise(double share) {
    return share > 1e-12 ? -share * std::log2(share) : 0;
}

double entropy(std::vector<double> const& weights, double total) {
    if (total <= 1e-12) return 0;
    double bits = 0;
    for (double const weight : weights) bits += surprise(weight / total);
    return bits;
}

double fail_chance(bool at_work, double chance) {
    return at_work ? 1 - (1 - kStray) * (1 - chance) : kStray;
}

}  // namespace

Belief::Belief(Problem const& problem) : count_(problem.count()) {
    for (std::size_t part = 0; part < count_; ++part) {
        auto const& entry = problem.entries[part];
        for (bool const seat : {false, true}) {
            double const weight = seat ? entry.seat_weight : entry.part_weight;
            if (weight <= 0 || has(problem.gone, part)) continue;
            Row row{.part = part, .seat = seat, .weight = {}};
            for (std::size_t c = 0; c < kChances.size(); ++c) {
                row.weight[c] = weight * problem.chance_weights[c] * kChances[c];
            }
            rows_.push_back(row);
        }
    }
    normalise();
}

// The weight of this row in which the trial fails; adds the weight of the whole row to `total`.
double Belief::row_failing(Row const& row, PartSet connected, PartSet moved, double& total) {
    bool const at_work = has(connected, row.part) && !(row.seat && has(moved, row.part));
    double failing = 0;
    for (std::size_t c = 0; c < kChances.size(); ++c) {
        failing += row.weight[c] * fail_chance(at_work, kChances[c]);
        total += row.weight[c];
    }
    return failing;
}

void Belief::learn(PartSet connected, PartSet moved, bool failed) {
    for (auto& row : rows_) {
        bool const at_work = has(connected, row.part) && !(row.seat && has(moved, row.part));
        for (std::size_t c = 0; c < kChances.size(); ++c) {
            double const fails = fail_chance(at_work, kChances[c]);
            row.weight[c] *= failed ? fails : 1 - fails;
        }
    }
    normalise();
}

void Belief::normalise() {
    double total = 0;
    for (auto const& row : rows_) {
        for (double const weight : row.weight) total += weight;
    }
    if (total <= 0) return;
    for (auto& row : rows_) {
        for (double& weight : row.weight) weight /= total;
    }
}

std::vector<double> Belief::parts() const {
    std::vector<double> out(count_, 0.0);
    for (auto const& row : rows_) {
        for (double const weight : row.weight) out[row.part] += weight;
    }
    return out;
}

double Belief::seat_share(std::size_t part) const {
    double seat = 0;
    double both = 0;
    for (auto const& row : rows_) {
        if (row.part != part) continue;
        for (double const weight : row.weight) {
            both += weight;
            if (row.seat) seat += weight;
        }
    }
    return both > 0 ? seat / both : 0;
}

std::size_t Belief::suspect() const {
    auto const shares = parts();
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) -
                                    shares.begin());
}

double Belief::chance() const {
    double expected = 0;
    for (auto const& row : rows_) {
        for (std::size_t c = 0; c < kChances.size(); ++c) expected += row.weight[c] * kChances[c];
    }
    return expected;
}

double Belief::low_chance() const {
    constexpr double kDoubt = 0.25;
    static_assert(kChances.front() > kChances.back(), "the grid falls");
    double below = 0;
    for (std::size_t c = kChances.size(); c-- > 0;) {
        for (auto const& row : rows_) below += row.weight[c];
        if (below >= kDoubt) return kChances[c];
    }
    return kChances.front();
}

Belief::Outlook Belief::outlook(PartSet connected, PartSet moved) const {
    std::vector<double> failing(count_, 0.0);
    std::vector<double> passing(count_, 0.0);
    double fails = 0;
    double before = 0;
    std::vector<double> shares(count_, 0.0);
    for (auto const& row : rows_) {
        double total = 0;
        double const part_failing = row_failing(row, connected, moved, total);
        failing[row.part] += part_failing;
        passing[row.part] += total - part_failing;
        shares[row.part] += total;
        fails += part_failing;
        before += total;
    }
    double const after =
        fails * entropy(failing, fails) + (before - fails) * entropy(passing, before - fails);
    return {.gain_bits = std::max(0.0, entropy(shares, before) - after), .fails = fails};
}

}  // namespace rigcheck::isolation
