#include "probe/utc_now.hpp"
#include "wizard/cli/guide_talk.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

using namespace guides;

class FlowTalk : private StepTalk {
public:
    FlowTalk(Talk& talk, Guide const& flow) : StepTalk(talk), flow_(flow), shown_(&flow) {}

    Left run() {
        if (auto const place = locate(all_guides(), flow_, given()); place.end != nullptr) {
            say_end(*place.end);
            if (!after_the_end()) return Left::ended;
        }
        while (true) {
            auto const place = locate(all_guides(), flow_, given());
            if (place.end != nullptr) {
                say_end(*place.end);
                return Left::ended;
            }
            if (place.guide != shown_) enter(*place.guide);
            place_ = place;
            auto const screen =
                flow_step_screen(all_guides(), place, given(), talk_.eyes.findings());
            if (!at_step(screen)) return Left::quit;
        }
    }

private:
    // The list was gone through before. True to go on with it.
    bool after_the_end() {
        while (true) {
            auto const line = talk_.dialogue.ask(
                '\n' +
                _("This list was gone through before. Start again? (y, n, or b to take the last "
                  "answer back)") +
                ' ');
            if (!line || *line == "n") return false;
            if (*line == "b") {
                take_back(talk_, flow_.id);
                return true;
            }
            if (*line == "y") {
                start_again();
                return true;
            }
            talk_.dialogue.refuse(*line, _("y, n or b"));
        }
    }

    std::vector<Given> const& given() const { return answers_to(talk_.store.session(), flow_.id); }

    void enter(Guide const& guide) {
        shown_ = &guide;
        turn_eyes_to(talk_, guide);
        say_heading(talk_, guide);
    }

    std::string keys(StepScreen const& screen) const override {
        auto text =
            _("Or: s skip (cannot tell, cannot do that), b back, c check again, a accept "
              "what rigcheck sees, l list what was tried, w where this comes from, r start "
              "again, h these keys, q quit.");
        text += ' ' + _("A note may stand behind an answer: 1 82 degrees.");
        if (!screen.codes.empty()) text += ' ' + _("k CODE says what a code means.");
        if (screen.isolate) text += ' ' + _("In another window: rigcheck isolate.");
        return text;
    }

    std::string expected(StepScreen const& screen) const override {
        return fill_in(_("a number from 1 to {}, or one of {}"), screen.choices.size(),
                       "s b c a l w r h q");
    }
    std::string_view word_for_skip() const override { return kUnsure; }

    bool answer(StepScreen const& /*screen*/, std::string const& id,
                std::string const& note) override {
        talk_.store.act(GiveAnswer{flow_.id,
                                   {.guide = place_.guide->id,
                                    .step = place_.step->id,
                                    .answer = id,
                                    .note = note.empty() ? code_ : note,
                                    .at = utc_now()}});
        code_.clear();
        return true;
    }
    void go_back() override { take_back(talk_, flow_.id); }
    void start_again() override { talk_.store.act(StartAgain{flow_.id}); }

    bool own_key(StepScreen const& screen, Reply const& reply) override {
        if (reply.kind == Reply::Kind::code) {
            say_code(screen, reply.text);
        } else {
            talk_.dialogue.refuse("g", expected(screen));
        }
        return false;
    }

    void say_code(StepScreen const& screen, std::string const& code) {
        auto const meant = code_screen(screen, code);
        if (!meant) {
            talk_.dialogue.refuse("k " + code, _("a code where the board shows one: k 55"));
            return;
        }
        talk_.dialogue.say(paragraph("  " + printable(code) + ": ", meant->meaning));
        talk_.dialogue.say(paragraph("  ", meant->about));
        if (!meant->known) return;
        code_ = fill_in(_("code {}"), code);
        auto const which = meant->choice ? fill_in(_("That is answer {}."), *meant->choice + 1)
                                         : _("None of these answers is meant by it; it passes by, "
                                             "or look in the manual.");
        talk_.dialogue.say(paragraph("  ", which));
    }

    void list() override {
        auto const rows = tried_rows(all_guides(), flow_, given());
        if (rows.empty()) talk_.dialogue.say(paragraph("  ", _("Nothing yet.")));
        for (auto const& row : rows) {
            talk_.dialogue.say(paragraph("  " + row.mark + ". ", row.text));
            talk_.dialogue.say(paragraph("     -> ", printable(row.note)));
        }
    }

    void say_end(End const& end) {
        auto const screen = end_screen(end);
        std::string text = "\n" + paragraph("", heading(screen));
        text += paragraph("  ", screen.text) + '\n';
        for (std::size_t i = 0; i < screen.actions.size(); ++i) {
            text += paragraph("  " + std::to_string(i + 1) + ". ", screen.actions[i]);
        }
        talk_.dialogue.say(text);
        if (screen.kind == EndKind::fixed) return;
        talk_.dialogue.say('\n' +
                           paragraph("", fill_in(_("A sheet with all that was tried, to hand over: "
                                                   "rigcheck guide {} --print -o sheet.html"),
                                                 flow_.id)));
    }

    static std::string heading(EndScreen const& screen) {
        if (screen.kind == EndKind::fixed) return _("Fixed, and proven.");
        if (screen.kind == EndKind::suspect) {
            return fill_in(_("The suspect: {} (how sure: {})."), screen.suspect, screen.confidence);
        }
        return _("This is as far as it goes at home.");
    }

    Guide const& flow_;
    Guide const* shown_;
    Place place_;
    std::string code_;  // what the board showed: goes with the next answer
};

}  // namespace

Left talk_through_flow(Talk& talk, Guide const& flow) {
    return FlowTalk(talk, flow).run();
}

}  // namespace rigcheck
