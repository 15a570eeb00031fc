#include "wizard/gui/board.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

// The pages of what was read: each shows the parts first and then what was found about them.
namespace rigcheck::gui {

void pcie_page(Ui& ui, App& app) {
    auto const& cards = app.shown().overview.cards;
    if (cards.empty())
        text(ui, _("No graphics card and no NVMe drive on PCIe is seen here."), Tone::soft);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        card(ui, cards[i].mark, [&] {
            marked_text(ui, cards[i].mark, cards[i].name);
            text(ui, cards[i].address, Tone::soft);
            for (auto const& stage : app.shown().paths.at(i).stages) {
                auto link = stage.link;
                bool const narrowest = stage.narrowest && app.shown().paths.at(i).stages.size() > 1;
                if (narrowest) link += "  <- " + _("the narrowest place");
                if (stage.internal) link += "  (" + _("inside the card") + ")";
                if (stage.tunnel) link += "  (" + _("tunnel, means nothing") + ")";
                row(ui, {stage.name, link}, 0.55F, narrowest ? Tone::accent : Tone::ink);
            }
        });
    }
    finding_cards(ui, app, Page::pcie);
}

void memory_page(Ui& ui, App& app) {
    auto const& overview = app.shown().overview;
    if (overview.dimms.empty())
        text(ui,
             _("The firmware's list of memory slots could not be read. As root it usually can."),
             Tone::soft);
    draw_dimms(ui, overview.dimms, overview.memory);
    finding_cards(ui, app, Page::memory);
}

void sensors_page(Ui& ui, App& app) {
    finding_cards(ui, app, Page::sensors);
    auto const& screen = app.shown().sensors;
    if (screen.rows.empty()) {
        text(ui, _("No sensor can be read here."), Tone::soft);
        return;
    }
    std::string chip;
    for (auto const& sensor : screen.rows) {
        if (sensor.chip != chip) heading(ui, sensor.chip);
        chip = sensor.chip;
        bool const doubted = !sensor.doubt.empty();
        row(ui, {sensor.label, sensor.value, doubted ? sensor.doubt : sensor.limits}, 0.3F,
            doubted ? Tone::soft : Tone::ink);
    }
    for (auto const& asleep : screen.asleep)
        text(ui, fill_in(_("{} sleeps and was left asleep."), asleep), Tone::soft);
}

void storage_page(Ui& ui, App& app) {
    auto const& drives = app.shown().storage.drives;
    if (drives.empty()) text(ui, _("No drive is seen here."), Tone::soft);
    if (!drives.empty()) {
        card(ui, Mark::none, [&] {
            row(ui, {_("drive"), _("kind"), _("size"), _("model"), _("link"), _("mounted at")},
                0.14F, Tone::soft);
            for (auto const& drive : drives)
                row(ui, {drive.name, drive.kind, drive.size, drive.model, drive.link, drive.mounts},
                    0.14F);
        });
    }
    finding_cards(ui, app, Page::storage);
}

void drivers_page(Ui& ui, App& app) {
    finding_cards(ui, app, Page::drivers);
    auto const& devices = app.shown().drivers.devices;
    if (devices.empty()) return;
    card(ui, Mark::none, [&] {
        row(ui, {_("device"), _("at"), _("driver"), _("state")}, 0.4F, Tone::soft);
        for (auto const& device : devices)
            row(ui, {device.name, device.address, device.driver, device.state}, 0.4F);
    });
}

}  // namespace rigcheck::gui
