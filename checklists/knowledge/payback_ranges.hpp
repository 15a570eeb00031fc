#pragma once

#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A row of payback-ranges.csv: how far an input of the payback may lie from what was said.
struct PaybackRange {
    std::string input;
    double low = 0, mode = 0, high = 0;  // a relative one is to be multiplied by the value
    bool relative = false;
    std::string source, as_of;

    static constexpr auto fields() {
        using P = PaybackRange;
        return field_list(field("input", &P::input), field("low", &P::low), field("mode", &P::mode),
                          field("high", &P::high), field("relative", &P::relative),
                          field("source", &P::source), field("as_of", &P::as_of));
    }
};

std::vector<PaybackRange> const& payback_ranges();

}  // namespace rigcheck
