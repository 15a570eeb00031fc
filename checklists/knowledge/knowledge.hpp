#pragma once

#include <string_view>
#include <vector>

#include "probe/data_file.hpp"

namespace rigcheck {

// The *.json of checklists/knowledge (and its *.csv), checklists/findings and checklists/guides,
// sorted by name.
std::vector<DataFile> const& knowledge_files();
std::vector<DataFile> const& finding_files();
std::vector<DataFile> const& guide_files();

// The text of one knowledge file; the name must exist (a test reads each).
std::string_view knowledge(std::string_view name);

}  // namespace rigcheck
