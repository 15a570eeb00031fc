#include "tests/support/machines.hpp"

#include <algorithm>
#include <filesystem>

namespace rigcheck::test {

std::vector<std::string> machine_names() {
    std::vector<std::string> names;
    for (auto const& entry :
         std::filesystem::directory_iterator(RIGCHECK_SOURCE_DIR "/tests/machines")) {
        if (entry.path().extension() == ".tree") names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace rigcheck::test
