#include "checklists/knowledge/nvidia_xid.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Table {
    std::vector<XidKind> kinds;
    std::vector<XidCode> codes;

    static constexpr auto fields() {
        return field_list(field("kinds", &Table::kinds), field("codes", &Table::codes));
    }
};

Table const& table() {
    static Table const loaded = [] {
        constexpr char const* kFile = "nvidia-xid.json";
        Table read;
        read_json(Json::parse(knowledge(kFile)), read, kFile);
        return read;
    }();
    return loaded;
}

}  // namespace

XidCode const* find_xid(std::string_view number) {
    auto const& codes = table().codes;
    auto const at = std::find_if(codes.begin(), codes.end(), [&](XidCode const& code) {
        return std::to_string(code.xid) == number;
    });
    return at == codes.end() ? nullptr : &*at;
}

XidKind const* find_xid_kind(std::string_view kind) {
    auto const& kinds = table().kinds;
    auto const at = std::find_if(kinds.begin(), kinds.end(),
                                 [&](XidKind const& row) { return row.kind == kind; });
    return at == kinds.end() ? nullptr : &*at;
}

}  // namespace rigcheck
