#pragma once

#include <vector>

#include "checklists/isolation/problem.hpp"

namespace rigcheck::isolation {

// Who is suspected how much: a joint distribution over what is at fault (a part, or only its seat)
// and over the chance that the fault shows. Model: shutdown-sensors.md 7.1.
//   P(fail | culprit k, chance p, connected S) = 1 - (1 - stray)(1 - p [k in S])
// A fault of a seat is gone once its part was moved.
class Belief {
public:
    // The person has seen one failure with everything connected.
    explicit Belief(Problem const& problem);

    // One trial. `moved`: parts that were out or reseated at least once before it.
    void learn(PartSet connected, PartSet moved, bool failed);

    // The suspicion of each part (the part or its seat), summing to 1.
    std::vector<double> parts() const;
    // Of that, the share that is its seat.
    double seat_share(std::size_t part) const;
    // The most suspect part.
    std::size_t suspect() const;
    double chance() const;  // expected chance that the fault shows
    // A chance that the true one reaches or exceeds with 75 %: what passes are counted by.
    double low_chance() const;

    struct Outlook {
        double gain_bits = 0;  // expected information about which part it is
        double fails = 0;      // chance that the trial fails
    };
    Outlook outlook(PartSet connected, PartSet moved) const;

private:
    struct Row {
        std::size_t part = 0;
        bool seat = false;
        std::array<double, kChances.size()> weight{};
    };
    static double row_failing(Row const& row, PartSet connected, PartSet moved, double& total);
    void normalise();

    std::size_t count_;
    std::vector<Row> rows_;
};

}  // namespace rigcheck::isolation
