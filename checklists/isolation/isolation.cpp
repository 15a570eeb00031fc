#include "checklists/isolation/isolation.hpp"

#include <algorithm>

#include "checklists/isolation/chooser.hpp"
#include "checklists/isolation/replay.hpp"

namespace rigcheck::isolation {
namespace {

constexpr double kLeastBitsPerHour = 0.2;  // less is not worth a person's time
constexpr std::size_t kMostTrials = 60;
constexpr double kHopelessChance = 0.2;

}  // namespace

void Replay::propose(Advice& advice, PartSet connected) const {
    advice.connected = connected;
    advice.put_out = now_ & ~connected;
    advice.put_back = connected & ~now_;
    advice.minutes = problem_.moving_minutes(now_, connected) + search_.watch_minutes;
    advice.passes_left = std::max(1, passes_needed_here() - passes_);
}

// Narrowing down tells no more. A leading suspect is proven or acquitted; or it is at least named.
void Replay::give_up(Advice& advice) const {
    constexpr double kLeading = 0.5;
    constexpr std::size_t kMostWithProof = kMostTrials + 30;
    auto const suspect = belief_.suspect();
    bool const leads = belief_.parts()[suspect] >= kLeading;
    if (leads && provable(suspect) && search_.trials.size() < kMostWithProof) {
        advice.phase = Phase::reconnect;
        propose(advice, problem_.everything());
    } else {
        advice.phase = leads && !provable(suspect) ? unproven_end(suspect) : Phase::not_worth_it;
    }
}

void Replay::propose_search(Advice& advice) const {
    auto const choice = choose(problem_, belief_, now_, moved_);
    bool const worth_it = choice && choice->bits_per_hour() >= kLeastBitsPerHour;
    if (!worth_it || search_.trials.size() >= kMostTrials) {
        give_up(advice);
        return;
    }
    propose(advice, choice->connected);
    advice.passes_left = 1;
}

Advice Replay::advice() {
    if (phase_ == Phase::reseat && search_.reseat_declined) phase_ = Phase::search;
    if (phase_ == Phase::other_socket && search_.other_socket_declined) finish();
    watch_phase();
    auto advice = standing();
    if (!ended(phase_) && phase_ != Phase::reseat && seems_a_sum()) {
        advice.phase = Phase::sum_of_loads;
        advice.together = single_cures();
    } else if (phase_ == Phase::search) {
        propose_search(advice);
    } else if (phase_ == Phase::reseat) {
        propose(advice, problem_.everything());
        advice.press_home = !reseated_;
        if (advice.press_home) advice.minutes += minutes_to_reseat_all();
    } else if (phase_ == Phase::reconnect) {
        propose(advice, problem_.everything());
    } else if (phase_ == Phase::clear) {
        propose(advice, problem_.everything() & ~bit(named_));
    } else if (phase_ == Phase::contrast) {
        propose(advice, problem_.everything() & ~bit(other_));
    } else if (phase_ == Phase::other_socket) {
        propose(advice, for_other_socket(named_));
        advice.minutes += 2 * problem_.entries[named_].minutes;
    } else if (phase_ == Phase::retry) {
        propose(advice, (problem_.everything() & ~bit(named_)) | bit(aside_.back()));
    }
    return advice;
}

// What is known, whatever comes next.
Advice Replay::standing() const {
    Advice advice;
    advice.phase = phase_;
    advice.connected = now_;
    advice.suspicion = belief_.parts();
    constexpr std::array kNaming{Phase::reconnect,    Phase::clear, Phase::contrast,
                                 Phase::other_socket, Phase::retry, Phase::proven,
                                 Phase::socket};
    bool const named = std::find(kNaming.begin(), kNaming.end(), phase_) != kNaming.end();
    advice.suspect = named ? named_ : belief_.suspect();
    advice.chance = belief_.chance();
    advice.culprits = culprits_;
    advice.aside = aside_;
    if (phase_ == Phase::proven) {
        advice.culprits.push_back(named_);
        advice.slot_open =
            (!slot_cleared_ && other_socket_exists(named_)) ||
            std::any_of(culprits_.begin(), culprits_.end(), [&](std::size_t culprit) {
                auto const* const row = find_class(search_.parts[culprit].class_id);
                return row != nullptr && !row->other_socket.empty();
            });
    }
    if (phase_ == Phase::sum_of_loads) advice.together = {named_, other_};
    advice.odd_seen = odd_seen_;
    advice.hopeless_chance = search_.told_chance.value_or(1) < kHopelessChance;
    return advice;
}

// Pressing a plug home takes about half the time of taking its part out.
double Replay::minutes_to_reseat_all() const {
    double minutes = 0;
    for (auto const& entry : problem_.entries) minutes += entry.minutes / 2;
    return minutes;
}

Advice advise(Search const& search) {
    auto const known = [](Part const& part) { return find_class(part.class_id) != nullptr; };
    if (std::none_of(search.parts.begin(), search.parts.end(), known)) {
        Advice nothing;
        nothing.phase = Phase::not_worth_it;
        return nothing;
    }
    return Replay(search).advice();
}

Trial proposed_trial(Search const& search, Advice const& advice) {
    Trial trial;
    trial.phase = advice.phase;
    trial.reseated_all = advice.press_home;
    trial.other_socket = advice.phase == Phase::other_socket;
    for (std::size_t i = 0; i < std::min(search.parts.size(), kMostParts); ++i) {
        bool const out = !has(advice.connected, i);
        if (out) trial.out.push_back(search.parts[i].id);
    }
    return trial;
}

}  // namespace rigcheck::isolation
