#include <fmt/format.h>

#include <algorithm>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

Mark mark_of_headroom(std::optional<power::Headroom> const& headroom) {
    if (!headroom) return Mark::unknown;
    switch (*headroom) {
        case power::Headroom::too_small:
            return Mark::critical;
        case power::Headroom::tight:
        case power::Headroom::spikes:
            return Mark::warning;
        case power::Headroom::fine:
        case power::Headroom::oversized:
            break;
    }
    return Mark::fine;
}

void ask_label(Ui& ui, App& app) {
    auto label = app.supply();
    double rating = label.rating_w.value_or(0);
    constexpr double kMostWatts = 100000;
    if (number_field(ui, _("Watts on the label of the supply"), "W", rating)) {
        label.rating_w = rating >= 1 && rating <= kMostWatts ? std::optional(rating) : std::nullopt;
        app.state_supply(label);
    }
    text(ui, _("Built for"), Tone::soft);
    auto const kind = [&](std::string const& words, std::optional<PsuKind> value) {
        if (!choice(ui, words, label.kind == value)) return;
        label.kind = value;
        app.state_supply(label);
    };
    kind(_("I do not know"), std::nullopt);
    kind(_("before ATX 3"), PsuKind::legacy);
    kind(_("ATX 3 without the 16-pin cable"), PsuKind::atx3_no_16pin);
    kind(_("ATX 3 with the 16-pin cable"), PsuKind::atx3_16pin);
}

// Only where neither driver nor table tells.
void ask_watts(Ui& ui, App& app) {
    bool const changed_card =
        app.asks_card_watts() &&
        number_field(ui, _("Watts that the card may draw, by its maker"), "W", app.card_watts);
    bool const changed_cpu =
        app.asks_cpu_watts() &&
        number_field(ui, _("Watts that the processor may draw, by its maker"), "W", app.cpu_watts);
    if (changed_card || changed_cpu) app.state_watts();
}

// All parts beside each other against the label of the supply.
void stacked(Ui& ui, PowerScreen const& screen, std::optional<double> rating_w) {
    double sum = 0;
    for (auto const& part : screen.rows) sum += part.watts;
    double const whole = std::max(sum, rating_w.value_or(0));
    if (whole <= 0) return;
    float const width = ImGui::GetContentRegionAvail().x;
    float const height = unit() * 4;
    auto const at = ImGui::GetCursorScreenPos();
    auto* const list = ImGui::GetWindowDrawList();
    auto const x = [&](double watts) { return at.x + width * static_cast<float>(watts / whole); };
    list->AddRectFilled(at, {at.x + width, at.y + height}, colour(ui.theme.panel));
    double from = 0;
    int number = 0;
    for (auto const& part : screen.rows) {
        // Neighbours differ in tone and have a number, which the list below repeats.
        auto ink = ui.theme.accent;
        ink.w = number % 2 == 0 ? 1.0F : 0.65F;
        list->AddRectFilled({x(from), at.y}, {x(from + part.watts) - 1, at.y + height},
                            colour(ink));
        auto const label = std::to_string(++number);
        auto const size = ImGui::CalcTextSize(label.c_str());
        if (x(from + part.watts) - x(from) > size.x + unit())
            list->AddText({x(from) + unit() / 2, at.y + (height - size.y) / 2},
                          colour(ui.theme.on_accent), label.c_str());
        from += part.watts;
    }
    if (rating_w)
        list->AddLine({x(*rating_w) - 1, at.y - unit() / 2},
                      {x(*rating_w) - 1, at.y + height + unit() / 2}, colour(ui.theme.critical),
                      unit() / 2);
    ImGui::Dummy({width, height});
    if (rating_w)
        text(ui, fill_in(_("The red line: the label, {} W"), fmt::format("{:.0f}", *rating_w)),
             Tone::soft);
}

void list_parts(Ui& ui, PowerScreen const& screen) {
    int number = 0;
    for (auto const& part : screen.rows) {
        auto const why = part.count.empty() ? part.why : part.count + ", " + part.why;
        row(ui,
            {fmt::format("{}. {}", ++number, part.label), fmt::format("{:.0f} W", part.watts), why},
            0.5F);
    }
    if (screen.sum_w > 0) row(ui, {_("Together"), fmt::format("{:.0f} W", screen.sum_w), ""}, 0.5F);
}

}  // namespace

void power_page(Ui& ui, App& app) {
    if (auto const why = supply_not_judged(app.snapshot()); why && app.card() == nullptr) {
        text(ui, why->words);
        finding_lists(ui, app, Page::power);
        return;
    }
    auto const& screen = app.power();
    auto const mark = mark_of_headroom(screen.headroom);
    card(ui, mark, [&] {
        marked_text(ui, mark, screen.verdict);
        for (auto const& question : screen.open)
            marked_text(ui, Mark::unknown, question.words, Size::body);
        for (auto const& hint : screen.care) marked_text(ui, Mark::notice, hint.words, Size::body);
    });
    card(ui, Mark::none, [&] {
        ask_watts(ui, app);
        ask_label(ui, app);
    });
    card(ui, Mark::none, [&] {
        stacked(ui, screen, app.supply().rating_w);
        list_parts(ui, screen);
    });
    for (auto const& sentence : screen.also) text(ui, sentence);
    finding_lists(ui, app, Page::power);
}

}  // namespace rigcheck::gui
