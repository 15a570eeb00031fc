#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

void choose_format(Ui& ui, ReportDesk& desk) {
    auto const kind = [&](std::string const& words, ReportFormat format) {
        if (choice(ui, words, desk.format == format)) desk.choose(format);
    };
    kind(_("A page with drawings (HTML): for people, opens in any browser"), ReportFormat::html);
    kind(_("Plain text: for a forum or a mail"), ReportFormat::text);
    kind(_("All facts and findings (JSON): for programs, and to open here again"),
         ReportFormat::json);
}

void save(Ui& ui, ReportDesk& desk) {
    if (text_field(ui, _("Save as"), desk.file)) desk.forget_saved();
    if (button(ui, _("Save"), true)) desk.save(false);
    switch (desk.saved()) {
        case ReportDesk::Saved::nothing:
            break;
        case ReportDesk::Saved::done:
            marked_text(ui, Mark::fine, fill_in(_("Saved: {}"), desk.said()), Size::body);
            break;
        case ReportDesk::Saved::failed:
            marked_text(ui, Mark::critical, desk.said(), Size::body);
            break;
        case ReportDesk::Saved::exists:
            marked_text(ui, Mark::warning, fill_in(_("There is a file {} already."), desk.said()),
                        Size::body);
            if (button(ui, _("Replace it"))) desk.save(true);
            break;
    }
}

// Long files are shown a part at a time, line by line as they are.
void preview(Ui& ui, ReportDesk& desk) {
    auto const& lines = desk.preview();
    float const height = ImGui::GetTextLineHeight();
    constexpr float kShown = 26;  // lines
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.card);
    ImGui::BeginChild("preview", {0, height * kShown}, true,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NavFlattened);
    ImGui::PushFont(ui.fonts.mono());
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lines.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            auto const& line = lines[static_cast<std::size_t>(i)];
            ui.fonts.need(line);
            ImGui::TextUnformatted(line.data(), line.data() + line.size());
        }
    }
    clipper.End();
    ImGui::PopFont();
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace

void report_page(Ui& ui, App& app) {
    auto& desk = app.report();
    card(ui, Mark::none, [&] {
        choose_format(ui, desk);
        save(ui, desk);
    });
    heading(ui, _("This, and nothing else, will be in the file"));
    text(ui,
         _("Left out: serial numbers, hardware addresses, and the names of people and of the "
           "computer, as far as they are known here. Nothing is sent anywhere; the file is yours "
           "to give away."),
         Tone::soft);
    bool const page = desk.format == ReportFormat::html;
    if (page && checkbox(ui, _("Show the source of the page"), desk.source()))
        desk.show_source(!desk.source());
    preview(ui, desk);
}

}  // namespace rigcheck::gui
