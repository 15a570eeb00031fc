#include "wizard/gui/theme.hpp"

namespace rigcheck::gui {
namespace {

ImVec4 rgb(unsigned hex) {
    constexpr float kMost = 255;
    auto const part = [&](unsigned shift) {
        return static_cast<float>(hex >> shift & 0xFFU) / kMost;
    };
    return {part(16), part(8), part(0), 1};
}

float current_scale = 1;

}  // namespace

ImVec4 Theme::of(Mark mark) const {
    switch (mark) {
        case Mark::fine:
            return fine;
        case Mark::notice:
            return notice;
        case Mark::warning:
            return warning;
        case Mark::critical:
            return critical;
        case Mark::unknown:
            return unknown;
        case Mark::none:
            break;
    }
    return soft;
}

Theme light_theme() {
    return {.dark = false,
            .ink = rgb(0x1B1F24),
            .soft = rgb(0x57606A),
            .paper = rgb(0xF6F7F9),
            .panel = rgb(0xECEFF2),
            .card = rgb(0xFFFFFF),
            .line = rgb(0xCDD4DB),
            .accent = rgb(0x0B63B8),
            .accent_over = rgb(0x084C8F),
            .on_accent = rgb(0xFFFFFF),
            .fine = rgb(0x1A7F37),
            .notice = rgb(0x0B63B8),
            .warning = rgb(0x9A5B00),
            .critical = rgb(0xC21F2B),
            .unknown = rgb(0x57606A)};
}

Theme dark_theme() {
    return {.dark = true,
            .ink = rgb(0xE6EAEE),
            .soft = rgb(0x9DA7B1),
            .paper = rgb(0x12161A),
            .panel = rgb(0x181D22),
            .card = rgb(0x1E242A),
            .line = rgb(0x38424B),
            .accent = rgb(0x5FAEFF),
            .accent_over = rgb(0x8CC5FF),
            .on_accent = rgb(0x0B1116),
            .fine = rgb(0x56C271),
            .notice = rgb(0x5FAEFF),
            .warning = rgb(0xE5A93C),
            .critical = rgb(0xFF7B72),
            .unknown = rgb(0x9DA7B1)};
}

float unit() {
    constexpr float kGrid = 8;
    return kGrid * current_scale;
}

ImU32 colour(ImVec4 const& c) {
    return ImGui::ColorConvertFloat4ToU32(c);
}

void apply(Theme const& theme, float scale) {
    current_scale = scale;
    auto& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {unit() * 2, unit() * 2};
    style.FramePadding = {unit() * 1.5F, unit() * 0.75F};
    style.ItemSpacing = {unit(), unit()};
    style.FrameRounding = style.ChildRounding = style.PopupRounding = unit() / 2;
    style.ScrollbarSize = unit() * 1.75F;
    style.FrameBorderSize = 1;
    style.WindowBorderSize = 0;
    auto const set = [&](ImGuiCol which, ImVec4 const& c) { style.Colors[which] = c; };
    set(ImGuiCol_Text, theme.ink);
    set(ImGuiCol_TextDisabled, theme.soft);
    set(ImGuiCol_WindowBg, theme.paper);
    set(ImGuiCol_ChildBg, {0, 0, 0, 0});
    set(ImGuiCol_PopupBg, theme.card);
    set(ImGuiCol_Border, theme.line);
    set(ImGuiCol_FrameBg, theme.card);
    set(ImGuiCol_FrameBgHovered, theme.panel);
    set(ImGuiCol_FrameBgActive, theme.panel);
    set(ImGuiCol_Button, theme.card);
    set(ImGuiCol_ButtonHovered, theme.panel);
    set(ImGuiCol_ButtonActive, theme.line);
    set(ImGuiCol_Header, theme.panel);
    set(ImGuiCol_HeaderHovered, theme.line);
    set(ImGuiCol_HeaderActive, theme.line);
    set(ImGuiCol_CheckMark, theme.accent);
    set(ImGuiCol_NavHighlight, theme.accent);
    set(ImGuiCol_ScrollbarBg, {0, 0, 0, 0});
    set(ImGuiCol_ScrollbarGrab, theme.line);
    set(ImGuiCol_ScrollbarGrabHovered, theme.soft);
    set(ImGuiCol_ScrollbarGrabActive, theme.soft);
    set(ImGuiCol_TextSelectedBg, theme.line);
    set(ImGuiCol_Separator, theme.line);
}

}  // namespace rigcheck::gui
