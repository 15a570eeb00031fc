#include "checklists/isolation/problem.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace rigcheck::isolation {
namespace {

// Before anybody was asked: most faults of a dead machine show every time.
constexpr std::array kUntold{0.40, 0.15, 0.15, 0.12, 0.10, 0.08};
// The share of belief that goes to what the person says.
constexpr double kTrustInPerson = 0.7;

std::vector<double> weigh_chances(std::optional<double> told) {
    if (!told) return {kUntold.begin(), kUntold.end()};
    auto const distance = [&](double chance) { return std::abs(chance - *told); };
    auto const* const nearest =
        std::min_element(kChances.begin(), kChances.end(),
                         [&](double a, double b) { return distance(a) < distance(b); });
    std::vector<double> weights(kChances.size(), (1 - kTrustInPerson) / (kChances.size() - 1));
    weights[static_cast<std::size_t>(nearest - kChances.begin())] = kTrustInPerson;
    return weights;
}

double factor_of(Part const& part, std::vector<std::string> const& evidence) {
    // However much points at a part, looking at it is not yet a test.
    constexpr double kMostFactor = 12;
    double factor = part.changed ? kChangedFactor : 1;
    for (auto const& row : evidence_factors()) {
        auto const of_class = row.factors.find(part.class_id);
        bool const seen = std::find(evidence.begin(), evidence.end(), row.id) != evidence.end();
        if (seen && of_class != row.factors.end()) factor *= of_class->second;
    }
    return std::min(factor, kMostFactor);
}

Problem::Entry entry_of(Part const& part, PartClass const& row,
                        std::vector<std::string> const& evidence) {
    auto const factor = factor_of(part, evidence);
    bool const movable =
        row.handling == Handling::removable || (row.handling == Handling::swap_only && part.spare);
    return {.part_weight = row.weight * factor,
            .seat_weight = row.seat_weight * factor,
            .minutes = row.minutes,
            .movable = movable && !part.cannot,
            .swap = row.handling == Handling::swap_only || part.spare};
}

}  // namespace

bool Problem::allowed(PartSet connected) const {
    for (std::size_t i = 0; i < count(); ++i) {
        if (!has(connected | gone, i) && !entries[i].movable) return false;
    }
    return std::all_of(one_must_stay.begin(), one_must_stay.end(),
                       [&](PartSet group) { return (group & connected) != 0; });
}

double Problem::moving_minutes(PartSet from, PartSet to) const {
    double minutes = 0;
    for (std::size_t i = 0; i < count(); ++i) {
        if (has(from ^ to, i)) minutes += entries[i].minutes;
    }
    return minutes;
}

Problem make_problem(std::vector<Part> const& parts, std::optional<double> told,
                     double watch_minutes, std::vector<std::string> const& evidence,
                     std::vector<std::string> const& one_stays) {
    Problem problem;
    problem.watch_minutes = watch_minutes;
    problem.chance_weights = weigh_chances(told);
    std::map<std::string, PartSet> groups;
    for (auto const& part : parts) {
        auto const* const row = find_class(part.class_id);
        if (problem.count() == kMostParts) break;
        if (row == nullptr) {  // keeps its place, and out of the search
            problem.entries.emplace_back();
            continue;
        }
        // A swapped part leaves a good one of its kind in place, so it does not thin its group.
        bool const one_must_stay =
            row->one_must_stay ||
            std::find(one_stays.begin(), one_stays.end(), row->id) != one_stays.end();
        if (one_must_stay && !part.spare) groups[row->id] |= bit(problem.count());
        problem.entries.push_back(entry_of(part, *row, evidence));
    }
    for (auto const& [id, group] : groups) problem.one_must_stay.push_back(group);
    return problem;
}

int passes_needed(double chance) {
    constexpr double kLeastChance = 0.01;
    if (chance >= 1) return 1;
    chance = std::max(chance, kLeastChance);
    return std::max(1, static_cast<int>(std::ceil(std::log(0.05) / std::log(1 - chance))));
}

}  // namespace rigcheck::isolation
