#pragma once

#include <span>
#include <string>
#include <vector>

#include "probe/facts/json.hpp"
#include "probe/smbios/smbios.hpp"
#include "tests/support/smbios_builder.hpp"

namespace rigcheck::test {

inline std::span<std::byte const> bytes_of(std::string const& text) {
    return std::as_bytes(std::span(text));
}

inline SmbiosFacts facts_of(std::string const& table) {
    return smbios_facts(parse_smbios({}, bytes_of(table)));
}

inline std::string table_of(std::vector<std::string> const& lines) {
    return build_smbios(lines).table;
}

inline SmbiosFacts facts_of_lines(std::vector<std::string> const& lines) {
    return facts_of(table_of(lines));
}

inline Json as_json(SmbiosFacts const& facts) {
    return Json::array({to_json(facts.modules), to_json(facts.arrays), to_json(facts.mapped),
                        to_json(facts.sockets), to_json(facts.slots)});
}

}  // namespace rigcheck::test
