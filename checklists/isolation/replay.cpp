#include "checklists/isolation/replay.hpp"

#include <algorithm>

#include "checklists/isolation/chooser.hpp"

namespace rigcheck::isolation {
namespace {

constexpr std::size_t kSinglesForSum = 3;

// Watching beyond half an hour is waiting: it costs the person a tenth.
double attended(double watch_minutes) {
    constexpr double kPatience = 30;
    constexpr double kWaiting = 0.1;
    return std::min(watch_minutes, kPatience) + kWaiting * std::max(0.0, watch_minutes - kPatience);
}

Problem problem_of(Search const& search) {
    auto problem = make_problem(search.parts, search.told_chance, attended(search.watch_minutes),
                                search.evidence, search.one_stays);
    if (search.reseat_declined) {
        for (auto& entry : problem.entries) entry.seat_weight = 0;
    }
    return problem;
}

PartSet set_of(Search const& search, std::vector<std::string> const& ids) {
    PartSet set = 0;
    for (std::size_t i = 0; i < std::min(search.parts.size(), kMostParts); ++i) {
        auto const& id = search.parts[i].id;
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) set |= bit(i);
    }
    return set;
}

}  // namespace

Replay::Replay(Search const& search)
    : search_(search),
      problem_(problem_of(search)),
      belief_(problem_),
      now_(problem_.everything()) {
    for (auto const& trial : search.trials) take(trial);
}

void Replay::take(Trial const& trial) {
    auto const connected = problem_.everything() & ~set_of(search_, trial.out);
    moved_ |= (connected ^ now_) | (problem_.everything() & ~connected);
    if (trial.reseated_all) moved_ = problem_.everything();
    now_ = connected;
    if (phase_ == Phase::reseat && trial.phase != Phase::reseat && !trial.reseated_all) {
        phase_ = Phase::search;
    }
    reseated_ = reseated_ || trial.reseated_all;
    if (phase_ == Phase::search && trial.phase == Phase::reconnect) {
        begin_proof(belief_.suspect());
    }
    if (trial.outcome == Outcome::odd) {
        odd_seen_ = true;
        return;
    }
    bool const failed = trial.outcome == Outcome::failed;
    if (trial.other_socket) {
        count_for_other_socket(failed);
        return;
    }
    if (trial.phase == Phase::retry) {
        now_ = all_of(problem_.count()) & ~set_of(search_, trial.out);  // one set aside is back in
        count_for_retry(failed);
        return;
    }
    if (phase_ == Phase::search) ++searched_;
    belief_.learn(connected, moved_, failed);
    auto& tally = tallies_[connected];
    tally.failed = tally.failed || failed;
    tally.passes += failed ? 0 : 1;
    count_for_phase(failed);
    watch_phase();
}

// Phases that repeat one trial: the pass or failure that ends them.
void Replay::count_for_phase(bool failed) {
    auto const full = problem_.everything();
    bool const repeated = (phase_ == Phase::reseat && now_ == full) ||
                          (phase_ == Phase::reconnect && now_ == full) ||
                          (phase_ == Phase::clear && now_ == (full & ~bit(named_))) ||
                          (phase_ == Phase::contrast && now_ == (full & ~bit(other_)));
    if (!repeated) return;
    passes_ = failed ? 0 : passes_ + 1;
    bool const enough = passes_ >= passes_needed_here();
    if (phase_ == Phase::clear) {
        if (failed) {
            set_aside(named_);  // a second fault, or the wrong part: a retry tells
        } else if (enough) {
            everything_else_runs();
        }
    } else if (phase_ == Phase::contrast) {
        if (failed) {
            part_is_named();
        } else if (enough) {
            phase_ = Phase::sum_of_loads;
        }
    } else if (failed) {
        passes_ = 0;
        phase_ = phase_ == Phase::reseat ? Phase::search : Phase::clear;
    } else if (enough) {
        phase_ = Phase::reseated;
    }
}

// Out it holds, in it fails, the rest runs. That is also what two good parts look like that only
// together ask too much; a failure with this part in and another one out tells them apart.
void Replay::everything_else_runs() {
    auto const other = part_for_contrast();
    if (!other || set_apart(named_, *other)) {
        part_is_named();
        return;
    }
    phase_ = Phase::contrast;
    other_ = *other;
    passes_ = 0;
}

// The part, or the slot that it sits in: only another slot tells (7.5 rules 6 and 7).
void Replay::part_is_named() {
    passes_ = 0;
    if (other_socket_exists(named_) && !search_.other_socket_declined) {
        phase_ = Phase::other_socket;
    } else {
        finish();
    }
}

// The culprit is known; what was set aside before is tried again without it.
void Replay::finish() {
    passes_ = 0;
    phase_ = aside_.empty() ? Phase::proven : Phase::retry;
}

