#include "wizard/report/html.hpp"

#include <fmt/format.h>

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

constexpr char const* kStyle = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #5b6570; --line: #d4dae0;
  --accent: #0b6bcb; --band: #0b6bcb33; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebee; --paper: #14181c; --soft: #9aa5b0; --line: #343c44; --accent: #6cb2ff; --band: #6cb2ff33; }
}
@media print { :root { --ink: #000; --paper: #fff; --soft: #333; --line: #999; --accent: #000; --band: #0002; } }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.verdict { font-size: 1.3rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  font-weight: normal; }
thead th { color: var(--soft); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { width: 100%; height: auto; margin: 1rem 0; }
.plot-band { fill: var(--band); } .plot-line { fill: none; stroke: var(--accent); stroke-width: 2.5; }
.plot-zero { stroke: var(--soft); stroke-dasharray: 4 4; } .plot-even { fill: var(--accent); }
.plot-text { fill: var(--ink); font: 13px system-ui, sans-serif; }
)";

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : printable(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string html_page(std::string const& title, std::string const& body, std::string_view style) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        language_tag(), escaped(title), kStyle, style, body);
}

}  // namespace rigcheck
