#include "probe/sensors/sensors.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "probe/facts/json.hpp"
#include "probe/sensors/channel.hpp"
#include "probe/sensors/libsensors.hpp"
#include "probe/sensors/modules.hpp"
#include "probe/sensors/place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

Sensors sensors_of(test::Tree const& tree, std::vector<Gap>& gaps) {
    return read_sensors(tree.machine(), gaps);
}

TEST_CASE("a board chip: names, scales, alarms, what is not connected", "[sensors]") {
    test::Tree const tree("sensors-healthy-asus.tree");
    std::vector<Gap> gaps;
    auto const sensors = sensors_of(tree, gaps);
    CHECK(gaps.empty());
    REQUIRE(sensors.chips.size() == 3);
    CHECK(sensors.chips[0].name == "k10temp-pci-00c3");
    CHECK(sensors.chips[0].device == "0000:00:18.3");
    auto const& board = sensors.chips[1];
    CHECK(board.name == "nct6798-isa-0290");
    CHECK(board.adapter == "ISA adapter");
    auto const find = [&](std::string const& name) {
        for (auto const& feature : board.features) {
            if (feature.name == name) return feature;
        }
        return SensorFeature{};
    };
    CHECK(find("in0").value == 1.0);
    CHECK(find("in0").alarm == true);
    CHECK(find("fan2").label == "CPU_FAN");
    CHECK(find("fan2").value == 1150);
    CHECK(find("fan2").unit == "rpm");
    CHECK(find("temp1").value == 31.0);
    CHECK(sensors.chips[2].drive == "nvme0");
    CHECK(sensors.load_1min == 0.05);
    CHECK(sensors.modules_missing ==
          std::vector<std::string>{"drivetemp", "it87", "nct6683", "nct6775"});
}

TEST_CASE("a chip of a sleeping card is not read", "[sensors]") {
    test::Tree const tree("sensors-asleep.tree");
    std::vector<Gap> gaps;
    auto const sensors = sensors_of(tree, gaps);
    REQUIRE(sensors.chips.size() == 2);
    CHECK(sensors.chips[1].asleep);
    CHECK(sensors.chips[1].features.empty());
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::asleep);
}

TEST_CASE("values that are none, and files of other kinds, are passed over", "[sensors]") {
    auto const tree = test::Tree::from_text(R"(
/sys/class/hwmon/hwmon0/name = it87
/sys/class/hwmon/hwmon0/temp1_input = nan
/sys/class/hwmon/hwmon0/temp2_input = 99999999999999999999
/sys/class/hwmon/hwmon0/temp3_input = 41000
/sys/class/hwmon/hwmon0/temp4_input =
/sys/class/hwmon/hwmon0/pwm1 = 255
/sys/class/hwmon/hwmon0/temp99999_input = 1
/sys/class/hwmon/hwmon0/temp_input = 1
/sys/class/hwmon/hwmon0/update_interval = 1000
/proc/loadavg = nan
)");
    std::vector<Gap> gaps;
    auto const sensors = sensors_of(tree, gaps);
    REQUIRE(sensors.chips.size() == 1);
    int believed = 0;
    for (auto const& feature : sensors.chips[0].features) believed += feature.value ? 1 : 0;
    CHECK(believed == 1);
    CHECK_FALSE(gaps.empty());
    CHECK_FALSE(sensors.load_1min);
}

TEST_CASE("throttle counts: once a package, however many processors report them", "[sensors]") {
    auto const tree = test::Tree::from_text(R"(
/sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count = 7
/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count = 2
/sys/devices/system/cpu/cpu0/topology/physical_package_id = 0
/sys/devices/system/cpu/cpu0/topology/core_id = 0
/sys/devices/system/cpu/cpu1/thermal_throttle/package_throttle_count = 7
/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count = 3
/sys/devices/system/cpu/cpu1/topology/physical_package_id = 0
/sys/devices/system/cpu/cpu1/topology/core_id = 1
)");
    std::vector<Gap> gaps;
    auto const throttle = sensors_of(tree, gaps).throttle;
    CHECK(throttle.package_events == 7);
    CHECK(throttle.core_events == 5);
}

TEST_CASE("an answer of libsensors goes through JSON unharmed, rubbish is none", "[sensors]") {
    test::Tree const tree("sensors-healthy-asus.tree");
    std::vector<Gap> gaps;
    SensorAnswer answer{sensors_of(tree, gaps).chips, {}};
    auto const copy = parse_sensor_answer(to_json(answer).dump());
    REQUIRE(copy);
    CHECK(to_json(*copy) == to_json(answer));
    CHECK_FALSE(parse_sensor_answer("[1"));
    CHECK_FALSE(parse_sensor_answer(R"({"chips": 3})"));
    answer.chips[0].features[0].value = 1e300;
    CHECK_FALSE(parse_sensor_answer(to_json(answer).dump()));
}

TEST_CASE("sensor modules by their files", "[sensors]") {
    CHECK(sensor_modules_in("kernel/drivers/hwmon/nct6775.ko.xz: kernel/x.ko\nkernel/y/it87.ko:\n"
                            "kernel/z/nct6775-core.ko:\n") ==
          std::vector<std::string>{"it87", "nct6775"});
    CHECK(sensor_modules_in("").empty());
}

// libsensors reads /sys alone, so umockdev puts a tree there for one program.
TEST_CASE("libsensors and the reader of captures see the same in the same tree", "[sensors]") {
    auto const* const machine = GENERATE("sensors-healthy-asus", "sensors-nct6687-extremes",
                                         "sensors-psu-12v-low", "sensors-auxtin");
    INFO(machine);
    test::Tree const tree(std::string(machine) + ".tree");
    auto const run =
        test::run_command("env ASAN_OPTIONS=verify_asan_link_order=0 UMOCKDEV_DIR=" + tree.root() +
                          " umockdev-wrapper " RIGCHECK_SENSORS_AGREE " " + tree.root());
    INFO(run.out << run.err);
    CHECK(run.exit_code == 0);
}

}  // namespace
}  // namespace rigcheck
