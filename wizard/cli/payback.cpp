#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/payback_inputs.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/dialogue.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/cli/payback_question.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/payback_json.hpp"
#include "wizard/report/payback_report.hpp"
#include "wizard/screens/inputs.hpp"
#include "wizard/screens/payback.hpp"

namespace rigcheck {
namespace {

using namespace payback;

struct Options : PaybackOptions {
    std::string format = "text", output, language;
    bool json = false, explain = false, list = false, all = false, ask = false;
};

// Given inputs are taken as they are; else the machine and the tables fill what was not said.
Estimate estimate_of(PaybackQuestion const& asked) {
    Estimate out;
    if (asked.inputs_alone) {
        apply(asked.question.stated, out.inputs);
    } else {
        out = estimate(asked.question);
    }
    if (!asked.ranges.empty()) {
        out.ranges = asked.ranges;
    } else if (asked.inputs_alone) {
        out.ranges = usual_ranges(out.inputs);
    }
    return out;
}

// Asks for hours first, since they decide most, then for what nobody else knows. An empty line
// leaves it open.
void ask_person(PaybackQuestion& asked) {
    Dialogue dialogue(std::cin, std::cout, {});
    auto const ask = [&](std::string const& input, std::string const& usual) {
        auto const& row = payback_input(input);
        auto const prompt =
            fmt::format("{} ({}){}: ", translate(row.label), translate(row.unit), usual);
        while (auto const line = dialogue.ask(prompt)) {
            if (line->empty()) return;
            TypedInputs const typed{{input, *line}};
            try {
                read_json(json_of_flags<Inputs>(typed), asked.question.stated.values);
                asked.question.stated.names.insert(input);
                return;
            } catch (JsonShapeError const& error) {
                dialogue.say(paragraph("  ", error.what()));
            }
        }
    };
    if (!asked.question.stated.has("hours_week")) ask("hours_week", " [40]");
    auto const names = input_names();
    for (auto const& open : estimate(asked.question).open) {
        if (std::find(names.begin(), names.end(), open.input) != names.end()) ask(open.input, "");
    }
    dialogue.say("\n");
}

// One line for standard error: what is wrong, by its name.
void say_unable(Estimate const& estimate, std::vector<std::string> const& errors) {
    std::string text;
    for (auto const& error : errors) text += (text.empty() ? "" : "; ") + error;
    for (auto const& open : estimate.open)
        text += (text.empty() ? "" : "; ") + fill_in(_("{}: needed"), input_flag(open.input));
    std::cerr << "rigcheck: payback: " << text << '\n';
}

std::string page(Estimate const& estimate, Options const& options, Money const& money) {
    auto const screen = payback_screen(estimate, money);
    auto const steps = estimate.open.empty() ? payback_steps(estimate.inputs, money.currency)
                                             : std::vector<std::string>{};
    if (options.format == "html") return payback_html(screen, steps);
    auto text = payback_text(screen);
    if (!options.explain || steps.empty()) return text;
    text += '\n' + _("The calculation") + '\n';
    for (std::size_t i = 0; i < steps.size(); ++i)
        text += paragraph(fmt::format("{:>4}. ", i + 1), steps[i]);
    return text;
}

int list_instances(Question const& question, Options const& options) {
    Comparison const with{.own = estimate(question).own,
                          .precision = question.precision,
                          .money = question.money,
                          .today = question.today};
    auto found = offers(question.prices, with, question.wish);
    if (!options.all) {
        std::erase_if(found, [](Offer const& offer) {
            return offer.price.retired || offer.age_days > kOldDays;
        });
    }
    write_output(
        options.json ? offers_json(found) : offers_text(found, with.own, question.money.currency),
        options.output);
    return kExitFine;
}

int payback_command(Options const& options) {
    use_language(options.language);
    auto asked = payback_question(options);
    if (options.list) return list_instances(asked.question, options);
    bool const person = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1 &&
                        !options.json && options.format == "text" && options.output.empty();
    if (!asked.inputs_alone && (options.ask || person)) ask_person(asked);
    auto const estimated = estimate_of(asked);
    auto errors = asked.errors;
    auto const faults = complaints(estimated.inputs);
    errors.insert(errors.end(), faults.begin(), faults.end());
    bool const able = errors.empty() && estimated.open.empty();
    if (options.json) {
        write_output(payback_json(estimated, errors, asked.question.money.currency),
                     options.output);
    } else if (errors.empty()) {
        write_output(page(estimated, options, asked.question.money), options.output);
    }
    if (!able) say_unable(estimated, errors);
    return able ? kExitFine : kExitUnable;
}

}  // namespace

void add_payback(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand(
        "payback", _("Does this machine pay for itself against renting in the cloud?"));
    add_payback_options(*command, *options);
    auto* const format = command->add_option("--format", options->format, _("text, json or html"))
                             ->check(CLI::IsMember({"text", "json", "html"}));
    auto* const json = command->add_flag("--json", options->json, _("The same as --format json"));
    auto* const output =
        command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    command->add_flag("--explain", options->explain, _("The calculation line by line"));
    command->add_flag("--list-instances", options->list,
                      _("Rented machines to compare with, the cheapest work first"));
    command->add_flag("--all", options->all, _("In the list, old prices and retired machines too"));
    command->add_flag("--ask", options->ask, _("Ask for what is missing"))
        ->excludes(format)
        ->excludes(json)
        ->excludes(output);
    command->callback([options, &exit_code] {
        if (options->format == "json") options->json = true;
        exit_code = payback_command(*options);
    });
}

}  // namespace rigcheck
