#include "probe/record/ledger.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::record;
using test::Tree;

namespace {

std::string boot_id(int number) {
    return "00000000000040008000" + std::to_string(100000000000 + number);
}

LedgerEntry entry(int boot, bool with_counters) {
    LedgerEntry made;
    made.boot_id = boot_id(boot);
    made.at = "2026-11-27T10:00:00.000000Z";
    made.kernel = "6.12.10-amd64";
    LedgerDrive drive;
    drive.name = "nvme0n1";
    if (with_counters) drive.power_cycles = 7;
    made.drives.push_back(drive);
    return made;
}

std::string text_of(std::string const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string line(LedgerEntry const& made) {
    return to_json(made).dump() + "\n";
}

}  // namespace

TEST_CASE("a ledger keeps what was appended, the latest last", "[record][ledger]") {
    auto const place = Tree::from_text("/state/");
    auto const file = place.root() + "/state/deep/ledger.jsonl";
    CHECK(append_to_ledger(file, entry(1, true)));
    CHECK(append_to_ledger(file, entry(2, true)));
    auto const ledger = parse_ledger(text_of(file));
    REQUIRE(ledger.entries.size() == 2);
    CHECK(ledger.entries[1].boot_id == boot_id(2));
    CHECK(ledger.entries[1].drives.at(0).power_cycles == 7);
    CHECK(ledger.entries[1].drives.at(0).unsafe_shutdowns == std::nullopt);
    CHECK(ledger.damaged_lines == 0);
}

TEST_CASE("a start is noted once, unless root knows more of it", "[record][ledger]") {
    auto const place = Tree::from_text("/state/");
    auto const file = place.root() + "/state/ledger.jsonl";
    CHECK(append_to_ledger(file, entry(1, false)));
    CHECK_FALSE(append_to_ledger(file, entry(1, false)));
    CHECK(append_to_ledger(file, entry(1, true)));
    CHECK_FALSE(append_to_ledger(file, entry(1, true)));
    CHECK_FALSE(append_to_ledger(file, entry(1, false)));
    CHECK(append_to_ledger(file, entry(2, false)));
    CHECK(parse_ledger(text_of(file)).entries.size() == 3);
}

TEST_CASE("damaged, foreign and newer lines are counted and harm no other", "[record][ledger]") {
    auto const good = line(entry(1, true));
    auto newer = entry(2, true);
    newer.schema = "rigcheck.ledger/2";
    auto const torn = line(entry(3, true)).substr(0, 40);
    auto many = entry(4, true);
    many.drives.resize(1000, many.drives.at(0));
    auto const deep = std::string(20000, '[');
    for (auto const& bad :
         {std::string("garbage"), line(newer), torn, std::string("[]"), std::string("{}"),
          std::string(R"({"schema":"rigcheck.ledger/1","boot_id":7})"),
          std::string(R"({"schema":"rigcheck.ledger/1","boot_id":"short"})"), line(many),
          std::string("\0\xff\xfe", 3), deep, std::string(40000, 'x')}) {
        auto const text = good + bad + (bad.ends_with('\n') ? "" : "\n") + good + "\n\n";
        auto const ledger = parse_ledger(text);
        CHECK(ledger.entries.size() == 2);
        CHECK(ledger.damaged_lines == 1);
    }
}

TEST_CASE("a torn last line does not spoil the next one", "[record][ledger]") {
    auto const place = Tree::from_text("/state/");
    auto const file = place.root() + "/state/ledger.jsonl";
    std::ofstream(file) << line(entry(1, true)) << R"({"schema":"rigcheck.led)";
    CHECK(append_to_ledger(file, entry(2, true)));
    auto const ledger = parse_ledger(text_of(file));
    CHECK(ledger.damaged_lines == 1);
    REQUIRE(ledger.entries.size() == 2);
    CHECK(ledger.entries[1].boot_id == boot_id(2));
}

TEST_CASE("a ledger stays small and keeps the newest", "[record][ledger]") {
    auto const place = Tree::from_text("/state/");
    auto const file = place.root() + "/state/ledger.jsonl";
    std::string old;
    for (int boot = 1; old.size() < 262000; ++boot) old += line(entry(boot, true));
    std::ofstream(file) << old;
    CHECK(append_to_ledger(file, entry(9999, true)));
    auto const text = text_of(file);
    CHECK(text.size() < 150000);
    auto const ledger = parse_ledger(text);
    CHECK(ledger.damaged_lines == 0);
    CHECK(ledger.entries.back().boot_id == boot_id(9999));
    CHECK(ledger.entries.size() > 100);

    // Longer than we ever write it: its end counts.
    std::ofstream(file) << std::string(3'000'000, 'x') << '\n' << line(entry(5, true));
    CHECK(append_to_ledger(file, entry(10000, true)));
    auto const after = parse_ledger(text_of(file));
    CHECK(after.entries.back().boot_id == boot_id(10000));
    CHECK(std::filesystem::file_size(file) < 262144);
}

