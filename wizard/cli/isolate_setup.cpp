#include "wizard/cli/isolate_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "checklists/guides/walk.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

using namespace isolation;

constexpr int kMostOfAClass = 8;
constexpr double kShortestWatch = 2;
constexpr double kLongestWatch = 720;

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

// How many of each class a snapshot shows; classes that it cannot show are left out.
std::map<std::string, int> counts_in(std::optional<Snapshot> const& seen) {
    std::map<std::string, int> counts;
    if (!seen) return counts;
    if (seen->memory.source == MemorySource::smbios) {
        counts["dimm"] = static_cast<int>(std::count_if(
            seen->memory.modules.begin(), seen->memory.modules.end(),
            [](MemoryModule const& module) { return module.size_mib.value_or(0) > 0; }));
    }
    for (auto const& drive : seen->storage.drives) {
        if (drive.kind == DriveKind::nvme) ++counts["nvme"];
        if (drive.kind == DriveKind::sata_ssd || drive.kind == DriveKind::sata_hdd)
            ++counts["sata"];
    }
    for (auto const& function : seen->pcie.functions) {
        bool const display = function.class_code && function.class_code->value >> 16U == 0x03;
        if (display && function.role == PcieRole::endpoint) ++counts["gpu"];
    }
    return counts;
}

class Questions {
public:
    Questions(Dialogue& dialogue, Session const& session, std::optional<Snapshot> const& seen)
        : dialogue_(dialogue), session_(session), counts_(counts_in(seen)) {}

    std::optional<Search> ask() {
        bool const complete = ask_parts() && ask_card() && ask_spares() && ask_changed() &&
                              ask_chance() && ask_minutes() && ask_evidence();
        return complete ? std::optional(search_) : std::nullopt;
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

    void add_part(PartClass const& row, int number, int count) {
        auto const name = translate(row.name);
        search_.parts.push_back({.id = fmt::format("{}-{}", row.id, number),
                                 .name = count > 1 ? fmt::format("{} {}", name, number) : name,
                                 .class_id = row.id,
                                 .spare = false,
                                 .changed = false,
                                 .cannot = false});
    }

    bool ask_parts() {
        dialogue_.say('\n' + paragraph("", _("What is in the machine? Answer with a number; mark "
                                             "parts of one kind 1, 2, 3 with a pencil.")));
        for (auto const& row : part_classes()) {
            int count = 1;
            if (!row.always_there && !ask_count(row, count)) return false;
            auto const room = static_cast<int>(kMostParts - search_.parts.size());
            for (int i = 1; i <= std::min(count, room); ++i) add_part(row, i, count);
            if (count > room) say_left_out(row, count - room);
        }
        return true;
    }
    void say_left_out(PartClass const& row, int count) {
        dialogue_.say(paragraph(
            "  ",
            fill_in(_("A search takes {} parts: {} x {} is left out. Unplug what is left out for "
                      "the whole search, or its fault is not found."),
                    kMostParts, count, translate(row.name))));
    }
    bool ask_count(PartClass const& row, int& count) {
        auto const known = counts_.find(row.id);
        auto question = fill_in(_("How many: {}?"), translate(row.name));
        if (known != counts_.end()) question += fmt::format(" [{}]", known->second);
        int const least = row.one_must_stay ? 1 : 0;
        return ask_until(question, fill_in(_("a number from {} to {}"), least, kMostOfAClass),
                         [&](std::string const& line) {
                             if (line.empty() && known != counts_.end()) {
                                 count = std::clamp(known->second, least, kMostOfAClass);
                                 return true;
                             }
                             auto const number = number_of(line, least, kMostOfAClass);
                             count = number.value_or(0);
                             return number.has_value();
                         });
    }

    bool has_class(std::string const& id) const {
        return std::any_of(search_.parts.begin(), search_.parts.end(),
                           [&](Part const& part) { return part.class_id == id; });
    }

    bool ask_card() {
        if (!has_class("gpu")) return true;
        bool yes = true;
        if (!ask_yes(_("Without any graphics card, could you still tell whether it runs (picture "
                       "from the board, lamps, over the network)?"),
                     yes)) {
            return false;
        }
        if (!yes) search_.one_stays.emplace_back("gpu");
        return true;
    }

    // A spare makes a part that must stay exchangeable.
    bool ask_spares() {
        return ask_spare("psu", _("Have you got a known-good power supply to try, with its own "
                                  "cables?")) &&
               (count_of("dimm") > 1 ||
                ask_spare("dimm", _("Have you got a known-good stick of RAM of the same kind to "
                                    "try?")));
    }
    int count_of(std::string const& id) const {
        return static_cast<int>(
            std::count_if(search_.parts.begin(), search_.parts.end(),
                          [&](Part const& part) { return part.class_id == id; }));
    }
    bool ask_spare(std::string const& id, std::string const& question) {
        bool yes = false;
        if (!ask_yes(question, yes)) return false;
        for (auto& part : search_.parts) {
            if (part.class_id == id) part.spare = yes;
        }
        return true;
    }

    bool ask_changed() {
        dialogue_.say('\n' + paragraph("", _("Was one of these added, moved or changed just before "
                                             "the trouble began?")));
        for (std::size_t i = 0; i < search_.parts.size(); ++i) {
            dialogue_.say(paragraph(fmt::format("  {:2}  ", i + 1), search_.parts[i].name));
        }
        return ask_numbers(search_.parts.size(),
                           [&](std::size_t i) { search_.parts[i].changed = true; });
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
        struct Row {
            std::string text;
            std::optional<double> chance;
        };
        std::vector<Row> const rows{
            {_("every time"), 1.0},          {_("most times"), 0.7},
            {_("about half the time"), 0.5}, {_("one time in four"), 0.25},
            {_("less often"), 0.1},          {_("I do not know"), std::nullopt}};
        dialogue_.say('\n' + paragraph("", _("How often does the trouble show when you try?")));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto line = rows[i].text;
            auto const told = guides::told_chance(guides::all_guides(), last_answers());
            if (told && told == rows[i].chance) line += ' ' + _("(so you said before)");
            dialogue_.say(paragraph(fmt::format("  {}  ", i + 1), line));
        }
        auto const count = static_cast<int>(rows.size());
        return ask_until(
            ">", fill_in(_("a number from 1 to {}"), count), [&](std::string const& line) {
                auto const number = number_of(line, 1, count);
                if (number) {
                    search_.told_chance = rows[static_cast<std::size_t>(*number - 1)].chance;
                }
                return number.has_value();
            });
    }

