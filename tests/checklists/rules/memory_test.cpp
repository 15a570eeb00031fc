#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/rules/memory_channels.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

Snapshot snapshot_of(std::string const& machine) {
    test::Tree const tree(machine + ".tree");
    return read_snapshot(tree.machine());
}

Verdict verdict_on(std::string const& id, Snapshot const& snapshot,
                   Expectations const& expectations = {}) {
    auto const verdicts = all_rules(snapshot, expectations);
    auto const found = std::find_if(verdicts.begin(), verdicts.end(),
                                    [&](Verdict const& verdict) { return verdict.id == id; });
    REQUIRE(found != verdicts.end());
    return *found;
}

struct Expected {
    char const* machine;
    State single_channel;
    std::set<std::string> fails;  // all of them, over every family
};

// Each machine's first line says why it exists.
std::vector<Expected> const kMachines{
    {"ram-healthy-dual", State::pass, {}},
    {"ram-agesa-dual", State::pass, {}},
    {"ram-agesa-same-channel", State::fail, {"memory.single-channel"}},
    {"ram-one-stick", State::fail, {"memory.single-channel"}},
    {"ram-epyc-one-stick", State::fail, {"memory.single-channel"}},
    {"ram-intel-channels", State::pass, {}},
    {"ram-alder-lake-controllers", State::pass, {}},
    {"ram-msi-twin-names", State::pass, {}},
    {"ram-msi-am5", State::pass, {}},
    {"ram-am5-first-slots", State::pass, {"memory.slot-choice"}},
    {"ram-four-ddr5", State::pass, {}},
    {"ram-fm2-all-channel-a", State::pass, {}},
    {"ram-ami-template", State::unknown, {}},
    {"ram-dell-dual", State::pass, {}},
    {"ram-dell-numbering-single", State::unknown, {}},
    {"ram-hp-distrusted", State::unknown, {}},
    {"ram-type20-contradicts", State::unknown, {}},
    {"ram-one-channel-cpu", State::pass, {}},
    {"ram-soldered", State::not_applicable, {}},
    {"ram-virtual", State::not_applicable, {}},
    {"ram-threadripper-half", State::pass, {"memory.partial-channels"}},
    {"ram-threadripper-crowded",
     State::pass,
     {"memory.partial-channels", "memory.same-channel-pair", "memory.unbalanced"}},
    {"ram-two-sockets-one-empty", State::pass, {"memory.partial-channels"}},
    {"ram-x99-clone", State::pass, {"memory.partial-channels"}},
    {"ram-core2", State::unknown, {}},
    {"ram-unknown-cpu", State::unknown, {}},
    {"ram-unbalanced", State::pass, {"memory.unbalanced"}},
    {"ram-three-sticks", State::pass, {}},
    {"ram-profile-off", State::pass, {"memory.below-rating"}},
    {"ram-limited-chipset", State::pass, {"memory.below-rating"}},
    {"ram-clock-units", State::pass, {}},
    {"ram-stick-missing", State::pass, {"memory.missing-capacity"}},
    {"ram-mem-limit", State::pass, {}},
    {"ram-table-wrong", State::unknown, {}},
    {"ram-mixed", State::pass, {}},
    {"ram-ecc-inactive", State::pass, {"memory.ecc-inactive"}},
    {"ram-ecc-active", State::pass, {}},
    {"ram-flash-array", State::pass, {}},
    {"ram-mojibake", State::pass, {}},
    {"ram-fujitsu", State::pass, {}},
    {"ram-vs-vram", State::pass, {"memory.vs-vram"}},
    {"ram-poweredge-letters", State::unknown, {}},
    {"ram-letters-of-processors", State::unknown, {}},
    {"ram-apu-frame-buffer", State::pass, {}},
    {"ram-mini-itx-four-listed", State::unknown, {}},
    {"ram-supermicro-digits", State::unknown, {}},
    {"ram-denied", State::unknown, {}},
};

TEST_CASE("each captured pattern of RAM gets exactly the verdicts it deserves", "[memory-rules]") {
    for (auto const& expected : kMachines) {
        INFO(expected.machine);
        std::set<std::string> fails;
        for (auto const& verdict : all_rules(snapshot_of(expected.machine), {})) {
            if (verdict.state == State::fail) fails.insert(verdict.id);
            if (verdict.id == "memory.single-channel") {
                CHECK(verdict.state == expected.single_channel);
            }
        }
        CHECK(fails == expected.fails);
    }
}

