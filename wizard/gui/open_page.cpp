#include <cstdlib>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

std::string home() {
    char const* const folder = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    return folder == nullptr ? "/" : folder;
}

void choose_file(Ui& ui, App& app) {
    auto& desk = app.opening();
    if (desk.folder().empty() && desk.error().empty()) desk.look(home());
    if (!desk.error().empty()) marked_text(ui, Mark::warning, desk.error(), Size::body);
    text(ui, desk.folder(), Tone::ink, Size::bold);
    if (button(ui, _("One folder up"))) return desk.up();
    beside(ui, _("My files"));
    if (button(ui, _("My files"))) return desk.look(home());
    if (desk.is_machine() && button(ui, _("Open this folder as a captured machine"), true))
        return app.open_file(desk.folder());
    for (auto const& entry : desk.entries()) {
        auto const path = (desk.folder() == "/" ? "" : desk.folder()) + "/" + entry.name;
        if (!link(ui, entry.folder ? entry.name + "/" : entry.name)) continue;
        return entry.folder ? desk.look(path) : app.open_file(path);
    }
    if (desk.entries().empty())
        text(ui, _("There is nothing here that rigcheck can open."), Tone::soft);
    if (desk.cut()) text(ui, _("There is more here than fits on this list."), Tone::soft);
}

}  // namespace

void open_page(Ui& ui, App& app) {
    card(ui, Mark::none, [&] {
        text(ui,
             app.this_machine() ? _("Open now: this computer")
                                : fill_in(_("Open now: {}"), app.opened()),
             Tone::ink, Size::bold);
        if (app.reading()) text(ui, _("It is being read."), Tone::soft);
        if (!app.error().empty()) marked_text(ui, Mark::critical, app.error(), Size::body);
        if (button(ui, _("This computer"), !app.this_machine())) app.open({});
        if (!app.session_named()) return;
        beside(ui, _("My own session"));
        if (button(ui, _("My own session"))) app.open_session(default_session_file(), false);
    });
    heading(ui, _("A file"));
    text(
        ui,
        _("A captured machine (folder or .tar), a snapshot, a report, a session, or a list of what "
          "you bought. A file can also be dropped into this window."),
        Tone::soft);
    card(ui, Mark::none, [&] { choose_file(ui, app); });
}

}  // namespace rigcheck::gui
