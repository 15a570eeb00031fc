#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

constexpr float kNavWidth = 30;    // in steps of the grid
constexpr float kPageWidth = 150;  // text wider than this is hard to read

void draw_nav(Ui& ui, App& app) {
    text(ui, "rigcheck", Tone::ink, Size::title);
    ImGui::Dummy({0, unit()});
    for (auto const page : kPages) {
        if (nav_entry(ui, page_title(page), app.page == page, worst_of(app, page))) app.page = page;
    }
    ImGui::Dummy({0, unit() * 2});
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

void draw_waiting(Ui& ui, App& app, std::function<void()> const& read_again) {
    if (app.reading()) {
        text(ui, _("Reading the machine. Nothing is written, and nothing is sent anywhere."));
        if (button(ui, _("Stop"))) app.stop_reading();
        return;
    }
    if (!app.error().empty()) {
        card(ui, Mark::critical, [&] {
            marked_text(ui, Mark::critical, _("The machine could not be read"));
            text(ui, app.error());
        });
    } else {
        text(ui, _("Nothing has been read yet."));
    }
    if (button(ui, _("Read again"), true)) read_again();
}

void draw_page(Ui& ui, App& app) {
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
        case Page::isolate:
            return isolate_page(ui, app);
        case Page::payback:
            return payback_page(ui, app);
        case Page::power:
            return power_page(ui, app);
    }
}

}  // namespace

void frame(Ui& ui, App& app, std::function<void()> const& read_again) {
    auto const& display = ImGui::GetIO().DisplaySize;
    constexpr auto kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoSavedSettings |
                            ImGuiWindowFlags_NoBringToFrontOnFocus;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(display);
    ImGui::PushFont(ui.fonts.body());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("rigcheck", nullptr, kFixed);
    ImGui::PopStyleVar();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.panel);
    ImGui::BeginChild("pages", {unit() * kNavWidth, 0}, false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw_nav(ui, app);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 0);
    ImGui::BeginChild(page_name(app.page).c_str(), {0, 0}, false,
                      ImGuiWindowFlags_AlwaysUseWindowPadding);
    float const width = std::min(ImGui::GetContentRegionAvail().x, unit() * kPageWidth);
    if (ImGui::BeginTable("page", 1, ImGuiTableFlags_None, {width, 0})) {
        ImGui::TableNextColumn();
        text(ui, page_title(app.page), Tone::ink, Size::title);
        // A guide, a search or a calculation needs no machine.
        bool const needs_machine =
            app.page != Page::payback && app.page != Page::guides && app.page != Page::isolate;
        if (app.has_machine() || !needs_machine)
            draw_page(ui, app);
        else
            draw_waiting(ui, app, read_again);
        ImGui::EndTable();
    }
    ImGui::EndChild();
    ImGui::End();
    ImGui::PopFont();
}

}  // namespace rigcheck::gui
