#include <algorithm>

#include "wizard/gui/board.hpp"
#include "wizard/gui/boxes.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kArrowRoom = 5;  // above the slots, in steps of the grid

enum class Role { stays, moves, takes };  // takes: a stick should come here

Role role_of(std::size_t slot, std::vector<SlotMove> const& moves) {
    for (auto const& move : moves) {
        if (move.from == slot) return Role::moves;
        if (move.to == slot) return Role::takes;
    }
    return Role::stays;
}

// "Move this stick there": from the top of one slot to the top of the other.
void arrow(Ui& ui, ImVec2 from, ImVec2 to) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.accent);
    float const height = std::min(from.y, to.y) - unit() * kArrowRoom;
    float const head = unit() * 1.5F;
    list->AddBezierCubic(from, {from.x, height}, {to.x, height}, {to.x, to.y - head}, ink,
                         unit() / 2);
    list->AddTriangleFilled({to.x - unit(), to.y - head}, {to.x + unit(), to.y - head}, to, ink);
    list->AddCircleFilled(from, unit() * 0.6F, ink);
}

std::string content_of(SlotBox const& slot, Role role) {
    if (role == Role::takes) return _("empty: it goes here");
    return slot.content.empty() ? _("empty") : slot.content;
}

void draw_slot(Ui& ui, ImVec2 at, ImVec2 end, SlotBox const& slot, Role role, Mark mark) {
    bool const filled = !slot.content.empty();
    draw_box(ui, at, end, filled ? mark : Mark::none, filled);
    if (role != Role::stays)
        ImGui::GetWindowDrawList()->AddRect(at, end, colour(ui.theme.accent), unit() / 2, 0,
                                            unit() / 2);
    float const line = ImGui::GetTextLineHeight();
    float const left = at.x + unit();
    float const right = end.x - unit();
    float y = at.y + unit() / 2;
    auto const say = [&](std::string const& words, ImVec4 const& ink) {
        box_label(ui, {left, y}, {right, y + line}, words, ink);
        y += line;
    };
    say(slot.name, ui.theme.ink);
    if (!slot.bank.empty()) say(slot.bank, ui.theme.ink);
    say(content_of(slot, role), filled || role == Role::takes ? ui.theme.ink : ui.theme.soft);
    if (role == Role::moves)
        say(_("move this one"), ui.theme.accent);
    else if (!slot.channel.empty())
        say(fill_in(_("channel {}"), slot.channel), ui.theme.soft);
}

}  // namespace

void draw_dimms(Ui& ui, std::vector<SlotBox> const& slots, std::vector<SlotMove> const& moves,
                Mark mark) {
    if (slots.empty()) return;
    if (!moves.empty()) ImGui::Dummy({0, unit() * (kArrowRoom - 1)});
    constexpr float kLeast = 18;
    constexpr int kMost = 8;
    bool const banks = std::any_of(slots.begin(), slots.end(),
                                   [](SlotBox const& slot) { return !slot.bank.empty(); });
    float const height = ImGui::GetTextLineHeight() * (banks ? 4 : 3) + unit();
    auto const grid = grid_here(slots.size(), unit() * kLeast, kMost, height);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        auto const at = grid.at(i);
        draw_slot(ui, at, {at.x + grid.cell.x - unit(), at.y + height}, slots[i], role_of(i, moves),
                  mark);
    }
    auto const top = [&](std::size_t i) {
        return ImVec2{grid.at(i).x + (grid.cell.x - unit()) / 2, grid.at(i).y};
    };
    for (auto const& move : moves) arrow(ui, top(move.from), top(move.to));
    ImGui::Dummy({0, grid.height(slots.size())});
}

}  // namespace rigcheck::gui
