#include <algorithm>
#include <cmath>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

// What the search has to know before the first try.
namespace rigcheck::gui {
namespace {

using isolation::part_classes;

void toggle(std::vector<std::string>& ids, std::string const& id) {
    if (std::erase(ids, id) == 0) ids.push_back(id);
}

bool holds(std::vector<std::string> const& ids, std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string said_before(std::string const& words, bool said) {
    return said ? words + ' ' + _("(so you said before)") : words;
}

// Each part of the form changes the setup and says whether it did.
bool ask_parts(Ui& ui, App const& app, SearchSetup& setup) {
    bool changed = false;
    text(ui, _("What is in the machine?"), Tone::ink, Size::bold);
    text(ui, _("Mark parts of one kind 1, 2, 3 with a pencil."), Tone::soft);
    if (app.machine_in_question() == nullptr && app.has_machine() &&
        button(ui, _("Take the numbers of this computer"))) {
        for (auto const& [id, count] : counts_seen(app.snapshot())) setup.counts[id] = count;
        changed = true;
    }
    std::string always;
    for (auto const& row : part_classes()) {
        auto const name = translate(row.name);
        if (row.always_there) {
            always += (always.empty() ? "" : ", ") + name;
            continue;
        }
        int count = count_of(setup, row);
        if (stepper(ui, row.id, name, count, least_of(row), most_of(row))) {
            setup.counts[row.id] = count;
            changed = true;
        }
        if (auto const without = left_out(setup, row); without > 0)
            marked_text(ui, Mark::warning, left_out_text(row, without), Size::body);
    }
    text(ui, fill_in(_("Always in the search: {}."), always), Tone::soft);
    return changed;
}

bool ask_tools(Ui& ui, SearchSetup& setup) {
    bool changed = false;
    auto const ask = [&](std::string const& question, bool& yes) {
        if (!checkbox(ui, question, yes)) return;
        yes = !yes;
        changed = true;
    };
    text(ui, _("What can you try with? Tick what is so."), Tone::ink, Size::bold);
    if (asks_for_card(setup)) {
        ask(_("Without any graphics card, could you still tell whether it runs (picture from the "
              "board, lamps, over the network)?"),
            setup.runs_without_card);
    }
    ask(_("Have you got a known-good power supply to try, with its own cables?"), setup.spare_psu);
    if (asks_for_dimm(setup)) {
        ask(_("Have you got a known-good stick of RAM of the same kind to try?"), setup.spare_dimm);
    }
    return changed;
}

bool ask_chance(Ui& ui, App const& app, SearchSetup& setup) {
    bool changed = false;
    text(ui, _("How often does the trouble show when you try?"), Tone::ink, Size::bold);
    auto const said = chance_said(app.session());
    for (auto const& row : chance_rows()) {
        bool const before = said && said == row.chance;
        if (!choice(ui, said_before(row.text, before), setup.told_chance == row.chance)) continue;
        setup.told_chance = row.chance;
        changed = true;
    }
    double minutes = setup.minutes_to_fail;
    if (number_field(ui,
                     _("How many minutes does it take, mostly, until it fails? (0 for at once)"),
                     _("minutes"), minutes)) {
        bool const fits = minutes >= 0 && minutes <= kMostMinutesToFail;
        setup.minutes_to_fail = fits          ? static_cast<int>(std::lround(minutes))
                                : minutes > 0 ? kMostMinutesToFail
                                              : 0;
        changed = true;
    }
    return changed;
}

bool ask_evidence(Ui& ui, App const& app, SearchSetup& setup) {
    bool changed = false;
    text(ui, _("Which of these have you seen?"), Tone::ink, Size::bold);
    auto const said = evidence_said(app.session());
    for (auto const& row : isolation::evidence_factors()) {
        auto const words = said_before(translate(row.text), holds(said, row.id));
        if (!checkbox(ui, words, holds(setup.evidence, row.id))) continue;
        toggle(setup.evidence, row.id);
        changed = true;
    }
    return changed;
}

bool ask_changed(Ui& ui, SearchSetup& setup) {
    bool changed = false;
    text(ui, _("Was one of these added, moved or changed just before the trouble began?"),
         Tone::ink, Size::bold);
    for (auto const& part : parts_of(setup)) {
        if (!checkbox(ui, part.name, holds(setup.changed, part.id))) continue;
        toggle(setup.changed, part.id);
        changed = true;
    }
    return changed;
}

}  // namespace

void isolate_form(Ui& ui, App& app) {
    auto setup = app.isolate().setup(app.machine_in_question());
    bool changed = false;
    text(ui,
         _("Parts come out, or are exchanged, one try after another, until it is clear which one "
           "is at fault. Say what you know first; leave the rest as it is."),
         Tone::soft);
    auto const machine = [&] {
        card(ui, Mark::none, [&] { changed |= ask_parts(ui, app, setup); });
        card(ui, Mark::none, [&] { changed |= ask_tools(ui, setup); });
    };
    auto const trouble = [&] {
        card(ui, Mark::none, [&] { changed |= ask_chance(ui, app, setup); });
        card(ui, Mark::none, [&] { changed |= ask_evidence(ui, app, setup); });
        card(ui, Mark::none, [&] { changed |= ask_changed(ui, setup); });
    };
    side_by_side(0.5F, machine, trouble);
    if (changed) app.isolate().set_up(setup);
    if (button(ui, _("Begin the search"), true)) app.isolate().begin(setup);
}

}  // namespace rigcheck::gui