TEST_CASE("every RAM machine of the repository is in the table", "[memory-rules]") {
    for (auto const& name : test::machine_names()) {
        if (!name.starts_with("ram-")) continue;
        INFO(name);
        CHECK(std::any_of(kMachines.begin(), kMachines.end(), [&](Expected const& expected) {
            return std::string(expected.machine) + ".tree" == name;
        }));
    }
}

TEST_CASE("the stick and the slot to move it to are named as the firmware names them",
          "[memory-rules]") {
    auto const verdict = verdict_on("memory.single-channel", snapshot_of("ram-agesa-same-channel"));
    CHECK(verdict.words == "one-channel");
    CHECK(verdict.values.at("from") == "DIMM 0 (P0 CHANNEL A)");
    CHECK(verdict.values.at("to") == "DIMM 1 (P0 CHANNEL B)");
    CHECK(verdict.confidence == 0.95);
}

TEST_CASE("a processor without memory of its own is critical", "[memory-rules]") {
    auto const verdict =
        verdict_on("memory.partial-channels", snapshot_of("ram-two-sockets-one-empty"));
    CHECK(verdict.words == "empty-socket");
    CHECK(verdict.values.at("slots") == "P2-DIMMA1, P2-DIMMB1, P2-DIMMC1");
    CHECK(find_words(verdict.id)->wordings.at(verdict.words).severity == Severity::critical);
}

TEST_CASE("an ordinary user is told what root would add, not that something is wrong",
          "[memory-rules]") {
    auto const verdict = verdict_on("memory.single-channel", snapshot_of("ram-denied"));
    CHECK(verdict.words == "needs-root");
    CHECK(verdict.needs == "root");
}

TEST_CASE("speed printed on the box stands in for a part number", "[memory-rules]") {
    auto snapshot = snapshot_of("ram-profile-off");
    for (auto& module : snapshot.memory.modules) module.part_number.reset();
    CHECK(verdict_on("memory.below-rating", snapshot).state == State::unknown);
    Expectations expectations;
    expectations.sticks.push_back({.count = 2, .size_mib = 16384, .speed_mts = 3200});
    CHECK(verdict_on("memory.below-rating", snapshot, expectations).state == State::fail);
}

TEST_CASE("the udev database alone is a little less sure than the table", "[memory-rules]") {
    auto snapshot = snapshot_of("ram-agesa-dual");
    auto const by_table = infer_channels(snapshot);
    snapshot.memory.source = MemorySource::udev;
    CHECK(infer_channels(snapshot).confidence == Approx(by_table.confidence - 0.05));
}

// The verdict must not depend on the order in which the firmware lists its slots, nor on a slot
// more that nobody uses.
TEST_CASE("the order of the slots does not change the verdict", "[memory-rules]") {
    std::mt19937 random(11);
    for (auto const& expected : kMachines) {
        INFO(expected.machine);
        auto snapshot = snapshot_of(expected.machine);
        auto const before = infer_channels(snapshot);
        for (int round = 0; round < 5; ++round) {
            std::shuffle(snapshot.memory.modules.begin(), snapshot.memory.modules.end(), random);
            auto const after = infer_channels(snapshot);
            CHECK(after.state == before.state);
            CHECK(after.used == before.used);
            CHECK(after.confidence == before.confidence);
        }
    }
}

TEST_CASE("a stick more never lowers the number of channels", "[memory-rules]") {
    for (auto const& expected : kMachines) {
        INFO(expected.machine);
        auto snapshot = snapshot_of(expected.machine);
        auto const before = infer_channels(snapshot);
        if (!before.sure() || !before.used) continue;
        std::optional<MemoryModule> stick;
        for (auto const& module : snapshot.memory.modules) {
            if (module.size_mib.value_or(0) >= 1024) stick = module;
        }
        auto const empty =
            std::find_if(snapshot.memory.modules.begin(), snapshot.memory.modules.end(),
                         [](auto const& module) { return module.size_mib == 0; });
        if (!stick || empty == snapshot.memory.modules.end()) continue;
        empty->size_mib = stick->size_mib;
        auto const after = infer_channels(snapshot);
        if (after.sure() && after.used) CHECK(*after.used >= *before.used);
    }
}

Expectations two_sticks(std::int64_t size_mib) {
    Expectations expectations;
    expectations.sticks.push_back({.count = 2, .size_mib = size_mib, .speed_mts = {}});
    return expectations;
}

