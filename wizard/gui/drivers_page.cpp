#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void drivers_page(Ui& ui, App& app) {
    auto const& devices = app.shown().drivers.devices;
    if (devices.empty() && findings_of(app, Page::drivers).empty())
        text(ui, _("No device that needs a driver of its own is seen here."), Tone::soft);
    ask_for_rights(ui, app, Page::drivers);
    fault_cards(ui, app, Page::drivers);
    if (!devices.empty()) {
        card(ui, Mark::none, [&] {
            row(ui, {_("device"), _("at"), _("driver"), _("state")}, 0.4F, Tone::soft);
            for (auto const& device : devices)
                row(ui, {device.name, device.address, device.driver, device.state}, 0.4F);
        });
    }
    finding_lists(ui, app, Page::drivers);
}

}  // namespace rigcheck::gui
