#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "probe/machine/machine.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck::record {

// A file with one number, kept open.
class ValueFile {
public:
    static std::optional<ValueFile> open(Machine const& machine, std::string const& path) {
        auto file = machine.open(path);
        return file ? std::optional(ValueFile(std::move(*file))) : std::nullopt;
    }

    template <class T = double>
    std::optional<T> read() const {
        std::array<char, 64> room{};
        auto const text = file_.read(room);
        return text ? parse_number<T>(*text) : std::nullopt;
    }
    // A whole number, which takes less time than one that may have decimals.
    std::optional<double> read_whole() const {
        auto const value = read<std::int64_t>();
        return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
    }

private:
    explicit ValueFile(OpenFile file) : file_(std::move(file)) {}
    OpenFile file_;
};

}  // namespace rigcheck::record
