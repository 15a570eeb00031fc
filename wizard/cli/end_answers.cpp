#include "wizard/cli/end_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "wizard/cli/commands.hpp"
#include "wizard/cli/open_session.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/postmortem.hpp"

namespace rigcheck {
namespace {

constexpr char const* kUnnamedEnd = "this end";

class EndTalk {
public:
    EndTalk(Dialogue& dialogue, Snapshot const& snapshot, EndAnswers& answers)
        : dialogue_(dialogue), snapshot_(snapshot), answers_(answers) {}

    void run() {
        while (true) {
            auto const screen = postmortem_screen(snapshot_, answers_.given());
            auto const* const question = next_of(screen);
            if (question == nullptr) {
                dialogue_.say(paragraph("", asked_.empty() && skipped_.empty()
                                                ? _("There is nothing to ask.")
                                                : _("That is all that you can tell.")) +
                              '\n');
                return;
            }
            if (!ask(*question)) return;
        }
    }

private:
    // The one that tells most; when that was skipped, any other that is open.
    QuestionRow const* next_of(PostmortemScreen const& screen) const {
        auto const* const next = find_question(screen, screen.next_question);
        if (next == nullptr || !skipped_.contains(next->id)) return next;
        auto const open = std::find_if(
            screen.questions.begin(), screen.questions.end(),
            [&](auto const& row) { return row.given.empty() && !skipped_.contains(row.id); });
        return open == screen.questions.end() ? nullptr : &*open;
    }

    // False when the person stops.
    bool ask(QuestionRow const& question) {
        std::string text = '\n' + paragraph("", question.text);
        for (std::size_t i = 0; i < question.answers.size(); ++i)
            text += paragraph(fmt::format("  {}  ", i + 1), question.answers[i].text);
        text += paragraph("  ", _("A number; s skips, b takes the last answer back, q stops."));
        dialogue_.say(text);
        while (auto const line = dialogue_.ask("> ")) {
            if (*line == "q") return false;
            if (*line == "s" || line->empty()) {
                skipped_.insert(question.id);
                return true;
            }
            if (*line == "b") {
                take_back();
                return true;
            }
            for (std::size_t i = 0; i < question.answers.size(); ++i) {
                if (*line != std::to_string(i + 1)) continue;
                answers_.tell(question.id, question.answers[i].id);
                asked_.push_back(question.id);
                return true;
            }
            dialogue_.refuse(
                *line, fill_in(_("a number from 1 to {}, s, b or q"), question.answers.size()));
        }
        return false;
    }

    void take_back() {
        if (asked_.empty()) return;
        answers_.forget(asked_.back());
        skipped_.erase(asked_.back());
        asked_.pop_back();
    }

    Dialogue& dialogue_;
    Snapshot const& snapshot_;
    EndAnswers& answers_;
    std::vector<std::string> asked_;
    std::set<std::string> skipped_;
};

}  // namespace

EndAnswers::EndAnswers(Snapshot const& snapshot, LookAt const& at, std::string const& named,
                       bool change)
    : end_(end_key(snapshot)) {
    bool const kept = !end_.empty() && (at.this_machine() || !named.empty());
    if (end_.empty()) end_ = kUnnamedEnd;
    if (!kept) return;
    if (change) {
        store_.emplace(session_file(named));
        say_set_aside(*store_);
    } else {
        session_ = known_session(at, named);
    }
}

causes::Answers const& EndAnswers::given() const {
    return told_of_end(store_ ? store_->session() : session_, end_);
}

void EndAnswers::tell(std::string const& question, std::string const& answer) {
    act(TellOfEnd{end_, question, answer});
}

void EndAnswers::forget(std::string const& question) {
    act(ForgetOfEnd{end_, question});
}

void EndAnswers::act(Action const& action) {
    if (store_)
        store_->act(action);
    else
        session_ = rigcheck::act(std::move(session_), action);
}

void tell(EndAnswers& answers, std::vector<std::string> const& told) {
    for (auto const& text : told) {
        auto const equals = text.find('=');
        if (equals == std::string::npos)
            throw UsageError(fill_in(_("--answer {}: expected QUESTION=ANSWER"), text));
        auto const question = text.substr(0, equals);
        auto const answer = text.substr(equals + 1);
        if (answer.empty() && causes::find_question(question) != nullptr) {
            answers.forget(question);
            continue;
        }
        if (auto const wrong = causes::complaint({{question, answer}}); !wrong.empty())
            throw UsageError("--answer " + wrong);
        answers.tell(question, answer);
    }
}

void ask_about_end(Dialogue& dialogue, Snapshot const& snapshot, EndAnswers& answers) {
    EndTalk(dialogue, snapshot, answers).run();
}

}  // namespace rigcheck
