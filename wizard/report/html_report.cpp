#include <fmt/format.h>

#include "wizard/po/language.hpp"
#include "wizard/report/board_svg.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/html_cards.hpp"
#include "wizard/report/html_sections.hpp"
#include "wizard/report/marks.hpp"
#include "wizard/report/report.hpp"
#include "wizard/report/report_style.hpp"

namespace rigcheck {
namespace {

std::string head_html(Report const& report, OverviewScreen const& screen) {
    auto out = "<h1>" + escaped(_("Report of rigcheck")) + "</h1>\n";
    return out + origin_html(report.snapshot) +
           fmt::format("<p class=\"verdict {}\">{}</p>\n", mark_class(screen.worst),
                       escaped(screen.verdict));
}

}  // namespace

std::string html_report(Report const& report) {
    auto const& snapshot = report.snapshot;
    auto const screen = overview_screen(snapshot, report.findings);
    auto const body = "<header>\n" + head_html(report, screen) + "</header>\n<main>\n" +
                      board_html(screen) + faults_html(report) + accepted_html(report) +
                      unknown_html(report) + fine_html(report) + not_applicable_html(report) +
                      drives_html(snapshot) + drivers_html(snapshot) + sensors_html(snapshot) +
                      boots_html(snapshot) + gaps_html(snapshot) + "</main>\n";
    auto const title = screen.machine.empty() ? std::string() : ": " + screen.machine;
    return html_page(_("Report of rigcheck") + title, body, report_style());
}

}  // namespace rigcheck
