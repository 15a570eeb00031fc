// BERT: error sections written after ACPI 6.5 (18.3.2.7) and UEFI 2.10 (appendix N).
#include "probe/history/bert.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstring>

#include "tests/support/journal_text.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::Tree;

constexpr std::uint32_t kRecoverable = 0, kFatal = 1, kCorrected = 2;

template <class T>
void put(std::string& bytes, std::size_t at, T value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::string guid(std::uint32_t a, std::uint16_t b, std::uint16_t c, char const* rest) {
    std::string bytes(8, '\0');
    put(bytes, 0, a);
    put(bytes, 4, b);
    put(bytes, 6, c);
    return bytes + std::string(rest, 8);
}

std::string const kMemory = guid(0xa5bc1114, 0x6f64, 0x4ede, "\xb8\x63\x3e\x83\xed\x7c\x83\xb1");
std::string const kPcie = guid(0xd995e954, 0xbbc1, 0x430f, "\xad\x91\xb4\x4d\xcb\x3c\x6f\x35");
std::string const kX64 = guid(0xdc3ea0b0, 0xa144, 0x4797, "\xb9\x5b\x53\xfa\x24\x2b\x6e\x1d");
std::string const kGeneric = guid(0x9876ccad, 0x47b4, 0x4bdb, "\xb6\x5e\x16\xf1\x93\xc4\xf3\xdb");

std::string section(std::string const& type, std::uint32_t severity, std::string const& data,
                    std::string const& unit = {}, std::uint16_t revision = 0x300) {
    std::string header(revision >= 0x300 ? 72 : 64, '\0');
    header.replace(0, 16, type);
    put(header, 16, severity);
    put(header, 20, revision);
    put<std::uint8_t>(header, 22, unit.empty() ? 0 : 2);
    put(header, 24, static_cast<std::uint32_t>(data.size()));
    header.replace(44, unit.size(), unit);
    return header + data;
}

std::string block(std::string const& sections, std::uint32_t severity = kFatal) {
    std::string header(20, '\0');
    put<std::uint32_t>(header, 0, 0x11);
    put(header, 12, static_cast<std::uint32_t>(sections.size()));
    put(header, 16, severity);
    return header + sections;
}

std::string memory_data() {
    std::string data(80, '\0');
    put<std::uint64_t>(data, 0, 0x38);  // node, card and module are valid
    put<std::uint16_t>(data, 32, 0);
    put<std::uint16_t>(data, 34, 1);
    put<std::uint16_t>(data, 36, 2);
    return data;
}

std::string pcie_data() {
    std::string data(208, '\0');
    put<std::uint64_t>(data, 0, 0x8);
    put<std::uint8_t>(data, 31, 1);  // function
    put<std::uint8_t>(data, 32, 2);  // device
    put<std::uint16_t>(data, 33, 0);
    put<std::uint8_t>(data, 35, 0x41);  // bus
    return data;
}

TEST_CASE("a memory error names the module, as the board calls it", "[history-bert]") {
    auto const bert = parse_bert(block(section(kMemory, kFatal, memory_data(), "DIMM_A1")));
    REQUIRE(bert);
    REQUIRE(bert->errors.size() == 1);
    CHECK(bert->errors[0].severity == "fatal");
    CHECK(bert->errors[0].section == "memory");
    CHECK(bert->errors[0].detail == "DIMM_A1");
    auto const plain = parse_bert(block(section(kMemory, kRecoverable, memory_data())));
    CHECK(plain->errors.at(0).severity == "recoverable");
    CHECK(plain->errors.at(0).detail == "node 0, card 1, module 2");
}

TEST_CASE("a PCIe error names the address, a processor error the processor", "[history-bert]") {
    std::string x64(64, '\0');
    put<std::uint64_t>(x64, 0, 1);
    put<std::uint64_t>(x64, 8, 12);
    std::string generic(192, '\0');
    put<std::uint64_t>(generic, 0, 0x100);
    put<std::uint64_t>(generic, 152, 7);
    auto const bert =
        parse_bert(block(section(kPcie, kFatal, pcie_data()) + section(kX64, kCorrected, x64) +
                         section(kGeneric, kFatal, generic, {}, 0x201) +
                         section(std::string(16, 'x'), 3, "unknown")));
    REQUIRE(bert);
    REQUIRE(bert->errors.size() == 4);
    CHECK(bert->errors[0].section == "pcie");
    CHECK(bert->errors[0].detail == "0000:41:02.1");
    CHECK(bert->errors[1].section == "processor");
    CHECK(bert->errors[1].severity == "corrected");
    CHECK(bert->errors[1].detail == "APIC id 12");
    CHECK(bert->errors[2].detail == "processor 7");
    CHECK(bert->errors[3].section == "other");
    CHECK(bert->errors[3].severity == "informational");
    CHECK(bert->errors[3].detail == std::nullopt);
}

TEST_CASE("a table without status holds no error", "[history-bert]") {
    auto const bert = parse_bert(std::string(4096, '\0'));
    REQUIRE(bert);
    CHECK(bert->errors.empty());
}

TEST_CASE("blocks stand one behind the other", "[history-bert]") {
    auto const bert =
        parse_bert(block(section(kMemory, kFatal, memory_data())) +
                   block(section(kPcie, kFatal, pcie_data())) + std::string(100, '\0'));
    REQUIRE(bert);
    CHECK(bert->errors.size() == 2);
}

TEST_CASE("lengths that lie are refused", "[history-bert]") {
    auto whole = block(section(kMemory, kFatal, memory_data(), "DIMM_A1"));
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        auto const bert = parse_bert(whole.substr(0, cut));
        CHECK((!bert || bert->errors.empty()));
    }
    put<std::uint32_t>(whole, 20 + 24, 0xffffffff);
    CHECK(parse_bert(whole)->errors.empty());
    put<std::uint32_t>(whole, 12, 0xffffffff);
    CHECK_FALSE(parse_bert(whole));
    CHECK_FALSE(parse_bert("x"));
    std::string many;
    for (int i = 0; i < 1000; ++i) many += section(kMemory, kFatal, "");
    CHECK(parse_bert(block(many))->errors.size() == 32);
}

