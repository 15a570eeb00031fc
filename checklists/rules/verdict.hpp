#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class State { pass, fail, unknown, not_applicable, accepted };
enum class Severity { critical, warning, notice };

template <>
struct EnumNames<State> {
    static constexpr std::array names{"pass", "fail", "unknown", "not-applicable", "accepted"};
};
template <>
struct EnumNames<Severity> {
    static constexpr std::array names{"critical", "warning", "notice"};
};

struct Evidence {
    std::string source;  // a file, or where in the firmware's table
    std::string value;
};

// What a rule found out, without words: checklists/findings/<id>.json holds those. `words` names
// the variant in that file ("one-stick"); `values` fill its {placeholders}.
struct Verdict {
    std::string id;       // "memory.single-channel"
    std::string subject;  // "memory", "0000:01:00.0"
    State state = State::unknown;
    std::string words;
    double confidence = 1.0;           // 0..1; a fail is only raised at 0.8 or more
    std::optional<Severity> severity;  // of a fail, where it differs from the default of the words
    std::vector<Evidence> evidence;
    std::map<std::string, std::string> values;
    std::optional<std::string> needs;  // "root", "load", "person", "group:adm"
};
using Verdicts = std::vector<Verdict>;

inline constexpr double kMinimumConfidence = 0.8;

// A verdict with its words. An unknown one has no confidence.
Verdict verdict_of(std::string id, std::string subject, State state, std::string words);
// Settles it as a fault. Without a severity the words decide.
void settle_fail(Verdict& verdict, std::string words, double confidence,
                 std::optional<Severity> severity = {});

// "a, b, c", for the values of a verdict.
std::string joined(std::vector<std::string> const& texts, std::string const& between = ", ");

}  // namespace rigcheck
