#include <catch2/catch.hpp>

#include "tests/probe/smbios/tables.hpp"

namespace rigcheck::test {
namespace {

using Catch::Matchers::Contains;

std::vector<std::string> two_dimms() {
    return {"smbios array slots=2", R"(smbios dimm "DIMM 0" "P0 CHANNEL A" 8192 type=DDR4)",
            R"(smbios dimm "DIMM 0" "P0 CHANNEL B" 8192 type=DDR4)"};
}

SmbiosTable parse(std::string const& entry_point, std::string const& table) {
    return parse_smbios(bytes_of(entry_point), bytes_of(table));
}

// An entry point of SMBIOS 2 that announces `count` structures.
std::string old_entry_point(unsigned char count) {
    std::string out("_SM_\0\x1F\x02\x08\0\0\0\0\0\0\0\0_DMI_\0\0\0\0\0\0\0\0\0\0\x28", 31);
    out[0x1C] = static_cast<char>(count);
    unsigned sum = 0;
    for (char const c : out) sum += static_cast<unsigned char>(c);
    out[4] = static_cast<char>(256U - sum % 256U);
    return out;
}

TEST_CASE("a sound table is read to its end marker without a problem", "[smbios]") {
    auto const files = build_smbios(two_dimms());
    auto const bytes = files.table + "garbage behind the end";
    auto const table = parse(files.entry_point, bytes);
    CHECK_FALSE(table.problem);
    CHECK(table.structures.size() == 4);
    CHECK(table.structures.back().type() == 127);
}

TEST_CASE("every cut through a table keeps the structures before it and says where", "[smbios]") {
    auto const whole = table_of(two_dimms());
    auto const sound = parse("", whole);
    for (std::size_t length = 1; length < whole.size(); ++length) {
        auto const table = parse("", whole.substr(0, length));
        INFO(length);
        CHECK(table.structures.size() < sound.structures.size());
        // A cut between two structures looks like the end of a table of SMBIOS 2.
        if (!table.problem) CHECK(whole.substr(length - 2, 2) == std::string(2, '\0'));
    }
}

TEST_CASE("a structure that states a length below its header ends the walk", "[smbios]") {
    auto table = table_of(two_dimms());
    auto const second = table.find("\x11\x28");
    table[second + 1] = 3;
    auto const parsed = parse("", table);
    CHECK(parsed.structures.size() == 1);
    REQUIRE(parsed.problem);
    CHECK_THAT(*parsed.problem, Contains("structure 1 at byte 25 states a length of 3"));
}

TEST_CASE("a structure of length 255 at the end of the table is cut off, not read past",
          "[smbios]") {
    std::string const table("\x11\xFF\x01\0\0\0", 6);
    auto const parsed = parse("", table);
    CHECK(parsed.structures.empty());
    CHECK(parsed.problem);
}

TEST_CASE("an empty table has no structures and no problem", "[smbios]") {
    auto const parsed = parse("", "");
    CHECK(parsed.structures.empty());
    CHECK_FALSE(parsed.problem);
}

TEST_CASE("a wrong checksum is noted and the table is read all the same", "[smbios]") {
    auto files = build_smbios(two_dimms());
    ++files.entry_point[5];
    auto const parsed = parse(files.entry_point, files.table);
    CHECK(parsed.structures.size() == 4);
    REQUIRE(parsed.problem);
    CHECK_THAT(*parsed.problem, Contains("checksum"));
}

TEST_CASE("an entry point that states more than 32 bytes is not trusted", "[smbios]") {
    auto files = build_smbios(two_dimms());
    files.entry_point[6] = '\xFF';
    auto const parsed = parse(files.entry_point, files.table);
    CHECK(parsed.problem);
    CHECK(parsed.structures.size() == 4);
}

TEST_CASE("every cut through an entry point leaves the table readable", "[smbios]") {
    auto const files = build_smbios(two_dimms());
    for (auto const& entry_point : {files.entry_point, old_entry_point(4)}) {
        for (std::size_t length = 0; length < entry_point.size(); ++length)
            CHECK(parse(entry_point.substr(0, length), files.table).structures.size() == 4);
    }
}

TEST_CASE("a table of SMBIOS 2 ends where its entry point says", "[smbios]") {
    auto const table = table_of(two_dimms());
    auto const parsed = parse(old_entry_point(2), table);
    CHECK_FALSE(parsed.problem);
    CHECK(parsed.structures.size() == 2);
}

TEST_CASE("a string number beyond the strings is an absent text", "[smbios]") {
    auto table = table_of(two_dimms());
    auto const module = table.find("\x11\x28");
    table[module + 0x10] = 9;
    auto const facts = facts_of(table);
    REQUIRE(facts.modules.size() == 2);
    CHECK_FALSE(facts.modules[0].locator);
    CHECK(facts.modules[0].bank_locator == "P0 CHANNEL A");
}

TEST_CASE("a structure with more strings than an index can name is walked over", "[smbios]") {
    std::string table("\x0B\x04\x01\0", 4);
    for (int i = 0; i < 65535; ++i) table += std::string("x\0", 2);
    table += '\0';
    table += table_of(two_dimms());
    CHECK(facts_of(table).modules.size() == 2);
}

TEST_CASE("fields beyond the length of a structure are empty", "[smbios]") {
    auto const table = table_of(two_dimms());
    auto const parsed = parse("", table);
    auto const& module = parsed.structures[1];
    CHECK(module.length() == 40);
    CHECK(module.word(38));
    CHECK_FALSE(module.word(39));
    CHECK_FALSE(module.dword(38));
    CHECK_FALSE(module.qword(std::size_t(-4)));
}

TEST_CASE("placeholders and unprintable bytes do not pass for names", "[smbios]") {
    auto const part = [](std::string const& text) {
        return facts_of_lines({"smbios dimm A B 8192 part=\"" + text + "\""})
            .modules.at(0)
            .part_number;
    };
    for (auto const* text : {"To Be Filled By O.E.M.", "Not Specified", "UNKNOWN", "  ", "00000000",
                             "FFFFFFFF", "[Empty]", "Array1_PartNumber0", "PartNum3", "NO DIMM",
                             "\\xFF\\xFF\\xFF", "Default string"})
        CHECK(part(text) == std::nullopt);
    CHECK(part("  F4-3200C16-8GVK  ") == "F4-3200C16-8GVK");
    CHECK(part("\\x1A0=0; A-DIMM0") == ".0=0; A-DIMM0");
    CHECK(part("\\x1B[31mred\\n") == ".[31mredn");
    CHECK(part(std::string(300, 'a')) == std::string(64, 'a'));
}

}  // namespace
}  // namespace rigcheck::test
