#include "checklists/isolation/simulate.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <unordered_map>

#include "checklists/isolation/isolation.hpp"
#include "checklists/isolation/problem.hpp"

namespace rigcheck::isolation {
namespace {

constexpr std::size_t kMostTrials = 60;

// The made-up machines: the first N of these, so that 8 parts are a plain build and 14 a full one.
constexpr std::array<char const*, kMostSimulatedParts> kBuild{
    "board-cpu", "psu",  "dimm", "gpu",  "dimm", "front-panel", "nvme",
    "sata",      "fans", "usb",  "wifi", "sata", "gpu",         "rgb"};

// The first stick stays until it is swapped for the second, so one stick is always in.
constexpr std::size_t kFirstStick = 2;
constexpr double kWatchMinutes = 6;

std::vector<Part> build_of(int count) {
    std::vector<Part> parts;
    for (int i = 0; i < count; ++i) {
        auto const* const id = kBuild[static_cast<std::size_t>(i)];
        parts.push_back({.id = id + std::to_string(i),
                         .name = id,
                         .class_id = id,
                         .spare = true,
                         .changed = false,
                         .cannot = false});
    }
    return parts;
}

// One chance after the other, the same on every platform (std distributions are not).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    double roll() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }

private:
    std::mt19937_64 engine_;
};

// A machine with a culprit that a strategy may start and watch.
class World {
public:
    World(Problem const& problem, std::size_t culprit, double chance, Dice dice)
        : problem_(problem),
          culprit_(culprit),
          chance_(chance),
          dice_(dice),
          now_(problem.everything()) {}

    bool fails(PartSet connected) {
        minutes_ += problem_.moving_minutes(now_, connected) + problem_.watch_minutes;
        now_ = connected;
        ++trials_;
        double const fine = (1 - kStray) * (has(connected, culprit_) ? 1 - chance_ : 1);
        return dice_.roll() >= fine;
    }

    // Up to `times` trials; true as soon as one fails.
    bool fails_within(PartSet connected, int times) {
        for (int i = 0; i < times && !exhausted(); ++i) {
            if (fails(connected)) return true;
        }
        return false;
    }

    bool exhausted() const { return trials_ >= kMostTrials; }
    PartSet now() const { return now_; }
    double minutes() const { return minutes_; }
    double trials() const { return static_cast<double>(trials_); }

private:
    Problem const& problem_;
    std::size_t culprit_;
    double chance_;
    Dice dice_;
    PartSet now_;
    double minutes_ = 0;
    std::size_t trials_ = 0;
};

constexpr std::size_t kNobody = kMostParts;

// Parts that come out, and parts that are swapped, the quick ones first, as a person would.
struct Order {
    std::vector<std::size_t> removable, swaps;
    std::size_t core = 0;

    explicit Order(Problem const& problem) {
        for (std::size_t i = 0; i < problem.count(); ++i) {
            auto const& entry = problem.entries[i];
            if (!entry.movable) {
                core = i;
            } else {
                (entry.swap ? swaps : removable).push_back(i);
            }
        }
        auto const quicker = [&](auto a, auto b) {
            return problem.entries[a].minutes < problem.entries[b].minutes;
        };
        std::stable_sort(removable.begin(), removable.end(), quicker);
        std::stable_sort(swaps.begin(), swaps.end(), quicker);
    }
};

std::size_t one_by_one(Problem const& problem, World& world, int repeats) {
    Order const order(problem);
    auto connected = problem.everything();
    for (auto const part : order.removable) {
        auto const less = connected & ~bit(part);
        if (!problem.allowed(less)) continue;
        if (world.exhausted()) return kNobody;
        bool const cured = !world.fails_within(less, repeats);
        if (cured && world.fails_within(connected, repeats)) return part;
        connected = less;
    }
    for (auto const part : order.swaps) {
        if (world.exhausted()) return kNobody;
        bool const cured = !world.fails_within(connected & ~bit(part), repeats);
        if (cured && world.fails_within(connected, repeats)) return part;
    }
    return order.core;
}

std::size_t by_halves(Problem const& problem, World& world, int repeats) {
    Order const order(problem);
    auto least = problem.everything();
    auto suspects = order.removable;
    for (auto const part : order.removable) {
        if (problem.allowed(least & ~bit(part))) least &= ~bit(part);
    }
    std::erase_if(suspects, [&](auto part) { return has(least, part); });
    if (suspects.empty() || world.fails_within(least, repeats)) {
        for (auto const part : order.swaps) {
            if (world.exhausted()) return kNobody;
            if (!world.fails_within(least & ~bit(part), repeats)) return part;
        }
        return order.core;
    }
    while (suspects.size() > 1 && !world.exhausted()) {
        auto const middle = suspects.begin() + static_cast<std::ptrdiff_t>(suspects.size() / 2);
        auto connected = least;
        for (auto at = suspects.begin(); at != middle; ++at) connected |= bit(*at);
        if (world.fails_within(connected, repeats)) {
            suspects.erase(middle, suspects.end());
        } else {
            suspects.erase(suspects.begin(), middle);
        }
    }
    return suspects.front();
}

// Ours, as it ships: the same advice that `rigcheck isolate` gives, until it names a part. What it
// proposes depends on the trials before alone, so runs share their beginnings.
class Chooser {
public:
    Chooser(std::vector<Part> parts, std::optional<double> told) {
        search_.parts = std::move(parts);
        search_.told_chance = told;
        search_.watch_minutes = kWatchMinutes;
        search_.reseat_declined = true;  // everything was pressed home before
        search_.parts[kFirstStick].spare = true;
    }

