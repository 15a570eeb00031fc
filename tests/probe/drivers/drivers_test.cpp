#include "probe/drivers/drivers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/drivers/access.hpp"
#include "probe/drivers/kernel_log.hpp"
#include "probe/drivers/modprobe_config.hpp"
#include "probe/drivers/module_index.hpp"
#include "probe/drivers/module_tree.hpp"
#include "probe/drivers/nvidia.hpp"
#include "probe/drivers/secure_boot.hpp"
#include "probe/drivers/state.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/module_index.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

std::string index_of_two() {
    return test::build_module_index({{"pci:v000010DEd*", "nouveau"}, {"pci:v00008086d*", "i915"}});
}

TEST_CASE("an index as depmod writes it is accepted, cut short at any byte it is not",
          "[drivers]") {
    auto const whole = index_of_two();
    CHECK(is_module_index(whole));
    CHECK(is_module_index(test::build_module_index({})));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        CHECK_FALSE(is_module_index(std::string_view(whole).substr(0, size)));
    }
}

TEST_CASE("an index whose offsets run outside or in circles is refused", "[drivers]") {
    auto index = index_of_two();
    index.replace(8, 4, std::string("\x20\x00\xFF\xFF", 4));  // root behind the end
    CHECK_FALSE(is_module_index(index));
    // A node that is its own only child.
    std::string circle("\xB0\x07\xF4\x57\x00\x02\x00\x01\x20\x00\x00\x0C", 12);
    circle += std::string("aa\x20\x00\x00\x0C", 6);
    CHECK_FALSE(is_module_index(circle));
}

TEST_CASE("modprobe.d: the first file of a name counts, dashes are underscores", "[drivers]") {
    auto const tree = test::Tree::from_text(R"(
/etc/modprobe.d/a.conf = blacklist snd-hda-intel\n# blacklist r8169\ninstall amdgpu \\\n/bin/false
/lib/modprobe.d/a.conf = blacklist i915
/lib/modprobe.d/b.conf = install nouveau /usr/bin/true\ninstall usb-storage /sbin/modprobe x
/lib/modprobe.d/readme = blacklist xe
/proc/cmdline = ro modprobe.blacklist=pcspkr,btusb,, module_blacklist=mei-me quiet
)");
    auto const config = read_modprobe_config(tree.machine());
    CHECK(config.files ==
          std::vector<std::string>{"/etc/modprobe.d/a.conf", "/lib/modprobe.d/b.conf"});
    CHECK(config.blacklist ==
          std::map<std::string, std::string>{{"snd_hda_intel", "/etc/modprobe.d/a.conf"},
                                             {"pcspkr", "/proc/cmdline"},
                                             {"btusb", "/proc/cmdline"},
                                             {"mei_me", "/proc/cmdline"}});
    CHECK(config.redirect ==
          std::map<std::string, std::string>{{"amdgpu", "/etc/modprobe.d/a.conf"},
                                             {"nouveau", "/lib/modprobe.d/b.conf"}});
}

TEST_CASE("a module tree whose index is a link out of the capture is not followed", "[drivers]") {
    auto const tree = test::Tree::from_text(R"(
/proc/sys/kernel/osrelease = 6.1.0
/lib/modules/6.1.0/modules.dep.bin -> /etc/passwd
/lib/modules/6.1.0/modules.alias.bin -> modules.dep.bin
)");
    std::vector<Gap> gaps;
    auto const machine = tree.machine();
    CHECK_FALSE(ModuleTree::open(machine, "6.1.0", {}, gaps));
    CHECK_FALSE(ModuleTree::open(machine, "../../etc", {}, gaps));
    CHECK_FALSE(ModuleTree::open(machine, "", {}, gaps));
}

TEST_CASE("candidates: usable, built in, or promised without a file", "[drivers]") {
    auto const tree = test::Tree::from_text(R"(
/lib/modules/6.1.0/modules.dep = kernel/a/igc.ko: kernel/b/ptp.ko
/lib/modules/6.1.0/modules.alias = alias pci:v00008086d* igc\nalias pci:v00008086d000015F3* nvme\nalias usb:v1234* gone
/lib/modules/6.1.0/modules.builtin = kernel/drivers/nvme.ko
/sys/module/igc/initstate = live
)");
    std::vector<Gap> gaps;
    auto const machine = tree.machine();
    auto const modules = ModuleTree::open(machine, "6.1.0", {}, gaps);
    REQUIRE(modules);
    CHECK(gaps.empty());
    auto found = modules->candidates("pci:v00008086d000015F3sv0");
    REQUIRE(found.size() == 2);
    std::sort(found.begin(), found.end(),
              [](auto const& a, auto const& b) { return a.module < b.module; });
    CHECK(found[0].module == "igc");
    CHECK(found[0].loaded);
    CHECK_FALSE(found[0].built_in);
    CHECK(found[1].module == "nvme");
    CHECK(found[1].built_in);
    auto const gone = modules->candidates("usb:v1234p0001");
    REQUIRE(gone.size() == 1);
    CHECK_FALSE(gone[0].usable);
    CHECK(modules->candidates("pci:v00009999d0000").empty());
}

