#pragma once

#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

struct RailName {
    std::string label;  // how a label begins or ends: "+12V"
    double volts = 0;

    static constexpr auto fields() {
        return field_list(field("label", &RailName::label), field("volts", &RailName::volts));
    }
};

// The numbers and names by which readings of sensors are believed or not.
struct SensorGates {
    double limit_lowest_c = 0, limit_highest_c = 0;
    std::vector<double> open_inputs_c;             // values of an input with nothing on it
    std::vector<std::string> distrusted_chips;     // prefixes
    std::vector<std::string> extremes_for_limits;  // drivers whose min and max are extremes seen
    std::vector<std::string> distrusted_labels;    // beginnings of labels
    std::vector<std::string> processor_inputs;     // board inputs that a real sensor replaces
    std::vector<std::string> processor_chips;
    double fan_lowest_rpm = 0, fan_highest_rpm = 0;
    std::vector<std::string> processor_fan_labels;
    double rail_share = 0;  // a rail further off its nominal voltage is not scaled
    std::vector<RailName> rails;

    static constexpr auto fields() {
        using G = SensorGates;
        return field_list(field("limit_lowest_c", &G::limit_lowest_c),
                          field("limit_highest_c", &G::limit_highest_c),
                          field("open_inputs_c", &G::open_inputs_c),
                          field("distrusted_chips", &G::distrusted_chips),
                          field("extremes_for_limits", &G::extremes_for_limits),
                          field("distrusted_labels", &G::distrusted_labels),
                          field("processor_inputs", &G::processor_inputs),
                          field("processor_chips", &G::processor_chips),
                          field("fan_lowest_rpm", &G::fan_lowest_rpm),
                          field("fan_highest_rpm", &G::fan_highest_rpm),
                          field("processor_fan_labels", &G::processor_fan_labels),
                          field("rail_share", &G::rail_share), field("rails", &G::rails));
    }
};

SensorGates const& sensor_gates();

}  // namespace rigcheck
