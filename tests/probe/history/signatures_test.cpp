// Lines of logs: each signature on a line as its source prints it, and what must not match.
#include "probe/history/signatures.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <stdexcept>

#include "probe/facts/json.hpp"
#include "probe/history/line_pattern.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using Values = std::map<std::string, std::string>;

struct Sample {
    char const* id;
    char const* line;
    Values values;
    char const* by = "kernel";
};

std::vector<Sample> const kSamples{
    {"nvidia-xid",
     "NVRM: Xid (PCI:0000:01:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.",
     {{"address", "0000:01:00"},
      {"xid", "79"},
      {"text", "pid='<unknown>', name=<unknown>, GPU has fallen off the bus."}}},
    {"nvidia-xid", "NVRM: Xid (0000:05:00): 13, 0001", {{"address", "0000:05:00"}, {"xid", "13"}}},
    {"nvidia-off-bus",
     "NVRM: GPU 0000:01:00.0: GPU has fallen off the bus.",
     {{"address", "0000:01:00.0"}}},
    {"nvidia-off-bus",
     "NVRM: GPU at 0000:01:00.0 has fallen off the bus.",
     {{"address", "0000:01:00.0"}}},
    {"nvidia-power-cable",
     "NVRM: GPU 0000:01:00.0: GPU does not have the necessary power cables connected.",
     {{"address", "0000:01:00.0"}}},
    {"nvidia-start-failed",
     "NVRM: GPU 0000:01:00.0: RmInitAdapter failed! (0x26:0xffff:1482)",
     {{"address", "0000:01:00.0"}, {"code", "0x26:0xffff:1482"}}},
    {"amdgpu-ring-recovered",
     "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx_0.0.0 timeout, but soft recovered",
     {{"ring", "gfx_0.0.0"}}},
    {"amdgpu-ring-timeout",
     "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx_0.0.0 timeout, signaled seq=3783, "
     "emitted seq=3785",
     {{"ring", "gfx_0.0.0"}}},
    {"amdgpu-ring-timeout",
     "amdgpu 0000:03:00.0: amdgpu: ring comp_1.1.0 timeout, signaled seq=23, emitted seq=24",
     {{"ring", "comp_1.1.0"}, {"address", "0000:03:00.0"}}},
    {"amdgpu-reset-failed", "amdgpu: GPU Recovery Failed: -110", {}},
    {"amdgpu-reset-failed",
     "amdgpu 0000:03:00.0: amdgpu: GPU reset end with ret = -110",
     {{"address", "0000:03:00.0"}}},
    {"amdgpu-reset",
     "amdgpu 0000:03:00.0: amdgpu: GPU reset begin!",
     {{"address", "0000:03:00.0"}}},
    {"amdgpu-off-bus", "amdgpu 0000:02:00.0: device lost from bus!", {{"address", "0000:02:00.0"}}},
    {"amdgpu-ras-uncorrected",
     "amdgpu 0000:c1:00.0: amdgpu: 2 uncorrectable hardware errors detected in umc block",
     {{"address", "0000:c1:00.0"}, {"count", "2"}, {"block", "umc"}}},
    {"amdgpu-ras-corrected",
     "amdgpu 0000:c1:00.0: amdgpu: 7 correctable hardware errors detected in umc block",
     {{"address", "0000:c1:00.0"}, {"count", "7"}, {"block", "umc"}}},
    {"radeon-lockup",
     "radeon 0000:01:00.0: ring 0 stalled for more than 10000msec",
     {{"address", "0000:01:00.0"}, {"ring", "0"}}},
    {"intel-gpu-hang",
     "i915 0000:00:02.0: [drm] GPU HANG: ecode 12:1:85dffffb, in Xorg [1028]",
     {{"address", "0000:00:02.0"}}},
    {"xe-wedged",
     "xe 0000:03:00.0: [drm] CRITICAL: Xe has declared device 0000:03:00.0 as wedged.",
     {{"address", "0000:03:00.0"}}},
    {"xe-hang",
     "xe 0000:03:00.0: [drm] GT0: Engine reset: engine_class=rcs, logical_mask: 0x1, guc_id=2",
     {{"address", "0000:03:00.0"}}},
    {"thermal-shutdown",
     "thermal thermal_zone0: acpitz: critical temperature reached, shutting down",
     {{"zone", "acpitz"}}},
    {"thermal-shutdown",
     "thermal thermal_zone2: critical temperature reached (105 C), shutting down",
     {{"zone", "thermal_zone2"}}},
    {"thermal-shutdown", "Critical temperature reached (128 C), shutting down.", {}},
    {"thermal-shutdown",
     "amdgpu 0000:03:00.0: amdgpu: ERROR: System is going to shutdown due to GPU SW CTF!",
     {{"zone", "amdgpu"}}},
    {"protection-shutdown",
     "reboot: HARDWARE PROTECTION shutdown (Temperature too high)",
     {{"action", "shutdown"}, {"reason", "Temperature too high)"}}},
    {"thermal-throttle",
     "CPU5: Package temperature is above threshold, cpu clock is throttled (total events = 12)",
     {{"cpu", "5"}, {"part", "Package"}}},
    {"kernel-panic",
     "Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000007",
     {{"reason", "Attempted to kill init! exitcode=0x00000007"}}},
    {"kernel-oops",
     "Oops: 0000 [#1] PREEMPT SMP NOPTI",
     {{"reason", "0000 [#1] PREEMPT SMP NOPTI"}}},
    {"kernel-oops",
     "BUG: unable to handle page fault for address: ffff893e40000000",
     {{"reason", "page fault for address: ffff893e40000000"}}},
    {"soft-lockup",
     "watchdog: BUG: soft lockup - CPU#2 stuck for 22s! [irq/122-aerdrv:129]",
     {{"cpu", "2"}, {"seconds", "22"}}},
    {"hard-lockup", "NMI watchdog: Watchdog detected hard LOCKUP on cpu 3", {{"cpu", "3"}}},
    {"rcu-stall", "rcu: INFO: rcu_preempt self-detected stall on CPU", {}},
    {"hung-task",
     "INFO: task kworker/1:2:36399 blocked for more than 120 seconds.",
     {{"process", "kworker/1:2:36399"}, {"seconds", "120"}}},
    {"nmi-error", "NMI: PCI system error (SERR) for reason b1 on CPU 0.", {}},
    {"machine-check",
     "mce: [Hardware Error]: CPU 2: Machine Check Exception: 6 Bank 4: fe000010000b0c0f",
     {{"cpu", "2"}, {"bank", "4"}, {"status", "fe000010000b0c0f"}}},
    {"machine-check",
     "mce: [Hardware Error]: CPU 0: Machine Check: 0 Bank 5: bea0000000000108",
     {{"cpu", "0"}, {"bank", "5"}, {"status", "bea0000000000108"}}},
    {"machine-check",
     "[Hardware Error]: CPU:1 (19:21:0) "
     "MC18_STATUS[Over|UE|MiscV|AddrV|PCC|-|-|UECC|-|-|-]: 0xfaa000000002010b",
     {{"cpu", "1"}, {"bank", "18"}, {"status", "faa000000002010b"}}},
    {"machine-check",
     "[Hardware Error]: CPU:1 (19:21:0) MC18_STATUS[-|CE|MiscV|AddrV|-|-|SyndV|-|Deferred|-|-]: "
     "0x9c2030000000011b",
     {{"cpu", "1"}, {"bank", "18"}, {"status", "9c2030000000011b"}}},
    {"machine-check-corrected",
     "mce: [Hardware Error]: CPU 0: Machine Check: 0 Bank 4: 9c2041000000011b",
     {{"cpu", "0"}, {"bank", "4"}, {"status", "9c2041000000011b"}}},
    {"edac-uncorrected",
     "EDAC MC0: 1 UE Cannot decode normalized address on mc#0csrow#0channel#2 (csrow:0 channel:2 "
     "page:0x0 offset:0x0 grain:64)",
     {{"controller", "0"}, {"count", "1"}, {"dimm", "mc#0csrow#0channel#2"}}},
    {"edac-corrected",
     "EDAC MC1: 3 CE memory read error on N1 DIMM_L0 (channel:0 slot:0 page:0x0)",
     {{"controller", "1"}, {"count", "3"}, {"dimm", "N1 DIMM_L0"}}},
    {"edac-corrected",
     "EDAC MC0: 1 CE on DIMM_A1 (channel:0)",
     {{"controller", "0"}, {"count", "1"}, {"dimm", "DIMM_A1"}}},
    {"bert-records", "BERT: Error records from previous boot:", {}},
    {"firmware-error",
     "{1}[Hardware Error]: event severity: recoverable",
     {{"severity", "recoverable"}}},
    {"amd-reset-reason",
     "x86/amd: Previous system reset reason [0x08000800]: an uncorrected error caused a data "
     "fabric sync flood event",
     {{"value", "08000800"},
      {"text", "an uncorrected error caused a data fabric sync flood event"}}},
    {"microcode-old", "x86/CPU: Running old microcode", {}},
    {"aer-fatal",
     "pcieport 0000:00:01.0: PCIe Bus Error: severity=Uncorrected (Fatal), type=Transaction Layer",
     {{"address", "0000:00:01.0"}}},
    {"aer-nonfatal",
     "nvme 0000:03:00.0: AER: PCIe Bus Error: severity=Uncorrectable (Non-Fatal), "
     "type=Inaccessible",
     {{"address", "0000:03:00.0"}}},
    {"aer-corrected",
     "pcieport 0000:00:1c.5: AER: PCIe Bus Error: severity=Correctable, type=Physical Layer",
     {{"address", "0000:00:1c.5"}}},
    {"pcie-surprise-down",
     "pcieport 0000:00:01.0: AER:    [ 5] SDES                   (First)",
     {{"address", "0000:00:01.0"}}},
    {"pcie-containment",
     "pcieport 0000:a9:10.0: DPC: containment event, status:0x2009",
     {{"address", "0000:a9:10.0"}}},
    {"pcie-inaccessible",
     "nvidia 0000:01:00.0: Unable to change power state from D3cold to D0, device inaccessible",
     {{"address", "0000:01:00.0"}}},
    {"usb-over-current", "usb usb2-port2: over-current condition", {{"port", "usb2-port2"}}},
    {"oom-kill",
     "Out of memory: Killed process 1234 (python3) total-vm:65536kB, anon-rss:1kB",
     {{"pid", "1234"}, {"process", "python3"}}},
    {"oom-kill-group",
     "Memory cgroup out of memory: Killed process 77 (java) total-vm:1kB",
     {{"pid", "77"}, {"process", "java"}}},
    {"oom-kill",
     "Killed /user.slice/app.scope due to memory used (61%) / total (100%)",
     {{"process", "/user.slice/app.scope"}},
     "systemd-oomd"},
    {"nvme-polled", "nvme nvme0: I/O 424 QID 3 timeout, completion polled", {{"drive", "nvme0"}}},
    {"nvme-timeout", "nvme nvme0: I/O 12 QID 3 timeout, aborting", {{"drive", "nvme0"}}},
    {"nvme-timeout",
     "nvme nvme1: I/O tag 12 (100c) opcode 0x2 (I/O Cmd) QID 3 timeout, aborting req_op:READ(0)",
     {{"drive", "nvme1"}}},
    {"nvme-down",
     "nvme nvme0: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0xffff",
     {{"drive", "nvme0"}}},
    {"ata-error",
     "ata3.00: exception Emask 0x10 SAct 0x0 SErr 0x0 action 0x6 frozen",
     {{"port", "ata3"}, {"device", "00"}}},
    {"ata-error", "ata3: COMRESET failed (errno=-16)", {{"port", "ata3"}}},
    {"io-error",
     "blk_update_request: I/O error, dev sda, sector 12345 op 0x0:(READ)",
     {{"drive", "sda"}}},
    {"read-only-remount",
     "EXT4-fs (nvme0n1p2): Remounting filesystem read-only",
     {{"device", "nvme0n1p2"}}},
    {"read-only-remount",
     "BTRFS info (device nvme0n1p2: state E): forced readonly",
     {{"device", "nvme0n1p2"}}},
    {"filesystem-recovery", "EXT4-fs (nvme0n1p2): recovery complete", {{"device", "nvme0n1p2"}}},
    {"filesystem-recovery",
     "XFS (dm-0): Starting recovery (logdev: internal)",
     {{"device", "dm-0"}}},
    {"filesystem-unclean",
     "FAT-fs (sdb1): Volume was not properly unmounted. Some data may be corrupt.",
     {{"device", "sdb1"}}},
    {"filesystem-dirty",
     "Dirty bit is set. Fs was not properly unmounted and some data may be corrupt.",
     {},
     "systemd-fsck"},
    {"journal-renamed",
     "systemd-journald[422]: File /var/log/journal/0/system.journal corrupted or uncleanly shut "
     "down, renaming and replacing.",
     {{"file", "/var/log/journal/0/system.journal"}}},
    {"journal-renamed",
     "File /var/log/journal/0/system.journal corrupted or uncleanly shut down, renaming and "
     "replacing.",
     {{"file", "/var/log/journal/0/system.journal"}},
     "systemd-journald"}};

