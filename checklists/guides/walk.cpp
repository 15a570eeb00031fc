#include "checklists/guides/walk.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "checklists/isolation/problem.hpp"

namespace rigcheck::guides {
namespace {

constexpr std::string_view kToEnd = "end:", kToGuide = "guide:";
constexpr std::string_view kProofMark = "+proof:";
constexpr int kRunsWhenUnknown = 3;

// The targets of guides that ship are all there (validate.hpp, tested); of others this throws.
Place target(Guides const& guides, Guide const& guide, std::string const& next) {
    if (next.starts_with(kToEnd)) {
        if (auto const* const end = find_end(guide, next.substr(kToEnd.size()))) {
            return {.guide = &guide, .step = std::nullopt, .end = end};
        }
    } else if (next.starts_with(kToGuide)) {
        if (auto const* const other = find_guide(guides, next.substr(kToGuide.size()))) {
            return first_place(*other);
        }
    } else if (auto const* const step = find_step(guide, next)) {
        return {.guide = &guide, .step = *step, .end = nullptr};
    }
    throw std::logic_error(guide.id + ": leads nowhere: " + next);
}

std::string with_count(std::string text, int runs) {
    constexpr std::string_view kCount = "{count}";
    for (auto at = text.find(kCount); at != std::string::npos; at = text.find(kCount)) {
        text.replace(at, kCount.size(), std::to_string(runs));
    }
    return text;
}

Answer plain_answer(std::string_view id, std::string text, std::string next) {
    Answer answer;
    answer.id = id;
    answer.text = std::move(text);
    answer.next = std::move(next);
    return answer;
}

Place proof_place(Guide const& guide, Step const& step, Answer const& cured, int runs) {
    auto const& proof = guide.proof.value();
    auto const fixed = std::find_if(guide.ends.begin(), guide.ends.end(),
                                    [](End const& end) { return end.kind == EndKind::fixed; });
    Step run;
    run.id = step.id + std::string(kProofMark) + cured.id;
    run.text = with_count(proof.text, runs);
    run.why = proof.why;
    run.expect = proof.expect;
    run.minutes = proof.minutes * runs;
    run.source = step.source;
    run.answers = {
        plain_answer(kHeld, "It held every time", std::string(kToEnd) + fixed->id),
        plain_answer(kCameBack, "The trouble came back", cured.next),
    };
    run.unsure = cured.next;
    return {.guide = &guide, .step = run, .end = nullptr};
}

Answer const* answer_given(Guides const& guides, Given const& given) {
    auto const* const guide = find_guide(guides, given.guide);
    auto const* const step = guide == nullptr ? nullptr : find_step(*guide, given.step);
    return step == nullptr ? nullptr : find_answer(*step, given.answer);
}

class Longest {
public:
    Longest(Guides const& guides, int runs) : guides_(guides), runs_(runs) {}

    Minutes from(Place const& place) {
        if (!place.step) return {};
        auto const key = place.guide->id + '/' + place.step->id;
        if (auto const known = known_.find(key); known != known_.end()) return known->second;
        auto const& step = *place.step;
        Minutes ahead = next(place, kUnsure);
        for (auto const& answer : step.answers) {
            auto const other = next(place, answer.id);
            ahead.least = std::min(ahead.least, other.least);
            ahead.most = std::max(ahead.most, other.most);
        }
        return known_[key] = {step.minutes + ahead.least, step.minutes + ahead.most};
    }

private:
    Minutes next(Place const& place, std::string_view answer) {
        return from(follow(guides_, place, answer, runs_).value());
    }

    Guides const& guides_;
    int runs_;
    std::map<std::string, Minutes> known_;
};

}  // namespace

Place first_place(Guide const& flow) {
    return {.guide = &flow, .step = flow.steps.at(0), .end = nullptr};
}

std::optional<Place> follow(Guides const& guides, Place const& place, std::string_view answer,
                            int runs) {
    if (!place.step) return std::nullopt;
    if (answer == kUnsure) return target(guides, *place.guide, place.step->unsure);
    auto const* const chosen = find_answer(*place.step, answer);
    if (chosen == nullptr) return std::nullopt;
    if (chosen->cured) return proof_place(*place.guide, *place.step, *chosen, runs);
    return target(guides, *place.guide, chosen->next);
}

Place locate(Guides const& guides, Guide const& flow, std::vector<Given> const& given) {
    auto place = first_place(flow);
    int const runs = proof_runs(told_chance(guides, given));
    for (auto const& said : given) {
        bool const here =
            place.step && said.guide == place.guide->id && said.step == place.step->id;
        if (!here) continue;
        if (auto next = follow(guides, place, said.answer, runs)) place = std::move(*next);
    }
    return place;
}

std::optional<double> told_chance(Guides const& guides, std::vector<Given> const& given) {
    std::optional<double> chance;
    for (auto const& said : given) {
        auto const* const answer = answer_given(guides, said);
        if (answer != nullptr && answer->chance) chance = answer->chance;
    }
    return chance;
}

std::vector<std::string> told_evidence(Guides const& guides, std::vector<Given> const& given) {
    std::vector<std::string> evidence;
    for (auto const& said : given) {
        auto const* const answer = answer_given(guides, said);
        if (answer == nullptr) continue;
        for (auto const& id : answer->evidence) {
            if (std::find(evidence.begin(), evidence.end(), id) == evidence.end()) {
                evidence.push_back(id);
            }
        }
    }
    return evidence;
}

int proof_runs(std::optional<double> chance) {
    constexpr int kFewestRuns = 2;
    if (!chance) return kRunsWhenUnknown;
    return std::max(kFewestRuns, isolation::passes_needed(*chance));
}

Minutes minutes_left(Guides const& guides, Place const& place, int runs) {
    return Longest(guides, runs).from(place);
}

}  // namespace rigcheck::guides
