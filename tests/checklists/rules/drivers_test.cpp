#include <catch2/catch.hpp>

#include "checklists/knowledge/driver_log.hpp"
#include "checklists/knowledge/driver_support.hpp"
#include "checklists/knowledge/nvidia_architectures.hpp"
#include "tests/support/verdict_table.hpp"

namespace rigcheck {
namespace {

std::vector<test::ExpectedVerdicts> const kMachines{
    {"drivers-1080ti-branch-610",
     {"drivers.nvidia-branch 0000:01:00.0 critical too-new",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-1080ti-frozen", {}, {"drivers.nvidia-branch frozen"}},
    {"drivers-1080ti-open",
     {"drivers.nvidia-branch 0000:01:00.0 critical needs-proprietary",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-5090-branch-550",
     {"drivers.nvidia-branch 0000:01:00.0 critical too-old",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-5090-proprietary",
     {"drivers.nvidia-branch 0000:01:00.0 critical needs-open",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-access-as-root", {}, {"drivers.gpu-access asked-as-root"}},
    {"drivers-access-group", {"drivers.gpu-access drivers warning group"}, {}},
    {"drivers-access-kfd", {"drivers.gpu-access drivers notice group"}, {}},
    {"drivers-access-nvidia-ok", {"drivers.gpu-access drivers notice group"}, {}},
    {"drivers-access-root-only", {"drivers.gpu-access drivers warning root-only"}, {}},
    {"drivers-ada-on-6-1",
     {"drivers.missing 0000:01:00.0 warning matches-nvidia",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-amd-on-6-1",
     {"drivers.missing 0000:01:00.0 warning matches",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-blacklisted-cmdline", {"drivers.blacklisted 1-9 notice command-line"}, {}},
    {"drivers-blacklisted", {"drivers.blacklisted 0000:05:00.0 warning blacklisted"}, {}},
    {"drivers-bmc", {}, {"drivers.software-rendering no-card"}},
    {"drivers-config-alias",
     {"drivers.dangling 0000:01:00.0 warning half-installed",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-container", {}, {"drivers.reboot-pending no-tree"}},
    {"drivers-dg2-on-6-1", {"drivers.probe-failed 0000:03:00.0 critical newer-kernel"}, {}},
    {"drivers-dkms-added", {"drivers.dkms r8125 notice running"}, {}},
    {"drivers-dkms-built-not-installed", {"drivers.dkms r8125 notice running"}, {}},
    {"drivers-dkms-failed", {"drivers.dkms r8125 notice running-failed"}, {}},
    {"drivers-dkms-installed", {"drivers.reboot-pending drivers notice newer-installed"}, {}},
    {"drivers-dkms-next-failed",
     {"drivers.dkms r8125 notice next-failed",
      "drivers.reboot-pending drivers notice newer-installed"},
     {}},
    {"drivers-dkms-next-no-headers",
     {"drivers.dkms r8125 notice next-no-headers",
      "drivers.reboot-pending drivers notice newer-installed"},
     {}},
    {"drivers-dkms-next",
     {"drivers.dkms r8125 warning next", "drivers.missing 0000:06:00.0 warning not-in-table",
      "drivers.reboot-pending drivers notice newer-installed"},
     {}},
    {"drivers-dkms-no-headers", {"drivers.dkms r8125 notice running-no-headers"}, {}},
    {"drivers-firmware-compressed", {}, {}},
    {"drivers-firmware-log", {"drivers.firmware-missing 0000:04:00.0 warning files"}, {}},
    {"drivers-firmware-package", {"drivers.firmware-missing 0000:04:00.0 warning package"}, {}},
    {"drivers-fits-not-loaded",
     {"drivers.not-loaded 0000:01:00.0 warning loadable",
      "drivers.software-rendering drivers warning no-driver"},
     {"drivers.nvidia-branch fits"}},
    {"drivers-healthy",
     {},
     {"drivers.missing all-known", "drivers.secure-boot-unsigned all-accepted",
      "drivers.nvidia-mismatch same", "drivers.dkms installed", "drivers.gpu-access allowed"}},
    {"drivers-hostile-index", {}, {"drivers.missing no-tree"}},
    {"drivers-left-out", {"drivers.missing 0000:04:00.0 warning left-out"}, {}},
    {"drivers-mismatch", {"drivers.nvidia-mismatch drivers warning differ"}, {}},
    {"drivers-mixed", {"drivers.nvidia-mismatch drivers warning mixed"}, {}},
    {"drivers-newer-kernel", {"drivers.reboot-pending drivers notice newer-installed"}, {}},
    {"drivers-no-library", {}, {"drivers.nvidia-mismatch no-library"}},
    {"drivers-no-tree",
     {"drivers.reboot-pending drivers warning tree-gone"},
     {"drivers.missing no-tree", "drivers.software-rendering no-tree"}},
    {"drivers-nomodeset", {"drivers.software-rendering drivers warning nomodeset"}, {}},
    {"drivers-not-loaded", {"drivers.not-loaded 0000:05:00.0 warning loadable"}, {}},
    {"drivers-nouveau-blacklisted",
     {"drivers.blacklisted 0000:01:00.0 warning nouveau-without-nvidia",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-nouveau-instead",
     {"drivers.nouveau-in-use 0000:01:00.0 warning instead-of-nvidia"},
     {}},
    {"drivers-nouveau", {"drivers.nouveau-in-use 0000:01:00.0 notice only-driver"}, {}},
    {"drivers-probe-failed-log-denied",
     {"drivers.probe-failed 0000:03:00.0 critical log-unread",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-probe-failed",
     {"drivers.probe-failed 0000:03:00.0 critical see-log",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-reboot-required", {"drivers.reboot-pending drivers notice asked-for"}, {}},
    {"drivers-redirected",
     {"drivers.blacklisted 0000:01:00.0 warning redirected",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-rtl8126", {"drivers.missing 0000:05:00.0 warning newer-kernel"}, {}},
    {"drivers-sb-legacy", {}, {"drivers.secure-boot-unsigned legacy-boot"}},
    {"drivers-sb-not-enrolled",
     {"drivers.secure-boot-unsigned 0000:01:00.0 critical not-enrolled",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-sb-unreadable", {}, {"drivers.secure-boot-unsigned unreadable"}},
    {"drivers-sb-unsigned-with-key",
     {"drivers.secure-boot-unsigned 0000:01:00.0 critical unsigned-with-key",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-sb-unsigned",
     {"drivers.secure-boot-unsigned 0000:01:00.0 critical unsigned",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-sound-not-bound", {"drivers.probe-failed 0000:01:00.1 notice log-unread"}, {}},
    {"drivers-t2u-6-1", {"drivers.missing 1-3 warning newer-kernel-firmware"}, {}},
    {"drivers-t2u-6-12", {"drivers.missing 1-3 warning newer-kernel-firmware"}, {}},
    {"drivers-t2u-6-14", {}, {}},
    {"drivers-unknown-chip",
     {"drivers.probe-failed 0000:01:00.0 critical unknown-chip",
      "drivers.software-rendering drivers warning no-driver"},
     {}},
    {"drivers-unknown-nic", {"drivers.missing 0000:05:00.0 warning not-in-table"}, {}},
    {"drivers-unknown-nvidia",
     {"drivers.not-loaded 0000:01:00.0 warning loadable",
      "drivers.software-rendering drivers warning no-driver"},
     {"drivers.nvidia-branch unknown-card"}},
    {"drivers-vfio", {}, {}},
    {"drivers-vm", {}, {"drivers.missing nothing-needed", "drivers.software-rendering virtual"}},
};

TEST_CASE("each machine gets exactly the driver verdicts it deserves", "[drivers-rules]") {
    test::check_verdict_table(kMachines, "drivers-", &drivers_rules);
}

TEST_CASE("kernel releases compare by their numbers", "[drivers-rules]") {
    CHECK(older_kernel("6.1.0-9-amd64", "6.1.0-18-amd64"));
    CHECK(older_kernel("6.1.0-18-amd64", "6.14"));
    CHECK_FALSE(older_kernel("6.14.3-amd64", "6.14"));
    CHECK_FALSE(older_kernel("6.14", "6.14"));
    CHECK(older_kernel("", "6.14"));
    CHECK_FALSE(older_kernel("6.14", "rubbish"));
}

TEST_CASE("the stick of the guide has its first kernel in the table", "[drivers-rules]") {
    auto const* const support = find_driver_support(Bus::usb, {0x2357}, {0x0120});
    REQUIRE(support != nullptr);
    CHECK(support->module == "rtw88_8821au");
    CHECK(support->first_kernel == "6.14");
    CHECK(find_driver_support(Bus::pci, {0x2357}, {0x0120}) == nullptr);
    CHECK(find_driver_support(Bus::pci, {0x10DE}, {0x2684})->module == "nouveau");
    CHECK(find_driver_support(Bus::pci, {0x10DE}, {0x1B06}) == nullptr);
}

TEST_CASE("NVIDIA's device ids lead to their generation", "[drivers-rules]") {
    auto const generation = [](std::uint32_t id) {
        auto const* const found = find_nvidia_architecture({id});
        return found == nullptr ? std::string() : found->architecture;
    };
    CHECK(generation(0x1B06) == "Pascal");   // GTX 1080 Ti
    CHECK(generation(0x17C8) == "Maxwell");  // GTX 980 Ti
    CHECK(generation(0x102D) == "Kepler");   // Tesla K80
    CHECK(generation(0x1DB1) == "Volta");
    CHECK(generation(0x1F82) == "Turing");
    CHECK(generation(0x2204) == "Ampere");
    CHECK(generation(0x2330) == "Hopper");
    CHECK(generation(0x2684) == "Ada");
    CHECK(generation(0x2B85) == "Blackwell");
    CHECK(generation(0x4A01).empty());
}

TEST_CASE("a log line counts for the device that it names", "[drivers-rules]") {
    Drivers drivers;
    drivers.kernel_log = std::vector<KernelLine>{
        {"iwlwifi 0000:04:00.0: Direct firmware load for a.ucode failed with error -2"},
        {"NVRM: Xid (PCI:0000:01:00): 54, pid=0"},
        {"NVRM: Xid (PCI:0000:01:00): 79, GPU has fallen off the bus"}};
    CHECK(log_lines(drivers, "firmware", "0000:04:00.0").size() == 1);
    CHECK(log_lines(drivers, "firmware", "0000:05:00.0").empty());
    CHECK(log_lines(drivers, "power-cable").size() == 1);
    CHECK(log_lines_of(drivers, "0000:04:00.0").size() == 1);
}

}  // namespace
}  // namespace rigcheck
