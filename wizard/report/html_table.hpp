#pragma once

#include <string>
#include <vector>

namespace rigcheck {

using HtmlRow = std::vector<std::string>;

// A table below its heading, every cell escaped. On a narrow page each row becomes a small list, in
// which the names of the columns stand. Empty without rows.
std::string html_table(std::string const& heading, HtmlRow const& columns,
                       std::vector<HtmlRow> const& rows);

// What is longer than a screen is opened by a click.
std::string folded(std::size_t rows, std::string const& html);

}  // namespace rigcheck
