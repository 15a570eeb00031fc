#include "wizard/gui/widgets.hpp"

#include <algorithm>
#include <cmath>

#include "wizard/gui/items.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck::gui {
namespace {

ImFont* font_of(Ui& ui, Size size) {
    switch (size) {
        case Size::bold:
            return ui.fonts.bold();
        case Size::title:
            return ui.fonts.title();
        case Size::body:
            break;
    }
    return ui.fonts.body();
}

ImVec4 tone_of(Ui& ui, Tone tone) {
    switch (tone) {
        case Tone::soft:
            return ui.theme.soft;
        case Tone::accent:
            return ui.theme.accent;
        case Tone::ink:
            break;
    }
    return ui.theme.ink;
}

double width_of(std::string_view words) {
    return ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
}

void draw_wrapped(Ui& ui, std::string const& words, ImVec4 const& ink, Size size, float width) {
    ui.fonts.need(words);
    ImGui::PushFont(font_of(ui, size));
    ImGui::PushStyleColor(ImGuiCol_Text, ink);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 2});
    ImGui::BeginGroup();
    for (auto const& line : wrap_to(words, std::max(width, 1.0F), width_of))
        ImGui::TextUnformatted(line.data(), line.data() + line.size());
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    note_item(words, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), false);
}

// Corners of a regular polygon.
std::vector<ImVec2> polygon(ImVec2 centre, float radius, int corners, float turn) {
    constexpr float kFull = 6.2831853F;
    std::vector<ImVec2> points;
    points.reserve(static_cast<std::size_t>(corners));
    for (int i = 0; i < corners; ++i) {
        float const angle = turn + kFull * static_cast<float>(i) / static_cast<float>(corners);
        points.emplace_back(centre.x + radius * std::cos(angle),
                            centre.y + radius * std::sin(angle));
    }
    return points;
}

void letter(ImVec2 centre, ImU32 ink, char const* sign) {
    auto const size = ImGui::CalcTextSize(sign);
    ImGui::GetWindowDrawList()->AddText({centre.x - size.x / 2, centre.y - size.y / 2}, ink, sign);
}

void draw_mark(Ui& ui, Mark mark, ImVec2 centre, float radius) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(ui.theme.of(mark));
    auto const paper = colour(ui.theme.card);
    constexpr float kUp = -1.5707963F;
    constexpr float kEighth = 0.3926991F;
    switch (mark) {
        case Mark::fine: {
            list->AddCircleFilled(centre, radius, ink);
            std::vector<ImVec2> const tick{{centre.x - radius * 0.45F, centre.y},
                                           {centre.x - radius * 0.1F, centre.y + radius * 0.4F},
                                           {centre.x + radius * 0.5F, centre.y - radius * 0.4F}};
            list->AddPolyline(tick.data(), static_cast<int>(tick.size()), paper, 0, radius * 0.28F);
            break;
        }
        case Mark::warning: {
            auto const shape =
                polygon({centre.x, centre.y + radius * 0.15F}, radius * 1.15F, 3, kUp);
            list->AddConvexPolyFilled(shape.data(), static_cast<int>(shape.size()), ink);
            letter({centre.x, centre.y + radius * 0.1F}, paper, "!");
            break;
        }
        case Mark::critical: {
            auto const shape = polygon(centre, radius * 1.05F, 8, kEighth);
            list->AddConvexPolyFilled(shape.data(), static_cast<int>(shape.size()), ink);
            letter(centre, paper, "!");
            break;
        }
        case Mark::notice:
            list->AddRectFilled({centre.x - radius, centre.y - radius},
                                {centre.x + radius, centre.y + radius}, ink, radius * 0.4F);
            letter(centre, paper, "i");
            break;
        case Mark::unknown:
            list->AddCircle(centre, radius, ink, 0, radius * 0.2F);
            letter(centre, ink, "?");
            break;
        case Mark::none:
            break;
    }
}

}  // namespace

void text(Ui& ui, std::string const& words, Tone tone, Size size) {
    draw_wrapped(ui, words, tone_of(ui, tone), size, ImGui::GetContentRegionAvail().x);
}

void marked_text(Ui& ui, Mark mark, std::string const& words, Size size) {
    mark_shape(ui, mark);
    draw_wrapped(ui, words, ui.theme.of(mark == Mark::none ? Mark::unknown : mark), size,
                 ImGui::GetContentRegionAvail().x);
}

void mark_shape(Ui& ui, Mark mark) {
    float const height = ImGui::GetTextLineHeight();
    auto const at = ImGui::GetCursorScreenPos();
    if (mark != Mark::none)
        draw_mark(ui, mark, {at.x + height / 2, at.y + height / 2}, height * 0.42F);
    ImGui::Dummy({height, height});
    ImGui::SameLine();
}

std::string mark_word(Mark mark) {
    switch (mark) {
        case Mark::fine:
            return _("fine");
        case Mark::unknown:
            return _("unknown");
        case Mark::notice:
            return _("notice");
        case Mark::warning:
            return _("warning");
        case Mark::critical:
            return _("critical");
        case Mark::none:
            break;
    }
    return _("not judged");
}

bool button(Ui& ui, std::string const& label, bool primary) {
    ui.fonts.need(label);
    if (primary) {
        ImGui::PushStyleColor(ImGuiCol_Button, ui.theme.accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ui.theme.accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonActive, ui.theme.soft);
        ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.on_accent);
    }
    bool const chosen = ImGui::Button(label.c_str());
    if (primary) ImGui::PopStyleColor(4);
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    return chosen;
}