    std::vector<guides::Given> const& last_answers() const {
        return answers_to(session_, session_.last_guide);
    }

    // A try has to be watched a little longer than the trouble takes to show.
    bool ask_minutes() {
        constexpr double kLonger = 1.2;
        constexpr int kMost = 600;
        return ask_until(
            '\n' + _("How many minutes does it take, mostly, until it fails? (0 for at once)"),
            fill_in(_("a number from 0 to {}"), kMost), [&](std::string const& line) {
                auto const minutes = number_of(line, 0, kMost);
                search_.watch_minutes =
                    std::clamp(kLonger * minutes.value_or(0), kShortestWatch, kLongestWatch);
                return minutes.has_value();
            });
    }

    bool ask_evidence() {
        auto const& rows = evidence_factors();
        auto const told = guides::told_evidence(guides::all_guides(), last_answers());
        dialogue_.say('\n' + paragraph("", _("Which of these have you seen?")));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto line = translate(rows[i].text);
            bool const said = std::find(told.begin(), told.end(), rows[i].id) != told.end();
            if (said) line += ' ' + _("(so you said before)");
            dialogue_.say(paragraph(fmt::format("  {}  ", i + 1), line));
        }
        return ask_numbers(rows.size(),
                           [&](std::size_t i) { search_.evidence.push_back(rows[i].id); });
    }

    Dialogue& dialogue_;
    Session const& session_;
    std::map<std::string, int> counts_;
    Search search_;
};

}  // namespace

std::optional<Search> ask_for_search(Dialogue& dialogue, Session const& session,
                                     std::optional<Snapshot> const& seen) {
    return Questions(dialogue, session, seen).ask();
}

}  // namespace rigcheck
