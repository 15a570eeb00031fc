#include "checklists/findings/words.hpp"

#include <algorithm>
#include <stdexcept>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

std::vector<Words> load_words() {
    std::vector<Words> loaded;
    for (auto const& file : finding_files()) {
        Words words;
        read_json(Json::parse(file.text), words);
        loaded.push_back(std::move(words));
    }
    return loaded;
}

Wording const& wording_of(Verdict const& verdict, Words const& words) {
    auto const found = words.wordings.find(verdict.words);
    if (found == words.wordings.end()) {
        throw std::logic_error(verdict.id + ".json has no wording \"" + verdict.words + '"');
    }
    return found->second;
}

// "x{width} of x{max}" with values; a placeholder without a value stays visible.
std::string fill(std::string const& text, std::map<std::string, std::string> const& values) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const close = text[at] == '{' ? text.find('}', at) : std::string::npos;
        if (close != std::string::npos) {
            if (auto const value = values.find(text.substr(at + 1, close - at - 1));
                value != values.end()) {
                out += value->second;
                at = close + 1;
                continue;
            }
        }
        out += text[at++];
    }
    return out;
}

Finding put_in_words(Verdict const& verdict, Translate const& translate) {
    auto const* const words = find_words(verdict.id);
    if (words == nullptr) throw std::logic_error("no words for " + verdict.id);
    auto const& wording = wording_of(verdict, *words);
    auto const say = [&](std::string const& text) {
        return text.empty() ? text : fill(translate(text), verdict.values);
    };
    Finding finding;
    finding.id = verdict.id;
    finding.subject = verdict.subject;
    finding.state = verdict.state;
    if (verdict.state == State::fail || verdict.state == State::accepted) {
        finding.severity = verdict.severity.value_or(wording.severity.value_or(words->severity));
    }
    finding.confidence = verdict.confidence;
    finding.title = say(wording.title);
    finding.meaning = say(wording.meaning.value_or(""));
    finding.evidence = verdict.evidence;
    for (auto const& action : wording.actions) finding.actions.push_back(say(action));
    finding.retest = say(wording.retest.value_or(words->retest));
    finding.needs = verdict.needs;
    finding.reason = say(wording.reason.value_or(""));
    finding.guide = words->guide;
    return finding;
}

}  // namespace

std::vector<Words> const& all_words() {
    static std::vector<Words> const words = load_words();
    return words;
}

Words const* find_words(std::string_view id) {
    auto const& words = all_words();
    auto const found = std::find_if(words.begin(), words.end(),
                                    [&](Words const& candidate) { return candidate.id == id; });
    return found == words.end() ? nullptr : &*found;
}

Findings put_in_words(Verdicts const& verdicts, Translate const& translate) {
    Findings findings;
    for (auto const& verdict : verdicts) findings.push_back(put_in_words(verdict, translate));
    return findings;
}

}  // namespace rigcheck
