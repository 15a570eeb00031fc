#include "checklists/knowledge/gpu_throughput.hpp"

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/table.hpp"

namespace rigcheck {
namespace {

std::string complaint(GpuThroughput const& row) {
    if (row.epoch.empty()) return "epoch: expected a text";
    return row.gpus < 1 ? "gpus: expected at least 1" : "";
}

}  // namespace

std::vector<GpuThroughput> const& gpu_throughput() {
    static auto const rows =
        read_table<GpuThroughput>(knowledge("gpu-throughput.csv"), "gpu-throughput.csv", complaint);
    return rows;
}

}  // namespace rigcheck
