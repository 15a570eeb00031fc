#include "wizard/cli/place.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "wizard/cli/commands.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::string country_of_locale() {
    for (auto const* variable : {"LC_ALL", "LC_MONETARY", "LANG"}) {
        char const* const text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
        if (text == nullptr || *text == '\0') continue;
        std::string_view const locale(text);
        auto const at = locale.find('_');
        if (at == std::string_view::npos || locale.size() < at + 3) return {};
        return std::string(locale.substr(at + 1, 2));
    }
    return {};
}

}  // namespace

std::string country_of(std::string const& stated) {
    if (stated.empty()) return country_of_locale();
    auto country = stated;
    for (char& c : country) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    bool const letters =
        country.size() == 2 &&
        std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!letters) throw UsageError("--country " + stated + ": " + _("expected two letters, as DE"));
    return country;
}

}  // namespace rigcheck
