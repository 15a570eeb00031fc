#include "wizard/report/html_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/html.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kOpenRows = 40;
constexpr std::size_t kMostRows = 2000;  // garbage read as a machine has no end

std::string head_html(HtmlRow const& columns) {
    std::string out = "<thead><tr>";
    for (auto const& column : columns) out += "<th scope=\"col\">" + escaped(column) + "</th>";
    return out + "</tr></thead>\n";
}

std::string row_html(HtmlRow const& columns, HtmlRow const& row) {
    auto out = "<tr><th scope=\"row\">" + escaped(row.front()) + "</th>";
    for (std::size_t i = 1; i < row.size(); ++i) {
        out += row[i].empty() ? std::string("<td></td>")
                              : fmt::format("<td data-column=\"{}\">{}</td>", escaped(columns[i]),
                                            escaped(row[i]));
    }
    return out + "</tr>\n";
}

std::string count_text(std::size_t rows) {
    auto const count = static_cast<int>(rows);
    return fill_in(translate_plural("{} line", "{} lines", count), count);
}

}  // namespace

std::string folded(std::size_t rows, std::string const& html) {
    if (rows <= kOpenRows) return html;
    return "<details>\n<summary>" + escaped(count_text(rows)) + "</summary>\n" + html +
           "</details>\n";
}

std::string html_table(std::string const& heading, HtmlRow const& columns,
                       std::vector<HtmlRow> const& rows) {
    if (rows.empty()) return {};
    auto const shown = std::min(rows.size(), kMostRows);
    auto table = "<table class=\"facts\">\n" + head_html(columns) + "<tbody>\n";
    for (std::size_t i = 0; i < shown; ++i) table += row_html(columns, rows[i]);
    table += "</tbody>\n</table>\n";
    if (shown < rows.size())
        table +=
            "<p>" + escaped(fill_in(_("and {} more of this kind"), rows.size() - shown)) + "</p>\n";
    return "<h2>" + escaped(heading) + "</h2>\n" + folded(rows.size(), table);
}

}  // namespace rigcheck
