#include "checklists/guides/validate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/guides/codes.hpp"
#include "checklists/isolation/parts.hpp"

namespace rigcheck::guides {
namespace {

class Inspector {
public:
    explicit Inspector(Guides const& guides) : guides_(guides) {}

    std::vector<std::string> inspect() {
        std::set<std::string> names;
        for (auto const& guide : guides_) {
            if (!names.insert(guide.id).second) say(guide, "id", "there are two of this name");
            inspect(guide);
        }
        if (problems_.empty()) look_for_circles();
        return problems_;
    }

private:
    void say(Guide const& guide, std::string const& where, std::string const& what) {
        problems_.push_back(guide.id + ": " + where + ": " + what);
    }
    void need(Guide const& guide, std::string const& where, std::string const& text) {
        if (text.empty()) say(guide, where, "missing");
    }

    void inspect(Guide const& guide) {
        need(guide, "id", guide.id);
        need(guide, "title", guide.title);
        need(guide, "summary", guide.summary);
        if (guide.steps.empty()) say(guide, "steps", "missing");
        for (auto const& name : guide.then) need_guide(guide, "then", name);
        std::set<std::string> earlier;
        for (auto const& step : guide.steps) {
            auto const where = "steps." + step.id;
            inspect(guide, step, where);
            for (auto const& id : step.after) {
                if (!earlier.contains(id)) say(guide, where + ".after", id + ": no step before it");
            }
            if (!earlier.insert(step.id).second) say(guide, where, "there are two of this name");
        }
        if (guide.kind == Kind::flow) inspect_flow(guide);
    }

    void inspect(Guide const& guide, Step const& step, std::string const& where) {
        need(guide, where + ".id", step.id);
        need(guide, where + ".text", step.text);
        need(guide, where + ".why", step.why);
        need(guide, where + ".expect", step.expect);
        need(guide, where + ".source", step.source);
        if (step.minutes <= 0) say(guide, where + ".minutes", "expected more than 0");
        for (auto const& id : step.findings) need_finding(guide, where + ".findings", id);
        if (!step.trouble.empty()) need_guide(guide, where + ".trouble", step.trouble);
        if (!step.codes.empty() && find_code_table(step.codes) == nullptr) {
            say(guide, where + ".codes", step.codes + ": no such table");
        }
        if (guide.kind == Kind::flow) inspect_answers(guide, step, where);
    }

    void inspect_answers(Guide const& guide, Step const& step, std::string const& where) {
        if (step.answers.empty()) say(guide, where + ".answers", "missing");
        need_target(guide, where + ".unsure", step.unsure);
        std::set<std::string> ids;
        for (auto const& answer : step.answers) {
            auto const at = where + ".answers." + answer.id;
            need(guide, at + ".text", answer.text);
            need_target(guide, at + ".next", answer.next);
            bool const reserved = answer.id == "unsure" || answer.id.empty();
            if (reserved || !ids.insert(answer.id).second) say(guide, at, "its name is taken");
            if (answer.cured && !guide.proof) say(guide, at + ".cured", "the flow has no proof");
            if (answer.chance && !(*answer.chance > 0 && *answer.chance <= 1)) {
                say(guide, at + ".chance", "expected more than 0 and at most 1");
            }
            for (auto const& id : answer.evidence) need_evidence(guide, at + ".evidence", id);
        }
        for (auto const& live : step.live) {
            need_finding(guide, where + ".live.finding", live.finding);
            if (!ids.contains(live.answer)) say(guide, where + ".live.answer", "no such answer");
        }
    }

