// storage.trim: whether SSDs are told which blocks are free again.
#include <algorithm>

#include "checklists/rules/storage_checks.hpp"

namespace rigcheck {
namespace {

struct Trim {
    State state;
    char const* words;
};

// Empty where the question does not arise: no SSD, or a pool that looks after itself.
std::optional<Trim> judge(Storage const& storage, Filesystem const& filesystem) {
    if (filesystem.read_only || filesystem.drives.empty()) return std::nullopt;
    bool supported = true;
    for (auto const& name : filesystem.drives) {
        auto const* drive = find_drive(storage, name);
        if (drive == nullptr || !is_ssd(*drive)) return std::nullopt;
        supported = supported && drive->discard_max_bytes.value_or(0) > 0;
    }
    if (!supported) return Trim{State::not_applicable, "unsupported"};
    if (filesystem.discard_max_bytes == 0U) return Trim{State::fail, "blocked"};
    if (filesystem.discard || storage.trim_timer == true) return Trim{State::pass, "active"};
    if (!storage.trim_timer) return Trim{State::unknown, "no-systemd"};
    return Trim{State::fail, "off"};
}

bool same(Trim const& trim, Verdict const& verdict) {
    return verdict.words == trim.words;
}

}  // namespace

// One verdict for all mount points that fare alike.
Verdicts trim_rules(Snapshot const& snapshot, Expectations const&) {
    auto const& storage = snapshot.storage;
    Verdicts verdicts;
    for (auto const& filesystem : storage.filesystems) {
        auto const trim = judge(storage, filesystem);
        if (!trim) continue;
        auto const before =
            std::find_if(verdicts.begin(), verdicts.end(),
                         [&](Verdict const& verdict) { return same(*trim, verdict); });
        if (before != verdicts.end()) {
            before->values["mounts"] += ", " + filesystem.mount;
            continue;
        }
        auto verdict = storage_verdict("trim", filesystem.mount, trim->state, trim->words);
        verdict.values["mounts"] = filesystem.mount;
        verdict.evidence = {{"/proc/self/mounts, " + filesystem.mount,
                             filesystem.discard ? "discard" : "no discard"}};
        if (storage.trim_timer) {
            verdict.evidence.push_back(
                {"fstrim.timer", *storage.trim_timer ? "enabled" : "not enabled"});
        }
        if (trim->state == State::fail) fail_storage(verdict, trim->words, Severity::notice, 0.85);
        verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty())
        verdicts.push_back(storage_verdict("trim", "storage", State::not_applicable, "no-ssd"));
    return verdicts;
}

}  // namespace rigcheck
