#include "wizard/report/html_sections.hpp"

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/finding_lines.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/html_table.hpp"
#include "wizard/screens/boots.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/overview.hpp"
#include "wizard/screens/sensors.hpp"
#include "wizard/screens/storage.hpp"

namespace rigcheck {
namespace {

// "2026-11-20 21:48 UTC" of "2026-11-20T21:48:05Z".
std::string readable_time(std::string const& time) {
    constexpr std::size_t kLength = 20;
    constexpr std::size_t kDay = 10;
    constexpr std::size_t kMinute = 16;
    bool const known = time.size() == kLength && time[kDay] == 'T' && time.back() == 'Z';
    return known ? time.substr(0, kDay) + ' ' + time.substr(kDay + 1, kMinute - kDay - 1) + " UTC"
                 : time;
}

std::string origin(Snapshot const& snapshot) {
    auto text = fill_in(_("Looked at {} by rigcheck {}."), readable_time(snapshot.taken_at),
                        snapshot.tool.version);
    if (snapshot.source == Source::capture) text += ' ' + _("From a captured machine.");
    return text;
}

}  // namespace

std::string origin_html(Snapshot const& snapshot) {
    auto const machine = machine_line(snapshot);
    auto const out =
        machine.empty() ? std::string() : "<p class=\"machine\">" + escaped(machine) + "</p>\n";
    return out + "<p class=\"origin\">" + escaped(origin(snapshot)) + "</p>\n";
}

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

std::string boots_html(Snapshot const& snapshot) {
    std::vector<HtmlRow> rows;
    for (auto const& boot : boot_rows(snapshot.history))
        rows.push_back({boot.began, boot.lasted, boot.kernel, boot.ended});
    return html_table(_("Runs of this machine"), {_("Began"), _("Lasted"), _("Kernel"), _("Ended")},
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
