#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

Findings findings_of(Snapshot const& snapshot, Expectations const& expectations = {}) {
    return put_in_words(storage_rules(snapshot, expectations),
                        [](std::string const& text) { return text; });
}

Snapshot snapshot_of(std::string const& machine) {
    test::Tree const tree("storage-" + machine + ".tree");
    return read_snapshot(tree.machine());
}

Verdict verdict_of(Snapshot const& snapshot, std::string const& id,
                   Expectations const& expectations = {}) {
    auto const verdicts = storage_rules(snapshot, expectations);
    auto const found = std::find_if(verdicts.begin(), verdicts.end(), [&](Verdict const& verdict) {
        return verdict.id == "storage." + id;
    });
    REQUIRE(found != verdicts.end());
    return *found;
}

Verdict verdict_of(std::string const& machine, std::string const& id) {
    return verdict_of(snapshot_of(machine), id);
}

struct Expected {
    char const* machine;
    std::set<std::string> fails;  // "id subject severity", all of them
};

// Fixtures 27 to 32 and 35 of the domain notes (section 18) and further traps. The first line of
// each machine says what is special about it.
std::vector<Expected> const kMachines{
    {"bcache-root", {}},
    {"full-encrypted",
     {"storage.space / critical", "storage.space /boot warning", "storage.trim / notice"}},
    {"hdd-root-ssd-empty", {"storage.root-on-hdd / warning"}},
    {"hdd-root-ssd-lvm", {}},
    {"hdd-root-ssd-other-linux", {}},
    {"hdd-root-ssd-untold", {}},
    {"hdd-root-ssd-windows", {}},
    {"hdd-root-ssd-zfs", {}},
    {"health",
     {"storage.health nvme0n1 critical", "storage.health nvme1n1 critical",
      "storage.health nvme2n1 warning", "storage.health nvme3n1 warning",
      "storage.health nvme4n1 warning", "storage.health sda warning", "storage.health sdb warning",
      "storage.health sdd critical", "storage.health sdg notice"}},
    {"health-no-root", {}},
    {"nvme-dead",
     {"storage.controller-dead 0000:05:00.0 warning", "storage.controller-dead nvme0 critical",
      "storage.controller-dead sda critical"}},
    {"nvme-multipath", {}},
    {"nvme-no-driver", {}},
    {"raid-mode-silent", {}},
    {"raid-no-driver", {}},
    {"rst-nothing-hidden", {}},
    {"rst-remapped", {"storage.hidden-drive 0000:00:17.0 critical"}},
    {"sata-mixed-links",
     {"storage.sata-link sdd warning", "storage.sata-link sde notice",
      "storage.sata-link sdg warning"}},
    {"sata-slowed", {"storage.sata-link sda warning"}},
    {"trim-off",
     {"storage.space / warning", "storage.space /data sets notice", "storage.trim / notice"}},
    {"usb", {"storage.usb2 sdb notice"}},
    {"virtual", {}},
    {"vmd-bound", {}},
    {"vmd-idle", {}},
    {"vmd-old-kernel", {"storage.hidden-drive 0000:00:0e.0 warning"}},
    {"vmd-unbound", {"storage.hidden-drive 0000:00:0e.0 critical"}},
};

TEST_CASE("each storage trap gets exactly the verdicts it deserves", "[storage-rules]") {
    for (auto const& expected : kMachines) {
        INFO(expected.machine);
        std::set<std::string> fails;
        for (auto const& finding : findings_of(snapshot_of(expected.machine))) {
            if (finding.state != State::fail) continue;
            fails.insert(finding.id + " " + finding.subject + " " +
                         std::string(enum_name(*finding.severity)));
        }
        CHECK(fails == expected.fails);
    }
}

TEST_CASE("every storage machine of the repository is in the table", "[storage-rules]") {
    std::set<std::string> listed;
    for (auto const& expected : kMachines)
        listed.insert("storage-" + std::string(expected.machine) + ".tree");
    for (auto const& name : test::machine_names()) {
        INFO(name);
        if (name.starts_with("storage-")) CHECK(listed.contains(name));
    }
}

TEST_CASE("every machine gets a verdict on every storage id", "[storage-rules]") {
    for (auto const& name : test::machine_names()) {
        INFO(name);
        std::set<std::string> ids;
        test::Tree const tree(name);
        for (auto const& verdict : storage_rules(read_snapshot(tree.machine()), {}))
            ids.insert(verdict.id);
        CHECK(ids.size() == 8);
    }
}

