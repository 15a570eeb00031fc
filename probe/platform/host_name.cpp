#include "probe/platform/host_name.hpp"

namespace rigcheck {

std::vector<std::string> host_names(Machine const& machine) {
    std::vector<std::string> names;
    auto const name = machine.read_line(kHostName).text.value_or("");
    auto const label = name.substr(0, name.find('.'));
    // "localhost" and "debian" name nobody, and may be part of other words.
    for (auto const* common : {"localhost", "linux", "debian", "ubuntu", "fedora", "redacted"}) {
        if (label == common) return names;
    }
    for (auto const& candidate : {name, label}) {
        if (candidate.size() >= 3) names.push_back(candidate);
    }
    return names;
}

}  // namespace rigcheck
