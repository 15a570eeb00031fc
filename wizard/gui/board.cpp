#include "wizard/gui/board.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/gui/items.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck::gui {
namespace {

double width_of(std::string_view words) {
    return ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
}

// Words inside a box, cut where they do not fit; the whole text is what a test reads.
void label(Ui& ui, ImVec2 min, ImVec2 max, std::string const& words, ImVec4 const& ink) {
    ui.fonts.need(words);
    auto const width = static_cast<double>(max.x - min.x);
    auto const lines = wrap_to(words, width, width_of);
    float y = min.y;
    float const height = ImGui::GetTextLineHeight();
    for (auto const& line : lines) {
        if (y + height > max.y + 1) break;
        ImGui::GetWindowDrawList()->AddText({min.x, y}, colour(ink), line.data(),
                                            line.data() + line.size());
        y += height;
    }
    note_item(words, min, {max.x, std::min(y, max.y)}, false);
}

void box(Ui& ui, ImVec2 min, ImVec2 max, Mark mark, bool filled) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const edge = mark == Mark::none ? ui.theme.line : ui.theme.of(mark);
    if (filled) list->AddRectFilled(min, max, colour(ui.theme.card), unit() / 2);
    list->AddRect(min, max, colour(edge), unit() / 2, 0,
                  mark >= Mark::notice ? unit() / 3 : unit() / 6);
}

void corner_mark(Ui& ui, ImVec2 at, Mark mark) {
    auto const cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(at);
    mark_shape(ui, mark);
    ImGui::SetCursorScreenPos(cursor);
}

// Where the i-th of equal boxes stands when so many fit side by side.
struct Grid {
    int columns = 1;

    float column(std::size_t i) const { return static_cast<float>(static_cast<int>(i) % columns); }
    float row(std::size_t i) const {
        int const index = static_cast<int>(i) / columns;
        return static_cast<float>(index);
    }
    float rows(std::size_t count) const { return count == 0 ? 0 : row(count - 1) + 1; }
};

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

void draw_card(Ui& ui, ImVec2 at, float width, float height, BoardCard const& card) {
    ImVec2 const end{at.x + width, at.y + height};
    box(ui, at, end, card.mark, true);
    float const pad = unit();
    float const line = ImGui::GetTextLineHeight();
    corner_mark(ui, {at.x + pad, at.y + pad}, card.mark);
    float const left = at.x + pad * 2 + line;
    label(ui, {left, at.y + pad}, {end.x - pad, at.y + pad + line * 2}, card.name, ui.theme.ink);
    std::string about = card.link;
    if (!card.place.empty())
        about += (about.empty() ? "" : ", ") + fill_in(_("at the {}"), card.place);
    float const below = at.y + pad + line * 2 + unit() / 2;
    if (!about.empty()) label(ui, {left, below}, {end.x - pad, below + line}, about, ui.theme.soft);
    if (card.possible_lanes > 0) lanes(ui, {left, below + line + unit() / 2}, card);
}

}  // namespace

void draw_dimms(Ui& ui, std::vector<SlotBox> const& slots, Mark mark) {
    if (slots.empty()) return;
    float const width = ImGui::GetContentRegionAvail().x;
    float const least = unit() * 16;
    auto const columns = std::clamp(static_cast<int>(width / least), 1,
                                    static_cast<int>(std::min<std::size_t>(slots.size(), 8)));
    Grid const grid{.columns = columns};
    float const cell = width / static_cast<float>(columns);
    float const line = ImGui::GetTextLineHeight();
    float const height = line * 3 + unit() * 2.5F;
    auto const start = ImGui::GetCursorScreenPos();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        ImVec2 const at{start.x + grid.column(i) * cell, start.y + grid.row(i) * (height + unit())};
        ImVec2 const end{at.x + cell - unit(), at.y + height};
        bool const filled = !slots[i].content.empty();
        box(ui, at, end, filled ? mark : Mark::none, filled);
        float const left = at.x + unit();
        float const right = end.x - unit();
        auto name = slots[i].name;
        if (!slots[i].bank.empty()) name += " (" + slots[i].bank + ")";
        label(ui, {left, at.y + unit() / 2}, {right, at.y + unit() / 2 + line}, name, ui.theme.ink);
        label(ui, {left, at.y + unit() / 2 + line}, {right, at.y + unit() / 2 + line * 2},
              filled ? slots[i].content : _("empty"), filled ? ui.theme.ink : ui.theme.soft);
        if (!slots[i].channel.empty())
            label(ui, {left, at.y + unit() / 2 + line * 2}, {right, at.y + unit() / 2 + line * 3},
                  fill_in(_("channel {}"), slots[i].channel), ui.theme.soft);
    }
    float const rows = grid.rows(slots.size());
    ImGui::Dummy({width, rows * (height + unit())});
}

void draw_board(Ui& ui, OverviewScreen const& screen) {
    if (!screen.dimms.empty()) {
        marked_text(ui, screen.memory, _("Memory slots"), Size::body);
        draw_dimms(ui, screen.dimms, screen.memory);
    }
    if (screen.cards.empty()) return;
    text(ui, _("Cards and drives on PCIe"), Tone::soft);
    float const width = ImGui::GetContentRegionAvail().x;
    float const least = unit() * 40;
    Grid const grid{.columns = std::max(1, static_cast<int>(width / least))};
    float const cell = width / static_cast<float>(grid.columns);
    float const height = ImGui::GetTextLineHeight() * 3 + unit() * 5;
    auto const start = ImGui::GetCursorScreenPos();
    for (std::size_t i = 0; i < screen.cards.size(); ++i) {
        draw_card(ui, {start.x + grid.column(i) * cell, start.y + grid.row(i) * (height + unit())},
                  cell - unit(), height, screen.cards[i]);
    }
    float const rows = grid.rows(screen.cards.size());
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({width, rows * (height + unit())});
}

}  // namespace rigcheck::gui