TEST_CASE("driver states follow from the candidates", "[drivers]") {
    DriverDevice device;
    auto const state = [&](bool tree = true) { return driver_state(device, tree); };
    CHECK(state(false) == DriverState::no_module_tree);
    CHECK(state() == DriverState::none);
    DriverCandidate candidate;
    candidate.module = "x";
    device.candidates = {candidate};
    CHECK(state() == DriverState::dangling);
    device.candidates[0].usable = true;
    CHECK(state() == DriverState::available_not_loaded);
    device.candidates[0].loaded = true;
    CHECK(state() == DriverState::loaded_not_bound);
    device.candidates[0].blacklisted = true;
    CHECK(state() == DriverState::blacklisted);
    device.candidates[0].blacklisted = false;
    device.candidates[0].redirected = true;
    CHECK(state() == DriverState::redirected);
    device.driver = "vfio-pci";
    CHECK(state() == DriverState::stub);
    device.driver = "igc";
    CHECK(state(false) == DriverState::ok);
}

TEST_CASE("NVIDIA's version line, in both flavours and broken", "[drivers]") {
    auto const closed = parse_nvidia_version(
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Sep 16\nGCC version:");
    CHECK(closed.version == "580.95.05");
    CHECK(closed.flavour == NvidiaFlavour::proprietary);
    auto const open = parse_nvidia_version(
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release Build");
    CHECK(open.version == "570.86.10");
    CHECK(open.flavour == NvidiaFlavour::open);
    CHECK_FALSE(parse_nvidia_version("").version);
    CHECK_FALSE(parse_nvidia_version("NVRM version: Kernel Module   ").version);
    CHECK(library_version("libcuda.so.580.95.05") == "580.95.05");
    CHECK_FALSE(library_version("libcuda.so.1"));
    CHECK_FALSE(library_version("libcuda.so"));
}

TEST_CASE("the kernel log in all its spellings", "[drivers]") {
    auto const lines = parse_kernel_log(
        "[    1.234567] nouveau 0000:01:00.0: unknown chipset\n"
        "<6>[    2.0] i915 0000:00:02.0: force_probe\n"
        "6,339,5140900,-;NVRM: Xid; a line with; semicolons\n"
        "[    3.0] EXT4-fs (sda1): mounted\n");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].text == "nouveau 0000:01:00.0: unknown chipset");
    CHECK(lines[1].text == "i915 0000:00:02.0: force_probe");
    CHECK(lines[2].text == "NVRM: Xid; a line with; semicolons");
    CHECK(parse_kernel_log(std::string(100000, '\n')).empty());
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "firmware " + std::to_string(i) + "\n";
    CHECK(parse_kernel_log(many).size() == 400);
    CHECK(parse_kernel_log(many).back().text == "firmware 999");
}

TEST_CASE("lockdown is the word in brackets", "[drivers]") {
    CHECK(parse_lockdown("none [integrity] confidentiality") == "integrity");
    CHECK_FALSE(parse_lockdown("none"));
    CHECK_FALSE(parse_lockdown("]["));
}

TEST_CASE("access answers: yes, no, and root, who proves nothing", "[drivers]") {
    auto const devices = parse_access(
        "/dev/dri/renderD128 no render\n/dev/kfd yes render\n/dev/nvidia0 root "
        "-\nrubbish\n/etc/passwd yes x\n");
    REQUIRE(devices.size() == 3);
    CHECK(devices[0].usable == false);
    CHECK(devices[0].group == "render");
    CHECK(devices[1].usable == true);
    CHECK_FALSE(devices[2].usable);
    CHECK_FALSE(devices[2].group);
}

TEST_CASE("module information is bounded and tolerant", "[drivers]") {
    auto const info = parse_module_info(
        "version=1.2\nlicense=GPL\nfirmware=a.bin\nfirmware=b.bin\n"
        "sig_id=PKCS#7\nsigner=me\nnonsense\n=x\n");
    CHECK(info.version == "1.2");
    CHECK(info.signature);
    CHECK(info.signer == "me");
    CHECK(info.firmware == std::vector<std::string>{"a.bin", "b.bin"});
    CHECK_FALSE(parse_module_info("").signature);
}

TEST_CASE("a captured tree with a broken index has a gap and no candidates", "[drivers]") {
    test::Tree const tree("drivers-hostile-index.tree");
    auto const snapshot = read_snapshot(tree.machine());
    REQUIRE(snapshot.drivers.devices.size() == 1);
    CHECK(snapshot.drivers.devices[0].state == DriverState::no_module_tree);
    CHECK(std::any_of(snapshot.gaps.begin(), snapshot.gaps.end(), [](Gap const& gap) {
        return gap.area == "drivers" && gap.reason == Missing::malformed;
    }));
}

}  // namespace
}  // namespace rigcheck
