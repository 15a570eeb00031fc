// storage.root-on-hdd: the system lies on a hard disk while an SSD stands empty.
#include <algorithm>

#include "checklists/knowledge/storage_contents.hpp"
#include "checklists/knowledge/storage_limits.hpp"
#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

// From "nobody uses it" to "in use": the more doubt, the further up.
enum class Use { empty, untold, other_data, used };

bool is_claimed(Volume const& volume) {
    auto const content = volume.fs_type.value_or("");
    return !volume.holders.empty() || volume.swap || is_member_type(content) ||
           is_windows_content(content, volume.partition_type.value_or(""));
}

Use use_of(Drive const& drive, Volume const& volume) {
    if (is_claimed(volume)) return Use::used;
    if (volume.fs_type) return Use::other_data;
    if (!volume.probed) return Use::untold;
    // A partition without anything known in it was made for something.
    return volume.name == drive.name ? Use::empty : Use::other_data;
}

Use use_of(Storage const& storage, Drive const& drive) {
    for (auto const& filesystem : storage.filesystems) {
        auto const& below = filesystem.drives;
        if (std::find(below.begin(), below.end(), drive.name) != below.end()) return Use::used;
        // A pool that does not say what it lies on may lie on this drive.
        bool const disc = filesystem.type == "iso9660" || filesystem.type == "udf";
        if (below.empty() && !disc) return Use::untold;
    }
    Use most = drive.volumes.empty() ? Use::untold : Use::empty;
    for (auto const& volume : drive.volumes) most = std::max(most, use_of(drive, volume));
    return most;
}

bool is_hard_disk(Drive const& drive) {
    // What a RAID controller says about rotation is not to be believed.
    bool const sas = drive.kind == DriveKind::sas && drive.transport == "sas";
    return drive.kind == DriveKind::sata_hdd || (sas && drive.rotational == true);
}

struct Candidate {
    Drive const* drive = nullptr;
    Use use = Use::used;
};

// The SSD that most surely is empty.
Candidate best_ssd(Storage const& storage) {
    Candidate best;
    for (auto const& drive : storage.drives) {
        auto const size = static_cast<double>(drive.size_bytes);
        bool const fits = size >= storage_limits().fast_drive_gb * 1e9;
        bool const works = !drive.state || drive.state == "live" || drive.state == "running";
        if (!is_ssd(drive) || !fits || !works || drive.removable == true) continue;
        auto const use = use_of(storage, drive);
        if (best.drive == nullptr || use < best.use) best = {&drive, use};
    }
    return best;
}

void judge_ssd(Candidate const& ssd, Verdict& verdict) {
    if (ssd.drive == nullptr) {
        verdict.state = State::pass;
        verdict.words = "only-hdd";
        return;
    }
    verdict.values["ssd"] = drive_text(*ssd.drive);
    verdict.evidence.push_back({sysfs_of(*ssd.drive) + "/queue/rotational", "0"});
    switch (ssd.use) {
        case Use::empty:
            verdict.evidence.push_back(
                {sysfs_of(*ssd.drive), "no partition, no file system, nothing mounted"});
            fail_storage(verdict, "ssd-empty", Severity::warning, 0.9);
            break;
        case Use::untold:
            verdict.words = "ssd-untold";
            verdict.needs = "person";
            break;
        case Use::other_data:
            verdict.words = "ssd-other-data";
            verdict.needs = "person";
            break;
        case Use::used:
            verdict.state = State::pass;
            verdict.words = "ssd-used";
            break;
    }
}

}  // namespace

Verdicts root_on_hdd_rules(Snapshot const& snapshot, Expectations const&) {
    auto const& storage = snapshot.storage;
    auto verdict = storage_verdict("root-on-hdd", "/", State::unknown, "no-root");
    auto const* root = find_mount(storage, "/");
    if (root == nullptr || root->drives.empty()) return {verdict};
    std::vector<Drive const*> drives;
    for (auto const& name : root->drives) {
        auto const* drive = find_drive(storage, name);
        if (drive == nullptr) return {verdict};
        drives.push_back(drive);
    }
    verdict.values["drive"] = drive_text(*drives.front());
    for (auto const* drive : drives) {
        verdict.evidence.push_back({"/proc/self/mounts: / lies on", drive_text(*drive)});
    }
    bool const all_disks = std::all_of(drives.begin(), drives.end(),
                                       [](Drive const* drive) { return is_hard_disk(*drive); });
    bool const any_ssd = std::any_of(drives.begin(), drives.end(),
                                     [](Drive const* drive) { return is_ssd(*drive); });
    if (all_disks) {
        verdict.evidence.push_back({sysfs_of(*drives.front()) + "/queue/rotational", "1"});
        judge_ssd(best_ssd(storage), verdict);
    } else if (any_ssd) {
        verdict.state = State::pass;
        verdict.words = "on-ssd";
    } else {
        verdict.words = "kind-untold";
    }
    return {verdict};
}

}  // namespace rigcheck