void Replay::count_for_retry(bool failed) {
    if (phase_ != Phase::retry) return;
    passes_ = failed ? 0 : passes_ + 1;
    if (!failed && passes_ < passes_needed_here()) return;
    if (failed) culprits_.push_back(aside_.back());
    aside_.pop_back();
    finish();
}

bool Replay::other_socket_exists(std::size_t part) const {
    auto const* const row = find_class(search_.parts[part].class_id);
    if (row == nullptr || row->other_socket.empty()) return false;
    return !row->one_must_stay || for_other_socket(part) != problem_.everything();
}

// Where one of a class must stay, its siblings make room: the suspect gets a slot that works.
PartSet Replay::for_other_socket(std::size_t part) const {
    auto const full = problem_.everything();
    auto const* const row = find_class(search_.parts[part].class_id);
    if (row == nullptr || !row->one_must_stay) return full;
    auto connected = full;
    for (std::size_t i = 0; i < problem_.count(); ++i) {
        bool const sibling = i != part && search_.parts[i].class_id == row->id;
        if (sibling && problem_.allowed(connected & ~bit(i))) connected &= ~bit(i);
    }
    return connected;
}

void Replay::count_for_other_socket(bool failed) {
    if (phase_ != Phase::other_socket) return;
    passes_ = failed ? 0 : passes_ + 1;
    if (failed) {
        slot_cleared_ = true;
        finish();
    } else if (passes_ >= passes_needed_here()) {
        phase_ = Phase::socket;
    }
}

bool Replay::set_apart(std::size_t culprit, std::size_t other) const {
    return std::any_of(tallies_.begin(), tallies_.end(), [&](auto const& entry) {
        return entry.second.failed && has(entry.first, culprit) && !has(entry.first, other);
    });
}

// A part of the same class first, since sticks fail in pairs; else the one most often at fault.
std::optional<std::size_t> Replay::part_for_contrast() const {
    auto const& culprit = search_.parts[named_].class_id;
    std::optional<std::size_t> best;
    auto const rank = [&](std::size_t part) {
        return std::pair(search_.parts[part].class_id == culprit,
                         problem_.entries[part].part_weight);
    };
    for (std::size_t i = 0; i < problem_.count(); ++i) {
        bool const possible = i != named_ && !has(problem_.gone, i) &&
                              problem_.allowed(problem_.everything() & ~bit(i));
        if (possible && (!best || rank(i) > rank(*best))) best = i;
    }
    return best;
}

// The search ends when one part is suspected enough; what proves it depends on the part.
void Replay::watch_phase() {
    constexpr int kFewestForAnEnd = 3;
    if (phase_ != Phase::search) return;
    auto const suspect = belief_.suspect();
    if (belief_.parts()[suspect] < kNamed) return;
    if (provable(suspect)) {
        begin_proof(suspect);
    } else if (searched_ >= kFewestForAnEnd) {
        named_ = suspect;
        phase_ = unproven_end(suspect);
    }
}

void Replay::begin_proof(std::size_t suspect) {
    if (!provable(suspect)) return;
    named_ = suspect;
    passes_ = 0;
    phase_ = Phase::reconnect;
}

// Whether the machine may be started without it.
bool Replay::provable(std::size_t part) const {
    return problem_.allowed(problem_.everything() & ~bit(part));
}

Phase Replay::unproven_end(std::size_t part) const {
    auto const* const row = find_class(search_.parts[part].class_id);
    return row != nullptr && row->handling == Handling::core ? Phase::core : Phase::named;
}

// A second fault, perhaps: the suspect stays out while the others are searched afresh.
void Replay::set_aside(std::size_t suspect) {
    aside_.push_back(suspect);
    problem_.gone |= bit(suspect);
    belief_ = Belief(problem_);
    tallies_.clear();
    now_ = problem_.everything();
    phase_ = Phase::search;
    passes_ = 0;
    searched_ = 0;
}

// Parts that cure it when they alone are out, tried often enough to be sure.
std::vector<std::size_t> Replay::single_cures() const {
    constexpr int kFewestPasses = 2;  // what a person says of the chance may be wrong
    auto const needed =
        std::max(kFewestPasses, passes_needed(search_.told_chance.value_or(belief_.low_chance())));
    auto const full = problem_.everything();
    std::vector<std::size_t> cures;
    for (std::size_t i = 0; i < problem_.count(); ++i) {
        auto const tally = tallies_.find(full & ~bit(i));
        bool const known = !has(problem_.gone, i) && tally != tallies_.end();
        if (known && !tally->second.failed && tally->second.passes >= needed) cures.push_back(i);
    }
    return cures;
}

// No part is bad, together they ask too much (7.5 rule 10).
bool Replay::seems_a_sum() const {
    auto const with_all = tallies_.find(problem_.everything());
    bool const fails_whole = with_all == tallies_.end() || with_all->second.failed;
    return fails_whole && single_cures().size() >= kSinglesForSum;
}

}  // namespace rigcheck::isolation