TEST_CASE("no storage verdict of a machine of another area is a fault", "[storage-rules]") {
    for (auto const& name : test::machine_names()) {
        if (name.starts_with("storage-")) continue;
        INFO(name);
        test::Tree const tree(name);
        for (auto const& verdict : storage_rules(read_snapshot(tree.machine()), {})) {
            INFO(verdict.id << " " << verdict.words);
            CHECK(verdict.state != State::fail);
        }
    }
}

TEST_CASE("inside a virtual machine nothing is said about drives", "[storage-rules]") {
    auto const snapshot = snapshot_of("virtual");
    REQUIRE(snapshot.platform.virtualization);
    auto const verdicts = storage_rules(snapshot, {});
    CHECK(verdicts.size() == 8);
    for (auto const& verdict : verdicts) {
        CHECK(verdict.state == State::not_applicable);
        CHECK(verdict.words == "virtual");
    }
}

TEST_CASE("the advice against RST warns those who have Windows", "[storage-rules]") {
    for (auto const& finding : findings_of(snapshot_of("rst-remapped"))) {
        if (finding.id != "storage.hidden-drive") continue;
        REQUIRE(finding.actions.size() > 2);
        CHECK(finding.actions.front().find("Windows") != std::string::npos);
        CHECK(finding.confidence >= kMinimumConfidence);
        return;
    }
    FAIL("no finding");
}

TEST_CASE("which kernel a VMD needs is said only of one that is known to lack it",
          "[storage-rules]") {
    CHECK(verdict_of("vmd-old-kernel", "hidden-drive").words == "vmd-old-kernel");
    auto snapshot = snapshot_of("vmd-old-kernel");
    for (auto const* release : {"6.6.0", "6.12.9-amd64", "7.0", "", "garbage", "6.x"}) {
        snapshot.platform.kernel.release = release;
        CHECK(verdict_of(snapshot, "hidden-drive").words == "vmd-no-driver");
    }
    snapshot.storage.hidden_controllers.front().driver = "vfio-pci";
    CHECK(verdict_of(snapshot, "hidden-drive").words == "vmd-unclear");
}

TEST_CASE("fewer NVMe drives than were fitted ask the person", "[storage-rules]") {
    auto const snapshot = snapshot_of("hdd-root-ssd-lvm");
    Expectations expectations;
    expectations.nvme_drives = 1;
    CHECK(verdict_of(snapshot, "hidden-drive", expectations).words == "none");
    expectations.nvme_drives = 2;
    auto const verdict = verdict_of(snapshot, "hidden-drive", expectations);
    CHECK(verdict.words == "fewer-than-fitted");
    CHECK(verdict.state == State::unknown);
    CHECK(verdict.needs == "person");
    CHECK(verdict.values.at("seen") == "1");
    // Where the cause is known, it is enough to name that.
    auto const hidden = storage_rules(snapshot_of("rst-remapped"), expectations);
    CHECK(std::none_of(hidden.begin(), hidden.end(),
                       [](Verdict const& each) { return each.words == "fewer-than-fitted"; }));
}

TEST_CASE("a machine of which nothing is known is not judged", "[storage-rules]") {
    std::set<std::string> said;
    for (auto const& verdict : storage_rules({}, {})) {
        CHECK(verdict.state != State::fail);
        CHECK(verdict.state != State::pass);
        said.insert(verdict.id + " " + verdict.words);
    }
    CHECK(said == std::set<std::string>{"storage.controller-dead no-drive",
                                        "storage.health no-drive", "storage.hidden-drive no-data",
                                        "storage.root-on-hdd no-root", "storage.sata-link no-drive",
                                        "storage.space no-mounts", "storage.trim no-ssd",
                                        "storage.usb2 no-drive"});
}

