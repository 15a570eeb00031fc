#include <algorithm>

#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void waiting_page(Ui& ui, App& app) {
    if (app.reading()) {
        text(ui, _("Reading the machine. Nothing is written, and nothing is sent anywhere."));
        auto const done = std::min(app.areas_read(), kAreasRead);
        bar(ui, _("Read so far"), static_cast<double>(done) / kAreasRead,
            fill_in(_("{} of {} areas"), done, kAreasRead), Mark::none);
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
    if (button(ui, _("Read again"), true)) app.read_machine();
    beside(ui, _("Open something else"));
    if (button(ui, _("Open something else"))) app.page = Page::open;
}

bool ask_for_rights(Ui& ui, App& app, std::string const& area) {
    auto const& gaps = app.snapshot().gaps;
    bool const missing = std::any_of(gaps.begin(), gaps.end(), [&](Gap const& gap) {
        return gap.area == area && gap.reason == Missing::needs_root;
    });
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
        if (app.reading())
            text(ui, _("Reading the machine. Nothing is written, and nothing is sent anywhere."),
                 Tone::soft);
        else if (button(ui, _("Read as administrator"), true))
            app.read_as_administrator();
        if (!app.error().empty()) marked_text(ui, Mark::warning, app.error(), Size::body);
    });
    return true;
}

}  // namespace rigcheck::gui
