// What the last seconds of the black box show, and what they must not be taken for.
#include <catch2/catch.hpp>

#include "tests/support/last_end.hpp"

namespace rigcheck::causes {
namespace {

using test::recorded;

Snapshot machine_with(std::vector<RecordedChannel> channels) {
    auto machine = test::machine_after(test::End::cut);
    machine.history.blackbox.emplace();
    machine.history.blackbox->runs = {test::black_box_run(test::kLastBoot, std::move(channels))};
    return machine;
}

std::optional<bool> told(Snapshot const& snapshot, std::string const& sign) {
    return holds(sign, signs_of(snapshot, {}));
}

TEST_CASE("hot is near a limit, cold is far below all of them", "[causes]") {
    struct Row {
        double last;
        std::optional<bool> hot, cold;
    };
    for (auto const& row : {Row{96.9, false, false}, Row{97, true, false}, Row{104, true, false},
                            Row{85.1, false, false}, Row{85, false, true}}) {
        auto const machine = machine_with({recorded("Package", "temperature", 100, 60, {row.last}),
                                           recorded("Composite", "temperature", 85, 40)});
        INFO(row.last);
        CHECK(told(machine, "hot") == row.hot);
        CHECK(told(machine, "cold") == row.cold);
    }
}

// Processors and cards slow down at their limit; that holds them there, and switches nothing off.
TEST_CASE("what stands at its limit is neither hot nor cold", "[causes]") {
    auto const standing = {
        recorded("Tctl", "temperature", 95, 95),
        recorded("Package", "temperature", 100, 60, {80, 99, 100, 100, 100, 100})};
    for (auto const& channel : standing) {
        auto const machine = machine_with({channel});
        CHECK_FALSE(told(machine, "hot"));
        CHECK(told(machine, "cold") == false);
        CHECK(diagnose(machine, {{"after", "off"}}).suspects.front().word ==
              Word::cannot_be_told_apart);
    }
}

TEST_CASE("what still rises at its limit, or is beyond it, is hot", "[causes]") {
    CHECK(told(machine_with({recorded("Package", "temperature", 100, 60, {80, 90, 98})}), "hot") ==
          true);
    CHECK(told(machine_with({recorded("Package", "temperature", 100, 104)}), "hot") == true);
    CHECK(told(machine_with({recorded("Package", "temperature", 100, 60, {90, 99, 80})}), "hot") ==
          false);
}

// AMD builds Ryzen 7000 and later to go to 95 degrees at once under full load.
TEST_CASE("a processor that goes to its limit by design is hot beyond it alone", "[causes]") {
    auto machine = machine_with({recorded("k10temp-pci-00c3 Tctl", "temperature", 95, 60, {94})});
    CHECK(told(machine, "hot") == true);
    machine.platform.cpu.model = "AMD Ryzen 9 9950X 16-Core Processor";
    CHECK_FALSE(told(machine, "hot"));
    machine.history.blackbox->runs[0].channels = {
        recorded("k10temp-pci-00c3 Tctl", "temperature", 95, 60, {99})};
    CHECK(told(machine, "hot") == true);
    // Its card is not built so.
    machine.history.blackbox->runs[0].channels = {
        recorded("amdgpu-pci-0300 junction", "temperature", 110, 60, {109})};
    CHECK(told(machine, "hot") == true);
}

TEST_CASE("a hot drive switches no machine off", "[causes]") {
    auto const machine =
        machine_with({recorded("nvme-pci-0200 Composite", "temperature", 84.8, 60, {84}),
                      recorded("Package", "temperature", 100, 60)});
    CHECK(told(machine, "hot") == false);
    CHECK(told(machine, "cold") == true);
}

TEST_CASE("channels that no sensor measured are passed over", "[causes]") {
    auto stuck = recorded("acpitz", "temperature", 101, 99);
    stuck.least = stuck.most = 99;
    auto const machine = machine_with({recorded("acpitz", "temperature", 20.8, 16.8), stuck,
                                       recorded("Composite", "temperature", 65261.8, 40),
                                       recorded("AUXTIN", "temperature", 0, 127),
                                       recorded("Package", "temperature", 100, 60)});
    CHECK(told(machine, "hot") == false);
    CHECK(told(machine, "cold") == true);
    auto const none = machine_with({stuck, recorded("AUXTIN", "temperature", 0, 127)});
    CHECK_FALSE(told(none, "hot"));
    CHECK_FALSE(told(none, "cold"));
}

TEST_CASE("voltage regulators are judged apart from the rest", "[causes]") {
    auto const machine = machine_with({recorded("VRM MOS", "temperature", 115, 118),
                                       recorded("Package", "temperature", 100, 60)});
    CHECK(told(machine, "vrm-hot") == true);
    CHECK(told(machine, "hot") == false);
    CHECK(told(machine, "cold") == true);
    CHECK(test::said(diagnose(machine, {})) == "vrm possible");
    CHECK_FALSE(told(machine_with({recorded("VRM MOS", "temperature", 0, 127)}), "vrm-hot"));
}

TEST_CASE("a ramp is a steep rise or the limit, and not the noise of an idle card", "[causes]") {
    CHECK(told(machine_with({recorded("GPU", "power", 450, 60, {60, 250})}), "ramp") == true);
    CHECK(told(machine_with({recorded("GPU", "power", 300, 290)}), "ramp") == true);
    CHECK(told(machine_with({recorded("GPU", "power", 450, 250)}), "ramp") == false);
    CHECK(told(machine_with({recorded("GPU", "power", 450, 8, {8, 14})}), "ramp") == false);
    // Earlier than a supply takes to trip.
    CHECK(told(machine_with({recorded("GPU", "power", 450, 60, {250, 250, 250, 250})}), "ramp") ==
          false);
    CHECK_FALSE(told(machine_with({recorded("Package", "temperature", 100, 60)}), "ramp"));
}

TEST_CASE("the load of the last seconds says whether it worked", "[causes]") {
    auto const busy = machine_with({recorded("CPU", "load", 0, 5), recorded("GPU", "load", 0, 97)});
    CHECK(told(busy, "under-load") == true);
    CHECK(told(busy, "at-idle") == false);
    auto const idle = machine_with({recorded("CPU", "load", 0, 3), recorded("GPU", "load", 0, 0)});
    CHECK(told(idle, "under-load") == false);
    CHECK(told(idle, "at-idle") == true);
    auto const between = machine_with({recorded("CPU", "load", 0, 40)});
    CHECK_FALSE(told(between, "under-load"));
    CHECK_FALSE(told(between, "at-idle"));
}

TEST_CASE("two runs that were cut at a ramp have the same shape", "[causes]") {
    auto machine = machine_with({recorded("GPU", "power", 450, 60, {60, 250})});
    CHECK_FALSE(told(machine, "repeated"));
    auto& runs = machine.history.blackbox->runs;
    runs.push_back(test::black_box_run("33333333333333333333333333333333",
                                       {recorded("GPU", "power", 450, 250)}));
    CHECK_FALSE(told(machine, "repeated"));
    runs.push_back(test::black_box_run("44444444444444444444444444444444",
                                       {recorded("GPU", "power", 450, 60, {60, 250})}));
    CHECK(told(machine, "repeated") == true);
    runs[2].end = RecordEnd::shutdown;
    CHECK_FALSE(told(machine, "repeated"));
}

TEST_CASE("of a run that went on without the recorder the last record says nothing", "[causes]") {
    for (auto const end : {RecordEnd::service, RecordEnd::shutdown, RecordEnd::running}) {
        auto machine = machine_with({recorded("Package", "temperature", 100, 60, {99})});
        machine.history.blackbox->runs[0].end = end;
        CHECK_FALSE(told(machine, "hot"));
        CHECK_FALSE(told(machine, "recorded"));
    }
}

TEST_CASE("a damaged or foreign black box is read as far as it goes", "[causes]") {
    auto channel = recorded("Package", "temperature", 100, 60, {99});
    channel.values.resize(3);
    auto machine = machine_with({channel, RecordedChannel{}});
    machine.history.blackbox->runs[0].seconds.resize(1);
    CHECK_NOTHROW(diagnose(machine, {}));
    machine.history.blackbox->runs[0].boot_id = "someone else's";
    CHECK_FALSE(told(machine, "recorded"));
}

}  // namespace
}  // namespace rigcheck::causes
