#include "checklists/causes/evidence.hpp"

#include <algorithm>
#include <set>

#include "checklists/causes/signs.hpp"
#include "checklists/causes/table.hpp"

namespace rigcheck::causes {
namespace {

Answer const* find_answer(Question const& question, std::string const& id) {
    auto const at = std::find_if(question.answers.begin(), question.answers.end(),
                                 [&](Answer const& answer) { return answer.id == id; });
    return at == question.answers.end() ? nullptr : &*at;
}

std::set<std::string> signs_of_question(Question const& question) {
    std::set<std::string> signs;
    for (auto const& answer : question.answers)
        signs.insert(answer.signs.begin(), answer.signs.end());
    return signs;
}

}  // namespace

Boot const* previous_boot(History const& history) {
    auto const& end = history.previous_end;
    if (end && end->boot_id) {
        for (auto const& boot : history.boots) {
            if (boot.boot_id == *end->boot_id) return &boot;
        }
        return nullptr;
    }
    return history.boots.size() > 1 ? &history.boots[1] : nullptr;
}

BlackBoxRun const* black_box_of_end(History const& history) {
    auto const& end = history.previous_end;
    if (!history.blackbox || !end || !end->boot_id) return nullptr;
    auto const& runs = history.blackbox->runs;
    auto const at = std::find_if(runs.begin(), runs.end(), [&](BlackBoxRun const& run) {
        return run.boot_id == *end->boot_id;
    });
    return at == runs.end() ? nullptr : &*at;
}

std::string complaint(Answers const& answers) {
    for (auto const& [id, given] : answers) {
        auto const* const question = find_question(id);
        if (question == nullptr) return id + ": no such question";
        if (find_answer(*question, given) == nullptr) {
            std::vector<std::string> known;
            for (auto const& answer : question->answers) known.push_back(answer.id);
            return id + ": expected one of " + joined(known);
        }
    }
    return {};
}

void read_answers(Answers const& answers, Signs& signs) {
    for (auto const& [id, given] : answers) {
        auto const* const question = find_question(id);
        auto const* const answer = question == nullptr ? nullptr : find_answer(*question, given);
        if (answer == nullptr) continue;
        for (auto const& sign : signs_of_question(*question)) {
            bool const said =
                std::find(answer->signs.begin(), answer->signs.end(), sign) != answer->signs.end();
            tell(signs, sign, said, {"person", answer->text});
        }
    }
}

Signs signs_of(Snapshot const& snapshot, Answers const& answers) {
    Signs signs;
    read_hardware_signs(snapshot, signs);
    read_journal_signs(snapshot, signs);
    read_black_box_signs(snapshot, signs);
    read_answers(answers, signs);
    return signs;
}

}  // namespace rigcheck::causes