TEST_CASE("each line speaks of what its source says", "[history-signatures]") {
    for (auto const& sample : kSamples) {
        INFO(sample.line);
        auto const match = match_signature(sample.line, sample.by);
        REQUIRE(match);
        CHECK(match->id == sample.id);
        CHECK(match->values == sample.values);
    }
}

TEST_CASE("every signature has a line here", "[history-signatures]") {
    std::set<std::string> shown;
    for (auto const& sample : kSamples) shown.insert(sample.id);
    auto const file =
        Json::parse(test::read_file(RIGCHECK_SOURCE_DIR "/probe/history/signatures.json"));
    for (auto const& signature : file.at("signatures")) {
        INFO(signature.at("id"));
        CHECK(shown.contains(signature.at("id").get<std::string>()));
        CHECK_FALSE(signature.at("source").get<std::string>().empty());
    }
}

TEST_CASE("lines of sound machines speak of nothing", "[history-signatures]") {
    constexpr std::array kLines{
        "pci 0000:00:05.0: disabled boot interrupts on device [8086:3c28]",
        "ACPI: thermal: Thermal Zone [TZ00] (28 C)",
        "thermal_sys: Registered thermal governor 'step_wise'",
        "mce: CPU0: Thermal monitoring enabled (TM1)",
        "MCE: In-kernel MCE decoding enabled.",
        "mce: [Hardware Error]: Machine check events logged",
        "EDAC MC: Ver: 3.0.0",
        "EDAC MC0: Giving out device to module amd64_edac controller F19h: DEV 0000:00:18.3",
        "pcieport 0000:00:01.1: AER: enabled with IRQ 27",
        "pcieport 0000:00:01.0: pciehp: Slot(0): Card not present",
        "nvme nvme0: 16/0/0 default/read/poll queues",
        "nvme nvme0: Shutdown timeout set to 10 seconds",
        "ata2: SATA link down (SStatus 0 SControl 300)",
        "ata1.00: supports DRM functions and may not be fully accessible",
        "NMI watchdog: Enabled. Permanently consumes one hw-PMU counter.",
        "watchdog: watchdog0: watchdog did not stop!",
        "EXT4-fs (nvme0n1p2): mounted filesystem with ordered data mode. Quota mode: none.",
        "EXT4-fs (nvme0n1p2): re-mounted. Quota mode: none.",
        "amdgpu 0000:03:00.0: amdgpu: 0 correctable hardware errors detected in umc block",
        "amdgpu 0000:03:00.0: amdgpu: RAS: optional ras ta ucode is not available",
        "NVRM: loading NVIDIA UNIX x86_64 Kernel Module  550.163.01",
        "traps: python3[4711] general protection fault ip:7f1 sp:7ffe error:0 in libc.so.6",
        "python3[4711]: segfault at 0 ip 00007f sp 00007ffe error 4 in libc.so.6",
        "BERT: Total records found: 0",
        "microcode: Current revision: 0x0a201210",
        "rcu: Hierarchical RCU implementation.",
        "PM: suspend entry (deep)",
        "audit: type=1400 audit(1.2:3): apparmor=\"STATUS\"",
        "systemd-journald[422]: Received client request to flush runtime journal."};
    for (auto const* line : kLines) {
        INFO(line);
        CHECK_FALSE(match_signature(line));
    }
}

