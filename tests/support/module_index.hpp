#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace rigcheck::test {

// An index as depmod writes it (kmod, format version 2.1): keys with one value each.
std::string build_module_index(std::vector<std::pair<std::string, std::string>> const& entries);

// Makes the binary indices of a /lib/modules/RELEASE directory from the texts that lie in it:
// modules.dep, modules.alias and modules.builtin, as depmod would.
void index_module_directory(std::filesystem::path const& directory);

}  // namespace rigcheck::test
