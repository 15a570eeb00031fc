#pragma once

#include <string_view>
#include <vector>

namespace rigcheck {

// A data file of the product. They are compiled in, so that the program needs no installation path.
struct DataFile {
    std::string_view name;  // "cpu-memory-channels.json"
    std::string_view text;
};

// checklists/knowledge/*.json and checklists/findings/*.json, sorted by name.
std::vector<DataFile> const& knowledge_files();
std::vector<DataFile> const& finding_files();

// The text of one knowledge file; the name must exist (a test reads each).
std::string_view knowledge(std::string_view name);

}  // namespace rigcheck
