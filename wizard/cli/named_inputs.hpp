#pragma once

#include <CLI/CLI.hpp>

#include <charconv>
#include <functional>
#include <map>
#include <string>

#include "checklists/knowledge/gpus.hpp"
#include "probe/facts/json.hpp"
#include "wizard/screens/inputs.hpp"

// The inputs of a calculation as flags and as a JSON object: one name, spelled --hours-week here
// and hours_week there. The names are the fields() of a struct.
namespace rigcheck {

// What was typed behind each flag, by the name of the input.
using TypedInputs = std::map<std::string, std::string>;

// The card that a person named. Throws UsageError, which names those that come near.
GpuModel const& card_by_name(std::string const& name);

template <Described T>
void add_input_flags(CLI::App& command, TypedInputs& typed, std::string const& group,
                     std::function<std::string(std::string const&)> const& help) {
    auto const add = [&](auto const& f) {
        command.add_option(input_flag(f.name), typed[f.name], help(f.name))->group(group);
    };
    for_each_field<T>(add);
}

// The typed text as the JSON value that the member reads; a text that does not fit becomes a JSON
// string, so that reading complains about it by name. Lists are written 250,250.
template <class Member>
Json json_of_typed(std::string const& text) {
    if constexpr (NamedEnum<Member> || std::is_same_v<Member, std::string>) {
        return text;
    } else if constexpr (Shape<Member>::nullable) {
        return json_of_typed<typename Shape<Member>::Inner>(text);
    } else if constexpr (Shape<Member>::list) {
        auto out = Json::array();
        for (std::size_t at = 0; at <= text.size();) {
            auto const end = std::min(text.find(',', at), text.size());
            out.push_back(json_of_typed<typename Shape<Member>::Inner>(text.substr(at, end - at)));
            at = end + 1;
        }
        return out;
    } else {
        Member number{};
        auto const* const end = text.data() + text.size();
        auto const [stop, error] = std::from_chars(text.data(), end, number);
        if (error == std::errc{} && stop == end && !text.empty()) return number;
        return text;
    }
}

// Only what was typed.
template <Described T>
Json json_of_flags(TypedInputs const& typed) {
    auto out = Json::object();
    auto const add = [&](auto const& f) {
        auto const said = typed.find(f.name);
        if (said == typed.end() || said->second.empty()) return;
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*f.member)>;
        out[f.name] = json_of_typed<Member>(said->second);
    };
    for_each_field<T>(add);
    return out;
}

}  // namespace rigcheck