TEST_CASE("a stick that the firmware does not see is found by what was installed", "[build]") {
    auto const id = "build.parts-mismatch";
    auto const missing = verdict_on(id, snapshot_of("ram-one-stick"), two_sticks(16384));
    CHECK(missing.state == State::fail);
    CHECK(missing.words == "stick-missing");
    CHECK(missing.values.at("expected") == "2 x 16 GB");
    CHECK(missing.values.at("found") == "16 GB in DIMM 1 (P0 CHANNEL A)");
    CHECK(verdict_on(id, snapshot_of("ram-agesa-dual"), two_sticks(16384)).state == State::pass);
    CHECK(verdict_on(id, snapshot_of("ram-agesa-dual"), two_sticks(8192)).words == "sticks-differ");
    CHECK(verdict_on(id, snapshot_of("ram-denied"), two_sticks(8192)).words == "no-sticks-known");
    CHECK(verdict_on(id, snapshot_of("ram-one-stick")).state == State::not_applicable);
}

TEST_CASE("cards and drives are counted against what was installed", "[build]") {
    auto const id = "build.parts-mismatch";
    auto const snapshot = snapshot_of("ram-vs-vram");
    Expectations expectations;
    expectations.gpus.push_back({.name = {}, .count = 1, .width = {}, .riser = {}});
    CHECK(verdict_on(id, snapshot, expectations).words == "gpus-match");
    expectations.gpus.front().count = 2;
    CHECK(verdict_on(id, snapshot, expectations).words == "gpu-missing");
    expectations.gpus.front().count = 0;
    CHECK(verdict_on(id, snapshot, expectations).words == "gpus-more");
    Expectations drives;
    drives.nvme_drives = 1;
    CHECK(verdict_on(id, snapshot, drives).words == "nvme-missing");
    drives.nvme_drives = 0;
    CHECK(verdict_on(id, snapshot, drives).words == "nvme-match");
    CHECK(verdict_on(id, snapshot_of("pcie-nvme-x2"), drives).words == "nvme-more");
}

TEST_CASE("the memory of graphics below an internal bridge is not a missing stick",
          "[memory-rules]") {
    auto const snapshot = snapshot_of("ram-apu-frame-buffer");
    CHECK(verdict_on("memory.missing-capacity", snapshot).words == "graphics");
    CHECK(verdict_on("memory.vs-vram", snapshot).words == "no-card");
}

Expectations one_card(std::string const& name) {
    Expectations parts;
    parts.gpus.push_back({.name = name, .count = 1, .width = {}, .riser = {}});
    return parts;
}

TEST_CASE("a card is found by any words of its names", "[build]") {
    auto snapshot = snapshot_of("ram-vs-vram");
    auto& card = snapshot.pcie.functions.back();
    card.vendor_name = "NVIDIA Corporation";
    card.device_name = "GA102 [GeForce RTX 3090]";
    for (auto const* name : {"RTX 3090", "NVIDIA GeForce RTX 3090", "rtx3090", "GeForce 3090"}) {
        CHECK(verdict_on("build.parts-mismatch", snapshot, one_card(name)).words == "gpus-match");
    }
}

TEST_CASE("a card by another name is not a card that is gone", "[build]") {
    auto const parts = one_card("Gaming OC 24G");
    auto snapshot = snapshot_of("ram-vs-vram");
    CHECK(verdict_on("build.parts-mismatch", snapshot, parts).words == "gpu-name-unclear");
    snapshot.pcie.functions.pop_back();
    CHECK(verdict_on("build.parts-mismatch", snapshot, parts).words == "gpu-missing");
    snapshot.pcie.functions.clear();
    CHECK(verdict_on("build.parts-mismatch", snapshot, parts).words == "no-devices-known");
}

TEST_CASE("parts are not compared where the firmware's list cannot be believed", "[build]") {
    auto const id = "build.parts-mismatch";
    auto snapshot = snapshot_of("ram-one-stick");
    snapshot.memory.kernel_mib = 31950;  // the second stick works, only the list lacks it
    CHECK(verdict_on(id, snapshot, two_sticks(16384)).words == "table-unreliable");
    snapshot.memory.kernel_mib.reset();
    snapshot.memory.modules[0].size_mib.reset();
    CHECK(verdict_on(id, snapshot, two_sticks(16384)).words == "stick-sizes-unknown");
    CHECK(verdict_on(id, snapshot_of("ram-virtual"), two_sticks(16384)).words == "virtual");
}

