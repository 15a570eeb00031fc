#include <catch2/catch.hpp>

#include "tests/probe/smbios/tables.hpp"

namespace rigcheck::test {
namespace {

// Every place that may name one computer among all of its kind.
std::vector<std::string> planted_lines() {
    return {
        "smbios bios AMI 4403 04/27/2022",
        "smbios system ASUS Product serial=PLANT-1SYS uuid=DEADBEEFCAFEF00D1122334455667788 "
        "sku=PLANT-2SKU family=PLANT-3FAM",
        "smbios board ASUS STRIX serial=PLANT-4BRD asset=PLANT-5AST",
        "smbios chassis 3 serial=PLANT-6CHS asset=PLANT-7AST",
        "smbios cpu Ryzen socket=AM4 upgrade=49 serial=PLANT-8CPU asset=PLANT-9AST",
        "smbios array slots=2",
        "smbios dimm A1 B1 8192 type=DDR4 part=F4-3200 serial=PLANT-A0 asset=PLANT-BAST",
        "smbios dimm A1 B1 8192 type=DDR4 part=F4-3200 serial=PLANT-A0",
        "smbios dimm A2 B2 8192 type=DDR4 part=F4-3200 serial=PLANT-A1",
        "smbios slot PCIEX16_1 type=0xB6 width=13 usage=4 address=0000:01:00.0",
        "smbios raw type=11 bytes=01 PLANT-COEM",
        "smbios raw type=221 bytes=DEADBEEFCAFE PLANT-DMAC",
        "smbios raw type=19 bytes=0000000000000000000001 PLANT-ELOOSE",
    };
}

TEST_CASE("nothing that names one computer is left after redaction", "[smbios]") {
    auto const redacted = redact_smbios(table_of(planted_lines()));
    CHECK(redacted.find("PLANT") == std::string::npos);
    CHECK(redacted.find("\xDE\xAD\xBE\xEF") == std::string::npos);
    CHECK(redacted.find("\x11\x22\x33\x44\x55") == std::string::npos);
}

TEST_CASE("the planted identifiers are there before redaction", "[smbios]") {
    auto const table = table_of(planted_lines());
    CHECK(table.find("PLANT-ELOOSE") != std::string::npos);
    CHECK(table.find("\xDE\xAD\xBE\xEF") != std::string::npos);
}

TEST_CASE("redaction changes no fact and can be repeated", "[smbios]") {
    auto const table = table_of(planted_lines());
    auto const redacted = redact_smbios(table);
    CHECK(facts_of(table).modules.size() == 2);  // of three, one is listed twice
    CHECK(as_json(facts_of(redacted)) == as_json(facts_of(table)));
    CHECK(redact_smbios(redacted) == redacted);
}

TEST_CASE("a redacted table is sound", "[smbios]") {
    auto const redacted = redact_smbios(table_of(planted_lines()));
    auto const parsed = parse_smbios({}, bytes_of(redacted));
    CHECK_FALSE(parsed.problem);
    REQUIRE_FALSE(parsed.structures.empty());
    CHECK(parsed.structures.back().type() == 127);
}

TEST_CASE("a pseudonym is as long as the serial number it stands for", "[smbios]") {
    auto const* line = "smbios dimm A1 B1 8192 part=X serial=\"0A1B2C3D   \"";
    auto const table = table_of({line, line});
    auto const redacted = redact_smbios(table);
    CHECK(redacted.size() == table.size());
    CHECK(redacted.find("0A1B2C3D") == std::string::npos);
    CHECK(facts_of(redacted).modules.size() == 1);
}

TEST_CASE("a string that is both serial number and product keeps the product", "[smbios]") {
    auto table = table_of({"smbios dimm A1 B1 8192 part=SHARED1 serial=GONE1234"});
    table[0x18] = table[0x1A];
    auto const redacted = redact_smbios(table);
    CHECK(facts_of(redacted).modules.at(0).part_number == "SHARED1");
    CHECK(redacted.find("GONE1234") == std::string::npos);
}

TEST_CASE("a table that breaks off still breaks off after redaction", "[smbios]") {
    auto const table = table_of(planted_lines());
    auto const cut = table.substr(0, table.size() / 2);
    auto const redacted = redact_smbios(cut);
    CHECK(parse_smbios({}, bytes_of(redacted)).problem);
    CHECK(as_json(facts_of(redacted)) == as_json(facts_of(cut)));
}

TEST_CASE("bytes behind the fields of a structure do not survive", "[smbios]") {
    std::string bytes(2 * 0x60, 'A');
    bytes.replace(bytes.size() - 12, 12, "5EC2E75EC2E7");
    auto const redacted = redact_smbios(table_of({"smbios raw type=17 bytes=" + bytes}));
    CHECK(redacted.find("\x5E\xC2\xE7") == std::string::npos);
}

}  // namespace
}  // namespace rigcheck::test
