#include "checklists/knowledge/sensor_gates.hpp"

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {

SensorGates const& sensor_gates() {
    static SensorGates const gates = [] {
        SensorGates read;
        read_json(Json::parse(knowledge("sensor-gates.json")), read, "sensor-gates.json");
        return read;
    }();
    return gates;
}

}  // namespace rigcheck
