#include <algorithm>
#include <array>

#include "checklists/knowledge/payback_inputs.hpp"
#include "wizard/gui/items.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/money.hpp"

namespace rigcheck::gui {
namespace {

// The inputs that people have an opinion on; the others have their flag on the command line.
constexpr std::array kAsked{"hours_week", "purchase",  "price_hour", "speed_ratio",
                            "load_w",     "price_kwh", "storage_gb", "horizon"};

double value_of(payback::Inputs const& inputs, std::string const& name) {
    double value = 0;
    auto const look = [&](auto const& f) {
        using Member = std::remove_cvref_t<decltype(inputs.*f.member)>;
        if constexpr (std::is_arithmetic_v<Member>) {
            if (name == f.name) value = static_cast<double>(inputs.*f.member);
        }
    };
    for_each_field<payback::Inputs>(look);
    return value;
}

void ask(Ui& ui, App& app) {
    choose_card(ui, app);
    for (auto const* name : kAsked) {
        auto const& words = payback_input(name);
        double value = value_of(app.payback_inputs(), name);
        if (number_field(ui, translate(words.label), translate(words.unit), value))
            app.state_payback(name, value);
    }
}

void curve(Ui& ui, CashCurve const& cash, std::string const& currency) {
    if (cash.middle.size() < 2) return;
    auto* const list = ImGui::GetWindowDrawList();
    float const width = ImGui::GetContentRegionAvail().x;
    float const height = unit() * 30;
    auto const at = ImGui::GetCursorScreenPos();
    double low = 0;
    double high = 1;
    for (auto const* line : {&cash.middle, &cash.low, &cash.high}) {
        for (double const value : *line) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    auto const months = static_cast<float>(cash.middle.size() - 1);
    auto const x = [&](float month) { return at.x + width * month / months; };
    auto const y = [&](double value) {
        return at.y + height * static_cast<float>((high - value) / (high - low));
    };
    auto band = ui.theme.accent;
    band.w = 0.2F;
    for (std::size_t m = 0; m + 1 < cash.low.size(); ++m) {
        auto const left = x(static_cast<float>(m));
        auto const right = x(static_cast<float>(m + 1));
        list->AddQuadFilled({left, y(cash.high[m])}, {right, y(cash.high[m + 1])},
                            {right, y(cash.low[m + 1])}, {left, y(cash.low[m])}, colour(band));
    }
    list->AddLine({at.x, y(0)}, {at.x + width, y(0)}, colour(ui.theme.soft));
    for (std::size_t m = 0; m + 1 < cash.middle.size(); ++m) {
        list->AddLine({x(static_cast<float>(m)), y(cash.middle[m])},
                      {x(static_cast<float>(m + 1)), y(cash.middle[m + 1])},
                      colour(ui.theme.accent), unit() / 3);
    }
    if (cash.even && *cash.even <= months)
        list->AddCircleFilled({x(static_cast<float>(*cash.even)), y(0)}, unit() * 0.75F,
                              colour(ui.theme.accent));
    ImGui::Dummy({width, height});
    row(ui,
        {fill_in(_("month {}"), 0) + ": " + money(cash.middle.front(), currency),
         fill_in(_("month {}"), cash.middle.size() - 1) + ": " +
             money(cash.middle.back(), currency)},
        0.5F, Tone::soft);
}

// From the months at one end of an input's range to those at the other; "never" reaches the edge.
void swing_bar(Ui& ui, SwingRow const& swing, double most) {
    if (!swing.low_months && !swing.high_months) return;
    float const width = ImGui::GetContentRegionAvail().x;
    auto const at = ImGui::GetCursorScreenPos();
    float const height = unit();
    auto const x = [&](std::optional<double> const& months) {
        return at.x + width * static_cast<float>(months ? std::clamp(*months / most, 0.0, 1.0) : 1);
    };
    // A list, or both would be references to values that are gone.
    auto const [left, right] = std::minmax({x(swing.low_months), x(swing.high_months)});
    auto* const list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, colour(ui.theme.panel), height / 2);
    list->AddRectFilled({left, at.y}, {std::max(right, left + height), at.y + height},
                        colour(ui.theme.accent), height / 2);
    ImGui::Dummy({width, height});
}

void tornado(Ui& ui, std::vector<SwingRow> const& swings) {
    if (swings.empty()) return;
    heading(ui, _("What the answer depends on most"));
    double most = 1;
    for (auto const& swing : swings)
        most = std::max({most, swing.low_months.value_or(0), swing.high_months.value_or(0)});
    for (auto const& swing : swings) {
        row(ui, {swing.label, swing.low + ": " + swing.at_low, swing.high + ": " + swing.at_high},
            0.5F);
        swing_bar(ui, swing, most);
    }
}

void answer(Ui& ui, PaybackScreen const& screen) {
    card(ui, Mark::none, [&] {
        text(ui, screen.verdict, Tone::ink, Size::title);
        for (auto const& question : screen.open)
            marked_text(ui, Mark::unknown, question.words, Size::body);
        if (!screen.compared_with.empty())
            text(ui, fill_in(_("Compared with {}."), screen.compared_with), Tone::soft);
        for (auto const& sentence : screen.also) text(ui, sentence);
        for (auto const& hint : screen.care) marked_text(ui, Mark::notice, hint.words, Size::body);
        curve(ui, screen.cash, screen.currency);
        if (!screen.band.empty()) text(ui, screen.band);
    });
    if (!screen.costs.empty()) {
        card(ui, Mark::none, [&] {
            row(ui, {"", _("your machine"), _("the cloud")}, 0.5F, Tone::soft);
            for (auto const& cost : screen.costs)
                row(ui, {cost.label, cost.own, cost.rented}, 0.5F);
        });
    }
    tornado(ui, screen.matters);
}

}  // namespace

void payback_page(Ui& ui, App& app) {
    side_by_side(
        0.34F, [&] { card(ui, Mark::none, [&] { ask(ui, app); }); },
        [&] { answer(ui, app.payback()); });
    heading(ui, _("What was assumed"));
    for (auto const& assumed : app.payback().assumed)
        row(ui, {assumed.label, assumed.value, assumed.why}, 0.35F, Tone::soft);
}

}  // namespace rigcheck::gui
