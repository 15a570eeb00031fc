#include "probe/platform/platform.hpp"

#include <catch2/catch.hpp>

#include "probe/platform/cpu.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::Tree;

Platform platform_of(std::string const& text) {
    auto const tree = Tree::from_text(text);
    std::vector<Gap> gaps;
    return read_platform(tree.machine(), gaps);
}

TEST_CASE("a desktop is read from its firmware names, processor and distribution", "[platform]") {
    auto const platform = platform_of(R"~(# a plain desktop
/sys/class/dmi/id/sys_vendor = Micro-Star International Co., Ltd.
/sys/class/dmi/id/board_vendor = Micro-Star International Co., Ltd.
/sys/class/dmi/id/board_name = MAG B650 TOMAHAWK WIFI (MS-7D75)
/sys/class/dmi/id/bios_version = 1.80
/sys/class/dmi/id/bios_date = 11/14/2023
/sys/class/dmi/id/chassis_type = 3
/proc/cpuinfo = processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 97\nmodel name\t: AMD Ryzen 7 7700X 8-Core Processor\nphysical id\t: 0\ncore id\t\t: 0\nflags\t\t: fpu vme\n\nprocessor\t: 1\nphysical id\t: 0\ncore id\t\t: 0
/proc/sys/kernel/osrelease = 6.1.0-30-amd64
/lib/modules/6.1.0-30-amd64/modules.dep = kernel/x.ko:
/etc/os-release = PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"
/proc/uptime = 812.33 6011.20
)~");
    CHECK(platform.board == "MAG B650 TOMAHAWK WIFI (MS-7D75)");
    CHECK(platform.chassis == "desktop");
    CHECK(platform.cpu.model == "AMD Ryzen 7 7700X 8-Core Processor");
    CHECK(platform.cpu.family == 25);
    CHECK(platform.cpu.model_number == 97);
    CHECK(platform.cpu.threads == 2);
    CHECK(platform.cpu.cores == 1);
    CHECK(platform.cpu.sockets == 1);
    CHECK(platform.kernel.modules_present == true);
    CHECK(platform.os.id == "debian");
    CHECK(platform.os.version_id == "12");
    CHECK(platform.os.pretty_name == "Debian GNU/Linux 12 (bookworm)");
    CHECK(platform.uptime_s == 812.33);
    CHECK_FALSE(platform.virtualization);
    CHECK_FALSE(platform.secure_boot);
}

TEST_CASE("a virtual machine is known by its names or by the processor flag", "[platform]") {
    CHECK(platform_of("/sys/class/dmi/id/sys_vendor = QEMU").virtualization == "qemu");
    CHECK(platform_of("/sys/class/dmi/id/product_name = VMware Virtual Platform").virtualization ==
          "vmware");
    CHECK(platform_of("/sys/class/dmi/id/sys_vendor = Microsoft Corporation\n"
                      "/sys/class/dmi/id/product_name = Virtual Machine")
              .virtualization == "microsoft");
    CHECK(platform_of("/proc/cpuinfo = processor : 0\\nflags : fpu hypervisor lm").virtualization ==
          "vm-other");
    CHECK_FALSE(platform_of("/sys/class/dmi/id/sys_vendor = Microsoft Corporation\n"
                            "/sys/class/dmi/id/product_name = Surface Studio")
                    .virtualization);
}

TEST_CASE("a bare-metal instance of a cloud is no virtual machine", "[platform]") {
    CHECK_FALSE(platform_of("/sys/class/dmi/id/sys_vendor = Amazon EC2\n"
                            "/sys/class/dmi/id/product_name = c5.metal")
                    .virtualization);
}

TEST_CASE("Secure Boot is the last byte of its variable", "[platform]") {
    std::string const variable =
        "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    auto const tree = Tree::from_text(variable + " = x");
    std::vector<Gap> gaps;
    CHECK_FALSE(read_platform(tree.machine(), gaps).secure_boot);  // two bytes are no answer
    // A tree file ends in a newline, so five bytes are four and that newline: value 10, not 1.
    auto const off = Tree::from_text(variable + " = \\x06\\x00\\x00\\x00");
    CHECK(read_platform(off.machine(), gaps).secure_boot == false);
}

TEST_CASE("a name that the maker forgot to fill in is no name", "[platform]") {
    auto const platform = platform_of(
        "/sys/class/dmi/id/sys_vendor = To Be Filled By O.E.M.\n"
        "/sys/class/dmi/id/board_name = B450M Pro4");
    CHECK_FALSE(platform.vendor);
    CHECK(platform.board == "B450M Pro4");
}

TEST_CASE("garbage names are refused with a gap, not shown", "[platform]") {
    auto const tree = Tree::from_text("/sys/class/dmi/id/board_name = A\\x1b[2J\n/proc/cmdline/");
    std::vector<Gap> gaps;
    auto const platform = read_platform(tree.machine(), gaps);
    CHECK_FALSE(platform.board);
    REQUIRE(gaps.size() == 2);
    CHECK(gaps[0].reason == Missing::malformed);
}

TEST_CASE("identifiers on the kernel command line are not facts", "[platform]") {
    auto const platform = platform_of(
        "/proc/cmdline = root=UUID=7c9e6679-7425-40de-944b-e07fc1f90ae7 ip=::::annas-pc:eth0 "
        "quiet\n"
        "/proc/sys/kernel/hostname = annas-pc.home");
    CHECK(platform.kernel.cmdline ==
          "root=UUID=00000000-0000-0000-0000-000000000000 ip=::::redacted:eth0 quiet");
}

}  // namespace
}  // namespace rigcheck
