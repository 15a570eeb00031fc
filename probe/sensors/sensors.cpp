#include "probe/sensors/sensors.hpp"

#include <cmath>

#include "probe/facts/json.hpp"
#include "probe/machine/number.hpp"
#include "probe/sensors/hwmon.hpp"
#include "probe/sensors/libsensors.hpp"
#include "probe/sensors/modules.hpp"
#include "probe/sensors/place.hpp"
#include "probe/sensors/throttle.hpp"

namespace rigcheck {
namespace {

Reading answer_of(std::vector<SensorChip> const& chips) {
    auto const answer = ask_libsensors(chips);
    if (!answer) return {std::nullopt, Missing::absent};
    return {to_json(*answer).dump(), Missing::absent};
}

std::vector<SensorChip> read_chips(Machine const& machine, std::vector<Gap>& gaps) {
    auto chips = find_chips(machine);
    for (auto const& chip : chips) {
        if (chip.asleep) gaps.push_back({"sensors", chip.name, Missing::asleep, {}});
    }
    auto const reading = machine.ask("sensors/libsensors",
                                     [&] { return chips.empty() ? Reading{} : answer_of(chips); });
    auto answer = reading.text ? parse_sensor_answer(*reading.text) : std::nullopt;
    if (reading.text && !answer)
        gaps.push_back({"sensors", "/rigcheck/sensors/libsensors", Missing::malformed, {}});
    if (!answer) {
        read_hwmon(machine, chips, gaps);
        return chips;
    }
    if (machine.is_logged()) {  // a capture keeps the files of the kernel too
        std::vector<Gap> ignored;
        read_hwmon(machine, chips, ignored);
    }
    gaps.insert(gaps.end(), answer->gaps.begin(), answer->gaps.end());
    return std::move(answer->chips);
}

// The first of five words: "0.15 0.10 0.05 1/300 12345" (proc(5)).
std::optional<double> read_load(Machine const& machine, std::vector<Gap>& gaps) {
    auto const load = read_number<double>(machine, "sensors", "/proc/loadavg", gaps);
    return load && std::isfinite(*load) && *load >= 0 && *load < 1e6 ? load : std::nullopt;
}

}  // namespace

Sensors read_sensors(Machine const& machine, std::vector<Gap>& gaps) {
    Sensors sensors;
    sensors.load_1min = read_load(machine, gaps);
    sensors.chips = read_chips(machine, gaps);
    read_sensor_modules(machine, sensors, gaps);
    sensors.throttle = read_throttle(machine, gaps);
    return sensors;
}

std::vector<SensorChip> read_sensor_chips(Machine const& machine) {
    std::vector<Gap> ignored;
    return read_chips(machine, ignored);
}

}  // namespace rigcheck
