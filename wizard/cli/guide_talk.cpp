#include "wizard/cli/guide_talk.hpp"

#include <algorithm>
#include <map>

#include "checklists/changes/changes.hpp"
#include "probe/utc_now.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/changes.hpp"

namespace rigcheck {
namespace {

std::string state_word(State state) {
    switch (state) {
        case State::pass:
            return _("fine");
        case State::fail:
            return _("wrong");
        case State::unknown:
            return _("cannot tell");
        case State::not_applicable:
            return _("nothing to look at");
        case State::accepted:
            return _("accepted");
    }
    return {};
}

bool is_number(std::string const& text) {
    return !text.empty() && text.size() < 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void say_step(Talk& talk, StepScreen const& screen, std::string const& keys) {
    std::string text = '\n' + paragraph("", screen.progress + ": " + screen.minutes) + '\n';
    text += paragraph("  ", screen.text);
    auto const add = [&](std::string const& label, std::string const& value) {
        if (!value.empty()) text += paragraph("  ", label + ": " + value);
    };
    add(_("Why"), screen.why);
    add(_("You should see"), screen.expect);
    std::string tools;
    for (auto const& tool : screen.tools) tools += (tools.empty() ? "" : ", ") + tool;
    add(_("You need"), tools);
    add(_("Take care"), screen.risk);
    add(_("To undo it"), screen.undo);
    for (auto const& seen : screen.seen) {
        add(fill_in(_("rigcheck sees ({})"), state_word(seen.state)), printable(seen.text));
    }
    if (!screen.seen.empty() && talk.eyes.open()) {
        text += paragraph("  ", fill_in(_("Seen at {}."), talk.eyes.snapshot().taken_at));
    }
    add(_("You said"), printable(screen.said));
    text += '\n';
    for (std::size_t i = 0; i < screen.choices.size(); ++i) {
        auto const& choice = screen.choices[i];
        auto line = choice.text;
        if (screen.points_to == choice.id) line += ' ' + _("(what rigcheck sees speaks for this)");
        text += paragraph("  " + std::to_string(i + 1) + "  ", line);
    }
    if (!talk.keys_known) text += paragraph("  ", keys);
    talk.keys_known = true;
    talk.dialogue.say(text);
}

void say_source(Talk& talk, StepScreen const& screen) {
    talk.dialogue.say(paragraph("  ", fill_in(_("Step {}, from: {}"), screen.id, screen.source)));
}

// Looks at the machine once more, or says why it does not.
void look_again(Talk& talk) {
    if (talk.eyes.open()) {
        talk.eyes.look_again(talk.store.session());
        return;
    }
    talk.dialogue.say(
        paragraph("  ", _("rigcheck does not look here: this list is about a machine that is off. "
                          "--root or --snapshot names one to look at.")));
}

// A script gives the reason on the next line. Empty optional when the input ended.
std::optional<std::string> ask_reason(Talk& talk) {
    return talk.dialogue.ask(_("Why, in a few words?") + ' ');
}

// Accepts failed findings among these, each with a reason.
void accept_failed(Talk& talk, std::vector<Seen> const& seen) {
    std::vector<Finding const*> failed;
    for (auto const& finding : talk.eyes.findings()) {
        bool const shown = finding.state == State::fail &&
                           std::any_of(seen.begin(), seen.end(), [&](Seen const& candidate) {
                               return candidate.finding == finding.id;
                           });
        if (shown) failed.push_back(&finding);
    }
    if (failed.empty()) {
        talk.dialogue.say(paragraph("  ", _("Nothing that rigcheck sees here is wrong.")));
        return;
    }
    if (!talk.eyes.of_session()) {
        talk.dialogue.say(paragraph(
            "  ", _("This is another machine's capture. Name a --session for it to accept what it "
                    "shows.")));
        return;
    }
    for (auto const* finding : failed) {
        talk.dialogue.say(paragraph("  ", finding->title + " (" + finding->id + ')'));
        auto const reason = talk.dialogue.ask(
            _("You know it and live with it: why? (an empty line leaves it)") + ' ');
        if (!reason || reason->empty()) continue;
        talk.store.act(AcceptFinding{
            {.id = finding->id, .subject = finding->subject, .reason = *reason, .at = utc_now()}});
    }
    talk.eyes.look_again(talk.store.session());
}

}  // namespace

void Eyes::look_for(guides::Guide const& guide, Session const& session) {
    snapshot_.reset();
    findings_.clear();
    if (may_look_ && about_this_computer(guide)) look_again(session);
}

void Eyes::look_again(Session const& session) {
    if (!may_look_) return;
    snapshot_ = look(at_);
    if (of_session_) expectations_.baseline = session.baseline;
    findings_ =
        judge(*snapshot_, expectations_, of_session_ ? session.accepted : std::vector<Accepted>{});
}

void turn_eyes_to(Talk& talk, guides::Guide const& guide) {
    bool const here = guide.machine == guides::Where::here;
    bool const unclear = talk.was_off && !talk.asked_whose && here && talk.eyes.may_look() &&
                         talk.eyes.is_this_computer();
    if (unclear) {
        talk.asked_whose = true;
        auto const question =
            _("The next list looks at the machine. Is this computer the one with the trouble?");
        if (!ask_yes(talk, '\n' + question).value_or(false)) talk.eyes.close_for_good();
    }
    if (!here) talk.was_off = true;
    talk.eyes.look_for(guide, talk.store.session());
}

Left talk_through(Talk& talk, guides::Guide const& guide) {
    turn_eyes_to(talk, guide);
    say_heading(talk, guide);
    if (talk.eyes.open() && talk.eyes.of_session()) say_changes(talk);
    return guide.kind == guides::Kind::flow ? talk_through_flow(talk, guide)
                                            : talk_through_checklist(talk, guide);
}

Reply read_reply(std::string const& line, std::vector<Choice> const& choices) {
    using Kind = Reply::Kind;
    auto const blank = line.find(' ');
    auto const word = line.substr(0, blank);
    auto const rest = blank == std::string::npos ? std::string() : line.substr(blank + 1);
    if (is_number(word)) {
        auto const number = std::stoul(word);
        if (number < 1 || number > choices.size()) return {};
        return {.kind = Kind::choice, .text = choices[number - 1].id, .note = rest};
    }
    for (auto const& choice : choices) {
        if (word == choice.id) return {.kind = Kind::choice, .text = choice.id, .note = rest};
    }
    static std::map<std::string, Kind> const letters{
        {"b", Kind::back},    {"s", Kind::skip},   {"c", Kind::again},  {"l", Kind::list},
        {"g", Kind::go},      {"a", Kind::accept}, {"w", Kind::source}, {"k", Kind::code},
        {"r", Kind::restart}, {"h", Kind::help},   {"q", Kind::quit}};
    auto const letter = letters.find(word);
    if (letter == letters.end()) return {};
    return {.kind = letter->second, .text = rest, .note = {}};
}

bool StepTalk::at_step(StepScreen const& screen) {
    say_step(talk_, screen, keys(screen));
    while (true) {
        auto const line = talk_.dialogue.ask("> ");
        if (!line) return false;
        auto const then = take(screen, *line);
        if (then != Then::ask) return then == Then::go_on;
    }
}

StepTalk::Then StepTalk::take(StepScreen const& screen, std::string const& line) {
    auto const reply = read_reply(line, screen.choices);
    switch (reply.kind) {
        case Reply::Kind::choice:
            return answer(screen, reply.text, reply.note) ? Then::go_on : Then::stop;
        case Reply::Kind::skip:
            return skip(screen, reply.text);
        case Reply::Kind::back:
            go_back();
            return Then::go_on;
        case Reply::Kind::restart:
            if (ask_yes(talk_, _("All answers to this list are dropped. Sure?")).value_or(false)) {
                start_again();
            }
            return Then::go_on;
        case Reply::Kind::again:
            look_again(talk_);
            return Then::go_on;
        case Reply::Kind::accept:
            accept_failed(talk_, screen.seen);
            return Then::go_on;
        case Reply::Kind::list:
            list();
            return Then::ask;
        case Reply::Kind::source:
            say_source(talk_, screen);
            return Then::ask;
        case Reply::Kind::help:
            talk_.dialogue.say(paragraph("  ", keys(screen)));
            return Then::ask;
        case Reply::Kind::go:
        case Reply::Kind::code:
            return own_key(screen, reply) ? Then::go_on : Then::ask;
        case Reply::Kind::quit:
            return Then::stop;
        case Reply::Kind::other:
            break;
    }
    talk_.dialogue.refuse(line, expected(screen));
    return Then::ask;
}

// "s no screwdriver", or s and the reason when asked. Input that ends at the question still skips.
StepTalk::Then StepTalk::skip(StepScreen const& screen, std::string const& reason) {
    auto const why = reason.empty() ? ask_reason(talk_).value_or("") : reason;
    return answer(screen, std::string(word_for_skip()), why) ? Then::go_on : Then::stop;
}

void say_heading(Talk& talk, guides::Guide const& guide) {
    std::string text = '\n' + translate(guide.title) + '\n';
    text += paragraph("", translate(guide.summary));
    for (auto const& rule : guide.safety) text += paragraph("  ! ", translate(rule));
    talk.dialogue.say(text);
}

void take_back(Talk& talk, std::string const& guide) {
    if (answers_to(talk.store.session(), guide).empty()) {
        talk.dialogue.say(paragraph("  ", _("There is no answer to take back.")));
    }
    talk.store.act(TakeBackAnswer{guide});
}

std::optional<bool> ask_yes(Talk& talk, std::string const& question) {
    while (auto const answer = talk.dialogue.ask(question + ' ' + _("(y or n)") + ' ')) {
        if (*answer == "y" || *answer == "n") return *answer == "y";
        talk.dialogue.refuse(*answer, _("y or n"));
    }
    return std::nullopt;
}

void say_changes(Talk& talk) {
    auto const& session = talk.store.session();
    if (!session.baseline) {
        talk.store.act(KeepBaseline{talk.eyes.snapshot()});
        return;
    }
    auto const changes = sentences(changes_between(*session.baseline, talk.eyes.snapshot()));
    if (changes.empty()) return;
    std::string text =
        '\n' + fill_in(_("Since {} this machine has changed:"), session.baseline->taken_at) + '\n';
    for (auto const& change : changes) text += paragraph("  - ", printable(change));
    talk.dialogue.say(text);
    if (ask_yes(talk, _("Is that how it should be from now on?")).value_or(false)) {
        talk.store.act(KeepBaseline{talk.eyes.snapshot()});
    }
}

}  // namespace rigcheck
