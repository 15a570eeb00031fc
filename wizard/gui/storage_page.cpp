#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void storage_page(Ui& ui, App& app) {
    ask_for_rights(ui, app, Page::storage);
    fault_cards(ui, app, Page::storage);
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
    finding_lists(ui, app, Page::storage);
}

}  // namespace rigcheck::gui
