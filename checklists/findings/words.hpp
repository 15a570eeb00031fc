#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checklists/rules/verdict.hpp"

namespace rigcheck {

// One wording of a finding. Texts may hold {placeholders}, filled from Verdict::values.
struct Wording {
    std::string title;
    std::optional<std::string> meaning;  // what it costs you
    std::vector<std::string> actions;    // physical steps, in order
    std::optional<std::string> reason;   // of an unknown or not-applicable: why
    std::optional<Severity> severity;    // where it differs from the default
    std::optional<std::string> retest;

    static constexpr auto fields() {
        using W = Wording;
        return field_list(field("title", &W::title), field("meaning", &W::meaning),
                          field("actions", &W::actions), field("reason", &W::reason),
                          field("severity", &W::severity), field("retest", &W::retest));
    }
};

// checklists/findings/<id>.json
struct Words {
    std::string id;
    Severity severity = Severity::warning;
    std::string means;  // what this check is about
    std::vector<std::string> reads;
    std::string cannot_know;
    std::string retest;
    std::string guide;  // the guide that leads through setting it right
    std::map<std::string, Wording> wordings;

    static constexpr auto fields() {
        using W = Words;
        return field_list(field("id", &W::id), field("severity", &W::severity),
                          field("means", &W::means), field("reads", &W::reads),
                          field("cannot_know", &W::cannot_know), field("retest", &W::retest),
                          field("guide", &W::guide), field("wordings", &W::wordings));
    }
};

// A verdict with its words: what people and programs get (design contract "Findings").
struct Finding {
    std::string id, subject;
    State state = State::unknown;
    std::optional<Severity> severity;  // only with fail and accepted
    double confidence = 0;
    std::string title, meaning;
    std::vector<Evidence> evidence;
    std::vector<std::string> actions;
    std::string retest;
    std::optional<std::string> needs;
    std::string reason;
    std::string guide;  // the name of the guide that leads through setting it right
};
using Findings = std::vector<Finding>;

// A text in the language of the person. The identity gives English.
using Translate = std::function<std::string(std::string const&)>;

Words const* find_words(std::string_view id);
std::vector<Words> const& all_words();
Findings put_in_words(Verdicts const& verdicts, Translate const& translate);

}  // namespace rigcheck
