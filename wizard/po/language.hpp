#pragma once

#include <string>

namespace rigcheck {

// Chooses the language of texts for people: "en", "zh_CN", or empty for what the environment says.
// False when there is no such translation.
bool choose_language(std::string const& language);

// A text in the chosen language; the English text itself when there is no translation.
std::string translate(std::string const& text);

}  // namespace rigcheck

// The mark by which xgettext finds texts.
inline std::string _(char const* text) { return rigcheck::translate(text); }
