#pragma once

#include <map>
#include <string>
#include <vector>

#include "checklists/causes/diagnosis.hpp"

namespace rigcheck::test {

// Facts of a machine whose last run ended at 21:48:05 and which started again half a minute later.
inline constexpr char const* kLastBoot = "11111111111111111111111111111111";
inline constexpr char const* kThisBoot = "22222222222222222222222222222222";
enum class End { clean, cut };
Snapshot machine_after(End end);

// "2026-11-20T21:48:05.000000Z", so many seconds earlier.
std::string before_end(double seconds);
// A line of the kernel in the run that ended, and one in the run after it.
LogMatch line_before_end(std::string const& signature, double seconds,
                         std::map<std::string, std::string> values = {});
LogMatch line_of_next(std::string const& signature, double boot_s);
ResetReason reset_reason(std::vector<int> const& bits);
PstoreRecord panic_record(std::string const& panic, std::string const& at,
                          std::vector<std::string> lines = {});

// A black box that stops in mid-run, with two minutes of one value a second; `last` replaces the
// last ones.
RecordedChannel recorded(std::string const& name, std::string const& kind, double limit,
                         double value, std::vector<double> const& last = {});
BlackBoxRun black_box_run(std::string const& boot_id, std::vector<RecordedChannel> channels);

// Guesses that were levelled because the evidence supports them equally.
bool has_ties(std::vector<causes::Suspect> const& suspects);
// "thermal-trip established, vrm possible": what a diagnosis says, in its order.
std::string said(causes::Diagnosis const& diagnosis);

}  // namespace rigcheck::test
