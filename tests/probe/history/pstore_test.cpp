// pstore: the pieces of one panic put together, whoever stored them.
#include "probe/history/pstore.hpp"

#include <catch2/catch.hpp>

#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::Tree;

std::string const kPart1 =
    "Panic#1 Part1\n<4>[  100.000003]  panic+0x10a/0x2c7\n"
    "<0>[  100.000004] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---\n";
std::string const kPart2 =
    "Panic#1 Part2\n<6>[  100.000001] sysrq: Trigger a crash\n"
    "<0>[  100.000002] Kernel panic - not syncing: sysrq triggered crash\n";

TEST_CASE("the name of a record tells when it was written", "[history-pstore]") {
    CHECK(pstore_time("dmesg-efi_pstore-176367528501001") == 1763675285'000'000);
    CHECK(pstore_time("dmesg-efi-176367528502001") == 1763675285'000'000);
    CHECK(pstore_time("dmesg-erst-7574927669838479361") == 1763675285'000'000);
    CHECK(pstore_time("dmesg-ramoops-0") == 0);
    CHECK(pstore_time("dmesg.txt") == 0);
    CHECK(pstore_time("dmesg-efi-99999999999999999999999") == 0);
}

TEST_CASE("the parts of a panic are one record, the last lines at its end", "[history-pstore]") {
    auto const records =
        parse_pstore({{"dmesg-efi_pstore-176367528501001", kPart1, 1763675285'000'000},
                      {"dmesg-efi_pstore-176367528502001", kPart2, 1763675285'000'000}});
    REQUIRE(records.size() == 1);
    CHECK(records[0].kind == "Panic");
    CHECK(records[0].panic == "sysrq triggered crash");
    CHECK(records[0].at == "2025-11-20T21:48:05.000000Z");
    CHECK(records[0].file == "dmesg-efi_pstore-176367528501001");
    CHECK(records[0].lines ==
          std::vector<std::string>{
              "sysrq: Trigger a crash", "Kernel panic - not syncing: sysrq triggered crash",
              " panic+0x10a/0x2c7",
              "---[ end Kernel panic - not syncing: sysrq triggered crash ]---"});
}

TEST_CASE("events of different kinds and moments stay apart", "[history-pstore]") {
    auto const records = parse_pstore({{"dmesg-erst-1", "Oops#1 Part1\n<1>[ 1.0] BUG: x\n", 0},
                                       {"dmesg-erst-2", "Panic#2 Part1\n<1>[ 1.0] y\n", 0},
                                       {"dmesg-erst-3", "Oops#1 Part1\n<1>[ 1.0] z\n", 5'000'000}});
    CHECK(records.size() == 3);
}

TEST_CASE("a record that systemd put together is read from its directory", "[history-pstore]") {
    auto const tree = Tree::from_text(
        "/var/lib/systemd/pstore/1763675285/dmesg.txt <<END\n"
        "dmesg-efi_pstore-176367528502001:\n" +
        kPart2 + "dmesg-efi_pstore-176367528501001:\n" + kPart1 +
        "END\n"
        "/var/lib/systemd/pstore/1763675285/dmesg-efi_pstore-176367528501001 = x\n"
        "/var/lib/systemd/pstore/1763675285/dmesg-efi_pstore-176367528502001 = x\n"
        "/var/lib/systemd/pstore/7574927668/541/dmesg-erst-7574927669838479361 <<END\n" +
        kPart1 + "END\n");
    std::vector<Gap> gaps;
    auto const records = read_pstore(tree.machine(), gaps);
    CHECK(gaps.empty());
    REQUIRE(records.size() == 2);
    for (auto const& record : records) CHECK(record.at == "2025-11-20T21:48:05.000000Z");
    CHECK(records[0].file == "1763675285/dmesg.txt");
    CHECK(records[0].panic == "sysrq triggered crash");
    CHECK(records[0].lines.size() == 4);
    CHECK(records[1].panic == std::nullopt);  // the line that names it lies in a part that is gone
}

TEST_CASE("what cannot be unpacked or read is named", "[history-pstore]") {
    auto const tree = Tree::from_text(
        "/sys/fs/pstore/dmesg-efi_pstore-176367528501001.enc.z = x\n"
        "/var/lib/systemd/pstore/1/dmesg-erst-1 denied\n"
        "/var/lib/systemd/pstore/1/dmesg-erst-2 denied\n");
    std::vector<Gap> gaps;
    CHECK(read_pstore(tree.machine(), gaps).empty());
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0].what.ends_with(".enc.z"));
    CHECK(gaps[1].reason == Missing::needs_root);
}

TEST_CASE("a pstore that may not be listed is named", "[history-pstore]") {
    auto const tree = Tree::from_text("/sys/fs/pstore denied\n");
    std::vector<Gap> gaps;
    CHECK(read_pstore(tree.machine(), gaps).empty());
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::needs_root);
}

TEST_CASE("records without end and without header are bounded", "[history-pstore]") {
    std::string flood;
    for (int i = 0; i < 5000; ++i) flood += "<6>[    1.0] " + std::string(2000, 'x') + '\n';
    auto const records = parse_pstore({{"console-ramoops-0", flood, 0}, {"dmesg-x", "", 0}});
    REQUIRE(records.size() == 2);
    CHECK(records[0].lines.size() == 40);
    CHECK(records[0].lines[0].size() <= 512);
    std::vector<PstoreFile> many;
    for (int i = 0; i < 1000; ++i) many.push_back({"dmesg-erst-" + std::to_string(i) + "x", "", 0});
    CHECK(parse_pstore(many).size() <= 32);
}

TEST_CASE("without pstore nothing is missing", "[history-pstore]") {
    auto const tree = Tree::from_text("/sys/fs/pstore/\n");
    std::vector<Gap> gaps;
    CHECK(read_pstore(tree.machine(), gaps).empty());
    CHECK(gaps.empty());
}

}  // namespace
}  // namespace rigcheck
