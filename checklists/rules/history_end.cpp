// history.unclean-end: did the last run end with a shutdown? Why it did not is for `postmortem`.
#include <algorithm>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"
#include "checklists/rules/history_checks.hpp"
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

constexpr char const* kId = "history.unclean-end";
constexpr double kPattern = 30.0 * 24 * 3600;  // s: older ends say nothing of this machine now
constexpr int kOften = 3;

bool ended_without_shutdown(Boot const& boot) {
    return causes::was_cut(boot) && !boot.suspended_at_end.value_or(false);
}

// "2026-11-20T21:48:05.123456Z" for people.
std::string moment_text(std::string const& utc) {
    if (!seconds_of(utc)) return "?";
    return utc.substr(0, 10) + ' ' + utc.substr(11, 8) + " UTC";
}

struct Runs {
    int unclean = 0, all = 0;
};

// The runs before this one that ended not long before the last.
Runs recent_runs(History const& history) {
    Runs runs;
    auto const end = causes::last_sign_of_life(history);
    for (auto const& boot : history.boots) {
        auto const at = seconds_of(boot.last_at);
        bool const ended = &boot != causes::running_boot(history);
        if (!ended || !at || !end || *end - *at > kPattern) continue;
        ++runs.all;
        if (ended_without_shutdown(boot)) ++runs.unclean;
    }
    return runs;
}

void add_evidence(Verdict& verdict, LastEnd const& last) {
    auto const clean = last.signs.find("clean");
    if (clean != last.signs.end()) verdict.evidence.push_back(clean->second.by);
    auto const& end = last.snapshot.history.previous_end;
    if (!end) return;
    if (end->journal_renamed.value_or(false))
        verdict.evidence.push_back({"journal", "was found not closed"});
    if (end->filesystem_replay.value_or(false))
        verdict.evidence.push_back({"file system", "was found not unmounted"});
    if (end->wtmp_shutdown == false)
        verdict.evidence.push_back({"/var/log/wtmp", "no shutdown before the next start"});
}

// One record alone may have lost its last lines.
double confidence_of(Verdict const& verdict, LastEnd const& last) {
    auto const* const box = causes::black_box_of_end(last.snapshot.history);
    bool const recorded = box != nullptr && box->end == RecordEnd::cut;
    return recorded || verdict.evidence.size() > 1 ? 0.97 : 0.85;
}

Verdict unexpected(LastEnd const& last) {
    auto verdict = verdict_of(kId, "history", State::unknown, "");
    auto const& history = last.snapshot.history;
    auto const& end = history.previous_end;
    add_evidence(verdict, last);
    verdict.values["last"] = moment_text(end ? end->last_sign_at : "");
    verdict.values["next"] = moment_text(end ? end->next_boot_at : "");
    auto const runs = recent_runs(history);
    if (seen(last, "suspended") != nullptr) {
        verdict.words = "asleep";
    } else if (is_portable(last.snapshot.platform)) {
        verdict.words = "battery";
    } else if (runs.unclean >= kOften) {
        verdict.values["runs"] = std::to_string(runs.unclean);
        verdict.values["of"] = std::to_string(runs.all);
        settle_fail(verdict, "often", confidence_of(verdict, last));
    } else {
        settle_fail(verdict, "once", confidence_of(verdict, last));
    }
    return verdict;
}

}  // namespace

Verdict unclean_end(LastEnd const& last) {
    if (last.snapshot.platform.virtualization)
        return verdict_of(kId, "history", State::not_applicable, "virtual");
    auto verdict = verdict_of(kId, "history", State::unknown, "not-known");
    switch (last.diagnosis.ended) {
        case causes::Ended::first_boot:
            return verdict_of(kId, "history", State::not_applicable, "first");
        case causes::Ended::unexpected:
            return unexpected(last);
        case causes::Ended::orderly:
            verdict = verdict_of(kId, "history", State::pass, "orderly");
            add_evidence(verdict, last);
            break;
        case causes::Ended::unknown:
            verdict.needs = history_needs(last.snapshot);
            break;
    }
    return verdict;
}

}  // namespace rigcheck
