// A session file from outside: read, judged, walked, advised on and weighed, none may crash, hang
// or read outside; what was accepted must survive a save.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "probe/facts/json.hpp"
#include "wizard/screens/guide.hpp"
#include "wizard/screens/isolate.hpp"
#include "wizard/screens/postmortem.hpp"
#include "wizard/session/store.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace rigcheck;
    std::string const text(reinterpret_cast<char const*>(data), size);
    Session session;
    try {
        session = parse_session(text, "session.json");
    } catch (SessionError const&) {
        return 0;
    }
    auto const& all = guides::all_guides();
    for (auto const& [name, walk] : session.walks) {
        auto const* const guide = guides::find_guide(all, name);
        if (guide == nullptr) continue;
        if (guide->kind == guides::Kind::flow) {
            guides::locate(all, *guide, walk.given);
            tried_rows(all, *guide, walk.given);
        } else {
            checklist_rows(guides::items_of(*guide, walk.given, {}));
        }
    }
    if (session.search) isolate_screen(*session.search, isolation::advise(*session.search));
    for (auto const& [end, answers] : session.ends) postmortem_screen({}, answers);
    auto const saved = to_json(session).dump(1, ' ', false, Json::error_handler_t::replace);
    parse_session(saved, "saved");
    return 0;
}
