#pragma once

#include <string>
#include <string_view>

namespace rigcheck::gui {

// What a person reads on one of our own HTML pages: every text, one line each, without tags and
// style. For a preview that hides nothing.
std::string visible_text(std::string_view html);

}  // namespace rigcheck::gui
