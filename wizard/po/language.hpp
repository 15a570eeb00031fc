#pragma once

#include <fmt/format.h>

#include <string>

namespace rigcheck {

// Chooses the language of texts for people: "en", "zh_CN", or empty for what the environment says.
// False when there is no such translation.
bool choose_language(std::string const& language);

// The language that texts come out in, as HTML names it: "en", "zh-CN".
std::string language_tag();

// A text in the chosen language; the English text itself when there is no translation.
std::string translate(std::string const& text);

// The right plural form for a number.
std::string translate_plural(char const* one, char const* many, int count);

// A translated text with its {} filled; a translation with broken {} is shown as it stands.
template <class... Values>
std::string fill_in(std::string const& text, Values const&... values) {
    try {
        return fmt::format(fmt::runtime(text), values...);
    } catch (fmt::format_error const&) {
        return text;
    }
}

}  // namespace rigcheck

// The mark by which xgettext finds texts.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that every gettext program uses
inline std::string _(char const* text) {
    return rigcheck::translate(text);
}
