#include "wizard/screens/black_box.hpp"

#include <algorithm>

#include "checklists/causes/evidence.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

std::vector<std::string> notes_on(BlackBoxRun const& run) {
    std::vector<std::string> notes{fill_in(_("It recorded {} of the run that ended, until {}."),
                                           span_text(run.recorded_s), clock_text(run.last_at))};
    if (run.damaged_slots > 0)
        notes.push_back(fill_in(
            translate_plural("{} record is damaged and was left out.",
                             "{} records are damaged and were left out.", run.damaged_slots),
            run.damaged_slots));
    if (run.lost_samples > 0)
        notes.push_back(
            fill_in(_("The drive was too slow for {} of its samples."), run.lost_samples));
    if (run.end == RecordEnd::cut)
        notes.push_back(
            _("A drive that ignores flushing may have lost the last records before the cut."));
    if (run.end == RecordEnd::service)
        notes.push_back(_("It was stopped before the end, so it did not see the end itself."));
    return notes;
}

bool is_running(History const& history) {
    if (!history.blackbox) return false;
    auto const& runs = history.blackbox->runs;
    return std::any_of(runs.begin(), runs.end(),
                       [](BlackBoxRun const& run) { return run.end == RecordEnd::running; });
}

}  // namespace

BlackBoxState black_box_state(History const& history) {
    BlackBoxState state;
    state.running = is_running(history);
    auto const* const run = causes::black_box_of_end(history);
    if (run != nullptr) state.notes = notes_on(*run);
    if (state.running) {
        state.words = _("The black box is on: it records this run, second by second.");
        return state;
    }
    state.words = run != nullptr
                      ? _("The black box is off now.")
                      : _("The black box is off. Switched on, it writes temperatures, watts and "
                          "what the kernel says to the drive every second, so that the next end "
                          "leaves its last second behind.");
    state.how_on = {
        _("As a service, from start to start until an unexpected end was recorded: sudo systemctl "
          "enable --now rigcheck-record rigcheck-ledger"),
        _("Without installing anything, in a terminal that stays open: rigcheck record")};
    return state;
}

}  // namespace rigcheck