bool nav_entry(Ui& ui, std::string const& label, bool chosen, Mark mark) {
    ui.fonts.need(label);
    auto const start = ImGui::GetCursorPos();
    float const line = ImGui::GetTextLineHeight();
    float const indent = unit() * 1.5F + line + ImGui::GetStyle().ItemSpacing.x;
    float const room = std::max(ImGui::GetContentRegionAvail().x - indent, 1.0F);
    ImGui::PushFont(chosen ? ui.fonts.bold() : ui.fonts.body());
    auto const lines = wrap_to(label, room, width_of);
    ImGui::PopFont();
    float const height = line * static_cast<float>(lines.size()) + unit() * 1.5F;
    ImGui::PushID(label.c_str());
    bool const pressed = ImGui::Selectable("##entry", chosen, 0, {0, height});
    auto const min = ImGui::GetItemRectMin();
    auto const max = ImGui::GetItemRectMax();
    auto const after = ImGui::GetCursorPos();
    if (chosen) {
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, min.y}, {min.x + unit() / 2, max.y},
                                                  colour(ui.theme.accent));
    }
    ImGui::SetCursorPos({start.x + unit() * 1.5F, start.y + unit() * 0.75F});
    mark_shape(ui, mark);
    ImGui::PushFont(chosen ? ui.fonts.bold() : ui.fonts.body());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 0});
    ImGui::BeginGroup();
    for (auto const& words : lines)
        ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::EndGroup();
    ImGui::PopStyleVar();
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    ImGui::PopFont();
    ImGui::SetCursorPos(after);
    ImGui::Dummy({0, 0});
    ImGui::PopID();
    return pressed;
}

bool checkbox(Ui& ui, std::string const& label, bool& value) {
    ui.fonts.need(label);
    bool const changed = ImGui::Checkbox(label.c_str(), &value);
    note_item(label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    return changed;
}

bool number_field(Ui& ui, std::string const& label, std::string const& unit_name, double& value) {
    text(ui, label, Tone::soft);
    ui.fonts.need(unit_name);
    ImGui::PushID(label.c_str());
    constexpr float kWidth = 16;  // in steps of the grid
    ImGui::SetNextItemWidth(unit() * kWidth);
    bool const changed = ImGui::InputDouble("##value", &value, 0, 0, "%.6g");
    note_item(label + " =", ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), true);
    ImGui::PopID();
    ImGui::SameLine();
    text(ui, unit_name, Tone::soft);
    return changed;
}

void card(Ui& ui, Mark mark, std::function<void()> const& content) {
    auto* const list = ImGui::GetWindowDrawList();
    float const padding = unit() * 2;
    auto const at = ImGui::GetCursorScreenPos();
    float const width = ImGui::GetContentRegionAvail().x;
    // The paper is drawn after its content, when the height is known, and below it.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({at.x + padding, at.y + padding});
    ImGui::BeginGroup();
    // The right edge of the content, for everything that wraps or stretches.
    float const right = ImGui::GetCursorPosX() + width - 2 * padding;
    ImGui::PushTextWrapPos(right);
    ImGui::PushItemWidth(width - 2 * padding);
    auto const region = ImGui::GetContentRegionAvail();
    ImGui::BeginTable("card", 1, ImGuiTableFlags_None,
                      {std::min(region.x, width - 2 * padding), 0});
    ImGui::TableNextColumn();
    content();
    ImGui::EndTable();
    ImGui::PopItemWidth();
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    float const bottom = ImGui::GetItemRectMax().y + padding;
    list->ChannelsSetCurrent(0);
    ImVec2 const end{at.x + width, bottom};
    list->AddRectFilled(at, end, colour(ui.theme.card), unit() / 2);
    list->AddRect(at, end, colour(ui.theme.line), unit() / 2);
    if (mark != Mark::none)
        list->AddRectFilled(at, {at.x + unit() / 2, bottom}, colour(ui.theme.of(mark)), unit() / 4);
    list->ChannelsMerge();
    ImGui::SetCursorScreenPos({at.x, bottom + unit()});
    ImGui::Dummy({0, 0});
}

void heading(Ui& ui, std::string const& words) {
    ImGui::Dummy({0, unit() / 2});
    text(ui, words, Tone::ink, Size::bold);
}

void row(Ui& ui, std::vector<std::string> const& cells, float first, Tone tone) {
    if (cells.empty()) return;
    float const width = ImGui::GetContentRegionAvail().x;
    auto const start = ImGui::GetCursorPos();
    float const others =
        cells.size() > 1 ? width * (1 - first) / static_cast<float>(cells.size() - 1) : 0;
    float x = start.x;
    float bottom = start.y;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        float const cell = i == 0 && cells.size() > 1 ? width * first
                           : cells.size() > 1         ? others
                                                      : width;
        ImGui::SetCursorPos({x, start.y});
        draw_wrapped(ui, cells[i], tone_of(ui, tone), Size::body, cell - unit());
        bottom = std::max(bottom, ImGui::GetCursorPosY());
        x += cell;
    }
    ImGui::SetCursorPos({start.x, bottom});
    ImGui::Dummy({0, 0});
}

void bar(Ui& ui, std::string const& label, double share, std::string const& value, Mark mark) {
    text(ui, label + ": " + value);
    float const width = ImGui::GetContentRegionAvail().x;
    auto const at = ImGui::GetCursorScreenPos();
    float const height = unit();
    auto* const list = ImGui::GetWindowDrawList();
    float const filled = width * static_cast<float>(std::clamp(share, 0.0, 1.0));
    list->AddRectFilled(at, {at.x + width, at.y + height}, colour(ui.theme.panel), height / 2);
    list->AddRectFilled(at, {at.x + std::max(filled, height), at.y + height},
                        colour(mark == Mark::none ? ui.theme.accent : ui.theme.of(mark)),
                        height / 2);
    ImGui::Dummy({width, height});
}

}  // namespace rigcheck::gui
