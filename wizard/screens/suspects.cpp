#include "wizard/screens/suspects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace causes;

std::string word_text(Word word) {
    switch (word) {
        case Word::established:
            return _("established");
        case Word::likely:
            return _("likely");
        case Word::possible:
            return _("possible");
        case Word::cannot_be_told_apart:
            return _("cannot be told apart");
    }
    return {};
}

Mark mark_of(Suspect const& suspect) {
    auto const& cause = *suspect.cause;
    switch (suspect.word) {
        case Word::established:
            return cause.hardware ? Mark::critical : cause.blames ? Mark::warning : Mark::fine;
        case Word::likely:
            return cause.blames ? Mark::warning : Mark::notice;
        case Word::possible:
            return Mark::notice;
        case Word::cannot_be_told_apart:
            break;
    }
    return Mark::unknown;
}

// Of "a|!b" the first part that holds; the whole where none does.
std::string part_that_holds(std::string const& condition, Signs const& signs) {
    std::string_view rest = condition;
    while (!rest.empty()) {
        auto const bar = std::min(rest.find('|'), rest.size());
        std::string part(rest.substr(0, bar));
        if (holds(part, signs).value_or(false)) return part;
        rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    return condition;
}

Reason reason_of(std::string const& condition, Signs const& signs) {
    auto const part = part_that_holds(condition, signs);
    bool const denied = part.starts_with('!');
    auto const id = denied ? part.substr(1) : part;
    auto const* const sign = find_sign(id);
    auto const told = signs.find(id);
    if (sign == nullptr || told == signs.end()) return {part, part, {}, {}};
    auto const& by = told->second.by;
    return {part, translate(denied ? sign->no : sign->yes), by.source, by.value};
}

std::vector<Reason> reasons(std::vector<std::string> const& conditions, Signs const& signs) {
    std::vector<Reason> out;
    for (auto const& condition : conditions) out.push_back(reason_of(condition, signs));
    return out;
}

// What only the person can tell is asked, not listed as missing.
bool is_asked(std::string const& sign) {
    for (auto const& question : table().questions) {
        for (auto const& answer : question.answers) {
            auto const& says = answer.signs;
            if (std::find(says.begin(), says.end(), sign) != says.end()) return sign != "clean";
        }
    }
    return false;
}

std::vector<OpenSign> open_signs(std::vector<std::string> const& signs) {
    std::vector<OpenSign> out;
    for (auto const& id : signs) {
        auto const* const row = is_asked(id) ? nullptr : find_sign(id);
        if (row == nullptr) continue;
        Hint words(translate(row->unknown), row->get.empty() ? std::string() : translate(row->get));
        // Several signs are open for one reason: "How hot the machine was is not known".
        bool const said = std::any_of(out.begin(), out.end(), [&](OpenSign const& open) {
            return open.words.words == words.words;
        });
        if (!said) out.push_back({id, std::move(words)});
    }
    return out;
}

SuspectCard card_of(Suspect const& suspect, Signs const& signs) {
    SuspectCard card{.id = suspect.cause->id,
                     .title = translate(suspect.cause->title),
                     .level = suspect.word,
                     .word = word_text(suspect.word),
                     .mark = mark_of(suspect),
                     .required = reasons(suspect.required, signs),
                     .supporting = reasons(suspect.supporting, signs),
                     .contradicting = reasons(suspect.contradicting, signs),
                     .missing = open_signs(suspect.missing),
                     .also = {}};
    for (auto const& text : suspect.cause->also) card.also.push_back(translate(text));
    return card;
}

bool holds_text(std::vector<std::string> const& lines, std::string const& text) {
    return std::find(lines.begin(), lines.end(), text) != lines.end();
}

bool holds_hint(std::vector<Hint> const& hints, Hint const& hint) {
    return std::any_of(hints.begin(), hints.end(),
                       [&](Hint const& other) { return other.words == hint.words; });
}

// Each once, in the order of the table.
std::vector<std::string> sentences_for(SuspectCard const& card) {
    std::vector<std::string> out;
    for (auto const* list : {&card.required, &card.supporting}) {
        for (auto const& reason : *list) {
            auto sentence = reason.sentence();
            if (!holds_text(out, sentence)) out.push_back(std::move(sentence));
        }
    }
    return out;
}

void share(Suspects& suspects) {
    auto const& cards = suspects.cards;
    if (cards.size() < 2) return;
    for (auto& sentence : sentences_for(cards.front())) {
        bool const all = std::all_of(cards.begin(), cards.end(), [&](SuspectCard const& card) {
            return holds_text(sentences_for(card), sentence);
        });
        if (all) suspects.shared.push_back(std::move(sentence));
    }
    for (auto const& card : cards) {
        for (auto const& open : card.missing) {
            auto const times =
                std::count_if(cards.begin(), cards.end(), [&](SuspectCard const& other) {
                    return std::any_of(
                        other.missing.begin(), other.missing.end(),
                        [&](OpenSign const& o) { return o.words.words == open.words.words; });
                });
            if (times > 1 && !holds_hint(suspects.missing, open.words))
                suspects.missing.push_back(open.words);
        }
    }
}

std::string heading_of(std::vector<Suspect> const& suspects) {
    if (suspects.empty()) return {};
    if (suspects.front().word == Word::established) return _("What ended it");
    if (suspects.front().word == Word::likely) return _("What most likely ended it");
    if (suspects.size() == 1) return _("What may have ended it");
    return suspects.front().word == Word::possible
               ? _("What may have ended it, the most fitting first")
               : _("What may have ended it; these cannot be told apart");
}

}  // namespace

std::string Reason::sentence() const {
    if (source == "person") return fill_in(_("{} (you said)"), text);
    return value.empty() ? text : fmt::format("{} ({}: {})", text, source, value);
}

std::vector<std::string> Suspects::because(SuspectCard const& card) const {
    auto out = sentences_for(card);
    std::erase_if(out, [&](std::string const& sentence) { return holds_text(shared, sentence); });
    return out;
}

std::vector<std::string> Suspects::against(SuspectCard const& card) const {
    std::vector<std::string> out;
    for (auto const& reason : card.contradicting) out.push_back(reason.sentence());
    return out;
}

std::vector<Hint> Suspects::open(SuspectCard const& card) const {
    std::vector<Hint> out;
    for (auto const& open : card.missing) {
        if (!holds_hint(missing, open.words)) out.push_back(open.words);
    }
    return out;
}

Suspects suspects_of(Diagnosis const& diagnosis, Signs const& signs) {
    Suspects suspects{heading_of(diagnosis.suspects), {}, {}, {}};
    for (auto const& suspect : diagnosis.suspects)
        suspects.cards.push_back(card_of(suspect, signs));
    share(suspects);
    return suspects;
}

}  // namespace rigcheck
