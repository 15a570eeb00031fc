#include <memory>
#include <set>

#include "checklists/findings/words.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

// "RAM runs on {used} channels" without a machine: "RAM runs on ... channels".
std::string without_values(std::string const& text) {
    std::string out;
    bool inside = false;
    for (char const c : text) {
        if (c == '{') out += "...";
        inside = (inside || c == '{') && c != '}';
        if (!inside && c != '}') out += c;
    }
    return out;
}

std::set<std::string> titles(Words const& words) {
    std::set<std::string> out;
    for (auto const& [key, wording] : words.wordings) {
        out.insert(without_values(translate(wording.title)));
    }
    return out;
}

std::string explanation(Words const& words) {
    std::string out = words.id + "\n\n";
    out += paragraph("  ", translate(words.means)) + '\n';
    out += _("What it reads") + '\n';
    for (auto const& source : words.reads) out += paragraph("  - ", translate(source));
    out += '\n' + _("What it cannot know") + '\n' + paragraph("  ", translate(words.cannot_know));
    out += '\n' + _("What it can say") + '\n';
    for (auto const& title : titles(words)) out += paragraph("  - ", title);
    out += '\n' + _("Check again") + '\n' + paragraph("  ", words.retest);
    out += '\n' + _("Step by step") + '\n' + paragraph("  ", "rigcheck guide " + words.guide);
    return out;
}

std::string known_ids() {
    std::string out;
    for (auto const& words : all_words()) out += (out.empty() ? "" : ", ") + words.id;
    return out;
}

}  // namespace

void add_explain(CLI::App& program, int& exit_code) {
    auto const id = std::make_shared<std::string>();
    auto const language = std::make_shared<std::string>();
    auto* const command =
        program.add_subcommand("explain", _("What a finding means, reads and cannot know"));
    command->add_option("id", *id, _("The finding, e.g. memory.single-channel"))->required();
    command->add_option("--lang", *language, _("en or zh_CN"));
    command->callback([id, language, &exit_code] {
        use_language(*language);
        auto const* const words = find_words(*id);
        if (words == nullptr) {
            throw UsageError(fill_in(_("{}: no such finding; there are: {}"), *id, known_ids()));
        }
        write_output(explanation(*words), {});
        exit_code = kExitFine;
    });
}

}  // namespace rigcheck
