#include <algorithm>
#include <memory>

#include "wizard/cli/commands.hpp"
#include "wizard/cli/guide_talk.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/open_session.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/sheet.hpp"
#include "wizard/screens/isolate.hpp"

namespace rigcheck {
namespace {

struct Options {
    LookAt at;
    std::string name, session, answers, expect, withdraw, format = "text", output, language;
    bool list = false, print = false, no_look = false, new_baseline = false;
};

// Another machine's capture is not what the person's own session is about.
bool of_session(Options const& options) {
    return options.at.this_machine() || !options.session.empty();
}

Eyes eyes_of(Options const& options) {
    auto expected = options.expect.empty() ? Expectations{} : load_expectations(options.expect);
    return {options.at, std::move(expected), !options.no_look, of_session(options)};
}

std::string names() {
    std::string out;
    for (auto const& guide : guides::all_guides()) out += (out.empty() ? "" : ", ") + guide.id;
    return out;
}

guides::Guide const& guide_named(std::string const& name) {
    auto const* const guide = guides::find_guide(guides::all_guides(), name);
    if (guide == nullptr)
        throw UsageError(fill_in(_("{}: no such guide; there are: {}"), name, names()));
    return *guide;
}

std::string list_text(Session const& session) {
    std::string text;
    auto kind = guides::Kind::flow;
    for (auto const& guide : guides::all_guides()) {
        if (guide.kind != kind) {
            kind = guide.kind;
            text += (text.empty() ? "" : "\n") +
                    (kind == guides::Kind::checklist ? _("Lists to work through")
                                                     : _("When something is wrong")) +
                    '\n';
        }
        auto title = translate(guide.title);
        auto const answers = answers_to(session, guide.id).size();
        if (answers > 0) {
            title += " (" +
                     fill_in(translate_plural("{} answer", "{} answers", static_cast<int>(answers)),
                             answers) +
                     ')';
        }
        text += paragraph("  " + fit(guide.id, 18), title);
    }
    if (!session.accepted.empty()) text += '\n' + _("Known and accepted") + '\n';
    for (auto const& accepted : session.accepted) {
        auto const what =
            accepted.id + (accepted.subject ? '@' + *accepted.subject : std::string());
        text += paragraph("  ", printable(what + ": " + accepted.reason));
    }
    return text + '\n' +
           paragraph("", _("rigcheck guide NAME leads through one; rigcheck guide "
                           "start finds the right one."));
}

void print_sheet(Options const& options) {
    auto const& guide = guide_named(options.name);
    auto const session = read_session(session_file(options.session));
    auto eyes = eyes_of(options);
    eyes.look_for(guide, session);
    std::vector<std::string> tries;
    if (session.search) {
        tries = isolate_screen(*session.search, isolation::advise(*session.search)).log;
    }
    auto sheet = make_sheet(guides::all_guides(), guide, answers_to(session, guide.id),
                            eyes.findings(), tries);
    if (eyes.open()) sheet.seen_at = eyes.snapshot().taken_at;
    bool const html = options.format == "html" || options.output.ends_with(".html");
    write_output(html ? html_sheet(sheet) : text_sheet(sheet), options.output);
}

// The guide that was named, or the one that was left in the middle, or the one that asks what is
// wrong.
guides::Guide const& guide_to_follow(Options const& options, Session const& session) {
    if (!options.name.empty()) return guide_named(options.name);
    auto const* const last = guides::find_guide(guides::all_guides(), session.last_guide);
    return last != nullptr ? *last : guide_named("start");
}

void keep_baseline(Options const& options, SessionStore& store) {
    if (!of_session(options)) {
        throw UsageError(_("--new-baseline: name a --session for another machine"));
    }
    store.act(KeepBaseline{look(options.at)});
    write_output(_("Noted: this is the machine that later looks are compared with.") + '\n', {});
}

// ID[@SUBJECT], as the list prints it.
void withdraw(std::string const& what, SessionStore& store) {
    auto const& accepted = store.session().accepted;
    auto const at = what.find('@');
    WithdrawAcceptance action{.id = what.substr(0, at), .subject = std::nullopt};
    if (at != std::string::npos) action.subject = what.substr(at + 1);
    bool const known = std::any_of(accepted.begin(), accepted.end(), [&](Accepted const& one) {
        return one.id == action.id && one.subject == action.subject;
    });
    if (!known) throw UsageError(fill_in(_("--withdraw {}: is not accepted"), what));
    store.act(action);
}

void talk(Options const& options) {
    Conversation open(options.session, options.answers);
    auto& store = open.store();
    if (!options.withdraw.empty()) {
        withdraw(options.withdraw, store);
        return;
    }
    if (options.new_baseline) {
        keep_baseline(options, store);
        return;
    }
    auto eyes = eyes_of(options);
    Talk talk{open.dialogue(), store, eyes};
    auto const& guide = guide_to_follow(options, store.session());
    if (talk_through(talk, guide) == Left::quit) {
        open.dialogue().say(paragraph(
            "", fill_in(_("All answers are kept; rigcheck guide {} goes on here."), guide.id)));
    }
}

int guide(Options const& options) {
    use_language(options.language);
    if (options.print) {
        if (options.name.empty()) throw UsageError("--print: " + _("name a guide"));
        print_sheet(options);
    } else if (options.list) {
        write_output(list_text(read_session(session_file(options.session))), options.output);
    } else {
        talk(options);
    }
    return kExitFine;
}

}  // namespace

void add_guide(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand(
        "guide", _("Step through a checklist or a troubleshooting list in the terminal"));
    command->add_option("name", options->name, _("The guide; without a name the last one goes on"));
    command->add_flag("--list", options->list, _("The guides, and how far each is"));
    command->add_flag("--print", options->print,
                      _("A sheet for paper or phone, for a machine that does not start"));
    command->add_option("--answers", options->answers,
                        _("A file with one answer a line, instead of the keyboard"));
    command->add_option("--session", options->session, _("Keep the answers in this file"));
    command->add_option("--expect", options->expect, _("What was installed (JSON)"));
    command->add_flag("--no-look", options->no_look,
                      _("Do not look at this computer: the guide is about another one"));
    command->add_option("--withdraw", options->withdraw,
                        _("No longer accept this finding: ID[@SUBJECT]"));
    command->add_flag("--new-baseline", options->new_baseline,
                      _("Note this machine as the one that later looks are compared with"));
    command->add_option("--format", options->format, _("Of the sheet: text or html"))
        ->check(CLI::IsMember({"text", "html"}));
    command->add_option("-o,--output", options->output, _("Write the sheet or list to this file"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    add_look_options(*command, options->at);
    command->callback([options, &exit_code] { exit_code = guide(*options); });
}

}  // namespace rigcheck