// Machines that differ in one fact from one of the repository, for the rarer verdicts.
std::vector<Snapshot> variations() {
    std::vector<Snapshot> all;
    auto const vary = [&](char const* machine, auto const& change) {
        all.push_back(snapshot_of(machine));
        change(all.back());
    };
    auto const set_speed = [](Snapshot& snapshot, std::optional<int> mts) {
        for (auto& module : snapshot.memory.modules) {
            module.speed_mts.reset();
            module.configured_mts = mts;
        }
    };
    vary("ram-profile-off", [&](Snapshot& s) { set_speed(s, 3000); });
    vary("ram-profile-off", [&](Snapshot& s) { set_speed(s, std::nullopt); });
    vary("ram-profile-off", [](Snapshot& s) {
        for (auto& module : s.memory.modules) module = s.memory.modules[1];
        s.memory.modules[0].locator = "DIMM 0";
        s.memory.modules[2].locator = "DIMM 0";
    });
    vary("ram-healthy-dual", [](Snapshot& s) {
        for (auto& module : s.memory.modules) module.total_width = 72;
    });
    vary("ram-ecc-active", [](Snapshot& s) { s.memory.edac.clear(); });
    vary("ram-stick-missing", [](Snapshot& s) { s.platform.kernel.release = "6.1.0-30-686-pae"; });
    vary("ram-stick-missing", [](Snapshot& s) { s.memory.kernel_mib.reset(); });
    vary("ram-stick-missing", [](Snapshot& s) {
        PcieFunction graphics;
        graphics.address = "0000:04:00.0";
        graphics.class_code = Hex<6>{0x030000};
        graphics.vendor = Hex<4>{0x1002};
        graphics.role = PcieRole::integrated;
        s.pcie.functions.push_back(graphics);
    });
    vary("ram-one-stick", [](Snapshot& s) {
        s.memory.modules = {s.memory.modules[1]};
        s.memory.arrays.front().slots = 1;
    });
    vary("ram-x99-clone", [](Snapshot& s) { s.memory.modules.resize(2); });
    vary("ram-threadripper-crowded",
         [](Snapshot& s) { s.memory.modules[6].size_mib = s.memory.modules[0].size_mib; });
    vary("ram-one-stick", [](Snapshot& s) { s.memory.modules[0].size_mib.reset(); });
    vary("ram-vs-vram", [](Snapshot& s) { s.pcie.functions.clear(); });
    vary("ram-vs-vram", [](Snapshot& s) {
        for (auto& module : s.memory.modules) *module.size_mib *= 4;
    });
    vary("ram-vs-vram", [](Snapshot& s) {
        for (auto& module : s.memory.modules) *module.size_mib *= 2;
    });
    vary("ram-vs-vram", [](Snapshot& s) {
        for (auto& module : s.memory.modules) module.type = "LPDDR5";
    });
    return all;
}

std::vector<Expectations> what_people_say() {
    std::vector<Expectations> all{{}, two_sticks(16384), two_sticks(8192)};
    all.push_back(one_card("a name that no card has"));
    for (int count : {0, 1, 2}) {
        Expectations parts;
        parts.gpus.push_back({.name = {}, .count = count, .width = {}, .riser = {}});
        parts.nvme_drives = count;
        all.push_back(parts);
    }
    return all;
}

TEST_CASE("every wording on RAM and parts is said of some machine", "[memory-rules]") {
    auto snapshots = variations();
    for (auto const& name : test::machine_names()) {
        snapshots.push_back(read_snapshot(test::Tree(name).machine()));
    }
    std::set<std::pair<std::string, std::string>> said;
    for (auto const& snapshot : snapshots) {
        for (auto const& parts : what_people_say()) {
            for (auto const& verdict : build_rules(snapshot, parts)) {
                said.emplace(verdict.id, verdict.words);
            }
        }
        for (auto const& verdict : memory_rules(snapshot, {}))
            said.emplace(verdict.id, verdict.words);
    }
    for (auto const& words : all_words()) {
        if (!words.id.starts_with("memory.") && !words.id.starts_with("build.")) continue;
        for (auto const& [key, wording] : words.wordings) {
            INFO(words.id << ": " << key);
            CHECK(said.contains({words.id, key}));
        }
    }
}

}  // namespace
}  // namespace rigcheck