TEST_CASE("only the kernel can speak for the kernel", "[history-signatures]") {
    CHECK_FALSE(match_signature("Kernel panic - not syncing: ha", "bash"));
    CHECK_FALSE(match_signature("Killed x due to memory used", "kernel"));
    CHECK_FALSE(match_signature("somebody wrote: Kernel panic - not syncing: ha"));
}

TEST_CASE("a pattern that cannot be read is refused", "[history-signatures]") {
    for (auto const* pattern : {"a{b", "a{b}", "{a:none}", "a**b", "*", "", "{a:rest}b"}) {
        INFO(pattern);
        CHECK_THROWS_AS(LinePattern(pattern), std::invalid_argument);
    }
}

TEST_CASE("pieces are found in their order, each where it first fits", "[history-signatures]") {
    CHECK(LinePattern("one*two*three").match("one two two three"));
    CHECK_FALSE(LinePattern("one*two*three").match("two one three"));
    CHECK_FALSE(LinePattern("^one").match(" one"));
    CHECK(LinePattern("in {name:text} of").match("in the middle of it")->at("name") ==
          "the middle");
    CHECK(LinePattern("{n:digits}x").match("a12x")->at("n") == "12");
    CHECK_FALSE(LinePattern("at {a:pci}: x").match("at 12: x"));
}

// What would cost a backtracking matcher hours.
TEST_CASE("hostile lines take no time", "[history-signatures]") {
    std::vector<std::string> lines{std::string(1'000'000, 'a'), std::string(1'000'000, ':')};
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "ring ring ring timeout, nvme nvme: I/O 1 QID ";
    lines.push_back(many);
    many.clear();
    for (int i = 0; i < 100'000; ++i) many += "0:0:0:0.0.0: ";
    lines.push_back(many);
    auto const begin = std::chrono::steady_clock::now();
    for (auto const& line : lines) {
        for (int i = 0; i < 50; ++i) match_signature(line);
    }
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace
}  // namespace rigcheck
