#include <fmt/format.h>

#include <memory>

#include "checklists/isolation/simulate.hpp"
#include "probe/facts/json.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/isolate_setup.hpp"
#include "wizard/cli/isolate_talk.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/cli/open_session.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

struct Options {
    LookAt at;
    std::string session, answers, language;
    bool simulate = false, json = false, restart = false, this_machine = false;
    std::vector<int> parts{8, 10, 12, 14};
    std::vector<double> chances{1, 0.7, 0.4};
    int runs = 1000;
    std::uint64_t seed = 11;
};

std::string table(std::vector<isolation::SimulationRow> const& rows) {
    auto text = fmt::format("{:>5}  {:>6}  {:<13}  {:>7}  {:>7}  {:>5}\n", _("parts"), _("chance"),
                            _("strategy"), _("right"), _("minutes"), _("tries"));
    for (auto const& row : rows) {
        text += fmt::format("{:>5}  {:>6}  {:<13}  {:>6.1f}%  {:>7.0f}  {:>5.1f}\n", row.parts,
                            row.chance, row.strategy, row.right * 100, row.minutes, row.tests);
    }
    return text;
}

void check_simulation(Options const& options) {
    constexpr int kMostRuns = 100000;
    for (int const parts : options.parts) {
        if (parts < isolation::kFewestSimulatedParts || parts > isolation::kMostSimulatedParts) {
            throw UsageError(fill_in(_("--parts {}: expected {} to {}"), parts,
                                     isolation::kFewestSimulatedParts,
                                     isolation::kMostSimulatedParts));
        }
    }
    for (double const chance : options.chances) {
        if (!(chance > 0 && chance <= 1)) {
            throw UsageError(fill_in(_("--chance {}: expected more than 0 and at most 1"), chance));
        }
    }
    if (options.runs < 1 || options.runs > kMostRuns) {
        throw UsageError(fill_in(_("--runs {}: expected {} to {}"), options.runs, 1, kMostRuns));
    }
}

void simulate(Options const& options) {
    check_simulation(options);
    std::vector<isolation::SimulationRow> rows;
    for (int const parts : options.parts) {
        for (double const chance : options.chances) {
            for (auto& row : isolation::simulate(parts, chance, options.runs, options.seed)) {
                rows.push_back(std::move(row));
            }
        }
    }
    write_output(options.json ? to_json(rows).dump(2) + '\n' : table(rows), {});
}

// Where the search stands, for programs.
std::string standing_json(isolation::Search const& search) {
    auto const advice = isolation::advise(search);
    Json suspicion = Json::array();
    for (std::size_t i = 0; i < advice.suspicion.size(); ++i) {
        suspicion.push_back({{"part", search.parts[i].id}, {"share", advice.suspicion[i]}});
    }
    Json out = {{"schema", "rigcheck.isolation/1"},
                {"search", to_json(search)},
                {"phase", std::string(enum_name(advice.phase))},
                {"suspicion", std::move(suspicion)},
                {"next", nullptr}};
    if (!isolation::ended(advice.phase)) {
        out["next"] = {{"out", isolation::proposed_trial(search, advice).out},
                       {"minutes", advice.minutes}};
    }
    return out.dump(2) + '\n';
}

void print_standing(Options const& options) {
    auto const session = read_session(session_file(options.session));
    if (!session.search) throw UsageError(_("--json: no search has been begun"));
    write_output(standing_json(*session.search), {});
}

void talk(Options const& options) {
    Conversation open(options.session, options.answers);
    auto& store = open.store();
    if (!store.session().search || options.restart) {
        std::optional<Snapshot> seen;
        if (!options.at.this_machine() || options.this_machine) seen = look(options.at);
        auto const search = ask_for_search(open.dialogue(), store.session(), seen);
        if (!search) {
            open.dialogue().say(
                paragraph("", _("The questions were not finished, so no search was begun.")));
            return;
        }
        store.act(StartSearch{*search});
    }
    talk_through_search(open.dialogue(), store);
}

int isolate(Options const& options) {
    use_language(options.language);
    if (options.simulate) {
        simulate(options);
    } else if (options.json) {
        print_standing(options);
    } else {
        talk(options);
    }
    return kExitFine;
}

}  // namespace

void add_isolate(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand(
        "isolate", _("Find the faulty part: proposes the next try, records what happened"));
    command->add_option("--answers", options->answers,
                        _("A file with one answer a line, instead of the keyboard"));
    command->add_option("--session", options->session, _("Keep the search in this file"));
    command->add_flag("--restart", options->restart, _("Begin a new search"));
    command->add_flag("--this-machine", options->this_machine,
                      _("It is this computer: look how many parts it has"));
    command->add_flag("--json", options->json,
                      _("Where the search stands, or the simulation, as "
                        "JSON"));
    command->add_flag("--simulate", options->simulate,
                      _("How well ways of searching do on machines made up by chance"));
    command->add_option("--parts", options->parts, _("Simulated: how many parts"))->delimiter(',');
    command
        ->add_option("--chance", options->chances,
                     _("Simulated: how often the fault shows in a try"))
        ->delimiter(',');
    command->add_option("--runs", options->runs, _("Simulated: machines a row"));
    command->add_option("--seed", options->seed, _("Simulated: the same seed, the same table"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    add_look_options(*command, options->at);
    command->callback([options, &exit_code] { exit_code = isolate(*options); });
}

}  // namespace rigcheck
