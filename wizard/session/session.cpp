#include "wizard/session/session.hpp"

#include <algorithm>

namespace rigcheck {
namespace {

constexpr double kLongestWatch = 24 * 60;

bool names_a_part(isolation::Search const& search, std::string const& id) {
    return std::any_of(search.parts.begin(), search.parts.end(),
                       [&](isolation::Part const& part) { return part.id == id; });
}

std::string complaint(isolation::Search const& search) {
    if (search.parts.empty()) return "search.parts: expected at least one";
    if (search.parts.size() > isolation::kMostParts) return "search.parts: expected 16 at most";
    for (auto const& part : search.parts) {
        bool const twice =
            std::count_if(search.parts.begin(), search.parts.end(),
                          [&](auto const& other) { return other.id == part.id; }) > 1;
        if (twice || part.id.empty()) return "search.parts.id: expected one of its own for each";
    }
    for (auto const& part : search.parts) {
        if (isolation::find_class(part.class_id) == nullptr) {
            return "search.parts.class: expected a class of parts";
        }
    }
    if (search.told_chance && !(*search.told_chance >= 0.01 && *search.told_chance <= 1)) {
        return "search.told_chance: expected 0.01 to 1";
    }
    if (!(search.watch_minutes > 0 && search.watch_minutes <= kLongestWatch)) {
        return "search.watch_minutes: expected more than 0 and at most 1440";
    }
    for (auto const& trial : search.trials) {
        for (auto const& id : trial.out) {
            if (!names_a_part(search, id)) return "search.trials.out: expected ids of parts";
        }
    }
    return {};
}

std::string complaint_of_ends(std::map<std::string, causes::Answers> const& ends) {
    constexpr std::size_t kLongestId = 64;
    if (ends.size() > kMostEnds) return "ends: expected 1000 at most";
    for (auto const& [end, answers] : ends) {
        if (end.empty() || end.size() > kLongestId) return "ends: expected ids of runs";
        if (auto const wrong = causes::complaint(answers); !wrong.empty())
            return "ends." + end + '.' + wrong;
    }
    return {};
}

}  // namespace

std::vector<guides::Given> const& answers_to(Session const& session, std::string const& guide) {
    static std::vector<guides::Given> const none;
    auto const found = session.walks.find(guide);
    return found == session.walks.end() ? none : found->second.given;
}

std::string complaint(Session const& session) {
    if (session.schema != kSessionSchema) {
        return std::string("schema: expected \"") + kSessionSchema + '"';
    }
    if (auto const wrong = complaint_of_ends(session.ends); !wrong.empty()) return wrong;
    return session.search ? complaint(*session.search) : std::string();
}

std::string end_key(Snapshot const& snapshot) {
    auto const& end = snapshot.history.previous_end;
    if (end && end->boot_id) return *end->boot_id;
    return snapshot.boot_id ? "before " + *snapshot.boot_id : std::string();
}

causes::Answers const& told_of_end(Session const& session, std::string const& end) {
    static causes::Answers const none;
    auto const found = session.ends.find(end);
    return found == session.ends.end() ? none : found->second;
}

}  // namespace rigcheck
