#include "checklists/causes/evidence.hpp"

#include <algorithm>
#include <set>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"
#include "checklists/causes/table.hpp"
#include "probe/machine/number.hpp"

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
    auto const id = id_of_end(history);
    auto const at = std::find_if(history.boots.begin(), history.boots.end(),
                                 [&](Boot const& boot) { return boot.boot_id == id; });
    return id.empty() || at == history.boots.end() ? nullptr : &*at;
}

Boot const* running_boot(History const& history) {
    auto const& boots = history.boots;
    return boots.empty() || !boots.front().is_running ? nullptr : &boots.front();
}

BlackBoxRun const* black_box_of_end(History const& history) {
    auto const id = id_of_end(history);
    if (!history.blackbox || id.empty()) return nullptr;
    auto const& runs = history.blackbox->runs;
    auto const at = std::find_if(runs.begin(), runs.end(),
                                 [&](BlackBoxRun const& run) { return run.boot_id == id; });
    return at == runs.end() ? nullptr : &*at;
}

std::string id_of_end(History const& history) {
    auto const& end = history.previous_end;
    return end ? end->boot_id.value_or("") : std::string();
}

std::optional<double> last_sign_of_life(History const& history) {
    auto const& end = history.previous_end;
    auto const told = end ? seconds_of(end->last_sign_at) : std::nullopt;
    auto const* const boot = previous_boot(history);
    return told || boot == nullptr ? told : seconds_of(boot->last_at);
}

bool is_near_end(History const& history, LogMatch const& match, double seconds) {
    auto const at = seconds_of(match.at);
    auto const end = last_sign_of_life(history);
    auto const id = id_of_end(history);
    return !id.empty() && match.boot_id == id && at && end && *end - *at <= seconds;
}

bool has_kernel_log(Boot const* boot) {
    return boot != nullptr && (boot->kernel || !boot->last_lines.empty());
}

bool was_cut(Boot const& boot) {
    return has_kernel_log(&boot) && boot.shutdown_started == false && boot.journal_stopped == false;
}

long corrected_errors(LogMatch const& match) {
    constexpr long kMost = 1'000'000;  // what a hostile log says may be any number
    auto const at = match.values.find("count");
    auto const count = at == match.values.end() ? std::nullopt : parse_number<long>(at->second);
    return std::clamp(count.value_or(1), 1L, kMost);
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
    // A panic says how the run ended, but an orderly end is known from more: it may have come
    // while the system shut down.
    read_end_signs(snapshot, signs);
    read_panic_signs(snapshot, signs);
    read_log_signs(snapshot, signs);
    read_hardware_signs(snapshot, signs);
    read_black_box_signs(snapshot, signs);
    read_answers(answers, signs);
    return signs;
}

}  // namespace rigcheck::causes
