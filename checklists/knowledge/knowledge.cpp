#include "checklists/knowledge/knowledge.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace rigcheck {

std::string_view knowledge(std::string_view name) {
    auto const& files = knowledge_files();
    auto const file = std::find_if(files.begin(), files.end(), [&](DataFile const& candidate) {
        return candidate.name == name;
    });
    if (file == files.end()) throw std::logic_error("no such knowledge file: " + std::string(name));
    return file->text;
}

}  // namespace rigcheck
