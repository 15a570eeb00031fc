// storage.health: what drives say about themselves.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/knowledge/storage_limits.hpp"
#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

// Bits of the NVMe critical warning (NVMe base specification 2.0, figure 207).
constexpr int kSpare = 1;
constexpr int kTemperature = 2;

void add_evidence(Verdict& verdict, DriveHealth const& health) {
    auto const add = [&](char const* name, auto const& value) {
        if (value) verdict.evidence.push_back({name, fmt::format("{}", *value)});
    };
    add("SMART status passed", health.passed);
    add("critical_warning", health.critical_warning);
    add("percentage_used", health.percentage_used);
    add("available_spare", health.available_spare);
    add("media_errors", health.media_errors);
    add("reallocated sectors (5)", health.reallocated_sectors);
    add("pending sectors (197)", health.pending_sectors);
    add("uncorrectable sectors (198)", health.uncorrectable_sectors);
    add("interface CRC errors (199)", health.crc_errors);
}

// Attribute 199 counts for life: only a count that grew speaks of the cable as it is now.
bool crc_rose(Drive const& drive, Expectations const& expectations) {
    if (!expectations.baseline || !drive.health->crc_errors) return false;
    auto const* before = find_drive(expectations.baseline->storage, drive.name);
    bool const same = before != nullptr && before->model == drive.model &&
                      before->size_bytes == drive.size_bytes && before->health &&
                      before->health->crc_errors;
    return same && *drive.health->crc_errors > *before->health->crc_errors;
}

// An SSD retires cells as a matter of course; on a hard disk each such sector was unreadable once.
bool judge_sectors(Drive const& drive, Verdict& verdict) {
    auto const& health = *drive.health;
    auto const lost = health.pending_sectors.value_or(0) + health.uncorrectable_sectors.value_or(0);
    auto const moved = health.reallocated_sectors.value_or(0);
    verdict.values["lost"] = std::to_string(lost);
    verdict.values["moved"] = std::to_string(moved);
    bool const disk = drive.kind == DriveKind::sata_hdd;
    if (lost > 0) {
        fail_storage(verdict, "unreadable-sectors", disk ? Severity::warning : Severity::notice,
                     disk ? 0.9 : 0.8);
    } else if (moved > 0) {
        fail_storage(verdict, "moved-sectors", disk ? Severity::warning : Severity::notice,
                     disk ? 0.9 : 0.8);
    }
    return lost > 0 || moved > 0;
}

void judge_health(Drive const& drive, Expectations const& expectations, Verdict& verdict) {
    auto const& health = *drive.health;
    int const warning = health.critical_warning.value_or(0);
    auto const media = health.media_errors.value_or(0);
    int const used = health.percentage_used.value_or(0);
    verdict.values["used"] = std::to_string(used);
    verdict.values["media"] = std::to_string(media);
    verdict.values["crc"] = std::to_string(health.crc_errors.value_or(0));
    if (health.passed == false || (warning & ~(kSpare | kTemperature)) != 0) {
        fail_storage(verdict, "failing", Severity::critical, 0.97);
    } else if ((warning & kSpare) != 0) {
        fail_storage(verdict, "spare-low", Severity::critical, 0.97);
    } else if (media > 0) {
        fail_storage(verdict, "media-errors", Severity::warning, 0.9);
    } else if (judge_sectors(drive, verdict)) {
        return;
    } else if (used >= storage_limits().worn_percent) {
        fail_storage(verdict, "worn", Severity::warning, 0.95);
    } else if ((warning & kTemperature) != 0) {
        fail_storage(verdict, "hot", Severity::warning, 0.95);
    } else if (crc_rose(drive, expectations)) {
        fail_storage(verdict, "cable", Severity::warning, 0.9);
    } else {
        verdict.state = State::pass;
        verdict.words = health.crc_errors.value_or(0) > 0 ? "old-cable-errors" : "good";
    }
}

Verdict judge(Snapshot const& snapshot, Expectations const& expectations, Drive const& drive) {
    auto verdict = drive_verdict("health", drive, State::unknown, "unread");
    if (drive.health) {
        add_evidence(verdict, *drive.health);
        judge_health(drive, expectations, verdict);
    } else if (drive.kind == DriveKind::usb) {
        verdict.words = "usb-bridge";
    } else if (has_storage_gap(snapshot, "health", Missing::needs_root)) {
        verdict.words = "needs-root";
        verdict.needs = "root";
    } else if (has_storage_gap(snapshot, "health of " + drive.name, Missing::asleep)) {
        verdict.words = "asleep";
    }
    return verdict;
}

bool has_smart(Drive const& drive) {
    switch (drive.kind) {
        case DriveKind::nvme:
            return drive.transport.value_or("pcie") == "pcie";
        case DriveKind::sata_ssd:
        case DriveKind::sata_hdd:
        case DriveKind::usb:
            return true;
        default:
            return false;
    }
}

}  // namespace

Verdicts drive_health_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts verdicts;
    for (auto const& drive : snapshot.storage.drives) {
        if (has_smart(drive)) verdicts.push_back(judge(snapshot, expectations, drive));
    }
    if (verdicts.empty())
        verdicts.push_back(storage_verdict("health", "storage", State::not_applicable, "no-drive"));
    return verdicts;
}

}  // namespace rigcheck
