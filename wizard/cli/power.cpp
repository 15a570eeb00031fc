#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include "checklists/power/inputs.hpp"
#include "checklists/rules/pcie_subject.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/cli/named_inputs.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/cli/place.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/power_report.hpp"
#include "wizard/screens/inputs.hpp"
#include "wizard/screens/power.hpp"

namespace rigcheck {
namespace {

struct Options {
    LookAt at;
    std::string inputs, expect, card, cpu, country, format = "text", output, language;
    int cards = 1;
    bool json = false;
    TypedInputs typed;
};

std::string flag_help(std::string const& input) {
    if (input == "gpus") return _("Watts of each graphics card: 250,250");
    if (input == "cpu_peak_w") return _("Watts of the processor at most: maximum turbo power, PPT");
    if (input == "rest_w") return _("Watts of everything else");
    if (input == "psu") return _("Kind of supply: legacy, atx3_no_16pin, atx3_16pin");
    if (input == "spike") return _("Peak of a card against its power");
    if (input == "sustained_max") return _("Share of the rating that a lasting load may take");
    if (input == "psu_w") return _("Watts on the label of the supply");
    if (input == "psu_tier")
        return _("80 PLUS class: white, bronze, silver, gold, platinum, titanium");
    return _("Mains voltage: 115 or 230");
}

// What was said, in the order in which later words hold: the parts file, the inputs file, flags.
class Said {
public:
    explicit Said(Options const& options) {
        if (!options.expect.empty()) read_parts(options.expect);
        if (!options.inputs.empty()) read(load_json(options.inputs), options.inputs);
        read(json_of_flags<power::Inputs>(options.typed), {});
    }

    bool has(std::string const& name) const { return names_.contains(name); }
    power::Inputs& inputs() { return inputs_; }
    Expectations const& bought() const { return bought_; }
    std::vector<std::string> const& errors() const { return errors_; }

private:
    void read_parts(std::string const& file) {
        auto const parts = load_parts_file(file);
        bought_ = parts.bought;
        auto const take = [&](char const* name, auto const& from, auto& to) {
            if (!from) return;
            to = *from;
            names_.insert(name);
        };
        take("psu_w", bought_.psu_w, inputs_.psu_w);
        take("psu", bought_.psu_kind, inputs_.psu);
        take("psu_tier", bought_.psu_tier, inputs_.psu_tier);
        take("mains", bought_.mains, inputs_.mains);
        read(parts.power, file);
    }

    void read(Json const& object, std::string const& file) {
        if (!object.is_object()) throw UsageError(file + ": " + _("expected an object"));
        auto const known = to_json(power::Inputs{});
        for (auto const& [name, value] : object.items()) {
            if (!known.contains(name))
                throw UsageError((file.empty() ? "" : file + ": ") + name + ": " +
                                 _("no such input"));
            auto one = Json::object();
            one[name] = value;
            try {
                read_json(one, inputs_);
                names_.insert(name);
            } catch (JsonShapeError const& error) {
                errors_.emplace_back(error.what());
            }
        }
    }

