// What the pages of the machine can do: drawings that point, sensors that go on, rights, reading.
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

#include "tests/support/big_machine.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/window_desk.hpp"
#include "wizard/gui/administrator.hpp"

namespace rigcheck::gui {
namespace {

using Desk = test::WindowDesk;

TEST_CASE("wizard: the drawing says which stick moves where", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    auto const& moves = desk.app().shown().overview.moves;
    REQUIRE(moves.size() == 1);
    auto const& slots = desk.app().shown().overview.dimms;
    CHECK(slots.at(moves[0].from).bank == "P0 CHANNEL A");
    CHECK_FALSE(slots.at(moves[0].from).content.empty());
    CHECK(slots.at(moves[0].to).bank == "P0 CHANNEL B");
    CHECK(slots.at(moves[0].to).content.empty());
    desk.click("Memory");
    CHECK(desk.shows("move this one"));
    CHECK(desk.shows("it goes here"));
}

TEST_CASE("wizard: sticks in the first slots of AM5 both move to the usual ones", "[gui]") {
    Desk desk(test::Tree("ram-am5-first-slots.tree"));
    auto const& overview = desk.app().shown().overview;
    REQUIRE(overview.moves.size() == 2);
    for (auto const& move : overview.moves) {
        CHECK(overview.dimms.at(move.from).channel == overview.dimms.at(move.to).channel);
        CHECK(overview.dimms.at(move.to).content.empty());
    }
}

TEST_CASE("wizard: nothing points where nothing is to be moved", "[gui]") {
    for (auto const* tree : {"ram-healthy-dual.tree", "ram-one-stick.tree", "ram-four-ddr5.tree"}) {
        Desk desk((test::Tree(tree)));
        INFO(tree);
        CHECK(desk.app().shown().overview.moves.empty());
    }
}

TEST_CASE("wizard: the tree names both ends and the narrowest place", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    desk.click("PCIe");
    CHECK(desk.shows("Now x8 at 16.0 GT/s = 15.8 GB/s"));
    CHECK(desk.shows("Both ends can do x16 at 16.0 GT/s = 31.5 GB/s"));
    CHECK(desk.shows("The narrowest place on the way"));
    CHECK(desk.shows("inside the card"));
    auto const& tree = desk.app().shown().tree;
    auto const narrow = std::count_if(tree.begin(), tree.end(),
                                      [](TreeStage const& entry) { return entry.stage.narrowest; });
    CHECK(narrow == 1);  // the drive has all its lanes
}

TEST_CASE("wizard: what only advertises more is not called narrow", "[gui]") {
    Desk desk(test::Tree("pcie-x570-soc.tree"));  // a chipset uplink, an NVMe drive with all lanes
    for (auto const& entry : desk.app().shown().tree) {
        INFO(entry.stage.name);
        if (entry.card) CHECK_FALSE(entry.stage.narrowest);
        if (entry.stage.name.starts_with("chipset")) CHECK(entry.stage.possible.empty());
    }
}

TEST_CASE("wizard: a card that is gone has no lanes in use", "[gui]") {
    Desk desk(test::Tree("pcie-gone.tree"));
    CHECK_FALSE(desk.shows("x63"));
}

TEST_CASE("wizard: every fault is on some page, and what was accepted can be taken up again",
          "[gui]") {
    for (auto const* tree : {"setup-seed-s0.tree", "setup-keybox.tree", "new-build.tree"}) {
        Desk desk((test::Tree(tree)));
        std::set<std::string> shown;
        for (auto const page : kPages) {
            desk.app().page = page;
            desk.settle();
            for (auto const& item : desk.seen().items()) shown.insert(item.label);
        }
        for (auto const& finding : desk.app().findings()) {
            if (finding.state == State::not_applicable) continue;
            INFO(tree << ": " << finding.id << " " << finding.subject);
            CHECK(shown.contains(finding.title));
        }
    }
    auto const scratch = test::Tree::from_text("/scratch/");
    Desk desk(test::Tree("setup-keybox.tree"));
    desk.app().open_session(scratch.root() + "/session.json", true);
    auto const fault = *faults_of(desk.app().findings()).front();
    desk.app().accept(fault, "known");
    desk.settle();
    desk.click("Not any more##" + fault.id + "@" + fault.subject);
    CHECK(faults_of(desk.app().findings()).front()->id == fault.id);
}

TEST_CASE("wizard: a second reading that fails is said, and what was read stays", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    std::filesystem::remove_all(desk.app().opened());
    desk.app().read_machine();
    desk.wait_for_machine();
    CHECK(desk.app().has_machine());
    CHECK(desk.shows(desk.app().opened()));
}

TEST_CASE("wizard: an arrow is drawn where something is advised, not where it may be", "[gui]") {
    Desk desk(test::Tree("ram-am5-first-slots.tree"));
    desk.click("Memory");
    CHECK(desk.shows("could move: see the manual"));
    CHECK(desk.shows("the usual place"));
    CHECK_FALSE(desk.shows("move this one"));
}

TEST_CASE("wizard: of a guest nothing is judged that its host makes up", "[gui]") {
    Desk desk(test::Tree("pcie-vm-passthrough.tree"));
    desk.click("PCIe");
    CHECK_FALSE(desk.shows("Both ends can do"));
    CHECK_FALSE(desk.shows("The narrowest place"));
    CHECK(desk.shows("what the host shows"));
    desk.click("Power supply");
    CHECK(desk.shows("its power supply is the host's"));
    CHECK_FALSE(desk.shows("Watts on the label"));
}

TEST_CASE("wizard: what two ways share stands once in the tree", "[gui]") {
    Desk desk(test::Tree("pcie-plx-dual-gpu.tree"));
    std::set<std::string> addresses;
    for (auto const& entry : desk.app().shown().tree)
        CHECK(addresses.insert(entry.stage.address).second);
    CHECK(desk.app().shown().tree.front().depth == 0);
}

std::vector<SensorChip> one_chip(double celsius) {
    SensorFeature feature;
    feature.name = "temp1";
    feature.kind = SensorKind::temperature;
    feature.label = "Tctl";
    feature.unit = "c";
    feature.value = celsius;
    SensorChip chip;
    chip.name = "k10temp-pci-00c3";
    chip.prefix = "k10temp";
    chip.features.push_back(std::move(feature));
    return {chip};
}

TEST_CASE("wizard: sensors go on, and each line opens its plot", "[gui]") {
    Desk desk(test::Tree("sensors-healthy-asus.tree"));
    std::atomic<int> readings = 0;
    desk.app().sensor_source = [&] { return one_chip(50 + readings++); };
    desk.click("Sensors");
    CHECK(desk.shows("As it was when the machine was read."));
    desk.app().watch_sensors(true);
    auto const& rows = desk.app().shown().sensors.rows;
    while (rows.size() != 1 || desk.app().history().of(rows.front()).size() < 2) {
        desk.app().update();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    desk.settle();
    CHECK(desk.shows("Read again every second"));
    auto const& samples = desk.app().history().of(rows.front());
    CHECK(samples.front().value == 50);
    CHECK(samples.back().value > 50);
    desk.click("Plot of Tctl##k10temp-pci-00c3/temp1");
    CHECK(desk.shows("seconds; now on the right"));
    desk.app().watch_sensors(false);
    CHECK_FALSE(desk.app().live());
}

TEST_CASE("wizard: the history forgets what is older than its span", "[gui]") {
    History history;
    SensorScreen screen;
    SensorRow row;
    row.name = "temp1";
    row.believed = 40;
    screen.rows.push_back(row);
    row.name = "temp2";
    row.believed.reset();
    screen.rows.push_back(row);
    auto const start = std::chrono::steady_clock::now();
    for (int second = 0; second <= 1000; ++second)
        history.add(screen, start + std::chrono::seconds(second));
    CHECK(history.of(screen.rows[0]).size() == 601);
    CHECK(history.of(screen.rows[0]).front().seconds == 400);
    CHECK(history.of(screen.rows[1]).empty());  // not believed, not drawn
}

TEST_CASE("wizard: what only an administrator may read is said where it is missing", "[gui]") {
    Desk desk(test::Tree("ram-denied.tree"));
    desk.click("Memory");
    CHECK(desk.shows("Some of this only an administrator may read"));
    CHECK(desk.shows("Made with sudo, it is there."));  // a capture cannot be read again
    CHECK(desk.seen().find("Read as administrator") == nullptr);
}

// A program in place of polkit's, first on the path.
class FakePolkit {
public:
    explicit FakePolkit(std::string const& script) : old_(std::getenv("PATH")) {
        auto const file = tree_.root() + "/pkexec";
        std::ofstream(file) << "#!/bin/sh\n" << script;
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        ::setenv("PATH", (tree_.root() + ":" + old_).c_str(), 1);
    }
    FakePolkit(FakePolkit const&) = delete;
    FakePolkit& operator=(FakePolkit const&) = delete;
    ~FakePolkit() { ::setenv("PATH", old_.c_str(), 1); }

private:
    test::Tree tree_ = test::Tree::from_text("/scratch/");
    std::string old_;
};

std::string refusal_of(std::string const& script) {
    FakePolkit const polkit(script);
    try {
        read_as_administrator(RIGCHECK_PROGRAM);
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return {};
}

TEST_CASE("wizard: polkit runs rigcheck probe once, and its snapshot is taken", "[gui]") {
    auto const tree = test::Tree::from_text(test::kOneStick);
    FakePolkit const polkit("exec \"$1\" \"$2\" --root " + tree.root() + "\n");
    auto const snapshot = read_as_administrator(RIGCHECK_PROGRAM);
    CHECK(snapshot.memory.modules.size() == 4);
}

TEST_CASE("wizard: polkit that is declined, broken or not there is said", "[gui]") {
    CHECK(refusal_of("exit 126\n").starts_with("It was not allowed"));
    CHECK(refusal_of("exit 127\n").starts_with("It was not allowed"));
    CHECK(refusal_of("exit 1\n").find("ended with 1") != std::string::npos);
    CHECK(refusal_of("echo '{}'\n").find("schema") != std::string::npos);
    CHECK(refusal_of("echo hello\n").find("not JSON") != std::string::npos);
}

TEST_CASE("wizard: a fault can be accepted with a reason, and taken up again", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    Desk desk(test::Tree("new-build.tree"), 1200, 1, 3000);
    desk.app().open_session(scratch.root() + "/session.json", true);
    desk.click("PCIe");
    auto const key = std::string("pcie.gpu-width@0000:03:00.0");
    desk.click("I know, and live with it##" + key);
    CHECK(desk.seen().find("Accept##" + key) == nullptr);  // not without a reason
    desk.app().reason = "the board has x8 here";
    desk.settle();
    desk.click("Accept##" + key);
    CHECK(worst_of(desk.app(), Page::pcie) == Mark::fine);
    CHECK(desk.shows("the board has x8 here"));
    CHECK(read_session(scratch.root() + "/session.json").accepted.size() == 1);
    desk.click("Not any more##" + key);
    CHECK(worst_of(desk.app(), Page::pcie) == Mark::warning);
}

TEST_CASE("wizard: a reading says how far it is, and can be stopped", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    std::atomic<bool> go_on = false;
    Reader reader;
    reader.start(
        [&](AreaRead const& area_read) {
            area_read("pcie");
            area_read("memory");
            while (!go_on) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return ReadResult{.snapshot = Snapshot{}, .error = {}, .names = {}};
        },
        {});
    while (reader.areas_read() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(reader.busy());
    reader.stop();
    CHECK_FALSE(reader.busy());
    go_on = true;
    CHECK_FALSE(reader.take().has_value());
}

TEST_CASE("wizard: 8 cards, 32 slots, 24 drives and 300 sensors are still readable", "[gui]") {
    for (float const scale : {1.0F, 2.0F}) {
        Desk desk(test::big_machine(), 1200 * scale, scale);
        CHECK(desk.app().shown().overview.cards.size() == 8 + 24);
        CHECK(desk.app().shown().overview.dimms.size() == 32);
        CHECK(desk.app().shown().sensors.rows.size() == 300);
        for (auto const page : kPages) {
            desk.app().page = page;
            desk.settle();
            INFO(page_name(page) << ' ' << scale);
            CHECK(test::clipped(desk.seen()) == std::vector<std::string>{});
            CHECK(test::overlapping(desk.seen()) == std::vector<std::string>{});
        }
    }
}

TEST_CASE("snapshot: each area is named once when it has been read", "[gui]") {
    auto const tree = test::Tree("new-build.tree");
    std::mutex mutex;
    std::multiset<std::string> areas;
    read_snapshot(tree.machine(), [&](std::string_view area) {
        std::lock_guard const lock(mutex);
        areas.emplace(area);
    });
    CHECK(areas.size() == kAreasRead);
    CHECK(std::set<std::string>(areas.begin(), areas.end()).size() == kAreasRead);
}

}  // namespace
}  // namespace rigcheck::gui
