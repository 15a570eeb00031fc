#include "checklists/knowledge/gpu_resale.hpp"

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(GpuResale const& row) {
    bool const sane = row.kept_a_year > 0 && row.kept_a_year < 2;
    return sane ? "" : "kept_a_year: expected more than 0, less than 2";
}

}  // namespace

std::vector<GpuResale> const& gpu_resale() {
    static auto const rows =
        read_table<GpuResale>(knowledge("gpu-resale.csv"), "gpu-resale.csv", complaint);
    return rows;
}

}  // namespace rigcheck
