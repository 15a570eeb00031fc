#pragma once

#include <map>
#include <optional>
#include <vector>

#include "checklists/isolation/belief.hpp"
#include "checklists/isolation/isolation.hpp"

namespace rigcheck::isolation {

// The log of a search replayed: what is believed after it, and which phase that is (replay.cpp);
// and what follows from that (isolation.cpp).
class Replay {
public:
    explicit Replay(Search const& search);

    Advice advice();

private:
    struct Tally {
        int passes = 0;
        bool failed = false;
    };

    void take(Trial const& trial);
    void count_for_phase(bool failed);
    void watch_phase();
    void begin_proof(std::size_t suspect);
    void set_aside(std::size_t suspect);
    void count_for_retry(bool failed);
    void finish();
    bool provable(std::size_t part) const;
    Phase unproven_end(std::size_t part) const;
    void count_for_other_socket(bool failed);
    void everything_else_runs();
    void part_is_named();
    bool other_socket_exists(std::size_t part) const;
    PartSet for_other_socket(std::size_t part) const;
    bool set_apart(std::size_t culprit, std::size_t other) const;
    std::optional<std::size_t> part_for_contrast() const;
    std::vector<std::size_t> single_cures() const;
    bool seems_a_sum() const;
    Advice standing() const;
    double minutes_to_reseat_all() const;
    // One more for the contrast: what it would overturn is well founded by then.
    int passes_needed_here() const {
        double const chance = std::min(search_.told_chance.value_or(1), belief_.low_chance());
        return passes_needed(chance) + (phase_ == Phase::contrast ? 1 : 0);
    }
    void propose(Advice& advice, PartSet connected) const;
    void propose_search(Advice& advice) const;
    void give_up(Advice& advice) const;

    Search const& search_;
    Problem problem_;
    Belief belief_;
    PartSet now_;        // connected in the last trial
    PartSet moved_ = 0;  // out or reseated at least once
    Phase phase_ = Phase::reseat;
    std::size_t named_ = 0;
    std::size_t other_ = 0;              // out in the contrast
    int passes_ = 0;                     // in a row, of the trial that this phase repeats
    std::vector<std::size_t> culprits_;  // shown by a retry
    std::vector<std::size_t> aside_;     // suspected first; the machine failed without them too
    bool reseated_ = false;
    int searched_ = 0;  // trials that narrowed down
    std::map<PartSet, Tally> tallies_;
    bool slot_cleared_ = false;  // the fault moved with the part into another slot
    bool odd_seen_ = false;
};

}  // namespace rigcheck::isolation
