#include "checklists/isolation/chooser.hpp"

#include <algorithm>
#include <set>

namespace rigcheck::isolation {
namespace {

// Configurations worth a thought. All 2^n would be slow and mostly absurd to a person; these are:
// one part moved, the most suspect ones out, only a few suspects in.
class Candidates {
public:
    Candidates(Problem const& problem, std::vector<double> shares)
        : problem_(problem), shares_(std::move(shares)) {
        for (std::size_t i = 0; i < problem.count(); ++i) {
            if (problem.entries[i].movable && !has(problem.gone, i)) movable_.push_back(i);
        }
        std::stable_sort(movable_.begin(), movable_.end(),
                         [&](auto a, auto b) { return shares_[a] > shares_[b]; });
    }

    std::set<PartSet> from(PartSet now) {
        auto const full = problem_.everything();
        auto const least = minimum();
        for (PartSet const base : {now, full, least}) {
            add(base);
            for (auto const part : movable_) add(base ^ bit(part));
        }
        add_taking_out(now, movable_);
        add_taking_out(full, movable_);
        add_taking_out(now, cheap_first());
        auto grown = least;
        for (auto const part : movable_) add(grown |= bit(part));
        return std::move(found_);
    }

private:
    void add(PartSet connected) {
        if (problem_.allowed(connected)) found_.insert(connected);
    }

    void add_taking_out(PartSet base, std::vector<std::size_t> const& order) {
        for (auto const part : order) {
            auto const less = base & ~bit(part);
            if (!problem_.allowed(less)) continue;
            found_.insert(base = less);
        }
    }

    // As little connected as the machine starts with; the least suspect of a group stays.
    PartSet minimum() const {
        auto set = problem_.everything();
        for (auto const part : movable_) {
            if (problem_.entries[part].swap) continue;
            if (problem_.allowed(set & ~bit(part))) set &= ~bit(part);
        }
        return set;
    }

    std::vector<std::size_t> cheap_first() const {
        constexpr double kMinutesPerSuspicion = 20;
        auto const price = [&](std::size_t part) {
            return problem_.entries[part].minutes - kMinutesPerSuspicion * shares_[part];
        };
        auto order = movable_;
        std::stable_sort(order.begin(), order.end(),
                         [&](auto a, auto b) { return price(a) < price(b); });
        return order;
    }

    Problem const& problem_;
    std::vector<double> shares_;
    std::vector<std::size_t> movable_;  // most suspect first
    std::set<PartSet> found_;
};

}  // namespace

std::optional<Choice> choose(Problem const& problem, Belief const& belief, PartSet now,
                             PartSet moved) {
    std::optional<Choice> best;
    for (auto const connected : Candidates(problem, belief.parts()).from(now)) {
        auto const out_or_moved = moved | (problem.everything() & ~connected) | (connected ^ now);
        Choice const choice{
            .connected = connected,
            .minutes = problem.moving_minutes(now, connected) + problem.watch_minutes,
            .gain_bits = belief.outlook(connected, out_or_moved).gain_bits};
        if (!best || choice.bits_per_hour() > best->bits_per_hour()) best = choice;
    }
    return best;
}

}  // namespace rigcheck::isolation
