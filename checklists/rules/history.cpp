// The family history: how the last run ended, and what the logs say of faults in it.
#include <algorithm>

#include "checklists/causes/signs.hpp"
#include "checklists/rules/history_checks.hpp"
#include "checklists/rules/rules.hpp"

namespace rigcheck {

Lines recent_lines(Snapshot const& snapshot, std::vector<std::string_view> const& signatures) {
    auto const& history = snapshot.history;
    auto const last = causes::id_of_end(history);
    auto const* const running = causes::running_boot(history);
    auto const now = running == nullptr ? last : running->boot_id;
    Lines lines;
    for (auto const& match : history.log_matches) {
        bool const recent = match.boot_id && (match.boot_id == last || match.boot_id == now);
        bool const wanted =
            std::find(signatures.begin(), signatures.end(), match.signature) != signatures.end();
        if (recent && wanted) lines.push_back(&match);
    }
    return lines;
}

std::string named(LogMatch const& line, std::string const& name) {
    auto const at = line.values.find(name);
    return at == line.values.end() || at->second.empty() ? "?" : at->second;
}

bool is_external(Snapshot const& snapshot, std::string const& address) {
    auto const& functions = snapshot.pcie.functions;
    return std::any_of(functions.begin(), functions.end(), [&](PcieFunction const& function) {
        return function.address.starts_with(address) && function.removable == "removable";
    });
}

void add_lines(Verdict& verdict, Lines const& lines) {
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < lines.size() && i < kShown; ++i) {
        auto const& line = *lines[i];
        verdict.evidence.push_back(
            {line.at.empty() ? "kernel log" : "kernel log " + line.at, line.line});
    }
}

Evidence const* seen(LastEnd const& end, std::string const& sign) {
    auto const at = end.signs.find(sign);
    return at == end.signs.end() || !at->second.yes ? nullptr : &at->second.by;
}

causes::Suspect const* find_suspect(LastEnd const& end, std::string_view cause) {
    auto const& suspects = end.diagnosis.suspects;
    auto const at = std::find_if(suspects.begin(), suspects.end(),
                                 [&](auto const& suspect) { return suspect.cause->id == cause; });
    return at == suspects.end() ? nullptr : &*at;
}

bool is_established(LastEnd const& end, std::string_view cause) {
    auto const* const suspect = find_suspect(end, cause);
    return suspect != nullptr && suspect->word == causes::Word::established;
}

std::optional<std::string> history_needs(Snapshot const& snapshot) {
    for (auto const& gap : snapshot.gaps) {
        if (gap.area != "history") continue;
        if (gap.reason == Missing::needs_group) return "group:adm";
        if (gap.reason == Missing::needs_root) return "root";
    }
    return std::nullopt;
}

Verdict nothing_found(LastEnd const& end, char const* id, About about) {
    auto const& history = end.snapshot.history;
    bool const of_last = causes::has_kernel_log(causes::previous_boot(history));
    bool const of_now = causes::has_kernel_log(causes::running_boot(history));
    auto const say = [&](State state, char const* words) {
        return verdict_of(id, "history", state, words);
    };
    if (of_last || (of_now && about == About::both_runs)) return say(State::pass, "none");
    if (end.diagnosis.ended == causes::Ended::first_boot)
        return say(State::not_applicable, "first");
    auto const needs = history_needs(end.snapshot);
    if (!needs) return say(State::not_applicable, "not-kept");
    auto verdict = say(State::unknown, "not-known");
    verdict.needs = needs;
    return verdict;
}

Verdicts history_rules(Snapshot const& snapshot, Expectations const& /*expectations*/) {
    constexpr std::array kChecks{&unclean_end,  &thermal_shutdown, &machine_check, &gpu_lost,
                                 &kernel_panic, &out_of_memory,    &pcie_errors,   &watchdog};
    LastEnd const end{snapshot, causes::signs_of(snapshot, {}), causes::diagnose(snapshot, {})};
    Verdicts verdicts;
    for (auto const check : kChecks) verdicts.push_back(check(end));
    return verdicts;
}

}  // namespace rigcheck
