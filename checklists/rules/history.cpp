// The family history: how the last run ended, and what the logs say of faults in it.
#include "checklists/rules/history_checks.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {

std::vector<LogMatch const*> recent_lines(Snapshot const& snapshot, std::string_view signature) {
    auto const& boots = snapshot.history.boots;
    std::vector<LogMatch const*> lines;
    for (auto const& match : snapshot.history.log_matches) {
        bool const recent =
            match.boot_id && ((!boots.empty() && match.boot_id == boots[0].boot_id) ||
                              (boots.size() > 1 && match.boot_id == boots[1].boot_id));
        if (recent && match.signature == signature) lines.push_back(&match);
    }
    return lines;
}

bool has_recent_log(Snapshot const& snapshot) {
    return snapshot.history.boots.size() > 1;
}

std::string named(LogMatch const& line, std::string const& name) {
    auto const at = line.values.find(name);
    return at == line.values.end() || at->second.empty() ? "?" : at->second;
}

void add_lines(Verdict& verdict, std::vector<LogMatch const*> const& lines) {
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < lines.size() && i < kShown; ++i) {
        auto const& line = *lines[i];
        verdict.evidence.push_back(
            {line.at.empty() ? "kernel log" : "kernel log " + line.at, line.line});
    }
}

std::optional<std::string> history_needs(Snapshot const& snapshot) {
    for (auto const& gap : snapshot.gaps) {
        if (gap.area != "history") continue;
        if (gap.reason == Missing::needs_group) return "group:adm";
        if (gap.reason == Missing::needs_root) return "root";
    }
    return std::nullopt;
}

Verdict nothing_found(Snapshot const& snapshot, char const* id) {
    bool const looked = has_recent_log(snapshot);
    auto verdict = verdict_of(id, "history", looked ? State::pass : State::unknown,
                              looked ? "none" : "not-known");
    if (!looked) verdict.needs = history_needs(snapshot);
    return verdict;
}

Verdicts history_rules(Snapshot const& snapshot, Expectations const& /*expectations*/) {
    constexpr std::array kChecks{&thermal_shutdown_rules, &machine_check_rules, &gpu_lost_rules,
                                 &kernel_panic_rules,     &out_of_memory_rules, &pcie_errors_rules,
                                 &watchdog_rules};
    auto verdicts = unclean_end_rules(snapshot);
    // Where nothing of an earlier run was kept, one "not known" says it.
    auto const& history = snapshot.history;
    bool const nothing = history.boots.empty() && !history.previous_end &&
                         history.log_matches.empty() && history.pstore.empty() && !history.bert;
    if (nothing) return verdicts;
    for (auto const check : kChecks) {
        for (auto& verdict : check(snapshot)) verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

}  // namespace rigcheck
