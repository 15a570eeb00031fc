#include "tests/support/ended_machines.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/support/last_end.hpp"

namespace rigcheck::test {
namespace {

Snapshot machine(End end) {
    auto snapshot = machine_after(end);
    snapshot.taken_at = "2026-11-20T21:53:05Z";
    snapshot.tool = {"rigcheck", "1.2.3"};
    snapshot.platform.board = "B550 AORUS ELITE V2";
    snapshot.platform.cpu.model = "AMD Ryzen 7 5800X 8-Core Processor";
    snapshot.platform.cpu.vendor = "AuthenticAMD";
    snapshot.platform.cpu.family = 0x19;
    snapshot.platform.cpu.model_number = 0x21;
    snapshot.history.boots.front().is_running = true;
    for (auto& boot : snapshot.history.boots) {
        boot.kernel = "6.12.10-amd64";
        boot.lasted_s = 3600;
    }
    return snapshot;
}

RecordedChannel with_unit(RecordedChannel channel, std::string const& unit) {
    channel.unit = unit;
    return channel;
}

void record(Snapshot& snapshot, double hottest, std::vector<double> const& watts) {
    auto run = black_box_run(
        kLastBoot,
        {recorded("k10temp-pci-00c3 Tctl", "temperature", 95, hottest - 6,
                  {hottest - 4, hottest - 2, hottest, hottest}),
         recorded("NVIDIA GeForce RTX 3090 temperature", "temperature", 93, 61),
         recorded("nvme-pci-0100 Composite", "temperature", 84.8, 44),
         recorded("NVIDIA GeForce RTX 3090 power", "power", 350, 118, watts),
         recorded("package power", "power", 0, 72, {74, 80, 96, 101}),
         with_unit(recorded("processor, the fastest core", "clock", 0, 4650, {4600, 4550}), "MHz"),
         with_unit(recorded("NVIDIA GeForce RTX 3090 clock", "clock", 0, 1395, {1695, 1740}),
                   "MHz")});
    run.recorded_s = 3480;
    run.events = {{before_end(48), "mark", "the test begins"}};
    snapshot.history.blackbox = BlackBox{"/var/lib/rigcheck/blackbox", {run}};
}

Snapshot power_ramp() {
    auto snapshot = machine(End::cut);
    record(snapshot, 68, {121, 204, 338, 349});
    snapshot.history.previous_end->journal_renamed = true;
    snapshot.history.previous_end->filesystem_replay = true;
    snapshot.history.previous_end->power_cycles_more = {{"nvme0n1", 1}};
    snapshot.history.previous_end->unsafe_shutdowns_more = {{"nvme0n1", 1}};
    return snapshot;
}

Snapshot heat() {
    auto snapshot = machine(End::cut);
    record(snapshot, 95, {118, 119});
    snapshot.history.previous_end->reset_reason = reset_reason({0});
    snapshot.history.previous_end->reset_reason->texts = {"thermal pin BP_THERMTRIP_L was tripped"};
    snapshot.history.previous_end->reset_reason->new_bits = std::vector<int>{0};
    return snapshot;
}

Snapshot hardware_error() {
    auto snapshot = machine(End::cut);
    auto line = line_of_next("machine-check", 0.6);
    line.line = "mce: [Hardware Error]: Machine check events logged: Bank 5: bea0000000000108";
    snapshot.history.log_matches = {line};
    snapshot.history.bert = Bert{{{"fatal", "processor", "bank 5"}}};
    snapshot.history.previous_end->reset_reason = reset_reason({27});
    snapshot.history.previous_end->reset_reason->texts = {
        "an uncorrected error caused a data fabric sync flood event"};
    return snapshot;
}

Snapshot card_lost() {
    auto snapshot = machine(End::cut);
    auto first = line_before_end("nvidia-xid", 34, {{"xid", "79"}, {"address", "0000:01:00"}});
    first.line = "NVRM: Xid (PCI:0000:01:00): 79, pid=1234, GPU has fallen off the bus.";
    auto second = line_before_end("nvidia-off-bus", 33.9);
    second.line = "NVRM: GPU at PCI:0000:01:00 has fallen off the bus";
    snapshot.history.log_matches = {first, second};
    return snapshot;
}

Snapshot panicked() {
    auto snapshot = machine(End::cut);
    auto const what = std::string("Kernel panic - not syncing: Fatal exception in interrupt");
    snapshot.history.pstore = {panic_record(what, before_end(-1), {what})};
    return snapshot;
}

Snapshot key_pressed() {
    auto snapshot = machine(End::clean);
    auto& boot = snapshot.history.boots[1];
    boot.key = PowerKey::pressed;
    boot.shutdown_to = "poweroff";
    return snapshot;
}

Snapshot orderly() {
    auto snapshot = machine(End::clean);
    auto& boot = snapshot.history.boots[1];
    boot.requested_by = "systemctl";
    boot.shutdown_to = "reboot";
    return snapshot;
}

Snapshot first_boot() {
    auto snapshot = machine(End::clean);
    snapshot.history.boots.pop_back();
    snapshot.history.previous_end.reset();
    return snapshot;
}

Snapshot unreadable() {
    auto snapshot = machine(End::clean);
    snapshot.history = {};
    snapshot.gaps = {
        {"history", "/var/log/journal", Missing::needs_group,
         "sudo usermod -aG adm $USER, then log in anew"},
        {"history", "/sys/fs/pstore", Missing::needs_root, "sudo rigcheck postmortem"}};
    return snapshot;
}

Snapshot virtual_machine() {
    auto snapshot = machine(End::cut);
    snapshot.platform.virtualization = "kvm";
    return snapshot;
}

}  // namespace

std::vector<EndedMachine> ended_machines() {
    return {{"nothing-recorded", machine(End::cut)},
            {"power-ramp", power_ramp()},
            {"heat", heat()},
            {"hardware-error", hardware_error()},
            {"card-lost", card_lost()},
            {"panic", panicked()},
            {"key-pressed", key_pressed()},
            {"orderly", orderly()},
            {"first-boot", first_boot()},
            {"unreadable", unreadable()},
            {"virtual", virtual_machine()}};
}

Snapshot ended_machine(std::string const& name) {
    auto machines = ended_machines();
    auto const at = std::find_if(machines.begin(), machines.end(),
                                 [&](EndedMachine const& one) { return one.name == name; });
    if (at == machines.end()) throw std::invalid_argument(name + ": no such machine");
    return std::move(at->snapshot);
}

}  // namespace rigcheck::test
