#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

// Codes that a board shows or beeps before there is a picture, and what they stand for.
// checklists/knowledge/post-codes.json.
namespace rigcheck::guides {

struct Code {
    std::string code;  // "55", "1 long 2 short"; one code or a range "D0-D9"
    std::string meaning;
    std::string stage;                  // cpu, memory, vga, boot, other, running
    std::vector<std::string> evidence;  // ids of isolation's evidence_factors()

    static constexpr auto fields() {
        using C = Code;
        return field_list(field("code", &C::code), field("meaning", &C::meaning),
                          field("stage", &C::stage), field("evidence", &C::evidence));
    }
};

struct CodeTable {
    std::string id;     // "hex-codes", "beeps"
    std::string about;  // what these are, and where they may differ
    std::vector<Code> codes;

    static constexpr auto fields() {
        using C = CodeTable;
        return field_list(field("id", &C::id), field("about", &C::about),
                          field("codes", &C::codes));
    }
};

std::vector<CodeTable> const& code_tables();
CodeTable const* find_code_table(std::string_view id);
// Null when the table does not list it. Case does not matter; "0x" and blanks may stand around.
Code const* look_up(CodeTable const& table, std::string_view code);

}  // namespace rigcheck::guides
