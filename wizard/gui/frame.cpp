#include <algorithm>

#include "wizard/gui/keys.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kNavWidth = 30;    // in steps of the grid
constexpr float kPageWidth = 150;  // text wider than this is hard to read

void draw_settings(Ui& ui, App& app) {
    if (button(ui, app.language() == "zh_CN" ? "English" : "中文"))
        app.set_language(app.language() == "zh_CN" ? "en" : "zh_CN");
    if (button(ui, app.dark ? _("Light") : _("Dark"))) app.dark = !app.dark;
    constexpr float kStep = 0.1F;
    constexpr float kLeast = 0.7F;
    constexpr float kMost = 2;
    if (button(ui, "A-")) app.text_scale = std::max(kLeast, app.text_scale - kStep);
    ImGui::SameLine();
    if (button(ui, "A+")) app.text_scale = std::min(kMost, app.text_scale + kStep);
}

void draw_nav(Ui& ui, App& app) {
    text(ui, "rigcheck", Tone::ink, Size::title);
    ImGui::Dummy({0, unit()});
    for (auto const page : kPages) {
        if (nav_entry(ui, page_title(page), app.page == page, worst_of(app, page))) app.page = page;
    }
    ImGui::Dummy({0, unit()});
    draw_settings(ui, app);
}

// A guide, a calculation or the choice of a file needs no machine.
bool needs_machine(Page page) {
    constexpr std::array kWithout{Page::guides, Page::troubleshoot, Page::isolate, Page::payback,
                                  Page::open};
    return std::find(kWithout.begin(), kWithout.end(), page) == kWithout.end();
}

void draw_page(Ui& ui, App& app) {
    if (needs_machine(app.page) && !app.has_machine()) return waiting_page(ui, app);
    switch (app.page) {
        case Page::overview:
            return overview_page(ui, app);
        case Page::pcie:
            return pcie_page(ui, app);
        case Page::memory:
            return memory_page(ui, app);
        case Page::sensors:
            return sensors_page(ui, app);
        case Page::storage:
            return storage_page(ui, app);
        case Page::drivers:
            return drivers_page(ui, app);
        case Page::guides:
            return guides_page(ui, app);
        case Page::troubleshoot:
            return troubleshoot_page(ui, app);
        case Page::isolate:
            return isolate_page(ui, app);
        case Page::black_box:
            return black_box_page(ui, app);
        case Page::payback:
            return payback_page(ui, app);
        case Page::power:
            return power_page(ui, app);
        case Page::report:
            return report_page(ui, app);
        case Page::open:
            return open_page(ui, app);
    }
}

void draw_title(Ui& ui, App& app) {
    text(ui, page_title(app.page), Tone::ink, Size::title);
    if (!app.has_machine() || app.page == Page::open) return;
    if (!app.error().empty()) marked_text(ui, Mark::critical, app.error(), Size::body);
    if (app.reading()) reading_progress(ui, app);
}

// Before the part is begun.
void give_keyboard(App& app, App::Part part) {
    if (app.keyboard_to != part) return;
    ImGui::SetNextWindowFocus();
    app.keyboard_to.reset();
}

}  // namespace

void frame(Ui& ui, App& app) {
    app.settle();
    auto const& display = ImGui::GetIO().DisplaySize;
    constexpr auto kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoSavedSettings |
                            ImGuiWindowFlags_NoBringToFrontOnFocus;
    constexpr auto kPart = ImGuiWindowFlags_AlwaysUseWindowPadding;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(display);
    ImGui::PushFont(ui.fonts.body());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("rigcheck", nullptr, kFixed);
    ImGui::PopStyleVar();
    // The keyboard is in one part or the other, never in the frame around them.
    if (ImGui::IsWindowFocused() && !app.keyboard_to) app.keyboard_to = app.keyboard;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.panel);
    give_keyboard(app, App::Part::list);
    ImGui::BeginChild("pages", {unit() * kNavWidth, 0}, false, kPart);
    if (ImGui::IsWindowFocused()) app.keyboard = App::Part::list;
    draw_nav(ui, app);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 0);
    give_keyboard(app, App::Part::page);
    ImGui::BeginChild(page_name(app.page).c_str(), {0, 0}, false, kPart);
    if (ImGui::IsWindowFocused()) app.keyboard = App::Part::page;
    float const width = std::min(ImGui::GetContentRegionAvail().x, unit() * kPageWidth);
    if (ImGui::BeginTable("page", 1, ImGuiTableFlags_None, {width, 0})) {
        ImGui::TableNextColumn();
        draw_title(ui, app);
        draw_page(ui, app);
        ImGui::EndTable();
    }
    ImGui::EndChild();
    follow_keys(app);
    ImGui::End();
    ImGui::PopFont();
}

}  // namespace rigcheck::gui
