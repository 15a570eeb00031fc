#include "wizard/po/language.hpp"

#include <libintl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv is POSIX

#include <clocale>
#include <filesystem>
#include <string_view>

namespace rigcheck {
namespace {

constexpr char const* kDomain = "rigcheck";

// Beside the program in a build tree, else where it was installed.
std::string catalogue_directory() {
    std::error_code ec;
    auto const program = std::filesystem::read_symlink("/proc/self/exe", ec);
    auto const beside = program.parent_path() / "locale";
    return !ec && std::filesystem::is_directory(beside, ec) ? beside.string() : RIGCHECK_LOCALE_DIR;
}

}  // namespace

bool choose_language(std::string const& language) {
    if (!language.empty() && language != "en" && language != "zh_CN") return false;
    // gettext gives up in the plain C locale; C.UTF-8 exists everywhere and lets LANGUAGE decide.
    // Numbers stay in the C locale throughout.
    if (!language.empty() || std::setlocale(LC_MESSAGES, "") == nullptr) {
        std::setlocale(LC_MESSAGES, "C.UTF-8");
    }
    std::setlocale(LC_CTYPE, "C.UTF-8");
    if (!language.empty()) ::setenv("LANGUAGE", language.c_str(), 1);
    ::bindtextdomain(kDomain, catalogue_directory().c_str());
    ::bind_textdomain_codeset(kDomain, "UTF-8");
    ::textdomain(kDomain);
    return true;
}

std::string language_tag() {
    // The entry of the empty text is the head of the catalogue.
    std::string const none;
    std::string_view const head = ::gettext(none.c_str());
    return head.find("Language: zh_CN") == std::string_view::npos ? "en" : "zh-CN";
}

std::string translate(std::string const& text) {
    return text.empty() ? text : std::string(::gettext(text.c_str()));
}

std::string translate_plural(char const* one, char const* many, int count) {
    return ::ngettext(one, many, static_cast<unsigned long>(count));
}

}  // namespace rigcheck
