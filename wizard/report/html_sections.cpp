#include "wizard/report/html_sections.hpp"

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/html_table.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/sensors.hpp"
#include "wizard/screens/storage.hpp"

namespace rigcheck {

std::string drives_html(Snapshot const& snapshot) {
    std::vector<HtmlRow> rows;
    for (auto const& drive : storage_screen(snapshot).drives)
        rows.push_back({drive.name, drive.kind, drive.size, drive.model, drive.link, drive.mounts});
    return html_table(_("Drives"),
                      {_("Name"), _("Kind"), _("Size"), _("Model"), _("Link"), _("Mounted at")},
                      rows);
}

std::string drivers_html(Snapshot const& snapshot) {
    std::vector<HtmlRow> rows;
    for (auto const& device : driver_screen(snapshot).devices)
        rows.push_back({device.address, device.name, device.driver, device.state});
    return html_table(_("Drivers"), {_("Address"), _("Device"), _("Driver"), _("State")}, rows);
}

std::string sensors_html(Snapshot const& snapshot) {
    auto const screen = sensor_screen(snapshot);
    std::vector<HtmlRow> rows;
    for (auto const& row : screen.rows) {
        auto const doubt = row.doubt.empty() ? "" : fill_in(_("ignored: {}"), translate(row.doubt));
        rows.push_back({row.chip, row.label, row.value, row.limits, doubt});
    }
    for (auto const& chip : screen.asleep)
        rows.push_back({chip, {}, {}, {}, _("asleep, and left asleep")});
    return html_table(_("Sensors"), {_("Chip"), _("Sensor"), _("Value"), _("Limits"), _("Doubt")},
                      rows);
}

std::string gaps_html(Snapshot const& snapshot) {
    auto gaps = snapshot.gaps;
    std::stable_sort(gaps.begin(), gaps.end(),
                     [](Gap const& a, Gap const& b) { return a.reason < b.reason; });
    std::vector<HtmlRow> rows;
    rows.reserve(gaps.size());
    for (auto const& gap : gaps)
        rows.push_back({translate(gap.what), reason_words(gap.reason), gap.remedy});
    return html_table(_("Could not be read"), {_("What"), _("Why"), _("What would supply it")},
                      rows);
}

}  // namespace rigcheck
