#include "wizard/report/sections.hpp"

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/boots.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/sensors.hpp"
#include "wizard/screens/storage.hpp"

namespace rigcheck {
namespace {

using Row = std::vector<std::string>;

// Columns as wide as their widest text, the last one wrapped below itself.
std::string table(std::string const& title, std::vector<Row> const& rows) {
    if (rows.empty()) return {};
    std::vector<int> widths(rows.front().size(), 0);
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(display_width(printable(row[i])), 26));
        }
    }
    std::string text = title + '\n';
    for (auto const& row : rows) {
        std::string line = "  ";
        for (std::size_t i = 0; i + 1 < row.size(); ++i) line += fit(row[i], widths[i]) + "  ";
        text += paragraph(line, row.back().empty() ? "-" : row.back());
    }
    return text + '\n';
}

std::string either(std::string const& text, std::string const& otherwise) {
    return text.empty() ? otherwise : text;
}

}  // namespace

std::string drive_section(Snapshot const& snapshot) {
    std::vector<Row> rows;
    for (auto const& drive : storage_screen(snapshot).drives) {
        auto rest = either(drive.model, "-");
        if (!drive.link.empty()) rest += ", " + drive.link;
        if (!drive.mounts.empty()) rest += ", " + drive.mounts;
        rows.push_back({drive.name, drive.kind, drive.size, rest});
    }
    return table(_("Drives"), rows);
}

std::string driver_section(Snapshot const& snapshot) {
    std::vector<Row> rows;
    for (auto const& device : driver_screen(snapshot).devices) {
        rows.push_back({device.address, device.driver, device.state, device.name});
    }
    return table(_("Drivers"), rows);
}

std::string sensor_section(Snapshot const& snapshot) {
    auto const screen = sensor_screen(snapshot);
    std::vector<Row> rows;
    for (auto const& row : screen.rows) {
        auto const note =
            row.doubt.empty() ? row.limits : fill_in(_("ignored: {}"), translate(row.doubt));
        rows.push_back({row.chip, row.label, row.value, note});
    }
    for (auto const& chip : screen.asleep) {
        rows.push_back({chip, "-", "-", _("asleep, and left asleep")});
    }
    return table(_("Sensors"), rows);
}

std::string boot_section(Snapshot const& snapshot) {
    std::vector<Row> rows;
    for (auto const& boot : boot_rows(snapshot.history))
        rows.push_back(
            {boot.began, either(boot.lasted, "-"), either(boot.kernel, "-"), boot.ended});
    return table(_("Runs of this machine"), rows);
}

}  // namespace rigcheck