TEST_CASE("an SSD counts as empty only on proof", "[storage-rules]") {
    auto const empty = snapshot_of("hdd-root-ssd-empty");
    REQUIRE(empty.storage.drives.front().volumes.front().name == "nvme0n1");
    auto const words = [&](auto const& change) {
        auto changed = empty;
        change(changed.storage.drives.front());
        return verdict_of(changed, "root-on-hdd").words;
    };
    CHECK(words([](Drive&) {}) == "ssd-empty");
    CHECK(words([](Drive& d) { d.volumes.front().probed = false; }) == "ssd-untold");
    CHECK(words([](Drive& d) { d.volumes.clear(); }) == "ssd-untold");
    CHECK(words([](Drive& d) { d.volumes.front().swap = true; }) == "ssd-used");
    CHECK(words([](Drive& d) { d.volumes.front().holders = {"md127"}; }) == "ssd-used");
    for (auto const* type : {"LVM2_member", "zfs_member", "crypto_LUKS", "linux_raid_member",
                             "bcache", "swap", "ntfs", "BitLocker"}) {
        CHECK(words([&](Drive& d) { d.volumes.front().fs_type = type; }) == "ssd-used");
    }
    CHECK(words([](Drive& d) { d.volumes.front().fs_type = "ext4"; }) == "ssd-other-data");
    CHECK(words([](Drive& d) { d.volumes.front().fs_type = "ambivalent"; }) == "ssd-other-data");
    CHECK(words([](Drive& d) {
              d.volumes.front().partition_type = "e3c9e316-0b5c-4db8-817d-f92df00215ae";
          }) == "ssd-used");
    CHECK(words([](Drive& d) { d.size_bytes = 32'000'000'000; }) == "only-hdd");
    CHECK(words([](Drive& d) { d.removable = true; }) == "only-hdd");
    CHECK(words([](Drive& d) { d.state = "dead"; }) == "only-hdd");
    CHECK(words([](Drive& d) { d.kind = DriveKind::usb; }) == "only-hdd");
    CHECK(words([](Drive& d) { d.transport = "tcp"; }) == "only-hdd");
}

TEST_CASE("only SATA and SAS disks are called hard disks", "[storage-rules]") {
    auto snapshot = snapshot_of("hdd-root-ssd-empty");
    auto& root = snapshot.storage.drives.back();
    REQUIRE(root.name == "sda");
    for (auto const kind : {DriveKind::usb, DriveKind::virtual_drive, DriveKind::unknown,
                            DriveKind::emmc, DriveKind::sd}) {
        root.kind = kind;
        CHECK(verdict_of(snapshot, "root-on-hdd").words == "kind-untold");
    }
    root.kind = DriveKind::sas;
    root.transport = "raid";
    CHECK(verdict_of(snapshot, "root-on-hdd").words == "kind-untold");
    root.transport = "sas";
    CHECK(verdict_of(snapshot, "root-on-hdd").words == "ssd-empty");
}

TEST_CASE("transfer errors accuse the cable only when they grow", "[storage-rules]") {
    auto snapshot = snapshot_of("health");
    Expectations expectations;
    expectations.baseline = snapshot;
    auto const words = [&] {
        for (auto const& verdict : storage_rules(snapshot, expectations)) {
            if (verdict.id == "storage.health" && verdict.subject == "sdc") return verdict.words;
        }
        return std::string();
    };
    auto const drive = std::find_if(snapshot.storage.drives.begin(), snapshot.storage.drives.end(),
                                    [](Drive const& each) { return each.name == "sdc"; });
    CHECK(words() == "old-cable-errors");
    drive->health->crc_errors = 45;
    CHECK(words() == "cable");
    drive->model = "Another drive";  // the letter went to another disk
    CHECK(words() == "old-cable-errors");
}

TEST_CASE("space is judged by what the system needs", "[storage-rules]") {
    auto snapshot = snapshot_of("hdd-root-ssd-empty");
    auto& root = snapshot.storage.filesystems.front();
    auto const words = [&](double size_gb, double free_gb) {
        root.size_bytes = static_cast<std::uint64_t>(size_gb * 1e9);
        root.free_bytes = static_cast<std::uint64_t>(free_gb * 1e9);
        auto const verdict = verdict_of(snapshot, "space");
        auto const severity = verdict.state == State::fail
                                  ? " " + std::string(enum_name(*verdict.severity))
                                  : std::string();
        return verdict.words + severity;
    };
    CHECK(words(500, 0.9) == "root-full critical");
    CHECK(words(500, 4) == "root-low warning");
    CHECK(words(500, 30) == "root-low notice");
    CHECK(words(4000, 300) == "enough");  // 7 %, and plenty
    CHECK(words(100, 12) == "enough");
    CHECK(words(4, 0.9) == "enough");  // a small system
    CHECK(words(4, 0.3) == "root-low warning");
    root.inodes = 1000000;
    root.inodes_free = 10000;
    CHECK(words(500, 200) == "no-inodes warning");
    root.read_only = true;
    CHECK(words(500, 0) == "read-only");
    root.free_bytes.reset();
    CHECK(verdict_of(snapshot, "space").words == "untold");
}

TEST_CASE("what is not told is unknown", "[storage-rules]") {
    auto multipath = snapshot_of("nvme-multipath");
    multipath.storage.controllers.front().state.reset();
    CHECK(verdict_of(multipath, "controller-dead").words == "no-state");
    auto encrypted = snapshot_of("full-encrypted");
    encrypted.storage.trim_timer.reset();
    std::set<std::string> words;
    for (auto const& verdict : storage_rules(encrypted, {})) {
        if (verdict.id == "storage.trim") words.insert(verdict.words);
    }
    CHECK(words == std::set<std::string>{"blocked", "no-systemd"});
    CHECK(verdict_of("health-no-root", "health").needs == "root");
}

}  // namespace
}  // namespace rigcheck
