#pragma once

#include <string_view>

namespace rigcheck {

// A data file of the product. They are compiled in, so that the program needs no installation path.
struct DataFile {
    std::string_view name;  // "cpu-memory-channels.json"
    std::string_view text;
};

}  // namespace rigcheck