TEST_CASE("a ledger that is a link is not written through", "[record][ledger]") {
    auto const place = Tree::from_text("/state/\n/other = text\n");
    std::filesystem::create_symlink("../other", place.root() + "/state/ledger.jsonl");
    CHECK_THROWS_AS(append_to_ledger(place.root() + "/state/ledger.jsonl", entry(1, true)),
                    std::system_error);
    CHECK(text_of(place.root() + "/other") == "text\n");
    CHECK_THROWS_AS(append_to_ledger("/proc/nowhere/ledger.jsonl", entry(1, true)),
                    std::system_error);
}

TEST_CASE("a captured machine's ledger is the service's, else the person's", "[record][ledger]") {
    auto const text = line(entry(1, true));
    auto const json = text.substr(0, text.size() - 1);
    std::vector<Gap> gaps;
    auto const service = Tree::from_text("/var/lib/rigcheck/ledger.jsonl = " + json + "\n");
    CHECK(read_ledger(service.machine(), gaps).entries.size() == 1);
    auto const own = Tree::from_text("/rigcheck/record/ledger = " + json + "\n");
    CHECK(read_ledger(own.machine(), gaps).entries.size() == 1);
    CHECK(read_ledger(Tree::from_text("/proc/").machine(), gaps).entries.empty());
    CHECK(gaps.empty());
    auto const denied = Tree::from_text("/var/lib/rigcheck/ledger.jsonl denied\n");
    CHECK(read_ledger(denied.machine(), gaps).entries.empty());
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::needs_root);
}

TEST_CASE("what a start finds", "[record][ledger]") {
    auto const machine = Tree::from_text(R"(
smbios raw type=1 bytes=000000000000000000000000000000000000000005
/proc/sys/kernel/random/boot_id = 6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11
/proc/sys/kernel/osrelease = 6.16.1-amd64
/sys/class/dmi/id/bios_version = 4403
/sys/bus/pci/devices/0000:01:00.0/aer_dev_correctable = TOTAL_ERR_COR 5
/sys/bus/pci/devices/0000:01:00.0/aer_dev_fatal = TOTAL_ERR_FATAL 1
/sys/devices/system/edac/mc/mc0/dimm0/dimm_ce_count = 3
/proc/interrupts = CPU0 CPU1\nMCE: 1 1 Machine check exceptions
/rigcheck/record/reset-reason = x86/amd: Previous system reset reason [0x08000800]: an uncorrected error\nnot of it
)");
    std::vector<Gap> gaps;
    auto const found = ledger_entry(machine.machine(), gaps);
    CHECK(found.boot_id == "6c9a1e0e5d0f4a3b9d1c2f8f0b7a4c11");
    CHECK(found.kernel == "6.16.1-amd64");
    CHECK(found.bios_version == "4403");
    CHECK(found.pcie_correctable == 5);
    CHECK(found.pcie_fatal == 1);
    CHECK(found.pcie_nonfatal == std::nullopt);
    CHECK(found.memory_corrected == 3);
    CHECK(found.memory_uncorrected == std::nullopt);
    CHECK(found.machine_checks == 2);
    CHECK(found.cpu_throttle == std::nullopt);
    REQUIRE(found.reset_reason);
    CHECK(*found.reset_reason ==
          std::vector<std::string>{
              "x86/amd: Previous system reset reason [0x08000800]: an uncorrected error"});
    CHECK(found.wake_up == "lan-remote");
}

TEST_CASE("the counters of drives are noted with model and place, without serial numbers",
          "[record][ledger]") {
    auto const tree = Tree::from_text(
        test::read_file(RIGCHECK_SOURCE_DIR "/tests/machines/storage-health.tree") +
        R"(/rigcheck/storage/health = [{"drive":"nvme0n1","health":{"power_cycles":812,"unsafe_shutdowns":31}},{"drive":"nvme1n1","missing":"timed-out"}])" +
        "\n");
    std::vector<Gap> gaps;
    auto const found = ledger_entry(tree.machine(), gaps);
    REQUIRE(found.drives.size() == 1);
    auto const& drive = found.drives[0];
    CHECK(drive.name == "nvme0n1");
    CHECK(drive.model);
    CHECK(drive.place);
    CHECK(drive.power_cycles == 812);
    CHECK(drive.unsafe_shutdowns == 31);
    CHECK(std::any_of(gaps.begin(), gaps.end(),
                      [](Gap const& gap) { return gap.what == "health of nvme1n1"; }));
}
