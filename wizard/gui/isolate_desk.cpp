#include "wizard/gui/isolate_desk.hpp"

#include "probe/utc_now.hpp"

namespace rigcheck::gui {

using namespace isolation;

IsolateDesk::IsolateDesk(Read session, Write act)
    : session_(std::move(session)), act_(std::move(act)) {}

void IsolateDesk::refresh() {
    auto const& search = session_().search;
    screen_.reset();
    refusals_.clear();
    if (!search) return;
    advice_ = advise(*search);
    screen_ = isolate_screen(*search, advice_);
    refusals_ = rigcheck::refusals(*search, advice_);
}

// The tries may have changed with any action, so no question about an earlier one stays open.
void IsolateDesk::act(Action const& action) {
    asks_which_ = false;
    asks_seconds_ = false;
    asks_to_drop_ = false;
    act_(action);
}

SearchSetup IsolateDesk::setup(Snapshot const* seen) const {
    return said_ ? *said_ : first_setup(session_(), seen);
}

void IsolateDesk::begin(SearchSetup const& setup) {
    act(StartSearch{make_search(setup)});
}

void IsolateDesk::record(Outcome outcome) {
    auto const& search = session_().search;
    if (!search || ended(advice_.phase)) return;
    auto trial = proposed_trial(*search, advice_);
    trial.outcome = outcome;
    trial.at = utc_now();
    auto const tries = search->trials.size();
    act(RecordTrial{trial});
    seconds = 0;
    auto const& now = session_().search;
    bool const recorded = now && now->trials.size() > tries;
    asks_seconds_ = recorded && outcome == Outcome::failed;
}

void IsolateDesk::take_back() {
    act(TakeBackTrial{});
}

void IsolateDesk::refuse() {
    if (refusals_.size() == 1) {
        refuse(Refusal(refusals_.front()));
    } else {
        asks_which_ = !refusals_.empty();
    }
}

void IsolateDesk::refuse(Refusal const& refusal) {
    act(Action(refusal.action));
}

bool IsolateDesk::seconds_fit() const {
    return seconds >= 0 && seconds <= kMostSeconds;
}

void IsolateDesk::note_seconds() {
    if (!seconds_fit()) return;
    auto const whole = static_cast<int>(seconds);
    asks_seconds_ = false;
    if (whole > 0) act(NoteSeconds{whole});
}

void IsolateDesk::drop() {
    act(DropSearch{});
}

}  // namespace rigcheck::gui
