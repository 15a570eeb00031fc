#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "checklists/causes/evidence.hpp"

// The readers of evidence, each for what one kind of record tells; they add to `signs`.
namespace rigcheck::causes {

// How a reader says what it found. What was told first stays: the readers go from what the machine
// recorded to what the person remembers.
inline void tell(Signs& signs, std::string const& sign, bool yes, Evidence by) {
    signs.try_emplace(sign, Told{yes, std::move(by)});
}

void read_end_signs(Snapshot const& snapshot, Signs& signs);        // orderly or not
void read_panic_signs(Snapshot const& snapshot, Signs& signs);      // what the dying kernel said
void read_log_signs(Snapshot const& snapshot, Signs& signs);        // lines before the end
void read_hardware_signs(Snapshot const& snapshot, Signs& signs);   // kept over the reset
void read_black_box_signs(Snapshot const& snapshot, Signs& signs);  // the last seconds
void read_answers(Answers const& answers, Signs& signs);

// The id of the run that ended; empty where it is not known.
std::string id_of_end(History const& history);
// When it was last seen alive, in seconds since 1970.
std::optional<double> last_sign_of_life(History const& history);
// A line of the run that ended, not older than `seconds` before its last sign of life.
bool is_near_end(History const& history, LogMatch const& match, double seconds);
// How many errors a line of EDAC tells of.
long corrected_errors(LogMatch const& match);
// In the first minute of its run: an error there is of the run before.
bool is_of_start(LogMatch const& match);
// A hardware error that the last run left to the log of this one. Some firmware leaves the same one
// at every start, also after a shutdown: that is none.
bool is_left_by_last_run(History const& history, LogMatch const& match);
// The journal holds what the kernel said in the run: without that nothing can be said to be
// missing in it. Containers and the journals of users have no such lines.
bool has_kernel_log(Boot const* boot);
// The journal holds the run's end, and that is no shutdown.
bool was_cut(Boot const& boot);

inline bool is_one_of(std::string const& text, std::initializer_list<char const*> some) {
    for (auto const* const one : some) {
        if (text == one) return true;
    }
    return false;
}

}  // namespace rigcheck::causes
