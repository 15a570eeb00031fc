#include <algorithm>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void reading_progress(Ui& ui, App& app) {
    text(ui, _("Reading the machine. Nothing is written, and nothing is sent anywhere."));
    auto const done = std::min(app.areas_read(), kAreasRead);
    bar(ui, _("Read so far"), static_cast<double>(done) / kAreasRead,
        fill_in(_("{} of {} areas"), done, kAreasRead), Mark::none);
    if (button(ui, _("Stop"))) app.stop_reading();
}

void waiting_page(Ui& ui, App& app) {
    if (app.reading()) return reading_progress(ui, app);
    if (!app.error().empty()) {
        card(ui, Mark::critical, [&] {
            marked_text(ui, Mark::critical, _("The machine could not be read"));
            text(ui, app.error());
        });
    } else {
        text(ui, _("Nothing has been read yet."));
    }
    if (button(ui, _("Read again"), true)) app.read_machine();
    beside(ui, _("Open something else"));
    if (button(ui, _("Open something else"))) app.page = Page::open;
}

bool ask_for_rights(Ui& ui, App& app, Page page) {
    bool const whole = page == Page::overview;
    bool missing = false;
    for (auto const* finding : findings_of(app, page)) {
        bool const by_rights = finding->needs == "root" || finding->needs == "group:adm";
        missing = missing || (finding->state == State::unknown && by_rights);
    }
    for (auto const& gap : app.snapshot().gaps) {
        bool const by_rights =
            gap.reason == Missing::needs_root || gap.reason == Missing::needs_group;
        missing = missing || ((whole || is_about(page, gap.area)) && by_rights);
    }
    if (!missing) return false;
    card(ui, Mark::unknown, [&] {
        marked_text(ui, Mark::unknown, _("Some of this only an administrator may read"));
        if (!app.this_machine()) {
            text(ui, _("It was not read when this file was made. Made with sudo, it is there."));
            return;
        }
        text(ui,
             _("Your system asks for the password and reads it once. Nothing is changed, and this "
               "window gains no rights."));
        if (!app.reading() && button(ui, _("Read as administrator"), true))
            app.read_as_administrator();
    });
    return true;
}

}  // namespace rigcheck::gui
