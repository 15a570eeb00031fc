#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wizard/screens/isolate.hpp"
#include "wizard/screens/isolate_refusal.hpp"
#include "wizard/screens/isolate_setup.hpp"

// The search for the faulty part in the window: what is shown of the session's search, and what the
// person does to it. Draws nothing.
namespace rigcheck::gui {

class IsolateDesk {
public:
    using Read = std::function<Session const&()>;
    using Write = std::function<void(Action const&)>;
    IsolateDesk(Read session, Write act);

    // The session changed, or the language did.
    void refresh();

    // Before the search. Until the person says something, the form holds what is known anyhow.
    SearchSetup setup(Snapshot const* seen) const;
    void set_up(SearchSetup const& setup) { said_ = setup; }
    void begin(SearchSetup const& setup);

    // While it runs and when it ended. Empty: none was begun.
    std::optional<IsolateScreen> const& screen() const { return screen_; }
    bool can_take_back() const { return screen_ && !screen_->log.empty(); }
    void record(isolation::Outcome outcome);
    void take_back();

    // "I cannot do that": at once where it means one thing, else the person chooses.
    std::vector<Refusal> const& refusals() const { return refusals_; }
    bool asks_which() const { return asks_which_; }
    void refuse();
    void refuse(Refusal const& refusal);
    void refuse_nothing() { asks_which_ = false; }

    // After a failure, until it is answered or passed over.
    bool asks_seconds() const { return asks_seconds_; }
    static constexpr int kMostSeconds = 100000;
    double seconds = 0;        // as typed
    bool seconds_fit() const;  // 0: not known
    void note_seconds();
    void skip_seconds() { asks_seconds_ = false; }

    // A new search drops the tries of this one, so it is asked for twice.
    bool asks_to_drop() const { return asks_to_drop_; }
    void begin_anew() { asks_to_drop_ = true; }
    void keep() { asks_to_drop_ = false; }
    void drop();

private:
    void act(Action const& action);

    Read session_;
    Write act_;
    std::optional<SearchSetup> said_;
    isolation::Advice advice_;
    std::optional<IsolateScreen> screen_;
    std::vector<Refusal> refusals_;
    bool asks_which_ = false;
    bool asks_seconds_ = false;
    bool asks_to_drop_ = false;
};

}  // namespace rigcheck::gui
