#include "wizard/report/payback_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/cash_plot.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/inputs.hpp"

namespace rigcheck {
namespace {

std::string line(std::string const& a, std::string const& b, std::string const& c) {
    constexpr int kFirst = 44, kOther = 16;
    auto const right = [](std::string const& text) {
        return std::string(static_cast<std::size_t>(std::max(0, kOther - display_width(text))),
                           ' ') +
               text;
    };
    return "  " + fit(a, kFirst) + right(b) + right(c) + '\n';
}

std::string costs_text(PaybackScreen const& screen) {
    std::string out = '\n' + line("", _("your machine"), _("the cloud"));
    for (auto const& row : screen.costs) out += line(row.label, row.own, row.rented);
    return out;
}

std::string matters_text(PaybackScreen const& screen) {
    if (screen.matters.empty()) return {};
    std::string out = '\n' + _("What the answer depends on most") + '\n';
    for (auto const& row : screen.matters) {
        out += paragraph("  - ", fmt::format("{}: {} -> {}, {} -> {}", row.label, row.low,
                                             row.at_low, row.high, row.at_high));
    }
    return out;
}

std::string assumed_text(PaybackScreen const& screen) {
    if (screen.assumed.empty()) return {};
    std::string out = '\n' + _("What was assumed; say it better with the flag") + '\n';
    for (auto const& row : screen.assumed) {
        out += paragraph("  ", fmt::format("{} {}", input_flag(row.input), printable(row.value)));
        out += paragraph("      ", fmt::format("{}; {}", row.label, printable(row.why)));
    }
    return out;
}

std::string html_list(char const* heading, std::vector<std::string> const& items) {
    if (items.empty()) return {};
    std::string out = heading[0] == '\0' ? "" : fmt::format("<h2>{}</h2>\n", escaped(heading));
    out += "<ul>\n";
    for (auto const& item : items) out += fmt::format("<li>{}</li>\n", escaped(item));
    return out + "</ul>\n";
}

std::string html_costs(PaybackScreen const& screen) {
    if (screen.costs.empty()) return {};
    auto out = fmt::format(
        "<table>\n<thead><tr><th></th><th class=\"number\">{}</th><th "
        "class=\"number\">{}</th></tr></thead>\n"
        "<tbody>\n",
        escaped(_("your machine")), escaped(_("the cloud")));
    for (auto const& row : screen.costs) {
        out += fmt::format(
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td "
            "class=\"number\">{}</td></tr>\n",
            escaped(row.label), escaped(row.own), escaped(row.rented));
    }
    return out + "</tbody>\n</table>\n";
}

std::string html_matters(PaybackScreen const& screen) {
    if (screen.matters.empty()) return {};
    auto out = fmt::format("<h2>{}</h2>\n<table>\n<tbody>\n",
                           escaped(_("What the answer depends on most")));
    for (auto const& row : screen.matters) {
        out += fmt::format(
            "<tr><th scope=\"row\">{}</th><td>{} &rarr; {}</td><td>{} &rarr; {}</td></tr>\n",
            escaped(row.label), escaped(row.low), escaped(row.at_low), escaped(row.high),
            escaped(row.at_high));
    }
    return out + "</tbody>\n</table>\n";
}

std::string html_assumed(PaybackScreen const& screen) {
    if (screen.assumed.empty()) return {};
    auto out = fmt::format("<h2>{}</h2>\n<table>\n<tbody>\n", escaped(_("What was assumed")));
    for (auto const& row : screen.assumed) {
        out += fmt::format(
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td>{}</td></tr>\n",
            escaped(row.label), escaped(row.value), escaped(row.why));
    }
    return out + "</tbody>\n</table>\n";
}

std::vector<std::string> in_terminal(std::vector<Hint> const& hints) {
    std::vector<std::string> sentences;
    sentences.reserve(hints.size());
    for (auto const& hint : hints) sentences.push_back(hint.in_terminal());
    return sentences;
}

}  // namespace

std::string payback_text(PaybackScreen const& screen) {
    auto out = paragraph("", screen.verdict);
    if (!screen.open.empty()) {
        out += '\n';
        for (auto const& question : screen.open)
            out += paragraph("  - ", printable(question.in_terminal()));
    }
    if (!screen.compared_with.empty())
        out +=
            '\n' + paragraph("", fill_in(_("Compared with {}."), printable(screen.compared_with)));
    if (!screen.also.empty()) out += '\n';
    for (auto const& sentence : screen.also) out += paragraph("  - ", printable(sentence));
    for (auto const& hint : screen.care) out += paragraph("  ! ", printable(hint.in_terminal()));
    if (!screen.costs.empty()) out += costs_text(screen);
    if (!screen.cash.middle.empty()) out += '\n' + text_plot(screen.cash, screen.currency);
    if (!screen.band.empty()) out += '\n' + paragraph("", screen.band);
    // While questions are open, what was assumed beside them is only in the way.
    return out + matters_text(screen) + (screen.open.empty() ? assumed_text(screen) : "");
}

std::string offers_text(std::vector<payback::Offer> const& offers, payback::Cards own,
                        std::string const& currency) {
    if (offers.empty()) return _("No rented machine matches.") + '\n';
    auto const name =
        own.model == nullptr ? std::string() : fmt::format("{} x {}", own.count, own.model->name);
    auto out = paragraph("", name.empty()
                                 ? _("Which card does the work is not known, so speeds are not "
                                     "compared. Say it with --gpu NAME.")
                                 : fill_in(_("What an hour of the work of {} costs in each. Speed: "
                                             "yours against theirs."),
                                           name));
    auto const row = [](std::string const& instance, std::string const& cards,
                        std::string const& price, std::string const& speed, std::string const& work,
                        std::string const& age) {
        constexpr int kInstance = 27, kCards = 25, kPrice = 8, kSpeed = 7, kAge = 4;
        return fit(instance, kInstance) + ' ' + fit(cards, kCards) +
               fmt::format("{:>{}}{:>{}}{:>{}}{:>{}}\n", price, kPrice, speed, kSpeed, work, kPrice,
                           age, kAge);
    };
    out +=
        '\n' + row(_("instance"), _("cards"), currency + "/h", _("speed"), _("work/h"), _("age"));
    for (auto const& offer : offers) {
        constexpr int kDaysInMonth = 30;
        auto const number = [](std::optional<double> const& value) {
            return value ? fmt::format("{:.2f}", *value) : std::string("?");
        };
        auto const estimated =
            offer.speed && offer.speed->basis == payback::SpeedBasis::estimated ? "~" : "";
        out += row(offer.price.provider + ' ' + offer.price.instance,
                   fmt::format("{}x {}{}", offer.price.gpus, offer.price.gpu,
                               offer.enough_memory ? "" : " !"),
                   number(offer.price_hour),
                   offer.speed ? estimated + fmt::format("{:.2f}", offer.speed->ratio) : "?",
                   number(offer.work_hour), fmt::format("{}m", offer.age_days / kDaysInMonth));
        out += paragraph("    ", offer.price.region);
    }
    return out + '\n' +
           paragraph("", _("~ estimated   ! less memory than your card   ? not known   m: months "
                           "since the price was read, at most"));
}

std::string payback_html(PaybackScreen const& screen, std::vector<std::string> const& steps) {
    std::string body = fmt::format("<h1>{}</h1>\n<p class=\"verdict\">{}</p>\n",
                                   escaped(_("Own or rent?")), escaped(screen.verdict));
    if (!screen.compared_with.empty())
        body += fmt::format("<p>{}</p>\n",
                            escaped(fill_in(_("Compared with {}."), screen.compared_with)));
    body += html_list("", in_terminal(screen.open)) + html_list("", screen.also);
    body += html_list(_("Take care").c_str(), in_terminal(screen.care));
    body += svg_plot(screen.cash, escaped(screen.currency));
    if (!screen.band.empty()) body += fmt::format("<p>{}</p>\n", escaped(screen.band));
    body += html_costs(screen) + html_matters(screen) + html_assumed(screen);
    body += html_list(_("The calculation").c_str(), steps);
    return html_page(_("Own or rent?"), body);
}

}  // namespace rigcheck
