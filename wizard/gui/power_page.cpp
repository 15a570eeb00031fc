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
        bool chosen = label.kind == value;
        if (checkbox(ui, words, chosen) && chosen) {
            label.kind = value;
            app.state_supply(label);
        }
    };
    kind(_("I do not know"), std::nullopt);
    kind(_("before ATX 3"), PsuKind::legacy);
    kind(_("ATX 3 without the 16-pin cable"), PsuKind::atx3_no_16pin);
    kind(_("ATX 3 with the 16-pin cable"), PsuKind::atx3_16pin);
}

}  // namespace

void power_page(Ui& ui, App& app) {
    auto const& screen = app.power();
    auto const mark = mark_of_headroom(screen.headroom);
    card(ui, mark, [&] {
        marked_text(ui, mark, screen.verdict);
        for (auto const& question : screen.open)
            marked_text(ui, Mark::unknown, question, Size::body);
        for (auto const& sentence : screen.care)
            marked_text(ui, Mark::notice, sentence, Size::body);
    });
    card(ui, Mark::none, [&] { ask_label(ui, app); });
    card(ui, Mark::none, [&] {
        double const whole = std::max(app.supply().rating_w.value_or(0), screen.sum_w);
        for (auto const& part : screen.rows) {
            auto value = fmt::format("{:.0f} W", part.watts);
            value += " (" + (part.count.empty() ? part.why : part.count + ", " + part.why) + ")";
            bar(ui, part.label, whole > 0 ? part.watts / whole : 0, value, Mark::none);
        }
        if (screen.sum_w > 0)
            bar(ui, _("Together"), whole > 0 ? screen.sum_w / whole : 0,
                fmt::format("{:.0f} W", screen.sum_w), mark);
    });
    for (auto const& sentence : screen.also) text(ui, sentence);
}

}  // namespace rigcheck::gui
