#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "probe/facts/json.hpp"
#include "probe/smbios/smbios.hpp"

namespace {

std::string facts_of(rigcheck::SmbiosTable const& table) {
    auto const facts = rigcheck::smbios_facts(table);
    return rigcheck::to_json(facts.modules).dump() + rigcheck::to_json(facts.arrays).dump() +
           rigcheck::to_json(facts.mapped).dump() + rigcheck::to_json(facts.sockets).dump() +
           rigcheck::to_json(facts.slots).dump();
}

std::span<std::byte const> bytes_of(std::string const& text) {
    return std::as_bytes(std::span(text));
}

}  // namespace

// The first byte says how much of the input is the entry point; the rest is the table.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    auto const input = std::as_bytes(std::span(data, size)).subspan(1);
    auto const cut = std::min<std::size_t>(data[0] % 40U, input.size());
    facts_of(rigcheck::parse_smbios(input.first(cut), input.subspan(cut)));

    std::string const table(reinterpret_cast<char const*>(input.data()) + cut, input.size() - cut);
    auto const redacted = rigcheck::redact_smbios(table);
    auto const before = rigcheck::parse_smbios({}, bytes_of(table));
    auto const after = rigcheck::parse_smbios({}, bytes_of(redacted));
    if (before.problem.has_value() != after.problem.has_value()) std::abort();
    if (facts_of(before) != facts_of(after)) std::abort();
    if (rigcheck::redact_smbios(redacted) != redacted) std::abort();
    return 0;
}
