#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A row of payback-inputs.json: what an input of the payback is called, in English.
struct PaybackInput {
    std::string input;  // "hours_week"
    std::string group;  // "machine", "electricity", "upkeep", "cloud", "time"
    std::string label, unit;

    static constexpr auto fields() {
        using P = PaybackInput;
        return field_list(field("input", &P::input), field("group", &P::group),
                          field("label", &P::label), field("unit", &P::unit));
    }
};

// In the order in which a person is asked.
std::vector<PaybackInput> const& payback_inputs();
// The name must exist (a test asks for each).
PaybackInput const& payback_input(std::string_view name);

}  // namespace rigcheck
