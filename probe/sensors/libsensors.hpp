#pragma once

#include <vector>

#include "probe/facts/sensors.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What libsensors says about the running machine, as text that a capture can keep.
struct SensorAnswer {
    std::vector<SensorChip> chips;
    std::vector<Gap> gaps;

    static constexpr auto fields() {
        return field_list(field("chips", &SensorAnswer::chips), field("gaps", &SensorAnswer::gaps));
    }
};

// Reads the chips that find_chips() gave through libsensors (lm-sensors 3.6), with the labels, the
// formulas and the ignored channels of the user's sensors3.conf. Only reads; the limits in that
// file are never written to a chip. Empty when the library will not start.
std::optional<SensorAnswer> ask_libsensors(std::vector<SensorChip> const& chips);

// The answer out of a captured machine. Empty when it is not what ask_libsensors() wrote.
std::optional<SensorAnswer> parse_sensor_answer(std::string_view text);

}  // namespace rigcheck
