// storage.sata-link and storage.usb2: drives on a slower connection than they could have.
#include <algorithm>

#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

bool is_sata(Drive const& drive) {
    return drive.kind == DriveKind::sata_ssd || drive.kind == DriveKind::sata_hdd;
}

// libata lowers its limit only after errors; what the kernel was told at boot lowers both.
bool was_slowed(Drive const& drive) {
    if (drive.sata_speed_downs.value_or(0) > 0) return true;
    if (!drive.sata_limit_gbps) return false;
    return !drive.sata_max_gbps || *drive.sata_limit_gbps < *drive.sata_max_gbps;
}

void add_evidence(Verdict& verdict, Drive const& drive) {
    auto const port = drive.controller.value_or("ata");
    auto const add = [&](char const* file, std::optional<double> value) {
        if (!value) return;
        verdict.evidence.push_back(
            {"/sys/class/ata_link, " + port + ": " + file, number_text(*value) + " Gbps"});
    };
    add("sata_spd", drive.sata_speed_gbps);
    add("hw_sata_spd_limit", drive.sata_max_gbps);
    add("sata_spd_limit", drive.sata_limit_gbps);
    if (drive.sata_drive_gbps) {
        verdict.evidence.push_back({"/sys/class/ata_device, " + port + ": id, word 76",
                                    number_text(*drive.sata_drive_gbps) + " Gbps"});
    }
    if (drive.sata_speed_downs) {
        verdict.evidence.push_back({"/sys/class/ata_device, " + port + ": spdn_cnt",
                                    std::to_string(*drive.sata_speed_downs)});
    }
}

// Slower than the drive can, and nobody slowed it after errors: only a port that is known to be
// faster tells a cable from a port that is built that way.
void judge_slow(Verdict& verdict, Drive const& drive, double possible) {
    bool const port_is_faster =
        drive.sata_max_gbps && *drive.sata_max_gbps > *drive.sata_speed_gbps;
    verdict.values["possible"] = number_text(possible);
    if (drive.sata_max_gbps && !port_is_faster) {
        verdict.state = State::pass;
        verdict.words = "port-limited";
    } else if (drive.kind == DriveKind::sata_hdd) {
        // No hard disk reads faster than 3 Gbps carries.
        if (port_is_faster) {
            fail_storage(verdict, "hdd-slow", Severity::notice, 0.85);
        } else {
            verdict.state = State::pass;
            verdict.words = "hdd-enough";
        }
    } else if (port_is_faster) {
        fail_storage(verdict, "ssd-slow", Severity::warning, 0.85);
    } else {
        verdict.words = "port-or-cable";
        verdict.needs = "person";
    }
}

Verdict judge_sata(Drive const& drive) {
    auto verdict = drive_verdict("sata-link", drive, State::unknown, "no-link");
    add_evidence(verdict, drive);
    if (!drive.sata_speed_gbps) return verdict;
    verdict.values["speed"] = number_text(*drive.sata_speed_gbps);
    bool const below_drive =
        drive.sata_drive_gbps && *drive.sata_speed_gbps < *drive.sata_drive_gbps;
    bool const below_port = drive.sata_max_gbps && *drive.sata_speed_gbps < *drive.sata_max_gbps;
    if (was_slowed(drive)) {
        bool const untold = !drive.sata_max_gbps && !drive.sata_drive_gbps;
        bool const slow = below_drive || below_port || untold;
        fail_storage(verdict, slow ? "slowed" : "errors", Severity::warning, 0.9);
    } else if (below_drive) {
        judge_slow(verdict, drive, *drive.sata_drive_gbps);
    } else if (below_port && !drive.sata_drive_gbps) {
        verdict.words = "drive-untold";
    } else {
        verdict.state = State::pass;
        verdict.words = "full";
    }
    return verdict;
}

// A USB 3 device on a USB 2 link says 2.1, one made for USB 2 says 2.0 (USB 3.2, 9.6.1).
Verdict judge_usb(Drive const& drive) {
    auto verdict = drive_verdict("usb2", drive, State::unknown, "no-speed");
    if (!drive.usb_speed_mbps) return verdict;
    verdict.evidence = {
        {sysfs_of(drive) + ", USB device: speed", number_text(*drive.usb_speed_mbps) + " Mbit/s"}};
    if (*drive.usb_speed_mbps > 480) {
        verdict.state = State::pass;
        verdict.words = "usb3";
    } else if (!drive.usb_version) {
        verdict.words = "version-untold";
    } else if (*drive.usb_version > 2.05) {
        verdict.evidence.push_back(
            {sysfs_of(drive) + ", USB device: version", number_text(*drive.usb_version)});
        fail_storage(verdict, "usb2-port", Severity::notice, 0.85);
    } else {
        verdict.state = State::pass;
        verdict.words = "usb2-device";
    }
    return verdict;
}

}  // namespace

Verdicts sata_link_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& drive : snapshot.storage.drives) {
        if (is_sata(drive)) verdicts.push_back(judge_sata(drive));
    }
    if (verdicts.empty())
        verdicts.push_back(
            storage_verdict("sata-link", "storage", State::not_applicable, "no-drive"));
    return verdicts;
}

Verdicts usb2_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& drive : snapshot.storage.drives) {
        if (drive.kind == DriveKind::usb) verdicts.push_back(judge_usb(drive));
    }
    if (verdicts.empty())
        verdicts.push_back(storage_verdict("usb2", "storage", State::not_applicable, "no-drive"));
    return verdicts;
}

}  // namespace rigcheck