    void inspect_flow(Guide const& guide) {
        auto const fixed = std::count_if(guide.ends.begin(), guide.ends.end(),
                                         [](End const& end) { return end.kind == EndKind::fixed; });
        if (guide.proof && fixed != 1) say(guide, "ends", "a flow with a proof has one fixed end");
        if (guide.proof && !has_cure(guide)) say(guide, "proof", "no answer is a cure");
        if (guide.proof) {
            need(guide, "proof.text", guide.proof->text);
            need(guide, "proof.why", guide.proof->why);
            need(guide, "proof.expect", guide.proof->expect);
        }
        for (auto const& end : guide.ends) {
            auto const where = "ends." + end.id;
            need(guide, where + ".text", end.text);
            if (end.actions.empty()) say(guide, where + ".actions", "missing");
            if (end.kind != EndKind::suspect) continue;
            need(guide, where + ".suspect", end.suspect);
            if (!end.confidence) say(guide, where + ".confidence", "missing");
        }
        for (auto const& end : guide.ends) {
            if (!used(guide, "end:" + end.id) && end.kind != EndKind::fixed) {
                say(guide, "ends." + end.id, "nothing leads there");
            }
        }
        for (std::size_t i = 1; i < guide.steps.size(); ++i) {
            if (!used(guide, guide.steps[i].id)) {
                say(guide, "steps." + guide.steps[i].id, "nothing leads there");
            }
        }
    }

    static bool has_cure(Guide const& guide) {
        return std::any_of(guide.steps.begin(), guide.steps.end(), [](Step const& step) {
            return std::any_of(step.answers.begin(), step.answers.end(),
                               [](Answer const& answer) { return answer.cured; });
        });
    }

    static bool used(Guide const& guide, std::string const& target) {
        return std::any_of(guide.steps.begin(), guide.steps.end(), [&](Step const& step) {
            return step.unsure == target ||
                   std::any_of(step.answers.begin(), step.answers.end(),
                               [&](Answer const& answer) { return answer.next == target; });
        });
    }

    void need_finding(Guide const& guide, std::string const& where, std::string const& id) {
        if (find_words(id) == nullptr) say(guide, where, id + ": no such finding");
    }
    void need_guide(Guide const& guide, std::string const& where, std::string const& name) {
        if (find_guide(guides_, name) == nullptr) say(guide, where, name + ": no such guide");
    }
    void need_evidence(Guide const& guide, std::string const& where, std::string const& id) {
        auto const& known = isolation::evidence_factors();
        bool const found = std::any_of(known.begin(), known.end(),
                                       [&](auto const& factors) { return factors.id == id; });
        if (!found) say(guide, where, id + ": no such evidence");
    }
    void need_target(Guide const& guide, std::string const& where, std::string const& next) {
        bool found = false;
        if (next.starts_with("end:")) {
            found = find_end(guide, next.substr(4)) != nullptr;
        } else if (next.starts_with("guide:")) {
            auto const* const other = find_guide(guides_, next.substr(6));
            found = other != nullptr && other->kind == Kind::flow && !other->steps.empty();
        } else {
            found = find_step(guide, next) != nullptr;
        }
        if (!found) say(guide, where, '"' + next + "\": leads to nothing");
    }

    // Depth first over all flows; a step met again while it is open closes a circle.
    void look_for_circles() {
        for (auto const& guide : guides_) {
            if (guide.kind == Kind::flow) visit(guide, guide.steps.front());
        }
    }
    void visit(Guide const& guide, Step const& step) {
        auto& mark = marks_[guide.id + '/' + step.id];
        if (mark == Mark::left) return;
        if (mark == Mark::entered) {
            say(guide, "steps." + step.id, "a walk comes back here: a circle");
            return;
        }
        mark = Mark::entered;
        visit_target(guide, step.unsure);
        for (auto const& answer : step.answers) visit_target(guide, answer.next);
        marks_[guide.id + '/' + step.id] = Mark::left;
    }
    void visit_target(Guide const& guide, std::string const& next) {
        if (next.starts_with("end:")) return;
        if (next.starts_with("guide:")) {
            auto const& other = *find_guide(guides_, next.substr(6));
            visit(other, other.steps.front());
        } else {
            visit(guide, *find_step(guide, next));
        }
    }

    enum class Mark { unseen, entered, left };

    Guides const& guides_;
    std::vector<std::string> problems_;
    std::map<std::string, Mark> marks_;
};

}  // namespace

std::vector<std::string> problems_of(Guides const& guides) {
    return Inspector(guides).inspect();
}

}  // namespace rigcheck::guides
