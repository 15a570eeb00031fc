// history.unclean-end: did the last run end with a shutdown? Why it did not is for `postmortem`.
#include <algorithm>

#include "checklists/causes/diagnosis.hpp"
#include "checklists/rules/history_checks.hpp"

namespace rigcheck {
namespace {

constexpr char const* kId = "history.unclean-end";

bool ended_without_shutdown(Boot const& boot) {
    bool const known = boot.journal_stopped && boot.shutdown_started;
    return known && !*boot.journal_stopped && !*boot.shutdown_started &&
           !boot.suspended_at_end.value_or(false);
}

// Of the runs before this one.
int unclean_runs(History const& history) {
    if (history.boots.empty()) return 0;
    return static_cast<int>(
        std::count_if(history.boots.begin() + 1, history.boots.end(), ended_without_shutdown));
}

void add_evidence(Verdict& verdict, Snapshot const& snapshot, causes::Signs const& signs) {
    auto const clean = signs.find("clean");
    if (clean != signs.end()) verdict.evidence.push_back(clean->second.by);
    auto const& end = snapshot.history.previous_end;
    if (!end) return;
    if (end->journal_renamed.value_or(false))
        verdict.evidence.push_back({"journal", "was not closed"});
    if (end->filesystem_replay.value_or(false))
        verdict.evidence.push_back({"file system", "was not unmounted"});
    verdict.values["last"] = end->last_sign_at;
    verdict.values["next"] = end->next_boot_at;
}

bool is_confirmed(Snapshot const& snapshot) {
    auto const& end = snapshot.history.previous_end;
    auto const* const box = causes::black_box_of_end(snapshot.history);
    return (end &&
            (end->journal_renamed.value_or(false) || end->filesystem_replay.value_or(false))) ||
           (box != nullptr && box->end == RecordEnd::cut);
}

Verdict unexpected(Snapshot const& snapshot, causes::Signs const& signs) {
    auto verdict = verdict_of(kId, "history", State::unknown, "");
    add_evidence(verdict, snapshot, signs);
    verdict.values.try_emplace("last", "?");
    verdict.values.try_emplace("next", "?");
    double const confidence = is_confirmed(snapshot) ? 0.97 : 0.9;
    int const runs = unclean_runs(snapshot.history);
    auto const asleep = signs.find("suspended");
    if (asleep != signs.end() && asleep->second.yes) {
        settle_fail(verdict, "asleep", confidence);
    } else if (runs > 1) {
        verdict.values["runs"] = std::to_string(runs);
        verdict.values["of"] = std::to_string(snapshot.history.boots.size() - 1);
        settle_fail(verdict, "often", confidence, Severity::warning);
    } else {
        settle_fail(verdict, "once", confidence);
    }
    return verdict;
}

}  // namespace

Verdicts unclean_end_rules(Snapshot const& snapshot) {
    if (snapshot.platform.virtualization)
        return {verdict_of(kId, "history", State::not_applicable, "virtual")};
    auto const signs = causes::signs_of(snapshot, {});
    switch (causes::diagnose(snapshot, {}).ended) {
        case causes::Ended::first_boot:
            return {verdict_of(kId, "history", State::not_applicable, "first")};
        case causes::Ended::orderly: {
            auto verdict = verdict_of(kId, "history", State::pass, "orderly");
            add_evidence(verdict, snapshot, signs);
            return {verdict};
        }
        case causes::Ended::unexpected:
            return {unexpected(snapshot, signs)};
        case causes::Ended::unknown:
            break;
    }
    auto verdict = verdict_of(kId, "history", State::unknown, "not-known");
    verdict.needs = history_needs(snapshot);
    return {verdict};
}

}  // namespace rigcheck
