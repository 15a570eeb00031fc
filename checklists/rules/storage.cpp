#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checklists/rules/rules.hpp"
#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

struct StorageRule {
    std::string_view id;
    Verdicts (*rule)(Snapshot const&, Expectations const&);
};

constexpr std::array kRules{
    StorageRule{"hidden-drive", hidden_drive_rules},
    StorageRule{"root-on-hdd", root_on_hdd_rules},
    StorageRule{"sata-link", sata_link_rules},
    StorageRule{"health", drive_health_rules},
    StorageRule{"space", space_rules},
    StorageRule{"trim", trim_rules},
    StorageRule{"usb2", usb2_rules},
    StorageRule{"controller-dead", controller_dead_rules},
};

}  // namespace

Verdict storage_verdict(std::string_view id, std::string const& subject, State state,
                        std::string_view words) {
    auto verdict = verdict_of(fmt::format("storage.{}", id), subject, state, std::string(words));
    verdict.confidence = 1;
    return verdict;
}

Verdict drive_verdict(std::string_view id, Drive const& drive, State state,
                      std::string_view words) {
    auto verdict = storage_verdict(id, drive.name, state, words);
    verdict.values = {{"drive", drive_text(drive)}, {"name", drive.name}};
    return verdict;
}

void fail_storage(Verdict& verdict, std::string_view words, Severity severity, double confidence) {
    verdict.state = State::fail;
    verdict.words = words;
    verdict.severity = severity;
    verdict.confidence = confidence;
    verdict.needs.reset();
}

std::string drive_text(Drive const& drive) {
    return drive.model ? fmt::format("{} ({})", *drive.model, drive.name) : drive.name;
}

std::string sysfs_of(Drive const& drive) {
    return "/sys/block/" + drive.name;
}

std::string number_text(double number) {
    return fmt::format("{:.3g}", number);
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr double kGiga = 1e9;
    auto const size = static_cast<double>(bytes);
    if (size < kGiga) return fmt::format("{:.0f} MB", size / 1e6);
    if (size < 10 * kGiga) return fmt::format("{:.1f} GB", size / kGiga);
    return fmt::format("{:.0f} GB", size / kGiga);
}

bool is_ssd(Drive const& drive) {
    bool const local = drive.kind == DriveKind::nvme && drive.transport.value_or("pcie") == "pcie";
    return local || drive.kind == DriveKind::sata_ssd;
}

Drive const* find_drive(Storage const& storage, std::string_view name) {
    auto const& drives = storage.drives;
    auto const found = std::find_if(drives.begin(), drives.end(),
                                    [&](Drive const& drive) { return drive.name == name; });
    return found == drives.end() ? nullptr : &*found;
}

Filesystem const* find_mount(Storage const& storage, std::string_view mount) {
    auto const& all = storage.filesystems;
    auto const found = std::find_if(all.begin(), all.end(), [&](Filesystem const& filesystem) {
        return filesystem.mount == mount;
    });
    return found == all.end() ? nullptr : &*found;
}

bool has_storage_gap(Snapshot const& snapshot, std::string_view what, Missing reason) {
    return std::any_of(snapshot.gaps.begin(), snapshot.gaps.end(), [&](Gap const& gap) {
        return gap.area == "storage" && gap.what == what && gap.reason == reason;
    });
}

Verdicts storage_rules(Snapshot const& snapshot, Expectations const& expectations) {
    Verdicts all;
    for (auto const& rule : kRules) {
        if (snapshot.platform.virtualization) {
            auto verdict = storage_verdict(rule.id, "storage", State::not_applicable, "virtual");
            verdict.evidence = {{"virtual machine", *snapshot.platform.virtualization}};
            all.push_back(std::move(verdict));
            continue;
        }
        for (auto& verdict : rule.rule(snapshot, expectations)) {
            if (verdict.state == State::unknown) verdict.confidence = 0;
            all.push_back(std::move(verdict));
        }
    }
    return all;
}

}  // namespace rigcheck