    power::Inputs inputs_;
    Expectations bought_;
    std::set<std::string> names_;
    std::vector<std::string> errors_;
};

std::string near_cpus(std::string const& name) {
    std::string list;
    for (auto const& cpu : similar_cpus(name)) list += (list.empty() ? "" : ", ") + cpu;
    return list.empty() ? _("not in the table. Say --cpu-peak-w WATTS instead")
                        : fill_in(_("say which: {}"), list);
}

power::Instead instead_of(Options const& options) {
    power::Instead instead{.card = nullptr, .cards = options.cards, .cpu = nullptr};
    if (!options.card.empty()) instead.card = &card_by_name(options.card);
    if (!options.cpu.empty()) {
        instead.cpu = find_cpu_power(options.cpu);
        if (instead.cpu == nullptr)
            throw UsageError("--cpu " + options.cpu + ": " + near_cpus(options.cpu));
    }
    return instead;
}

// A machine that is only planned has its cards and its processor named; the one at hand has nothing
// to do with it.
bool planned(Options const& options, Said const& said) {
    bool const cards = !options.card.empty() || said.has("gpus");
    bool const cpu = !options.cpu.empty() || said.has("cpu_peak_w");
    return cards && cpu && options.at.this_machine();
}

// The parts of the machine, with what was said in place of what was seen.
power::Budget budget_of(Options const& options, Said const& said) {
    auto const instead = instead_of(options);
    auto const machine = planned(options, said) ? Snapshot{} : look(options.at);
    if (auto const why = supply_not_judged(machine))
        throw UsageError("power: " + why->in_terminal());
    return power::budget_of(machine, said.bought(), instead);
}

void state(power::Budget& budget, Said& said) {
    auto const& inputs = said.inputs();
    if (said.has("gpus")) power::state(budget, power::Consumer::gpu, inputs.gpus);
    if (said.has("cpu_peak_w")) power::state(budget, power::Consumer::cpu, {inputs.cpu_peak_w});
    if (said.has("rest_w")) power::state(budget, power::Consumer::other, {inputs.rest_w});
    auto const demand = budget.demand();
    said.inputs().gpus = demand.gpus;
    said.inputs().cpu_peak_w = demand.cpu_peak_w;
    said.inputs().rest_w = demand.rest_w;
}

int exit_code_of(PowerScreen const& screen) {
    if (screen.headroom == power::Headroom::too_small) return kExitCritical;
    bool const doubtful =
        screen.headroom == power::Headroom::tight || screen.headroom == power::Headroom::spikes;
    return doubtful ? kExitWarnings : kExitFine;
}

int power_command(Options const& options) {
    use_language(options.language);
    Said said(options);
    auto errors = said.errors();
    if (auto const wrong = complaint(said.inputs()); !wrong.empty()) errors.push_back(wrong);
    power::Budget budget;
    bool const given = !options.inputs.empty();
    if (errors.empty() && !given) {
        budget = budget_of(options, said);
        state(budget, said);
        if (!said.has("mains")) said.inputs().mains = usual_mains(country_of(options.country));
        if (auto const wrong = complaint(said.inputs()); !wrong.empty()) errors.push_back(wrong);
    }
    // Inputs from a file are meant whole, so the kind of supply is the default where they say none.
    bool const kind_said = given || said.has("psu");
    SupplyLabel const label{.rating_w = said.inputs().psu_w,
                            .kind = kind_said ? std::optional(said.inputs().psu) : std::nullopt,
                            .tier = said.inputs().psu_tier,
                            .mains = said.inputs().mains,
                            .assumed = !given && (!said.has("psu_tier") || !said.has("mains"))};
    auto const screen = power_screen(budget, power::demand_of(said.inputs()), label);
    bool const able = errors.empty() && budget.complete();
    if (options.json) {
        write_output(power_json(said.inputs(), budget, screen, errors), options.output);
    } else if (errors.empty()) {
        write_output(power_text(screen), options.output);
    }
    if (able) return exit_code_of(screen);
    std::string text;
    for (auto const& error : errors) text += (text.empty() ? "" : "; ") + error;
    if (!budget.unknown_gpus.empty()) text += fill_in(_("{}: needed"), "--gpus");
    if (budget.unknown_cpu)
        text += (text.empty() ? "" : "; ") + fill_in(_("{}: needed"), "--cpu-peak-w");
    std::cerr << "rigcheck: power: " << text << '\n';
    return kExitUnable;
}

}  // namespace

void add_power(CLI::App& program, int& exit_code) {
    auto const options = std::make_shared<Options>();
    auto* const command = program.add_subcommand(
        "power", _("What the parts may draw, and whether the power supply is enough"));
    add_look_options(*command, options->at);
    auto* const inputs = command->add_option(
        "--inputs", options->inputs, _("All inputs from a JSON object; - for standard input"));
    auto const add = [&](char const* flag, auto& value, std::string const& help) {
        return command->add_option(flag, value, help)->excludes(inputs);
    };
    add("--expect", options->expect, _("The parts file: what the label says"));
    auto* const card = add("--gpu", options->card, _("A card by name, instead of those seen"));
    add("--cards", options->cards, _("How many of them"))->check(CLI::Range(1, 16))->needs(card);
    add("--cpu", options->cpu, _("A processor by name, instead of the one seen"));
    add("--country", options->country, _("Where the machine stands, as US: mains, wall circuit"));
    command->add_option("--format", options->format, _("text or json"))
        ->check(CLI::IsMember({"text", "json"}));
    command->add_flag("--json", options->json, _("The same as --format json"));
    command->add_option("-o,--output", options->output, _("Write to this file"));
    command->add_option("--lang", options->language, _("en or zh_CN"));
    add_input_flags<power::Inputs>(*command, options->typed, _("Inputs"), flag_help);
    command->callback([options, &exit_code] {
        if (options->format == "json") options->json = true;
        exit_code = power_command(*options);
    });
}

}  // namespace rigcheck