// As Linux prints a record (drivers/acpi/apei/bert.c, drivers/firmware/efi/cper.c).
test::RunText start_with_records() {
    return test::RunText('2', 1763675285)
        .kernel(0.5, "Linux version 6.12.10-amd64 (gcc)")
        .kernel(1, "BERT: Error records from previous boot:")
        .kernel(1, "[Hardware Error]: event severity: fatal")
        .kernel(1, "[Hardware Error]:  Error 0, type: fatal")
        .kernel(1, "[Hardware Error]:  fru_text: DIMM_A1")
        .kernel(1, "[Hardware Error]:   section_type: memory error")
        .kernel(1, "[Hardware Error]:   node:0 card:0 module:1 ")
        .kernel(1, "[Hardware Error]:  Error 1, type: recoverable")
        .kernel(1, "[Hardware Error]:   section_type: PCIe error")
        .kernel(1, "[Hardware Error]:   device_id: 0000:41:02.1");
}

TEST_CASE("what the kernel printed of it stands in where the table may not be read",
          "[history-bert]") {
    auto const tree = Tree::from_text("/sys/firmware/acpi/tables/data/BERT denied\n");
    auto const runs = runs_of(start_with_records().entries(), kNewest);
    std::vector<Gap> gaps;
    auto const bert = read_bert(tree.machine(), runs, gaps);
    REQUIRE(bert);
    CHECK(gaps.empty());
    REQUIRE(bert->errors.size() == 2);
    CHECK(bert->errors[0].severity == "fatal");
    CHECK(bert->errors[0].section == "memory");
    CHECK(bert->errors[0].detail == "DIMM_A1");
    CHECK(bert->errors[1].severity == "recoverable");
    CHECK(bert->errors[1].section == "pcie");
    CHECK(bert->errors[1].detail == "0000:41:02.1");

    CHECK_FALSE(read_bert(tree.machine(), {}, gaps));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::needs_root);
}

// What is left of a region when the kernel has printed it.
Tree printed_region() {
    auto region = block(section(kMemory, kFatal, memory_data(), "DIMM_A1"));
    put<std::uint32_t>(region, 0, 0);
    std::string text = "/sys/firmware/acpi/tables/data/BERT == ";
    for (unsigned char const byte : region) text += fmt::format("\\x{:02x}", byte);
    return Tree::from_text(text + '\n');
}

TEST_CASE("a region that the kernel has printed counts when its log says so", "[history-bert]") {
    auto const tree = printed_region();
    std::vector<Gap> gaps;
    auto const runs = runs_of(start_with_records().entries(), kNewest);
    CHECK(read_bert(tree.machine(), runs, gaps)->errors.size() == 2);

    auto const start = test::RunText('2', 1763675285).kernel(0.5, "Linux version 6.12.10-amd64");
    CHECK(read_bert(tree.machine(), runs_of(start.entries(), kNewest), gaps)->errors.empty());
    CHECK(gaps.empty());

    CHECK_FALSE(read_bert(tree.machine(), {}, gaps));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::absent);
}

TEST_CASE("errors of a running machine are none of the run before", "[history-bert]") {
    auto const run = test::RunText('2', 1763675285)
                         .kernel(0.5, "Linux version 6.12.10-amd64 (gcc)")
                         .kernel(1, "[Hardware Error]:  Error 0, type: fatal");
    CHECK_FALSE(bert_in_log(runs_of(run.entries(), kNewest).front()));
}

TEST_CASE("without a table nothing is missing", "[history-bert]") {
    std::vector<Gap> gaps;
    CHECK_FALSE(
        read_bert(Tree::from_text("/sys/firmware/acpi/tables/DSDT = x\n").machine(), {}, gaps));
    CHECK(gaps.empty());
}

}  // namespace
}  // namespace rigcheck