    std::size_t find(World& world) {
        auto search = search_;
        std::string history;
        for (;;) {
            auto const& advice = advice_after(history, search);
            if (advice.phase != Phase::search || world.exhausted()) return advice.suspect;
            auto trial = proposed_trial(search, advice);
            bool const failed = world.fails(advice.connected);
            trial.outcome = failed ? Outcome::failed : Outcome::passed;
            search.trials.push_back(std::move(trial));
            history += failed ? '-' : '+';
        }
    }

private:
    Advice const& advice_after(std::string const& history, Search const& search) {
        auto const known = advice_.find(history);
        if (known != advice_.end()) return known->second;
        return advice_.emplace(history, advise(search)).first->second;
    }

    Search search_;
    std::unordered_map<std::string, Advice> advice_;
};

std::size_t draw_culprit(Problem const& problem, Dice& dice) {
    double total = 0;
    for (auto const& entry : problem.entries) total += entry.part_weight;
    double at = dice.roll() * total;
    for (std::size_t i = 0; i < problem.count(); ++i) {
        at -= problem.entries[i].part_weight;
        if (at < 0) return i;
    }
    return problem.count() - 1;
}

// Everything was reseated before, so only the parts themselves are in question.
Problem simulated_problem(int parts, std::optional<double> told) {
    auto problem = make_problem(build_of(parts), told, kWatchMinutes, {});
    for (auto& entry : problem.entries) entry.seat_weight = 0;
    problem.entries[kFirstStick].swap = true;
    return problem;
}

using Strategy = std::function<std::size_t(World&)>;

SimulationRow play(std::string const& name, Strategy const& strategy, Problem const& problem,
                   double chance, int runs, std::uint64_t seed) {
    SimulationRow row{.parts = static_cast<int>(problem.count()),
                      .chance = chance,
                      .strategy = name,
                      .right = 0,
                      .minutes = 0,
                      .tests = 0};
    Dice dice(seed);  // the same culprits and luck for every strategy
    for (int run = 0; run < runs; ++run) {
        auto const culprit = draw_culprit(problem, dice);
        World world(
            problem, culprit, chance,
            Dice(seed ^ (std::uint64_t{0x9e3779b97f4a7c15} * static_cast<std::uint64_t>(run + 1))));
        row.right += strategy(world) == culprit ? 1 : 0;
        row.minutes += world.minutes();
        row.tests += world.trials();
    }
    for (double* const sum : {&row.right, &row.minutes, &row.tests}) *sum /= runs;
    return row;
}

}  // namespace

std::vector<SimulationRow> simulate(int parts, double chance, int runs, std::uint64_t seed) {
    auto const problem = simulated_problem(parts, std::nullopt);
    auto const repeats = passes_needed(chance);
    Chooser chooser(build_of(parts), std::nullopt);
    Chooser chooser_told(build_of(parts), chance);
    std::vector<std::pair<std::string, Strategy>> const strategies{
        {"seed-once", [&](World& world) { return one_by_one(problem, world, 1); }},
        {"seed-repeat", [&](World& world) { return one_by_one(problem, world, repeats); }},
        {"halving", [&](World& world) { return by_halves(problem, world, repeats); }},
        {"chooser", [&](World& world) { return chooser.find(world); }},
        {"chooser-told", [&](World& world) { return chooser_told.find(world); }}};
    std::vector<SimulationRow> rows;
    rows.reserve(strategies.size());
    for (auto const& [name, strategy] : strategies) {
        rows.push_back(play(name, strategy, problem, chance, runs, seed));
    }
    return rows;
}

}  // namespace rigcheck::isolation
