#include "checklists/causes/table.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck::causes {
namespace {

Table load() {
    constexpr char const* kFile = "shutdown-causes.json";
    Table table;
    read_json(Json::parse(knowledge(kFile)), table, kFile);
    return table;
}

template <class Row>
Row const* find(std::vector<Row> const& rows, std::string_view id) {
    auto const at =
        std::find_if(rows.begin(), rows.end(), [&](Row const& row) { return row.id == id; });
    return at == rows.end() ? nullptr : &*at;
}

}  // namespace

Table const& table() {
    static Table const loaded = load();
    return loaded;
}

Sign const* find_sign(std::string_view id) {
    return find(table().signs, id);
}

Question const* find_question(std::string_view id) {
    return find(table().questions, id);
}

Test const* find_test(std::string_view id) {
    return find(table().tests, id);
}

}  // namespace rigcheck::causes
