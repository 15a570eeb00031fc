#include "wizard/cli/isolate_talk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "probe/utc_now.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/isolate.hpp"
#include "wizard/screens/isolate_refusal.hpp"

namespace rigcheck {
namespace {

using namespace isolation;

constexpr std::size_t kBarsShown = 5;
constexpr int kBarColumns = 20;

class SearchTalk {
public:
    SearchTalk(Dialogue& dialogue, SessionStore& store) : dialogue_(dialogue), store_(store) {}

    void run() {
        if (ended(advise(search()).phase) && !after_the_end()) return;
        while (true) {
            auto const advice = advise(search());
            auto const screen = isolate_screen(search(), advice);
            say_screen(screen);
            if (ended(advice.phase)) return;
            if (!one_try(advice, screen)) {
                dialogue_.say(
                    paragraph("", _("All tries are kept; rigcheck isolate goes on here.")));
                return;
            }
        }
    }

private:
    // The search had ended when it was left. True to go on with it.
    bool after_the_end() {
        auto const advice = advise(search());
        say_screen(isolate_screen(search(), advice));
        while (true) {
            auto const line = dialogue_.ask(_("b takes the last try back, q leaves it as it is; "
                                              "rigcheck isolate --restart begins "
                                              "a new search.") +
                                            " > ");
            if (!line || *line == "q") return false;
            if (*line == "b") {
                store_.act(TakeBackTrial{});
                return true;
            }
            dialogue_.refuse(*line, _("b or q"));
        }
    }

    Search const& search() const { return store_.session().search.value(); }

    void say_screen(IsolateScreen const& screen) {
        std::string text = '\n' + paragraph("", screen.headline);
        for (auto const& hand : screen.hands) text += paragraph("  - ", hand);
        text += paragraph("  ", screen.why);
        for (auto const& warning : screen.warnings) text += paragraph("  ! ", warning);
        if (!ended(screen.phase)) text += paragraph("  ", screen.time);
        text += bars(screen);
        for (std::size_t i = 0; i < screen.actions.size(); ++i) {
            text += paragraph(fmt::format("  {}. ", i + 1), screen.actions[i]);
        }
        if (ended(screen.phase)) text += log_text(screen);
        dialogue_.say(text);
    }

    static std::string bars(IsolateScreen const& screen) {
        std::string text = '\n' + _("Suspected") + '\n';
        for (std::size_t i = 0; i < std::min(kBarsShown, screen.bars.size()); ++i) {
            auto const& bar = screen.bars[i];
            auto const length = static_cast<std::size_t>(std::lround(bar.share * kBarColumns));
            text += fmt::format("  {:3} %  {}  {}\n", std::lround(bar.share * 100),
                                fit(std::string(length, '#'), kBarColumns), printable(bar.part));
        }
        return text + '\n';
    }

    static std::string log_text(IsolateScreen const& screen) {
        std::string text = '\n' + _("The tries") + '\n';
        for (auto const& line : screen.log) text += paragraph("  ", line);
        return text;
    }

    // False when the person stops.
    bool one_try(Advice const& advice, IsolateScreen const& screen) {
        say_keys(advice);
        while (true) {
            auto const line = dialogue_.ask("> ");
            if (!line || *line == "q") return false;
            if (*line == "1") return record(advice, Outcome::failed);
            if (*line == "2") return record(advice, Outcome::passed);
            if (*line == "3") return record(advice, Outcome::odd);
            if (*line == "b") {
                store_.act(TakeBackTrial{});
                return true;
            }
            if (*line == "l") {
                dialogue_.say(log_text(screen));
            } else if (*line == "x") {
                return leave_alone(advice);
            } else {
                dialogue_.refuse(*line, _("1, 2, 3, or one of x b l q"));
            }
        }
    }

    void say_keys(Advice const& advice) {
        std::string text = paragraph("  1  ", _("It failed as before"));
        text += paragraph("  2  ", _("It held"));
        text += paragraph("  3  ", _("Something else happened"));
        text += paragraph("  ", advice.phase == Phase::reseat
                                    ? _("Or: x skip this (done already), b take the last try "
                                        "back, l list the tries, q quit.")
                                    : _("Or: x I cannot do that, b take the last try back, l list "
                                        "the tries, q quit."));
        dialogue_.say(text);
    }

    bool record(Advice const& advice, Outcome outcome) {
        auto trial = proposed_trial(search(), advice);
        trial.outcome = outcome;
        trial.at = utc_now();
        store_.act(RecordTrial{trial});
        return outcome != Outcome::failed || ask_seconds();
    }

    // The outcome is saved already; this is more detail.
    bool ask_seconds() {
        constexpr int kMost = 100000;
        while (auto const line =
                   dialogue_.ask(_("After how many seconds? (0 if you do not know)") + ' ')) {
            int seconds = 0;
            auto const* const end = line->data() + line->size();
            auto const [at, error] = std::from_chars(line->data(), end, seconds);
            if (error == std::errc() && at == end && seconds >= 0 && seconds <= kMost) {
                if (seconds > 0) store_.act(NoteSeconds{seconds});
                return true;
            }
            dialogue_.refuse(*line, fill_in(_("a number from 0 to {}"), kMost));
        }
        return false;
    }

    bool leave_alone(Advice const& advice) {
        auto const choices = refusals(search(), advice);
        if (choices.empty()) {
            dialogue_.say(paragraph(
                "  ", _("No part has to come out for this try. q stops, and keeps all tries.")));
            return true;
        }
        auto const* chosen = &choices.front();
        if (choices.size() > 1 && !ask_which(choices, chosen)) return false;
        store_.act(chosen->action);
        return true;
    }

    bool ask_which(std::vector<Refusal> const& choices, Refusal const*& chosen) {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            dialogue_.say(paragraph(fmt::format("  {}  ", i + 1), choices[i].part));
        }
        while (auto const line = dialogue_.ask(_("Which one has to stay?") + ' ')) {
            for (std::size_t i = 0; i < choices.size(); ++i) {
                if (*line != std::to_string(i + 1)) continue;
                chosen = &choices[i];
                return true;
            }
            dialogue_.refuse(*line, fill_in(_("a number from 1 to {}"), choices.size()));
        }
        return false;
    }

    Dialogue& dialogue_;
    SessionStore& store_;
};

}  // namespace

void talk_through_search(Dialogue& dialogue, SessionStore& store) {
    SearchTalk(dialogue, store).run();
}

}  // namespace rigcheck
