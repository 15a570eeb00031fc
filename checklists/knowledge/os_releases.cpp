#include "checklists/knowledge/os_releases.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Table {
    std::vector<std::string> rolling;
    std::vector<OsRelease> releases;

    static constexpr auto fields() {
        return field_list(field("rolling", &Table::rolling), field("releases", &Table::releases));
    }
};

Table const& table() {
    static Table const loaded = [] {
        Table read;
        read_json(Json::parse(knowledge("os-releases.json")), read, "os-releases.json");
        return read;
    }();
    return loaded;
}

}  // namespace

OsRelease const* find_os_release(Os const& os) {
    auto const& releases = table().releases;
    auto const version = os.version_id.value_or("");
    auto const found = std::find_if(releases.begin(), releases.end(), [&](OsRelease const& row) {
        return row.id == os.id &&
               (row.version == version || version.starts_with(row.version + "."));
    });
    return found == releases.end() ? nullptr : &*found;
}

bool is_rolling(Os const& os) {
    auto const& rolling = table().rolling;
    return os.id && std::find(rolling.begin(), rolling.end(), *os.id) != rolling.end();
}

}  // namespace rigcheck
