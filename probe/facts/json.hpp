#pragma once

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "probe/facts/fields.hpp"

// Facts to and from JSON, and the JSON Schema of a fact, all by walking fields().
namespace rigcheck {

using Json = nlohmann::ordered_json;

// A document that does not have the shape of the facts: which field, and what was expected there.
class JsonShapeError : public std::runtime_error {
public:
    JsonShapeError(std::string const& where, std::string const& expected)
        : std::runtime_error((where.empty() ? "document" : where) + ": expected " + expected) {}
};

// What an exception says, short enough for a gap: the JSON library quotes the document in it.
inline std::string problem_text(std::exception const& error) {
    constexpr std::size_t kLongest = 200;
    return std::string(error.what()).substr(0, kLongest);
}

inline std::string hex_text(std::uint32_t value, int digits) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto at = text.rbegin(); at != text.rend(); ++at, value >>= 4U) *at = kDigits[value & 15U];
    return "0x" + text;
}

template <class T>
Json to_json(T const& value) {
    if constexpr (Described<T>) {
        Json out = Json::object();
        for_each_field<T>([&](auto const& f) { out[f.name] = to_json(value.*f.member); });
        return out;
    } else if constexpr (Shape<T>::nullable) {
        return value ? to_json(*value) : Json(nullptr);
    } else if constexpr (Shape<T>::list) {
        Json out = Json::array();
        for (auto const& element : value) out.push_back(to_json(element));
        return out;
    } else if constexpr (Shape<T>::map) {
        Json out = Json::object();
        for (auto const& [key, element] : value) out[key] = to_json(element);
        return out;
    } else if constexpr (Shape<T>::hex) {
        return hex_text(value.value, Shape<T>::digits);
    } else if constexpr (NamedEnum<T>) {
        return std::string(enum_name(value));
    } else {
        return value;
    }
}

namespace json_detail {

template <class T>
void read_number(Json const& in, T& value, std::string const& where) {
    if constexpr (std::is_same_v<T, bool>) {
        if (!in.is_boolean()) throw JsonShapeError(where, "true or false");
        value = in.get<bool>();
    } else if constexpr (std::is_floating_point_v<T>) {
        if (!in.is_number()) throw JsonShapeError(where, "a number");
        value = in.get<T>();
    } else {
        if (!in.is_number_integer()) throw JsonShapeError(where, "an integer");
        bool const fits = in.is_number_unsigned() ? std::in_range<T>(in.get<std::uint64_t>())
                                                  : std::in_range<T>(in.get<std::int64_t>());
        if (!fits) throw JsonShapeError(where, "an integer in range");
        value = in.get<T>();
    }
}

template <class T>
void read_enum(Json const& in, T& value, std::string const& where) {
    if (in.is_string()) {
        auto const text = in.get<std::string>();
        auto const& names = EnumNames<T>::names;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (text == names[i]) {
                value = static_cast<T>(i);
                return;
            }
        }
    }
    std::string expected = "one of";
    for (auto const* name : EnumNames<T>::names) expected += std::string(" \"") + name + '"';
    throw JsonShapeError(where, expected);
}

template <int Digits>
void read_hex(Json const& in, Hex<Digits>& value, std::string const& where) {
    if (in.is_string()) {
        auto const text = in.get<std::string>();
        if (text.size() == Digits + 2 && text.starts_with("0x")) {
            auto const* const end = text.data() + text.size();
            if (std::from_chars(text.data() + 2, end, value.value, 16).ptr == end) return;
        }
    }
    throw JsonShapeError(where, "0x and " + std::to_string(Digits) + " hexadecimal digits");
}

}  // namespace json_detail

// Members that the document lacks keep their value; members it has and we do not know are passed
// over, since fields are only ever added. Throws JsonShapeError, which names the field.
template <class T>
void read_json(Json const& in, T& value, std::string const& where = {}) {
    if constexpr (Described<T>) {
        if (!in.is_object()) throw JsonShapeError(where, "an object");
        auto const member = [&](auto const& f) {
            if (auto const at = in.find(f.name); at != in.end()) {
                read_json(*at, value.*f.member, where.empty() ? f.name : where + "." + f.name);
            }
        };
        for_each_field<T>(member);
    } else if constexpr (Shape<T>::nullable) {
        value.reset();
        if (!in.is_null()) read_json(in, value.emplace(), where);
    } else if constexpr (Shape<T>::list) {
        if (!in.is_array()) throw JsonShapeError(where, "a list");
        value.clear();
        for (std::size_t i = 0; i < in.size(); ++i) {
            read_json(in[i], value.emplace_back(), where + "[" + std::to_string(i) + "]");
        }
    } else if constexpr (Shape<T>::map) {
        if (!in.is_object()) throw JsonShapeError(where, "an object");
        value.clear();
        for (auto const& [key, element] : in.items())
            read_json(element, value[key], std::string(where).append(".").append(key));
    } else if constexpr (Shape<T>::hex) {
        json_detail::read_hex(in, value, where);
    } else if constexpr (NamedEnum<T>) {
        json_detail::read_enum(in, value, where);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!in.is_string()) throw JsonShapeError(where, "a text");
        value = in.get<std::string>();
    } else {
        json_detail::read_number(in, value, where);
    }
}

// The JSON Schema (draft 7) of T.
template <class T>
Json schema_of() {
    if constexpr (Described<T>) {
        Json properties = Json::object();
        Json required = Json::array();
        auto const member = [&](auto const& f) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*f.member)>;
            properties[f.name] = schema_of<Member>();
            required.push_back(f.name);
        };
        for_each_field<T>(member);
        return {{"type", "object"}, {"properties", properties}, {"required", required}};
    } else if constexpr (Shape<T>::nullable) {
        return {
            {"anyOf", Json::array({schema_of<typename Shape<T>::Inner>(), {{"type", "null"}}})}};
    } else if constexpr (Shape<T>::list) {
        return {{"type", "array"}, {"items", schema_of<typename Shape<T>::Inner>()}};
    } else if constexpr (Shape<T>::map) {
        return {{"type", "object"},
                {"additionalProperties", schema_of<typename Shape<T>::Inner>()}};
    } else if constexpr (Shape<T>::hex) {
        return {{"type", "string"},
                {"pattern", "^0x[0-9a-f]{" + std::to_string(Shape<T>::digits) + "}$"}};
    } else if constexpr (NamedEnum<T>) {
        Json names = Json::array();
        for (auto const* name : EnumNames<T>::names) names.push_back(name);
        return {{"enum", names}};
    } else if constexpr (std::is_same_v<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (std::is_integral_v<T>) {
        return {{"type", "integer"}};
    } else if constexpr (std::is_floating_point_v<T>) {
        return {{"type", "number"}};
    } else {
        return {{"type", "string"}};
    }
}

}  // namespace rigcheck
