// storage.space: free space where the lack of it stops things.
#include <algorithm>

#include "checklists/knowledge/storage_limits.hpp"
#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

constexpr double kGiga = 1e9;

double percent(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

Verdict verdict_of(Filesystem const& filesystem) {
    auto verdict = storage_verdict("space", filesystem.mount, State::pass, "enough");
    verdict.values["mount"] = filesystem.mount;
    if (!filesystem.size_bytes || !filesystem.free_bytes) {
        verdict.state = State::unknown;
        verdict.words = "untold";
        return verdict;
    }
    verdict.values["free"] = bytes_text(*filesystem.free_bytes);
    verdict.values["size"] = bytes_text(*filesystem.size_bytes);
    verdict.evidence = {{"statvfs " + filesystem.mount,
                         verdict.values["free"] + " free of " + verdict.values["size"]}};
    return verdict;
}

// A small or read-only root (a live medium, an embedded system) was made to be full.
Verdict judge_root(Filesystem const& root) {
    auto verdict = verdict_of(root);
    if (verdict.state == State::unknown) return verdict;
    auto const& limits = storage_limits();
    auto const free = static_cast<double>(*root.free_bytes) / kGiga;
    auto const free_percent = percent(*root.free_bytes, *root.size_bytes);
    bool const small = static_cast<double>(*root.size_bytes) < 8 * kGiga;
    bool const low =
        small ? free_percent < limits.root_warning_percent : free < limits.root_warning_gb;
    if (root.read_only) {
        verdict.state = State::not_applicable;
        verdict.words = "read-only";
    } else if (free < limits.root_critical_gb && !small) {
        fail_storage(verdict, "root-full", Severity::critical, 0.95);
    } else if (low) {
        fail_storage(verdict, "root-low", Severity::warning, 0.95);
    } else if (free_percent < limits.root_warning_percent && free < limits.root_ample_gb) {
        fail_storage(verdict, "root-low", Severity::notice, 0.95);
    } else if (root.inodes && root.inodes_free &&
               percent(*root.inodes_free, *root.inodes) < limits.inodes_warning_percent) {
        verdict.values["inodes"] = std::to_string(*root.inodes_free);
        verdict.evidence.push_back({"statvfs /: free inodes", verdict.values["inodes"]});
        fail_storage(verdict, "no-inodes", Severity::warning, 0.95);
    }
    return verdict;
}

Verdict judge_boot(Filesystem const& boot) {
    auto verdict = verdict_of(boot);
    if (verdict.state == State::unknown || boot.read_only) return verdict;
    if (static_cast<double>(*boot.free_bytes) < storage_limits().boot_warning_mb * 1e6) {
        fail_storage(verdict, "boot-low", Severity::warning, 0.9);
    }
    return verdict;
}

bool is_full_ssd(Storage const& storage, Filesystem const& filesystem) {
    if (filesystem.drives.empty() || filesystem.read_only) return false;
    if (!filesystem.size_bytes || !filesystem.free_bytes || filesystem.mount.starts_with("/boot"))
        return false;
    bool const ssd = std::all_of(filesystem.drives.begin(), filesystem.drives.end(),
                                 [&](std::string const& name) {
                                     auto const* drive = find_drive(storage, name);
                                     return drive != nullptr && is_ssd(*drive);
                                 });
    auto const used = 100 - percent(*filesystem.free_bytes, *filesystem.size_bytes);
    auto const free = static_cast<double>(*filesystem.free_bytes) / kGiga;
    return ssd && used > storage_limits().ssd_full_percent && free < storage_limits().root_ample_gb;
}

}  // namespace

Verdicts space_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const& filesystem : snapshot.storage.filesystems) {
        if (filesystem.mount == "/") {
            verdicts.push_back(judge_root(filesystem));
        } else if (filesystem.mount == "/boot") {
            verdicts.push_back(judge_boot(filesystem));
        } else if (is_full_ssd(snapshot.storage, filesystem)) {
            auto verdict = verdict_of(filesystem);
            fail_storage(verdict, "ssd-full", Severity::notice, 0.9);
            verdicts.push_back(std::move(verdict));
        }
    }
    if (verdicts.empty())
        verdicts.push_back(storage_verdict("space", "storage", State::unknown, "no-mounts"));
    return verdicts;
}

}  // namespace rigcheck
