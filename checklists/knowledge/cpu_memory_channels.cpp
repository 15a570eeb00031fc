#include "checklists/knowledge/cpu_memory_channels.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Row {
    std::vector<NamePattern> names, excluded, upgrade;
    CpuChannels result;
};

std::vector<NamePattern> patterns(Json const& row, char const* key) {
    std::vector<NamePattern> found;
    if (auto const at = row.find(key); at != row.end()) {
        for (auto const& text : at->is_array() ? *at : Json::array({*at})) {
            found.push_back(pattern_inside(text.get<std::string>()));
        }
    }
    return found;
}

std::vector<Row> load_rows() {
    auto const json = Json::parse(knowledge("cpu-memory-channels.json"));
    std::vector<Row> rows;
    for (auto const* list : {"rows", "sockets"}) {
        for (auto const& in : json.at(list)) {
            Row row;
            row.names = patterns(in, "names");
            row.excluded = patterns(in, "not");
            row.upgrade = patterns(in, "upgrade");
            row.result.platform = in.at("platform").get<std::string>();
            read_json(in.at("channels"), row.result.channels);
            read_json(in.value("numbering", Json::array()), row.result.numbering);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

bool any_match(std::vector<NamePattern> const& patterns, std::string_view text) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](NamePattern const& pattern) { return pattern.match(text); });
}

// Without (R), (TM) and repeated spaces; at most 64 characters.
std::string plain_name(std::string_view name) {
    std::string out;
    for (std::size_t at = 0; at < name.size() && out.size() < 64; ++at) {
        for (auto const* mark : {"(R)", "(r)", "(TM)", "(tm)"}) {
            if (name.substr(at).starts_with(mark)) at += std::string_view(mark).size();
        }
        if (at >= name.size()) break;
        if (name[at] == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += name[at];
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace

CpuChannels cpu_memory_channels(std::string_view name, std::string_view upgrade) {
    static std::vector<Row> const rows = load_rows();
    auto const plain = plain_name(name);
    auto const fits = [&](Row const& row) {
        return (row.names.empty() || any_match(row.names, plain)) &&
               !any_match(row.excluded, plain) &&
               (row.upgrade.empty() || any_match(row.upgrade, upgrade));
    };
    auto const row = std::find_if(rows.begin(), rows.end(), fits);
    if (row == rows.end()) return {std::nullopt, "unknown CPU", {}};
    return row->result;
}

}  // namespace rigcheck
