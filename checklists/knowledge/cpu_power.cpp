#include "checklists/knowledge/cpu_power.hpp"

#include <algorithm>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(CpuPower const& cpu) {
    if (cpu.name.empty()) return "name: expected a text";
    if (cpu.tdp_w <= 0 || cpu.tdp_w > 2000) return "tdp_w: expected more than 0, at most 2000";
    if (cpu.peak_w < cpu.tdp_w || cpu.peak_w > 2000) return "peak_w: expected tdp_w to 2000";
    return {};
}

// Words in lower case, without marks of the trade, with a blank at both ends:
// " core i9-9900k cpu @ 3.60ghz ".
std::string words_of(std::string_view model) {
    std::string words(model);
    std::transform(words.begin(), words.end(), words.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (std::string_view const mark : {"(r)", "(tm)"}) {
        for (auto at = words.find(mark); at != std::string::npos; at = words.find(mark))
            words.erase(at, mark.size());
    }
    return " " + words + " ";
}

std::vector<CpuPower> const& all_cpus() {
    static auto const cpus =
        read_table<CpuPower>(knowledge("cpu-power.csv"), "cpu-power.csv", complaint);
    return cpus;
}

}  // namespace

std::vector<std::string> similar_cpus(std::string_view name) {
    constexpr std::size_t kMost = 10;
    auto wanted = words_of(name);
    wanted = wanted.substr(1, wanted.size() - 2);
    std::vector<std::string> similar;
    for (auto const& cpu : all_cpus()) {
        bool const holds = words_of(cpu.name).find(wanted) != std::string::npos;
        if (!wanted.empty() && holds && similar.size() < kMost) similar.push_back(cpu.name);
    }
    return similar;
}

CpuPower const* find_cpu_power(std::string_view model) {
    auto const words = words_of(model);
    // Blanks around the name keep "Ryzen 7 5800X" apart from "Ryzen 7 5800X3D"; the longest name
    // is the closest.
    CpuPower const* found = nullptr;
    for (auto const& cpu : all_cpus()) {
        bool const longer = found == nullptr || cpu.name.size() > found->name.size();
        if (longer && words.find(words_of(cpu.name)) != std::string::npos) found = &cpu;
    }
    return found;
}

}  // namespace rigcheck
