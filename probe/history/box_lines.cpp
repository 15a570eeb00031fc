#include "probe/history/box_lines.hpp"

#include <algorithm>

#include "probe/history/signatures.hpp"

namespace rigcheck {
namespace {

std::vector<LogMatch> lost_lines(BlackBoxRun const& run, Boot const& boot) {
    std::vector<LogMatch> lines;
    for (auto const& event : run.events) {
        if (event.kind != "kernel" || event.at <= boot.last_at) continue;
        auto match = match_signature(event.text);
        if (!match) continue;
        lines.push_back({.signature = std::move(match->id),
                         .boot_id = boot.boot_id,
                         .at = event.at,
                         .boot_s = {},
                         .line = event.text,
                         .values = std::move(match->values)});
    }
    return lines;
}

// Behind the lines of the same run, or where the next run's begin.
auto place_of(std::vector<LogMatch> const& matches, Boot const& boot) {
    auto const own = std::find_if(matches.rbegin(), matches.rend(), [&](LogMatch const& match) {
        return match.boot_id == boot.boot_id;
    });
    if (own != matches.rend()) return own.base();
    return std::find_if(matches.begin(), matches.end(),
                        [&](LogMatch const& match) { return match.at > boot.last_at; });
}

}  // namespace

void add_lines_of_black_box(History& history) {
    if (!history.blackbox) return;
    for (auto const& boot : history.boots) {
        auto const& runs = history.blackbox->runs;
        auto const run = std::find_if(runs.begin(), runs.end(), [&](BlackBoxRun const& each) {
            return each.boot_id == boot.boot_id;
        });
        if (boot.is_running || run == runs.end()) continue;
        auto lines = lost_lines(*run, boot);
        auto& matches = history.log_matches;
        matches.insert(place_of(matches, boot), std::make_move_iterator(lines.begin()),
                       std::make_move_iterator(lines.end()));
    }
}

}  // namespace rigcheck
