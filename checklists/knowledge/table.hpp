#pragma once

// The library reads ahead in a thread of its own; our tables are in memory already.
#define CSV_IO_NO_THREAD
#include <fmt/format.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// It shortens file names for its messages on purpose.
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif
#include <libfccp/csv.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

// Tables of rows as CSV (RFC 4180; # begins a comment): the first line names the columns, which are
// the fields() of a row in any order. Ours are compiled in; a person's own price file has the same
// form.
namespace rigcheck {

// "FILE:LINE: COLUMN: expected …"
class TableError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

namespace table_detail {

// Each returns what was expected when the text is not that; empty when it was read.
template <class T>
std::string read_number(std::string const& text, T& value) {
    auto const* const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, value);
    bool fine = error == std::errc{} && at == end && !text.empty();
    if constexpr (std::is_floating_point_v<T>) fine = fine && std::isfinite(value);
    return fine ? "" : std::is_floating_point_v<T> ? "a number" : "a whole number";
}

template <class T>
std::string read_name(std::string const& text, T& value) {
    std::string expected = "one of";
    auto const& names = EnumNames<T>::names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (text == names[i]) {
            value = static_cast<T>(i);
            return {};
        }
        expected += std::string(" ") + names[i];
    }
    return expected;
}

template <class T>
std::string read_cell(std::string const& text, T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
        value = text;
        return {};
    } else if constexpr (std::is_same_v<T, bool>) {
        value = text == "yes";
        return text == "yes" || text == "no" ? "" : "yes or no";
    } else if constexpr (Shape<T>::nullable) {
        value.reset();
        return text.empty() ? std::string() : read_cell(text, value.emplace());
    } else if constexpr (NamedEnum<T>) {
        return read_name(text, value);
    } else {
        return read_number(text, value);
    }
}

inline std::string at_line(std::string const& file, unsigned line) {
    return file + ":" + std::to_string(line) + ": ";
}

// The library's complaint about a line that it cannot take apart, in our form.
std::string unreadable(std::string const& file, io::error::base const& error);

}  // namespace table_detail

// `complaint` says what is wrong with a row that has the right form, as "column: expected …"; empty
// when nothing is. Columns that the table lacks keep the row's default, but for those that are
// `required`. Throws TableError.
template <Described Row>
std::vector<Row> read_table(std::string_view text, std::string const& file,
                            std::string (*complaint)(Row const&),
                            std::vector<std::string> const& required = {}) {
    constexpr auto kColumns = field_count<Row>();
    using Reader =
        io::CSVReader<kColumns, io::trim_chars<' ', '\t'>, io::double_quote_escape<',', '"'>,
                      io::throw_on_overflow, io::single_and_empty_line_comment<'#'>>;
    try {
        Reader reader(file, text.data(), text.data() + text.size());
        Row::fields()(
            [&](auto const&... f) { reader.read_header(io::ignore_missing_column, f.name...); });
        for (auto const& column : required) {
            if (!reader.has_column(column))
                throw TableError(table_detail::at_line(file, 1) + column + ": no such column");
        }
        std::vector<Row> rows;
        std::array<std::string, kColumns> cells;
        auto const next = [&] {
            return std::apply([&](auto&... cell) { return reader.read_row(cell...); }, cells);
        };
        while (next()) {
            Row row;
            std::size_t column = 0;
            auto const read = [&](auto const& f) {
                auto const& cell = cells.at(column++);
                if (!reader.has_column(f.name)) return;
                auto const expected = table_detail::read_cell(cell, row.*f.member);
                if (expected.empty()) return;
                throw TableError(table_detail::at_line(file, reader.get_file_line()) +
                                 fmt::format("{}: expected {}, not \"{}\"", f.name, expected,
                                             cell.substr(0, 40)));
            };
            for_each_field<Row>(read);
            if (auto const wrong = complaint(row); !wrong.empty())
                throw TableError(table_detail::at_line(file, reader.get_file_line()) + wrong);
            rows.push_back(std::move(row));
        }
        return rows;
    } catch (io::error::base const& error) {
        throw TableError(table_detail::unreadable(file, error));
    }
}

}  // namespace rigcheck
