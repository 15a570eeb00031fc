#pragma once

#include <string>

#include "probe/facts/fields.hpp"
#include "wizard/screens/money.hpp"

// The inputs of a calculation, as people meet them.
namespace rigcheck {

// "--hours-week" for hours_week.
std::string input_flag(std::string const& input);

// The value of an input as a person writes it; empty for one without a value. Lists as 250,250.
template <class Value>
std::string value_text(Value const& value) {
    if constexpr (NamedEnum<Value>) {
        return std::string(enum_name(value));
    } else if constexpr (Shape<Value>::nullable) {
        return value ? value_text(*value) : std::string();
    } else if constexpr (Shape<Value>::list) {
        std::string text;
        for (auto const& element : value) text += (text.empty() ? "" : ",") + value_text(element);
        return text;
    } else {
        return short_number(static_cast<double>(value));
    }
}

template <Described Inputs>
std::string input_value(Inputs const& inputs, std::string const& input) {
    std::string text;
    auto const look = [&](auto const& f) {
        if (input == f.name) text = value_text(inputs.*f.member);
    };
    for_each_field<Inputs>(look);
    return text;
}

}  // namespace rigcheck
