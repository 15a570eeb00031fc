#include "checklists/knowledge/storage_contents.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct PartitionType {
    std::string type;

    static constexpr auto fields() { return field_list(field("type", &PartitionType::type)); }
};

struct Contents {
    std::vector<std::string> members, windows;
    std::vector<PartitionType> windows_partitions;

    static constexpr auto fields() {
        using C = Contents;
        return field_list(field("member_types", &C::members), field("windows_types", &C::windows),
                          field("windows_partitions", &C::windows_partitions));
    }
};

Contents const& contents() {
    static Contents const known = [] {
        Contents read;
        read_json(Json::parse(knowledge("storage-contents.json")), read, "storage-contents.json");
        return read;
    }();
    return known;
}

bool contains(std::vector<std::string> const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_member_type(std::string_view fs_type) {
    return contains(contents().members, fs_type);
}

bool is_windows_content(std::string_view fs_type, std::string_view partition_type) {
    auto const& types = contents().windows_partitions;
    return contains(contents().windows, fs_type) ||
           std::any_of(types.begin(), types.end(),
                       [&](PartitionType const& known) { return known.type == partition_type; });
}

}  // namespace rigcheck
