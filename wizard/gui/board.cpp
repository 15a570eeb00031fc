#include "wizard/gui/board.hpp"

#include <algorithm>

#include "wizard/gui/boxes.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kChip = 20, kGap = 5;  // width of a chip and what is between, in steps of the grid

// Lanes as short strokes: as many as the card could have, those in use filled.
void lanes(Ui& ui, ImVec2 at, BoardCard const& card) {
    constexpr int kMost = 16;
    auto* const list = ImGui::GetWindowDrawList();
    float const step = unit() * 0.9F;
    for (int i = 0; i < std::min(card.possible_lanes, kMost); ++i) {
        ImVec2 const top{at.x + step * static_cast<float>(i), at.y};
        ImVec2 const bottom{top.x + step * 0.55F, at.y + unit() * 1.5F};
        bool const used = i < card.lanes;
        auto const ink =
            used ? ui.theme.of(card.mark == Mark::none ? Mark::fine : card.mark) : ui.theme.line;
        if (used)
            list->AddRectFilled(top, bottom, colour(ink));
        else
            list->AddRect(top, bottom, colour(ink));
    }
}

std::string about(BoardCard const& card) {
    auto words = card.link;
    if (!card.place.empty())
        words += (words.empty() ? "" : ", ") + fill_in(_("at the {}"), card.place);
    return words;
}

void draw_card(Ui& ui, ImVec2 at, ImVec2 end, BoardCard const& card) {
    draw_box(ui, at, end, card.mark, true);
    float const pad = unit();
    corner_mark(ui, {at.x + pad, at.y + pad}, card.mark);
    float const left = at.x + pad * 2 + ImGui::GetTextLineHeight();
    float const right = end.x - pad;
    float y = box_label(ui, {left, at.y + pad}, right, card.name, ui.theme.ink);
    y = box_label(ui, {left, y}, right, about(card), ui.theme.soft);
    if (card.possible_lanes > 0) lanes(ui, {left, y + unit() / 2}, card);
}

float height_of(Ui& ui, std::vector<BoardCard const*> const& cards, float width) {
    float const line = ImGui::GetTextLineHeight();
    std::size_t most = 0;
    for (auto const* card : cards) {
        auto count = ui.lines.of(card->name, width - line).size();
        count += ui.lines.of(about(*card), width - line).size();
        most = std::max(most, count);
    }
    return line * static_cast<float>(most) + unit() * 4.5F;
}

void draw_cards(Ui& ui, std::vector<BoardCard const*> const& cards) {
    constexpr float kLeast = 36;
    constexpr int kMost = 4;
    auto grid = grid_here(cards.size(), unit() * kLeast, kMost);
    float const height = height_of(ui, cards, grid.cell.x - unit() * 4);
    grid.cell.y = height + unit();
    for (std::size_t i = 0; i < cards.size(); ++i) {
        auto const at = grid.at(i);
        draw_card(ui, at, {at.x + grid.cell.x - unit(), at.y + height}, *cards[i]);
    }
    ImGui::Dummy({0, grid.height(cards.size())});
}

std::vector<BoardCard const*> cards_at(OverviewScreen const& screen, bool chipset) {
    std::vector<BoardCard const*> cards;
    for (auto const& card : screen.cards) {
        if (card.behind_chipset == chipset) cards.push_back(&card);
    }
    return cards;
}

// A chip on the left and what hangs at it on the right, with a line between.
void draw_chip(Ui& ui, std::string const& name, std::function<void()> const& parts) {
    auto const start = ImGui::GetCursorScreenPos();
    ImGui::Indent(unit() * (kChip + kGap));
    parts();
    ImGui::Unindent(unit() * (kChip + kGap));
    float const bottom = ImGui::GetCursorScreenPos().y - unit() * 2;
    auto* const list = ImGui::GetWindowDrawList();
    float const right = start.x + unit() * kChip;
    auto const words = ui.lines.of(name, unit() * (kChip - 2)).size();
    float const height = ImGui::GetTextLineHeight() * static_cast<float>(words) + unit() * 2;
    draw_box(ui, start, {right, start.y + height}, Mark::none, true);
    box_label(ui, {start.x + unit(), start.y + unit()}, right - unit(), name, ui.theme.ink);
    auto const ink = colour(ui.theme.soft);
    float const bracket = right + unit() * (kGap - 1);
    float const middle = start.y + height / 2;
    list->AddLine({right, middle}, {bracket, middle}, ink, unit() / 3);
    list->AddLine({bracket, start.y}, {bracket, bottom}, ink, unit() / 3);
}

void draw_memory(Ui& ui, OverviewScreen const& screen) {
    if (screen.dimms.empty()) return;
    marked_text(ui, screen.memory, _("Memory slots"), Size::body);
    draw_dimms(ui, screen.dimms, screen.moves, screen.memory);
}

}  // namespace

void draw_board(Ui& ui, OverviewScreen const& screen) {
    auto const at_processor = cards_at(screen, false);
    auto const at_chipset = cards_at(screen, true);
    constexpr float kWide = 90;
    auto const group = [&](std::string const& chip, std::function<void()> const& parts) {
        if (ImGui::GetContentRegionAvail().x < unit() * kWide)
            parts();
        else
            draw_chip(ui, chip, parts);
    };
    if (!screen.dimms.empty() || !at_processor.empty())
        group(screen.processor.empty() ? _("processor") : screen.processor, [&] {
            draw_memory(ui, screen);
            if (!at_processor.empty()) draw_cards(ui, at_processor);
        });
    if (!at_chipset.empty()) group(_("chipset"), [&] { draw_cards(ui, at_chipset); });
}

}  // namespace rigcheck::gui
