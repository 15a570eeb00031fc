#include <catch2/catch.hpp>

#include "tests/probe/smbios/tables.hpp"

namespace rigcheck::test {
namespace {

MemoryModule module_of(std::string const& rest) {
    auto const facts = facts_of_lines({"smbios array slots=4", "smbios dimm A1 B1 " + rest});
    REQUIRE(facts.modules.size() == 1);
    return facts.modules[0];
}

TEST_CASE("a module has every fact that the firmware states", "[smbios]") {
    auto const module = module_of(
        "16384 type=DDR4 form=9 speed=3200 configured=2133 maker=Kingston part=KF432C16 rank=2 "
        "width=64 total=72 mv=1350");
    CHECK(to_json(module) == Json{{"handle", 1},
                                  {"array_handle", 0},
                                  {"locator", "A1"},
                                  {"bank_locator", "B1"},
                                  {"size_mib", 16384},
                                  {"type", "DDR4"},
                                  {"form_factor", "DIMM"},
                                  {"speed_mts", 3200},
                                  {"configured_mts", 2133},
                                  {"manufacturer", "Kingston"},
                                  {"part_number", "KF432C16"},
                                  {"rank", 2},
                                  {"data_width", 64},
                                  {"total_width", 72},
                                  {"configured_mv", 1350}});
}

TEST_CASE("an empty slot is a module of no size", "[smbios]") {
    auto const module = module_of("empty");
    CHECK(module.size_mib == 0);
    CHECK_FALSE(module.data_width);
    CHECK_FALSE(module.speed_mts);
}

TEST_CASE("an unknown size is not an empty slot", "[smbios]") {
    CHECK_FALSE(module_of("unknown").size_mib);
}

TEST_CASE("a stick of 1 TB has its size in the extended field", "[smbios]") {
    CHECK(module_of("1048576").size_mib == 1048576);
}

TEST_CASE("a size that points to an extended field that is not there is unknown", "[smbios]") {
    CHECK_FALSE(module_of("1048576 length=28").size_mib);
}

TEST_CASE("a flash chip counted in kB is not taken for an empty slot", "[smbios]") {
    CHECK(module_of("512kB").size_mib == 1);
    CHECK(module_of("16384kB").size_mib == 16);
}

TEST_CASE("a structure of 27 bytes has no rank and no configured speed", "[smbios]") {
    auto const module = module_of("4096 type=DDR3 speed=1333 configured=27502 rank=3 length=27");
    CHECK(module.speed_mts == 1333);
    CHECK_FALSE(module.configured_mts);
    CHECK_FALSE(module.rank);
}

TEST_CASE("a structure of 21 bytes has a size and no speed", "[smbios]") {
    auto const module = module_of("512 speed=400 length=21");
    CHECK(module.size_mib == 512);
    CHECK_FALSE(module.speed_mts);
    CHECK_FALSE(module.part_number);
}

TEST_CASE("speeds past 65534 are in the extended fields", "[smbios]") {
    auto const module = module_of("16384 speed=70000 configured=80000");
    CHECK(module.speed_mts == 70000);
    CHECK(module.configured_mts == 80000);
    CHECK_FALSE(module_of("16384 speed=70000 length=40").speed_mts);
}

TEST_CASE("memory types and forms bear the names that dmidecode prints", "[smbios]") {
    CHECK(module_of("8192 type=LPDDR5 form=11").type == "LPDDR5");
    CHECK(module_of("8192 type=LPDDR5 form=11").form_factor == "Row Of Chips");
    CHECK_FALSE(module_of("8192 type=Unknown").type);
    CHECK_FALSE(module_of("8192 type=0xEE").type);
}

TEST_CASE("a flash array and a system array are told apart", "[smbios]") {
    auto const facts =
        facts_of_lines({"smbios array slots=1 use=5", "smbios dimm SYSTEM ROM 16 type=Flash",
                        "smbios array slots=4 ecc=6", "smbios dimm A1 B1 8192"});
    REQUIRE(facts.arrays.size() == 2);
    CHECK(facts.arrays[0].use == "Flash Memory");
    CHECK(facts.arrays[1].use == "System Memory");
    CHECK(facts.arrays[1].error_correction == "Multi-bit ECC");
    CHECK(facts.arrays[1].slots == 4);
    CHECK(facts.modules[0].array_handle == facts.arrays[0].handle);
    CHECK(facts.modules[1].array_handle == facts.arrays[1].handle);
}

TEST_CASE("two slots with the same names are two modules", "[smbios]") {
    auto const* dimm = R"(smbios dimm "Controller0-ChannelA" "BANK 0" 8192 part=X serial=00000000)";
    CHECK(facts_of_lines({dimm, dimm}).modules.size() == 2);
}

TEST_CASE("one module listed twice with its serial number is one", "[smbios]") {
    auto const dimm = [](std::string const& serial) {
        return R"(smbios dimm "DIMM 0" "BANK 0" 8192 part=X serial=)" + serial;
    };
    CHECK(facts_of_lines({dimm("1A2B3C4D"), dimm("1A2B3C4D")}).modules.size() == 1);
    CHECK(facts_of_lines({dimm("1A2B3C4D"), dimm("1A2B3C4E")}).modules.size() == 2);
    CHECK(facts_of_lines({dimm("12345678"), dimm("12345678")}).modules.size() == 2);
    CHECK(facts_of_lines({dimm("SerNum0"), dimm("SerNum0")}).modules.size() == 2);
    CHECK(facts_of_lines({dimm("1A2"), dimm("1A2")}).modules.size() == 2);
}

TEST_CASE("an interleave witness names its module, position, depth and size", "[smbios]") {
    auto const facts = facts_of_lines({"smbios dimm A1 B1 8192 interleave=1/2",
                                       "smbios dimm A2 B2 8192 interleave=2/2",
                                       "smbios dimm A3 B3 8192 interleave=255/255"});
    REQUIRE(facts.mapped.size() == 3);
    CHECK(facts.mapped[1].module_handle == facts.modules[1].handle);
    CHECK(facts.mapped[1].interleave_position == 2);
    CHECK(facts.mapped[1].interleaved_depth == 2);
    CHECK(facts.mapped[1].size_mib == 8192);
    CHECK_FALSE(facts.mapped[2].interleave_position);
    CHECK_FALSE(facts.mapped[2].interleaved_depth);
}

TEST_CASE("a mapped range past 4 TB or of nonsense cannot overflow", "[smbios]") {
    std::string const head = "smbios raw type=20 bytes=FFFFFFFFFFFFFFFF0100020001FFFF";
    auto const facts = facts_of_lines({head + "0000000000000000" + "FFFFFFFFFFFFFFFF",
                                       head + "FFFFFFFFFFFFFFFF" + "0000000000000000", head});
    REQUIRE(facts.mapped.size() == 3);
    CHECK(facts.mapped[0].size_mib == std::int64_t{1} << 44U);
    CHECK_FALSE(facts.mapped[1].size_mib);
    CHECK_FALSE(facts.mapped[2].size_mib);
}

TEST_CASE("an empty CPU socket is told from a filled one", "[smbios]") {
    auto const facts = facts_of_lines({R"(smbios cpu "AMD Ryzen 7 5800X" socket=AM4 upgrade=49)",
                                       R"(smbios cpu "" socket=CPU2 upgrade=64 status=0)"});
    REQUIRE(facts.sockets.size() == 2);
    CHECK(facts.sockets[0].upgrade == "Socket AM4");
    CHECK(facts.sockets[0].version == "AMD Ryzen 7 5800X");
    CHECK(facts.sockets[0].populated == true);
    CHECK(facts.sockets[1].upgrade == "Socket LGA1700");
    CHECK(facts.sockets[1].populated == false);
}

TEST_CASE("a slot has its lanes, use and address", "[smbios]") {
    auto const slots =
        facts_of_lines({"smbios slot PCIEX16_1 type=0xB6 width=13 usage=4 address=0000:01:00.1",
                        "smbios slot M2_1 type=0x17 width=10 usage=3 address=0000:00:00.0",
                        "smbios slot OLD type=0xAA width=2 usage=2",
                        "smbios slot PCI1 type=6 width=5 usage=2 address=0000:ff:1f.7"})
            .slots;
    REQUIRE(slots.size() == 4);
    CHECK(to_json(slots[0]) == Json{{"designation", "PCIEX16_1"},
                                    {"type", "PCI Express 3 x16"},
                                    {"width", 16},
                                    {"in_use", true},
                                    {"address", "0000:01:00.1"}});
    CHECK(to_json(slots[1]) == Json{{"designation", "M2_1"},
                                    {"type", "M.2 Socket 3"},
                                    {"width", 4},
                                    {"in_use", false},
                                    {"address", nullptr}});
    CHECK(slots[2].width == 16);
    CHECK_FALSE(slots[2].in_use);
    CHECK_FALSE(slots[3].width);
    CHECK_FALSE(slots[3].address);
}

}  // namespace
}  // namespace rigcheck::test
