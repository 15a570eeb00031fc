#include <algorithm>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

// The card at the end of a way, as the overview knows it.
void name_card(Ui& ui, App const& app, std::string const& address) {
    for (auto const& card : app.shown().overview.cards) {
        if (card.address == address) marked_text(ui, card.mark, card.name + " " + address);
    }
}

// What the link carries when it works, in a frame as wide as what both ends could do.
void capacity_bar(Ui& ui, PathStage const& stage, double most) {
    if (!stage.carries_gbs || !stage.possible_gbs || most <= 0) return;
    float const width = ImGui::GetContentRegionAvail().x;
    auto const at = ImGui::GetCursorScreenPos();
    float const height = unit() * 1.25F;
    auto const part = [&](double gbs) {
        return at.x + width * static_cast<float>(std::min(gbs / most, 1.0));
    };
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = stage.narrowest ? ui.theme.accent : ui.theme.soft;
    list->AddRectFilled(at, {part(*stage.carries_gbs), at.y + height}, colour(ink), unit() / 4);
    list->AddRect(at, {part(*stage.possible_gbs), at.y + height}, colour(ink), unit() / 4);
    ImGui::Dummy({width, height});
}

void say_link(Ui& ui, PathStage const& stage, double most) {
    if (stage.link.empty()) return;
    if (stage.tunnel) {
        text(ui, _("A tunnel: its numbers mean nothing."), Tone::soft);
        return;
    }
    auto now = fill_in(_("Now {}"), stage.link);
    if (stage.internal) now += " (" + _("inside the card") + ")";
    text(ui, now, stage.internal ? Tone::soft : Tone::ink);
    if (!stage.possible.empty()) text(ui, fill_in(_("Both ends can do {}"), stage.possible));
    if (!stage.ends.empty()) text(ui, stage.ends, Tone::soft);
    if (!stage.internal) capacity_bar(ui, stage, most);
    if (stage.narrowest) text(ui, _("The narrowest place on the way"), Tone::accent, Size::bold);
}

// The line from the stage above, and the room that it takes.
void branch(Ui& ui, int depth, float height) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const at = ImGui::GetCursorScreenPos();
    float const x = at.x + unit() * 3 * static_cast<float>(depth) + unit();
    float const y = at.y + height / 2;
    list->AddLine({x, at.y - unit()}, {x, y}, colour(ui.theme.line), unit() / 4);
    list->AddLine({x, y}, {x + unit() * 1.5F, y}, colour(ui.theme.line), unit() / 4);
}

void draw_stage(Ui& ui, App const& app, TreeStage const& entry, double most) {
    float const indent = unit() * 3 * static_cast<float>(entry.depth + 1);
    branch(ui, entry.depth, ImGui::GetTextLineHeight());
    ImGui::Indent(indent);
    if (entry.card)
        name_card(ui, app, entry.stage.address);
    else
        text(ui, entry.stage.name, Tone::ink, Size::bold);
    say_link(ui, entry.stage, most);
    ImGui::Unindent(indent);
    ImGui::Dummy({0, unit() / 2});
}

void draw_tree(Ui& ui, App const& app) {
    auto const& tree = app.shown().tree;
    double most = 0;
    for (auto const& entry : tree) most = std::max(most, entry.stage.possible_gbs.value_or(0));
    text(ui, _("processor"), Tone::ink, Size::bold);
    for (auto const& entry : tree) draw_stage(ui, app, entry, most);
    if (app.snapshot().platform.virtualization) {
        text(ui, _("In a virtual machine these links are what the host shows, not what is wired."),
             Tone::soft);
        return;
    }
    text(ui,
         _("A link that has nothing to do slows down by itself: the speed of now is no fault. The "
           "bars show what each link carries at work, the frames what both its ends could do."),
         Tone::soft);
}

}  // namespace

void pcie_page(Ui& ui, App& app) {
    bool const any = !app.shown().tree.empty();
    if (!any) text(ui, _("No graphics card and no NVMe drive on PCIe is seen here."), Tone::soft);
    ask_for_rights(ui, app, Page::pcie);
    if (any) card(ui, Mark::none, [&] { draw_tree(ui, app); });
    fault_cards(ui, app, Page::pcie);
    finding_lists(ui, app, Page::pcie);
}

}  // namespace rigcheck::gui
