#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A row of checklists/knowledge/gpus.csv: one model that is sold.
struct GpuModel {
    std::string vendor;        // "0x10de"
    std::string name;          // "GeForce RTX 2080 Ti"
    std::string pci_ids;       // "0x1e04 0x1e07"; AMD also with the revision: "0x73bf:c1"
    std::string architecture;  // "Ampere"; may be empty
    std::optional<double> vram_gib;
    std::optional<double> board_w;        // power of the whole card
    std::optional<double> bandwidth_gbs;  // of its memory
    std::optional<double> fp32_tflops;
    std::optional<double> tensor_tflops;  // fp16, dense, full rate
    std::optional<int> pcie_gen, width;
    std::string resizable_bar;  // "yes", "sometimes", "no"
    std::string measured_as;    // its name in gpu-throughput.csv; empty: not measured
    std::string note, source, as_of;

    static constexpr auto fields() {
        using G = GpuModel;
        return field_list(
            field("vendor", &G::vendor), field("name", &G::name), field("pci_ids", &G::pci_ids),
            field("architecture", &G::architecture), field("vram_gib", &G::vram_gib),
            field("board_w", &G::board_w), field("bandwidth_gbs", &G::bandwidth_gbs),
            field("fp32_tflops", &G::fp32_tflops), field("tensor_tflops", &G::tensor_tflops),
            field("pcie_gen", &G::pcie_gen), field("width", &G::width),
            field("resizable_bar", &G::resizable_bar), field("measured_as", &G::measured_as),
            field("note", &G::note), field("source", &G::source), field("as_of", &G::as_of));
    }
};

std::vector<GpuModel> const& gpu_models();
// By what a person or a driver writes: "RTX 4090", "NVIDIA A100-SXM4-40GB". Nothing when no model
// or several go by that name equally well.
GpuModel const* find_gpu_model(std::string_view name);

// Models whose name holds all words of what was written, at most ten: for "did you mean".
std::vector<std::string> similar_gpu_models(std::string_view name);

// What is known of a graphics chip by its PCI id. One id may stand for several models; a fact on
// which they disagree is empty.
struct GpuKnowledge {
    Hex<4> vendor, device;
    std::string name;  // "GeForce RTX 3080 / GeForce RTX 3080 12 GB"
    std::optional<std::string> architecture;
    std::optional<double> vram_gib, board_w;
    std::optional<int> pcie_gen, width;
    std::string resizable_bar;            // "yes", "sometimes", "no"
    std::vector<GpuModel const*> models;  // at least one
};

GpuKnowledge const* find_gpu(Hex<4> vendor, Hex<4> device);
std::optional<double> gpu_vram_gib(Hex<4> vendor, Hex<4> device);

}  // namespace rigcheck
