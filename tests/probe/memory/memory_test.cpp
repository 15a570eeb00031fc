#include "probe/memory/memory.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/facts/json.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::test {
namespace {

struct Read {
    Memory memory;
    std::vector<Gap> gaps;

    bool has_gap(std::string const& what, Missing reason) const {
        return std::any_of(gaps.begin(), gaps.end(), [&](Gap const& gap) {
            return gap.area == "memory" && gap.what.find(what) != std::string::npos &&
                   gap.reason == reason;
        });
    }
};

Read read(Tree const& tree) {
    auto const machine = tree.machine();
    Read out;
    auto const smbios = read_smbios(machine, out.gaps);
    out.memory = read_memory(machine, smbios, out.gaps);
    return out;
}

Read read_text(std::string const& text) {
    return read(Tree::from_text(text));
}

TEST_CASE("with a readable table the modules come from it", "[memory]") {
    auto const out = read_text(
        "smbios cpu Ryzen socket=AM4\n"
        "smbios array slots=2\n"
        "smbios dimm A1 B1 8192 interleave=1/2\n"
        "smbios dimm A2 B2 empty\n"
        "/run/udev/data/+dmi:id = E:MEMORY_DEVICE_0_SIZE=1073741824\n");
    CHECK(out.memory.source == MemorySource::smbios);
    CHECK(out.memory.modules.size() == 2);
    CHECK(out.memory.arrays.size() == 1);
    CHECK(out.memory.mapped.size() == 1);
    CHECK(out.memory.sockets.size() == 1);
    CHECK(out.gaps.empty());
}

TEST_CASE("without the right to read the table udev's copy is used", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    CHECK(out.memory.source == MemorySource::udev);
    REQUIRE(out.memory.modules.size() == 4);
    CHECK(out.memory.modules[0].size_mib == 0);
    CHECK(to_json(out.memory.modules[1]) == Json{{"handle", nullptr},
                                                 {"array_handle", nullptr},
                                                 {"locator", "DIMM 1"},
                                                 {"bank_locator", "P0 CHANNEL A"},
                                                 {"size_mib", 16384},
                                                 {"type", "DDR4"},
                                                 {"form_factor", "DIMM"},
                                                 {"speed_mts", 3200},
                                                 {"configured_mts", 2133},
                                                 {"manufacturer", nullptr},
                                                 {"part_number", "F4-3200C16-16GVK"},
                                                 {"rank", 2},
                                                 {"data_width", 64},
                                                 {"total_width", 64},
                                                 {"configured_mv", 1350}});
    REQUIRE(out.memory.arrays.size() == 1);
    CHECK(out.memory.arrays[0].slots == 4);
    CHECK(out.memory.arrays[0].error_correction == "None");
}

TEST_CASE("what root would add stays a gap when udev answers", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    REQUIRE(out.gaps.size() == 1);
    CHECK(out.has_gap("/sys/firmware/dmi/tables/DMI", Missing::needs_root));
    CHECK(out.gaps[0].remedy == "sudo rigcheck check");
}

TEST_CASE("udev's modules keep the order of their numbers", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    REQUIRE(out.memory.modules.size() == 4);
    CHECK(out.memory.modules[3].bank_locator == "P0 CHANNEL B");
    CHECK(out.memory.modules[3].locator == "DIMM 1");
}

TEST_CASE("a module of unknown size in udev is not an empty slot", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    CHECK_FALSE(out.memory.modules.at(2).size_mib);
}

TEST_CASE("a voltage that udev rounded to one digit is not a fact", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    CHECK_FALSE(out.memory.modules.at(2).configured_mv);
}

TEST_CASE("a machine without SMBIOS says so and is not told to become root", "[memory]") {
    auto const out = read_text("/proc/meminfo = MemTotal: 2048 kB\n");
    CHECK(out.memory.source == MemorySource::none);
    REQUIRE(out.gaps.size() == 1);
    CHECK(out.has_gap("no SMBIOS table", Missing::absent));
    CHECK(out.gaps[0].remedy.empty());
}

TEST_CASE("a denied table without udev leaves one gap that names the cure", "[memory]") {
    auto const out = read_text("/sys/firmware/dmi/tables/DMI denied\n");
    CHECK(out.memory.source == MemorySource::none);
    REQUIRE(out.gaps.size() == 1);
    CHECK(out.has_gap("/sys/firmware/dmi/tables/DMI", Missing::needs_root));
}

TEST_CASE("an empty table is damaged, not absent", "[memory]") {
    auto const tree = Tree::from_text("/sys/firmware/dmi/tables/DMI = \n");
    auto const out = read(tree);
    CHECK(out.memory.source == MemorySource::none);
    CHECK(out.has_gap("/sys/firmware/dmi/tables/DMI", Missing::malformed));
    CHECK_FALSE(out.has_gap("no SMBIOS table", Missing::absent));
}

TEST_CASE("garbage in every file gives no facts and a gap for each", "[memory]") {
    auto const out = read(Tree("memory-garbage.tree"));
    CHECK(out.memory.source == MemorySource::none);
    CHECK(out.memory.modules.empty());
    CHECK_FALSE(out.memory.kernel_mib);
    REQUIRE(out.memory.edac.size() == 1);
    CHECK_FALSE(out.memory.edac[0].size_mib);
    CHECK_FALSE(out.memory.edac[0].label);
    CHECK_FALSE(out.memory.edac[0].corrected_errors);
    for (auto const* what :
         {"tables/DMI", "dimm0/size", "dimm_ce_count", "block_size_bytes", "/proc/meminfo"}) {
        INFO(what);
        CHECK(out.has_gap(what, Missing::malformed));
    }
}

TEST_CASE("online memory blocks say what the kernel was given", "[memory]") {
    auto const out = read(Tree("memory-udev.tree"));
    CHECK(out.memory.kernel_mib == 256);
    CHECK(out.memory.kernel_source == "memory-blocks");
}

TEST_CASE("without memory blocks MemTotal says what the kernel was given", "[memory]") {
    auto const out = read_text("/proc/meminfo = MemTotal:       24682992 kB\\nMemFree: 1 kB\n");
    CHECK(out.memory.kernel_mib == 24104);
    CHECK(out.memory.kernel_source == "meminfo");
}

TEST_CASE("a block whose state cannot be read does not lower the count", "[memory]") {
    auto const out = read_text(
        "/sys/devices/system/memory/block_size_bytes = 8000000\n"
        "/sys/devices/system/memory/memory0/online = 1\n"
        "/sys/devices/system/memory/memory1/online denied\n"
        "/proc/meminfo = MemTotal: 204800 kB\n");
    CHECK(out.memory.kernel_mib == 200);
    CHECK(out.memory.kernel_source == "meminfo");
    CHECK(out.has_gap("memory1/online", Missing::needs_root));
}

TEST_CASE("EDAC controllers give their DIMMs or their ranks", "[memory]") {
    std::string const mc = "/sys/devices/system/edac/mc/";
    auto const out = read_text(
        mc + "mc0/dimm0/size = 16384\n" + mc + "mc0/dimm0/dimm_location = channel 0 slot 1 \n" +
        mc + "mc0/dimm0/dimm_label = CPU_SrcID#0_MC#0_Chan#0_DIMM#1\n" + mc +
        "mc0/dimm0/dimm_mem_type = Registered-DDR4\n" + mc + "mc0/dimm0/dimm_edac_mode = SECDED\n" +
        mc + "mc0/dimm0/dimm_ce_count = 7\n" + mc + "mc0/dimm0/dimm_ue_count = 0\n" + mc +
        "mc1/rank3/size = 8192\n");
    REQUIRE(out.memory.edac.size() == 2);
    CHECK(to_json(out.memory.edac[0]) == Json{{"controller", "mc0"},
                                              {"name", "dimm0"},
                                              {"size_mib", 16384},
                                              {"location", "channel 0 slot 1"},
                                              {"label", "CPU_SrcID#0_MC#0_Chan#0_DIMM#1"},
                                              {"memory_type", "Registered-DDR4"},
                                              {"edac_mode", "SECDED"},
                                              {"corrected_errors", 7},
                                              {"uncorrected_errors", 0}});
    CHECK(out.memory.edac[1].controller == "mc1");
    CHECK(out.memory.edac[1].name == "rank3");
}

}  // namespace
}  // namespace rigcheck::test
