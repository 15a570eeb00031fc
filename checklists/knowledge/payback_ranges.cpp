#include "checklists/knowledge/payback_ranges.hpp"

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(PaybackRange const& range) {
    bool const ordered = range.low <= range.mode && range.mode <= range.high;
    return ordered ? "" : "mode: expected low <= mode <= high";
}

}  // namespace

std::vector<PaybackRange> const& payback_ranges() {
    static auto const ranges =
        read_table<PaybackRange>(knowledge("payback-ranges.csv"), "payback-ranges.csv", complaint);
    return ranges;
}

}  // namespace rigcheck
