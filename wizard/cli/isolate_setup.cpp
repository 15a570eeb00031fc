#include "wizard/cli/isolate_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/isolate_setup.hpp"

namespace rigcheck {
namespace {

using namespace isolation;

std::vector<std::string> words_of(std::string const& line) {
    std::vector<std::string> words;
    std::string word;
    for (char const c : line + ' ') {
        if (c != ' ' && c != ',') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::optional<int> number_of(std::string const& text, int least, int most) {
    int value = 0;
    auto const* const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, value);
    bool const good = error == std::errc() && at == end && value >= least && value <= most;
    return good ? std::optional(value) : std::nullopt;
}

class Questions {
public:
    Questions(Dialogue& dialogue, Session const& session, std::optional<Snapshot> const& seen)
        : dialogue_(dialogue), session_(session) {
        if (seen) seen_ = counts_seen(*seen);
    }

    std::optional<Search> ask() {
        bool const complete = ask_parts() && ask_card() && ask_spares() && ask_changed() &&
                              ask_chance() && ask_minutes() && ask_evidence();
        return complete ? std::optional(make_search(setup_)) : std::nullopt;
    }

private:
    // Asks until the answer is one; false when the input ended.
    template <class Take>
    bool ask_until(std::string const& question, std::string const& expected, Take const& take) {
        while (auto const line = dialogue_.ask(question + ' ')) {
            if (take(*line)) return true;
            dialogue_.refuse(*line, expected);
        }
        return false;
    }

    bool ask_yes(std::string const& question, bool& yes) {
        return ask_until(question + ' ' + _("(y or n)"), _("y or n"), [&](std::string const& line) {
            yes = line == "y";
            return line == "y" || line == "n";
        });
    }

    bool ask_parts() {
        dialogue_.say('\n' + paragraph("", _("What is in the machine? Answer with a number; mark "
                                             "parts of one kind 1, 2, 3 with a pencil.")));
        for (auto const& row : part_classes()) {
            if (!row.always_there && !ask_count(row)) return false;
            auto const without = left_out(setup_, row);
            if (without > 0) dialogue_.say(paragraph("  ", left_out_text(row, without)));
        }
        return true;
    }
    bool ask_count(PartClass const& row) {
        auto const known = seen_.find(row.id);
        auto question = fill_in(_("How many: {}?"), translate(row.name));
        if (known != seen_.end()) question += fmt::format(" [{}]", known->second);
        return ask_until(
            question, fill_in(_("a number from {} to {}"), least_of(row), most_of(row)),
            [&](std::string const& line) {
                bool const as_seen = line.empty() && known != seen_.end();
                auto const number = as_seen ? std::optional(known->second)
                                            : number_of(line, least_of(row), most_of(row));
                if (number) setup_.counts[row.id] = *number;
                return number.has_value();
            });
    }

    bool ask_card() {
        return !asks_for_card(setup_) ||
               ask_yes(_("Without any graphics card, could you still tell whether it runs (picture "
                         "from the board, lamps, over the network)?"),
                       setup_.runs_without_card);
    }

    // A spare makes a part that must stay exchangeable.
    bool ask_spares() {
        return ask_yes(_("Have you got a known-good power supply to try, with its own cables?"),
                       setup_.spare_psu) &&
               (!asks_for_dimm(setup_) ||
                ask_yes(_("Have you got a known-good stick of RAM of the same kind to try?"),
                        setup_.spare_dimm));
    }

    bool ask_changed() {
        dialogue_.say('\n' + paragraph("", _("Was one of these added, moved or changed just before "
                                             "the trouble began?")));
        auto const parts = parts_of(setup_);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            dialogue_.say(paragraph(fmt::format("  {:2}  ", i + 1), parts[i].name));
        }
        return ask_numbers(parts.size(),
                           [&](std::size_t i) { setup_.changed.push_back(parts[i].id); });
    }

    // Numbers of a list, or 0 for none of it.
    template <class Mark>
    bool ask_numbers(std::size_t count, Mark const& mark) {
        return ask_until(_("Their numbers, or 0 for none:"),
                         fill_in(_("numbers from 1 to {}, or 0"), count),
                         [&](std::string const& line) {
                             std::vector<std::size_t> chosen;
                             auto const words = words_of(line);
                             for (auto const& word : words) {
                                 auto const number = number_of(word, 0, static_cast<int>(count));
                                 if (!number) return false;
                                 if (*number > 0)
                                     chosen.push_back(static_cast<std::size_t>(*number - 1));
                             }
                             for (auto const i : chosen) mark(i);
                             return !words.empty();
                         });
    }

    bool ask_chance() {
        auto const rows = chance_rows();
        auto const told = chance_said(session_);
        dialogue_.say('\n' + paragraph("", _("How often does the trouble show when you try?")));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto line = rows[i].text;
            if (told && told == rows[i].chance) line += ' ' + _("(so you said before)");
            dialogue_.say(paragraph(fmt::format("  {}  ", i + 1), line));
        }
        auto const count = static_cast<int>(rows.size());
        return ask_until(
            ">", fill_in(_("a number from 1 to {}"), count), [&](std::string const& line) {
                auto const number = number_of(line, 1, count);
                if (number) {
                    setup_.told_chance = rows[static_cast<std::size_t>(*number - 1)].chance;
                }
                return number.has_value();
            });
    }

    bool ask_minutes() {
        return ask_until(
            '\n' + _("How many minutes does it take, mostly, until it fails? (0 for at once)"),
            fill_in(_("a number from 0 to {}"), kMostMinutesToFail), [&](std::string const& line) {
                auto const minutes = number_of(line, 0, kMostMinutesToFail);
                setup_.minutes_to_fail = minutes.value_or(0);
                return minutes.has_value();
            });
    }

    bool ask_evidence() {
        auto const& rows = evidence_factors();
        auto const told = evidence_said(session_);
        dialogue_.say('\n' + paragraph("", _("Which of these have you seen?")));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto line = translate(rows[i].text);
            bool const said = std::find(told.begin(), told.end(), rows[i].id) != told.end();
            if (said) line += ' ' + _("(so you said before)");
            dialogue_.say(paragraph(fmt::format("  {}  ", i + 1), line));
        }
        return ask_numbers(rows.size(),
                           [&](std::size_t i) { setup_.evidence.push_back(rows[i].id); });
    }

    Dialogue& dialogue_;
    Session const& session_;
    std::map<std::string, int> seen_;
    SearchSetup setup_;
};

}  // namespace

std::optional<Search> ask_for_search(Dialogue& dialogue, Session const& session,
                                     std::optional<Snapshot> const& seen) {
    return Questions(dialogue, session, seen).ask();
}

}  // namespace rigcheck
