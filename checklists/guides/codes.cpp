#include "checklists/guides/codes.hpp"

#include <algorithm>
#include <cctype>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck::guides {
namespace {

std::vector<CodeTable> load_tables() {
    std::vector<CodeTable> tables;
    read_json(Json::parse(knowledge("post-codes.json")).at("tables"), tables, "post-codes.json");
    return tables;
}

std::string plain(std::string_view code) {
    std::string out;
    for (char const c : code) {
        auto const byte = static_cast<unsigned char>(c);
        if (std::isspace(byte) == 0) out += static_cast<char>(std::toupper(byte));
    }
    return out.starts_with("0X") ? out.substr(2) : out;
}

// "D0-D9" holds every code of the same length from the first to the last.
bool covers(std::string const& row, std::string const& code) {
    auto const dash = row.find('-');
    if (dash == std::string::npos) return row == code;
    auto const first = row.substr(0, dash);
    auto const last = row.substr(dash + 1);
    return code.size() == first.size() && first <= code && code <= last;
}

}  // namespace

std::vector<CodeTable> const& code_tables() {
    static auto const tables = load_tables();
    return tables;
}

CodeTable const* find_code_table(std::string_view id) {
    auto const& tables = code_tables();
    auto const found = std::find_if(tables.begin(), tables.end(),
                                    [&](CodeTable const& table) { return table.id == id; });
    return found == tables.end() ? nullptr : &*found;
}

Code const* look_up(CodeTable const& table, std::string_view code) {
    auto const wanted = plain(code);
    auto const found = std::find_if(table.codes.begin(), table.codes.end(), [&](Code const& row) {
        return covers(plain(row.code), wanted);
    });
    return found == table.codes.end() ? nullptr : &*found;
}

}  // namespace rigcheck::guides
