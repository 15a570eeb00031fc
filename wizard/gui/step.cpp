#include "wizard/gui/step.hpp"

#include "probe/utc_now.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void say_step(Ui& ui, App& app, StepScreen const& screen) {
    auto const part = [&](std::string const& label, std::string const& words) {
        if (!words.empty()) text(ui, label + ": " + words);
    };
    text(ui, screen.progress + (screen.minutes.empty() ? "" : ", " + screen.minutes), Tone::soft);
    text(ui, screen.text, Tone::ink, Size::bold);
    part(_("Why"), screen.why);
    part(_("You should see"), screen.expect);
    std::string tools;
    for (auto const& tool : screen.tools) tools += (tools.empty() ? "" : ", ") + tool;
    part(_("You need"), tools);
    if (!screen.risk.empty()) marked_text(ui, Mark::warning, screen.risk, Size::body);
    part(_("To undo it"), screen.undo);
    for (auto const& seen : screen.seen) {
        auto const mark = seen.state == State::fail   ? Mark::warning
                          : seen.state == State::pass ? Mark::fine
                                                      : Mark::unknown;
        marked_text(ui, mark, fill_in(_("rigcheck sees: {}"), seen.text), Size::body);
    }
    if (!screen.said.empty()) text(ui, screen.said, Tone::soft);
    if (screen.isolate && button(ui, page_title(Page::isolate) + "##step", true))
        app.page = Page::isolate;
}

void say_guide(Ui& ui, guides::Guide const& guide) {
    text(ui, translate(guide.title), Tone::ink, Size::bold);
    for (auto const& rule : guide.safety)
        marked_text(ui, Mark::warning, translate(rule), Size::body);
}

bool list_guides(Ui& ui, App const& app, guides::Kind kind, std::string& chosen) {
    if (!app.session_error().empty())
        marked_text(ui, Mark::warning, app.session_error(), Size::body);
    bool any = false;
    for (auto const& guide : guides::all_guides()) {
        if (guide.kind != kind) continue;
        card(ui, Mark::none, [&] {
            bool const pressed =
                button(ui, translate(guide.title), app.session().last_guide == guide.id);
            if (pressed) chosen = guide.id;
            any = any || pressed;
            text(ui, translate(guide.summary), Tone::soft);
        });
    }
    return any;
}

bool ways_out(Ui& ui, App& app, std::string const& walk) {
    ImGui::Dummy({0, unit()});
    if (button(ui, _("Take the last answer back"))) app.take_back(walk);
    beside(ui, _("Start again"));
    if (button(ui, _("Start again"))) app.start_again(walk);
    beside(ui, _("All guides"));
    return button(ui, _("All guides"));
}

void give_answer(App& app, std::string const& walk, guides::Guide const& guide,
                 std::string const& step, std::string_view answer) {
    app.answer(walk, {.guide = guide.id,
                      .step = step,
                      .answer = std::string(answer),
                      .note = {},
                      .at = utc_now()});
}

}  // namespace rigcheck::gui
