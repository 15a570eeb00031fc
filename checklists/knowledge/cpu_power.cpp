#include "checklists/knowledge/cpu_power.hpp"

#include <vector>

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

// Words, without marks of the trade: "Core i9-9900K CPU @ 3.60GHz", with a blank at both ends.
std::string words_of(std::string_view model) {
    std::string words(model);
    for (std::string_view const mark : {"(R)", "(TM)", "(r)", "(tm)"}) {
        for (auto at = words.find(mark); at != std::string::npos; at = words.find(mark))
            words.erase(at, mark.size());
    }
    return " " + words + " ";
}

}  // namespace

CpuPower const* find_cpu_power(std::string_view model) {
    static auto const cpus =
        read_table<CpuPower>(knowledge("cpu-power.csv"), "cpu-power.csv", complaint);
    auto const words = words_of(model);
    // Blanks around the name keep "Ryzen 7 5800X" apart from "Ryzen 7 5800X3D"; the longest name
    // is the closest.
    CpuPower const* found = nullptr;
    for (auto const& cpu : cpus) {
        bool const longer = found == nullptr || cpu.name.size() > found->name.size();
        if (longer && words.find(" " + cpu.name + " ") != std::string::npos) found = &cpu;
    }
    return found;
}

}  // namespace rigcheck
