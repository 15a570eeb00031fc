#include "checklists/knowledge/component_watts.hpp"

#include <algorithm>
#include <stdexcept>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(ComponentWatts const& row) {
    bool const sane = row.typical_w > 0 && row.peak_w >= row.typical_w && row.peak_w <= 1000;
    return sane ? "" : "peak_w: expected typical_w to 1000, both more than 0";
}

}  // namespace

ComponentWatts const& watts_of(PoweredPart part) {
    static auto const rows = read_table<ComponentWatts>(knowledge("component-watts.csv"),
                                                        "component-watts.csv", complaint);
    auto const found = std::find_if(rows.begin(), rows.end(),
                                    [&](ComponentWatts const& row) { return row.part == part; });
    if (found == rows.end())
        throw std::logic_error("component-watts.csv: no " + std::string(enum_name(part)));
    return *found;
}

}  // namespace rigcheck
