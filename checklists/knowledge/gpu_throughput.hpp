#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class Precision { fp16, fp32 };

template <>
struct EnumNames<Precision> {
    static constexpr std::array names{"fp16", "fp32"};
};

// A row of gpu-throughput.csv: samples a second of seven training workloads. Software differs
// between epochs by more than cards do, so only rows of one epoch may be compared.
struct GpuThroughput {
    std::string epoch;  // "v1-2024-07"
    std::string gpu;    // GpuModel::measured_as
    int gpus = 1;
    Precision precision = Precision::fp16;
    std::optional<double> ssd, bert_base_squad, bert_large_squad, gnmt, resnet50, tacotron2,
        waveglow;
    std::string source, as_of;

    static constexpr auto fields() {
        using G = GpuThroughput;
        return field_list(field("epoch", &G::epoch), field("gpu", &G::gpu), field("gpus", &G::gpus),
                          field("precision", &G::precision), field("ssd", &G::ssd),
                          field("bert_base_squad", &G::bert_base_squad),
                          field("bert_large_squad", &G::bert_large_squad), field("gnmt", &G::gnmt),
                          field("resnet50", &G::resnet50), field("tacotron2", &G::tacotron2),
                          field("waveglow", &G::waveglow), field("source", &G::source),
                          field("as_of", &G::as_of));
    }
};

std::vector<GpuThroughput> const& gpu_throughput();

}  // namespace rigcheck
