#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// One list per struct says what its facts are called. JSON both ways, the JSON Schema and every
// comparison walk that list, so a fact is declared in one place. No JSON library in this header:
// probes and rules include it and must compile fast.
namespace rigcheck {

template <class S, class T>
struct Field {
    char const* name;
    T S::*member;
};

template <class S, class T>
constexpr Field<S, T> field(char const* name, T S::*member) {
    return {name, member};
}

// What fields() gives. A closure, since a std::tuple of forty members takes seconds to compile in
// every file that sees the facts.
template <class... F>
constexpr auto field_list(F... f) {
    return [f...](auto const& use) -> decltype(auto) { return use(f...); };
}

template <class S>
concept Described = requires {
    S::fields();
};

template <Described S, class Visit>
constexpr void for_each_field(Visit const& visit) {
    S::fields()([&](auto const&... f) { (visit(f), ...); });
}

template <Described S>
constexpr std::size_t field_count() {
    return S::fields()([](auto const&... f) { return sizeof...(f); });
}

// An enumeration that is a fact specialises this with the spelling of each value, in order:
//   template <> struct EnumNames<Role> { static constexpr auto names = std::array{"root-port", …};
//   };
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
    EnumNames<E>::names;
};

template <NamedEnum E>
constexpr std::string_view enum_name(E value) {
    return EnumNames<E>::names.at(static_cast<std::size_t>(value));
}

// A number that the field writes in hexadecimal: "0x10de" for Hex<4>.
template <int Digits>
struct Hex {
    std::uint32_t value = 0;
    friend constexpr bool operator==(Hex, Hex) = default;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted comparison
    friend constexpr auto operator<=>(Hex, Hex) = default;
};

template <class T>
struct Shape {
    static constexpr bool nullable = false, list = false, map = false, hex = false;
};
template <class T>
struct Shape<std::optional<T>> {
    using Inner = T;
    static constexpr bool nullable = true, list = false, map = false, hex = false;
};
template <class T>
struct Shape<std::vector<T>> {
    using Inner = T;
    static constexpr bool nullable = false, list = true, map = false, hex = false;
};
template <class T>
struct Shape<std::map<std::string, T>> {
    using Inner = T;
    static constexpr bool nullable = false, list = false, map = true, hex = false;
};
template <int Digits>
struct Shape<Hex<Digits>> {
    static constexpr bool nullable = false, list = false, map = false, hex = true;
    static constexpr int digits = Digits;
};

}  // namespace rigcheck
