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

std::string head_html(Report const& report, OverviewScreen const& screen) {
    auto out = "<h1>" + escaped(_("Report of rigcheck")) + "</h1>\n";
    if (!screen.machine.empty())
        out += "<p class=\"machine\">" + escaped(screen.machine) + "</p>\n";
    out += "<p class=\"origin\">" + escaped(origin(report.snapshot)) + "</p>\n";
    return out + fmt::format("<p class=\"verdict {}\">{}</p>\n", mark_class(screen.worst),
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
                      gaps_html(snapshot) + "</main>\n";
    auto const title = screen.machine.empty() ? std::string() : ": " + screen.machine;
    return html_page(_("Report of rigcheck") + title, body, report_style());
}

}  // namespace rigcheck
