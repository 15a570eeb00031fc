#include "wizard/po/language.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/sheet.hpp"

namespace rigcheck {
namespace {

constexpr std::string_view kStyle = R"(
body{font:16px/1.45 sans-serif;max-width:46em;margin:0 auto;padding:1em;color:#111;background:#fff}
h1{font-size:1.5em;margin:0}
h2{font-size:1.15em;margin:1.6em 0 .4em}
.safety{border:2px solid #111;padding:.5em 1em;margin:1em 0}
.step{border-top:1px solid #888;padding:.7em 0;break-inside:avoid}
.step p{margin:.25em 0}
.what{font-weight:bold}
.label{color:#444}
ul{list-style:none;padding-left:1.2em;margin:.3em 0}
ol{margin:.3em 0}
@media print{body{font-size:10.5pt;max-width:none;padding:0}@page{margin:15mm}}
@media screen and (prefers-color-scheme:dark){body{color:#eee;background:#181818}.label{color:#bbb}.safety{border-color:#eee}}
)";

std::string labelled(std::string const& label, std::string const& value) {
    if (value.empty()) return {};
    return "<p><span class=\"label\">" + escaped(label) + ":</span> " + escaped(value) + "</p>\n";
}

std::string ticked(bool done, std::string const& text) {
    return (done ? "&#9746; " : "&#9744; ") + escaped(text);
}

std::string step_html(Sheet::Line const& line) {
    auto const& step = line.step;
    auto html = R"(<div class="step"><p class="what">)" +
                ticked(!line.mark.empty(), line.number + ". " + step.text) + "</p>\n";
    html += labelled(_("Why"), step.why);
    html += labelled(_("You should see"), step.expect);
    std::string tools;
    for (auto const& tool : step.tools) tools += (tools.empty() ? "" : ", ") + tool;
    html += labelled(_("You need"), tools);
    html += labelled(_("Take care"), step.risk);
    html += labelled(_("To undo it"), step.undo);
    for (auto const& seen : step.seen) html += labelled(_("rigcheck sees"), seen.text);
    html += labelled(_("You said"), step.said);
    if (!line.leads.empty()) {
        html += "<ul>\n";
        for (std::size_t i = 0; i < line.leads.size(); ++i) {
            html += "<li>" + ticked(false, step.choices[i].text) + " &rarr; " +
                    escaped(line.leads[i]) + "</li>\n";
        }
        html += "<li>" + ticked(false, _("Cannot tell, cannot do that")) + " &rarr; " +
                escaped(line.unsure) + "</li>\n</ul>\n";
    } else if (!line.unsure.empty()) {
        html += labelled(_("Not as expected"), line.unsure);
    }
    return html + "</div>\n";
}

std::string end_html(std::string const& name, EndScreen const& end) {
    auto const head = name.empty() ? _("Where it stands") : _("End") + ' ' + name;
    auto html = R"(<div class="step"><p class="what">)" + escaped(head) + ". " + escaped(end.text) +
                "</p>\n";
    if (!end.suspect.empty()) {
        html += labelled(_("The suspect"),
                         end.suspect + " (" + fill_in(_("how sure: {}"), end.confidence) + ')');
    }
    html += "<ol>\n";
    for (auto const& action : end.actions) html += "<li>" + escaped(action) + "</li>\n";
    return html + "</ol></div>\n";
}

std::string tried_html(std::vector<GuideRow> const& rows) {
    if (rows.empty()) return {};
    auto html = "<h2>" + escaped(_("Tried so far")) + "</h2>\n<ol>\n";
    for (auto const& row : rows) {
        html += "<li>" + escaped(row.text) + "<br>&rarr; <b>" + escaped(row.note) + "</b></li>\n";
    }
    return html + "</ol>\n";
}

std::string standing_html(Sheet const& sheet) {
    auto html = tried_html(sheet.tried);
    if (sheet.reached) html += end_html({}, *sheet.reached);
    if (sheet.tries.empty()) return html;
    html += "<h2>" + escaped(_("The tries of rigcheck isolate")) + "</h2>\n<ul>\n";
    for (auto const& line : sheet.tries) html += "<li>" + escaped(line) + "</li>\n";
    return html + "</ul>\n";
}

}  // namespace

std::string html_sheet(Sheet const& sheet) {
    auto html =
        "<!DOCTYPE html>\n<html lang=\"" + escaped(_("en")) +
        "\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
        escaped(sheet.title) + "</title><style>" + std::string(kStyle) +
        "</style></head><body>\n<h1>" + escaped(sheet.title) + "</h1>\n<p>" +
        escaped(sheet.summary) + "</p>\n";
    if (!sheet.safety.empty()) html += "<div class=\"safety\">\n";
    for (auto const& rule : sheet.safety) html += "<p>" + escaped(rule) + "</p>\n";
    if (!sheet.safety.empty()) html += "</div>\n";
    html += standing_html(sheet);
    if (!sheet.seen_at.empty()) {
        html += "<p>" + escaped(fill_in(_("rigcheck looked at {}."), sheet.seen_at)) + "</p>\n";
    }
    html += "<h2>" + escaped(_("Steps")) + "</h2>\n";
    for (auto const& line : sheet.lines) html += step_html(line);
    if (!sheet.proof.empty()) {
        html += "<h2>" + escaped(_("The proof")) + "</h2>\n<p>" + escaped(sheet.proof) + "</p>\n";
    }
    if (!sheet.ends.empty()) html += "<h2>" + escaped(_("Ends")) + "</h2>\n";
    for (std::size_t i = 0; i < sheet.ends.size(); ++i) {
        html += end_html(sheet.end_names[i], sheet.ends[i]);
    }
    if (!sheet.codes.empty()) html += "<h2>" + escaped(_("Codes")) + "</h2>\n<ul>\n";
    for (auto const& code : sheet.codes) html += "<li>" + escaped(code) + "</li>\n";
    if (!sheet.codes.empty()) html += "</ul>\n";
    return html + "</body></html>\n";
}

}  // namespace rigcheck
