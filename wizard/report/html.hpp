#pragma once

#include <string>
#include <string_view>

namespace rigcheck {

// Text as HTML content or as the value of an attribute.
std::string escaped(std::string_view text);

// A whole page around a body: one file that loads nothing and runs nothing, light or dark as the
// reader has it, black on white on paper. `style` is added to the style sheet of every page.
std::string html_page(std::string const& title, std::string const& body,
                      std::string_view style = {});

}  // namespace rigcheck
