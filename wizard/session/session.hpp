#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checklists/causes/evidence.hpp"
#include "checklists/guides/walk.hpp"
#include "checklists/isolation/isolation.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

inline constexpr char const* kSessionSchema = "rigcheck.session/1";
inline constexpr std::size_t kMostEnds = 1000;  // a machine that goes off daily, for years

// A finding that the person knows and lives with.
struct Accepted {
    std::string id;
    std::optional<std::string> subject;  // empty: wherever it shows
    std::string reason;
    std::string at;  // UTC

    static constexpr auto fields() {
        using A = Accepted;
        return field_list(field("id", &A::id), field("subject", &A::subject),
                          field("reason", &A::reason), field("at", &A::at));
    }
};

// The answers to one guide, in the order in which they were given.
struct GuideWalk {
    std::vector<guides::Given> given;

    static constexpr auto fields() { return field_list(field("given", &GuideWalk::given)); }
};

// All that a person told us about one machine. Only actions.hpp changes it, and only on a person's
// word: what rigcheck sees by itself is looked up anew each time and never written here, except
// for the baseline, which the person may renew.
struct Session {
    std::string schema = kSessionSchema;
    std::map<std::string, GuideWalk> walks;  // by the guide that was begun
    std::string last_guide;
    std::vector<Accepted> accepted;
    std::optional<Snapshot> baseline;  // the machine as it was last known
    std::optional<isolation::Search> search;
    std::map<std::string, causes::Answers> ends;  // what was told of the end of a run, by end_key()

    static constexpr auto fields() {
        using S = Session;
        return field_list(field("schema", &S::schema), field("walks", &S::walks),
                          field("last_guide", &S::last_guide), field("accepted", &S::accepted),
                          field("baseline", &S::baseline), field("search", &S::search),
                          field("ends", &S::ends));
    }
};

// The answers to a guide; empty for one that was never begun.
std::vector<guides::Given> const& answers_to(Session const& session, std::string const& guide);
std::vector<guides::Given> const& answers_to(Session&& session, std::string const& guide) = delete;

// Names the end of a run that the person may be asked about: the boot id of the run that ended, or
// of the one after it. Empty where neither is known: then nothing can be kept of it.
std::string end_key(Snapshot const& snapshot);
// What was told of it; empty where nothing was.
causes::Answers const& told_of_end(Session const& session, std::string const& end);
causes::Answers const& told_of_end(Session&& session, std::string const& end) = delete;

// What no session that we wrote could hold, as "field: expected …"; empty when there is nothing.
std::string complaint(Session const& session);

}  // namespace rigcheck
