#include "checklists/causes/earlier_end.hpp"

#include <algorithm>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"

namespace rigcheck::causes {
namespace {

// The later of journal and black box.
std::string last_sign_of(History const& history, Boot const& boot) {
    auto last = boot.last_at;
    if (!history.blackbox) return last;
    for (auto const& run : history.blackbox->runs) {
        bool const later = seconds_of(run.last_at).value_or(0) > seconds_of(last).value_or(0);
        if (run.boot_id == boot.boot_id && later) last = run.last_at;
    }
    return last;
}

}  // namespace

std::vector<std::size_t> ended_runs(History const& history) {
    auto const last = id_of_end(history);
    std::vector<std::size_t> runs;
    for (std::size_t i = 0; i < history.boots.size(); ++i) {
        if (!runs.empty() || history.boots[i].boot_id == last) runs.push_back(i);
    }
    return runs;
}

std::optional<Snapshot> as_of_end(Snapshot const& snapshot, std::size_t run) {
    auto const runs = ended_runs(snapshot.history);
    if (std::find(runs.begin(), runs.end(), run) == runs.end()) return std::nullopt;
    auto out = snapshot;
    if (run == runs.front()) return out;
    auto const& boots = snapshot.history.boots;
    auto& history = out.history;
    history.previous_end = PreviousEnd{};
    history.previous_end->boot_id = boots[run].boot_id;
    history.previous_end->last_sign_at = last_sign_of(history, boots[run]);
    history.previous_end->next_boot_at = boots[run - 1].first_at;
    history.bert.reset();
    history.boots.erase(history.boots.begin(),
                        history.boots.begin() + static_cast<std::ptrdiff_t>(run - 1));
    return out;
}

}  // namespace rigcheck::causes
