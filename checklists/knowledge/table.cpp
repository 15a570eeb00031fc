#include "checklists/knowledge/table.hpp"

namespace rigcheck::table_detail {

std::string unreadable(std::string const& file, io::error::base const& error) {
    if (auto const* const named = dynamic_cast<io::error::with_column_name const*>(&error)) {
        bool const twice =
            dynamic_cast<io::error::duplicated_column_in_header const*>(&error) != nullptr;
        return file + ":1: " + static_cast<char const*>(named->column_name) + ": " +
               (twice ? "the column is there twice" : "no such column");
    }
    auto const* const line = dynamic_cast<io::error::with_file_line const*>(&error);
    if (line == nullptr) return file + ":1: expected the names of the columns";
    std::string what = "a line that is too long";
    if (dynamic_cast<io::error::too_few_columns const*>(&error) != nullptr)
        what = "fewer cells than the first line has";
    if (dynamic_cast<io::error::too_many_columns const*>(&error) != nullptr)
        what = "more cells than the first line has";
    if (dynamic_cast<io::error::escaped_string_not_closed const*>(&error) != nullptr)
        what = "a quotation mark that is not closed";
    return at_line(file, static_cast<unsigned>(line->file_line)) + what;
}

}  // namespace rigcheck::table_detail
