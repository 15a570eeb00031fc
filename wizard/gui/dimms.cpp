#include <algorithm>

#include "wizard/gui/board.hpp"
#include "wizard/gui/boxes.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kArrowRoom = 5;  // above the slots, in steps of the grid

// "Move this stick there": from the top of one slot to the top of the other.
void arrow(Ui& ui, ImVec2 from, ImVec2 to) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.accent);
    float const height = from.y - unit() * kArrowRoom;
    float const head = unit() * 1.5F;
    list->AddBezierCubic(from, {from.x, height}, {to.x, height}, {to.x, to.y - head}, ink,
                         unit() / 2);
    list->AddTriangleFilled({to.x - unit(), to.y - head}, {to.x + unit(), to.y - head}, to, ink);
    list->AddCircleFilled(from, unit() * 0.6F, ink);
}

struct SlotLine {
    std::string words;
    ImVec4 ink;
};

std::vector<SlotLine> lines_of(Ui& ui, SlotBox const& slot) {
    bool const filled = !slot.content.empty();
    std::vector<SlotLine> lines{{slot.name, ui.theme.ink}};
    if (!slot.bank.empty()) lines.push_back({slot.bank, ui.theme.ink});
    lines.push_back({filled ? slot.content : _("empty"), filled ? ui.theme.ink : ui.theme.soft});
    if (!slot.channel.empty())
        lines.push_back({fill_in(_("channel {}"), slot.channel), ui.theme.soft});
    if (!slot.to_do.empty()) lines.push_back({slot.to_do, ui.theme.accent});
    return lines;
}

// As high as the slot with most to say, at this width.
float height_of(Ui& ui, std::vector<SlotBox> const& slots, float width) {
    std::size_t most = 0;
    for (auto const& slot : slots) {
        std::size_t count = 0;
        for (auto const& line : lines_of(ui, slot)) count += ui.lines.of(line.words, width).size();
        most = std::max(most, count);
    }
    return ImGui::GetTextLineHeight() * static_cast<float>(most) + unit();
}

void draw_slot(Ui& ui, ImVec2 at, ImVec2 end, SlotBox const& slot, Mark mark) {
    bool const filled = !slot.content.empty();
    draw_box(ui, at, end, filled ? mark : Mark::none, filled);
    if (!slot.to_do.empty())
        ImGui::GetWindowDrawList()->AddRect(at, end, colour(ui.theme.accent), unit() / 2, 0,
                                            unit() / 2);
    float y = at.y + unit() / 2;
    for (auto const& line : lines_of(ui, slot))
        y = box_label(ui, {at.x + unit(), y}, end.x - unit(), line.words, line.ink);
}

}  // namespace

void draw_dimms(Ui& ui, std::vector<SlotBox> const& slots, std::vector<SlotMove> const& moves,
                Mark mark) {
    if (slots.empty()) return;
    constexpr float kLeast = 18;
    constexpr int kMost = 8;
    auto grid = grid_here(slots.size(), unit() * kLeast, kMost);
    float const height = height_of(ui, slots, grid.cell.x - unit() * 3);
    grid.cell.y = height + unit();
    // An arrow over other sticks would seem to be about them, so it stays in its row.
    auto const drawn = [&](SlotMove const& move) {
        return move.advised && grid.at(move.from).y == grid.at(move.to).y &&
               grid.at(move.from).y == grid.start.y;
    };
    if (std::any_of(moves.begin(), moves.end(), drawn)) {
        ImGui::Dummy({0, unit() * (kArrowRoom - 1)});
        grid.start = ImGui::GetCursorScreenPos();
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
        auto const at = grid.at(i);
        draw_slot(ui, at, {at.x + grid.cell.x - unit(), at.y + height}, slots[i], mark);
    }
    auto const top = [&](std::size_t i) {
        return ImVec2{grid.at(i).x + (grid.cell.x - unit()) / 2, grid.at(i).y};
    };
    for (auto const& move : moves) {
        if (drawn(move)) arrow(ui, top(move.from), top(move.to));
    }
    ImGui::Dummy({0, grid.height(slots.size())});
}

}  // namespace rigcheck::gui
