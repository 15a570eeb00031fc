#include <catch2/catch.hpp>

#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/sections.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/sensors.hpp"
#include "wizard/screens/storage.hpp"

namespace rigcheck {
namespace {

Snapshot snapshot_of(char const* machine) {
    test::Tree const tree(std::string(machine) + ".tree");
    return read_snapshot(tree.machine());
}

TEST_CASE("a sensor that is not believed stands there with the reason", "[screens]") {
    auto const snapshot = snapshot_of("sensors-auxtin");
    auto const screen = sensor_screen(snapshot);
    auto const row = [&](std::string const& label) {
        for (auto const& candidate : screen.rows) {
            if (candidate.label == label) return candidate;
        }
        return SensorRow{};
    };
    CHECK(row("AUXTIN0").value == "109.0 °C");
    CHECK(row("AUXTIN0").doubt == "unconnected input");
    CHECK(row("CPU_FAN").value == "1150 rpm");
    CHECK(row("CPU_FAN").doubt.empty());
    CHECK(sensor_section(snapshot).find("ignored: unconnected input") != std::string::npos);
}

TEST_CASE("limits are shown only where they are believed", "[screens]") {
    for (auto const& row : sensor_screen(snapshot_of("sensors-nvme-limits")).rows) {
        if (row.label == "Composite") CHECK(row.limits == "max 82 °C, crit 85 °C");
        if (row.label == "Sensor 1") CHECK(row.limits.empty());
    }
}

TEST_CASE("a chip that sleeps is named", "[screens]") {
    CHECK(sensor_screen(snapshot_of("sensors-asleep")).asleep.size() == 1);
}

TEST_CASE("drives with kind, link and mounts", "[screens]") {
    auto const screen = storage_screen(snapshot_of("storage-sata-slowed"));
    REQUIRE_FALSE(screen.drives.empty());
    CHECK(screen.drives[0].kind == "sata-ssd");
    CHECK(screen.drives[0].link.starts_with("SATA 3.0"));
    CHECK(screen.drives[0].mounts == "/");
}

TEST_CASE("devices with their driver or what would fit, bridges are left out", "[screens]") {
    auto const screen = driver_screen(snapshot_of("drivers-blacklisted"));
    REQUIRE(screen.devices.size() == 1);
    CHECK(screen.devices[0].driver == "(igc)");
    CHECK(screen.devices[0].state == "blacklisted");
    CHECK(driver_screen(snapshot_of("drivers-vm")).devices.empty());
}

TEST_CASE("tables keep to the width of the page", "[screens]") {
    auto const snapshot = snapshot_of("drivers-healthy");
    auto const text = driver_section(snapshot);
    CHECK(text.find("nvidia") != std::string::npos);
    for (std::size_t at = 0; at < text.size();) {
        auto const end = text.find('\n', at);
        CHECK(display_width(std::string_view(text).substr(at, end - at)) <= kColumns);
        at = end + 1;
    }
    CHECK(drive_section(Snapshot{}).empty());
}

}  // namespace
}  // namespace rigcheck
