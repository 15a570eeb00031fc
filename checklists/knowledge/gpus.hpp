#pragma once

#include <optional>
#include <string>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// What is known of a graphics chip by its PCI id. One id may stand for several models; a fact on
// which they disagree is empty.
struct GpuKnowledge {
    Hex<4> vendor, device;
    std::string name;
    std::optional<std::string> architecture;
    std::optional<double> vram_gib;
    std::optional<int> pcie_gen, width;
    std::string resizable_bar;  // "yes", "sometimes", "no"

    static constexpr auto fields() {
        using G = GpuKnowledge;
        return std::tuple{
            field("vendor", &G::vendor),     field("device", &G::device),
            field("name", &G::name),         field("architecture", &G::architecture),
            field("vram_gib", &G::vram_gib), field("pcie_gen", &G::pcie_gen),
            field("width", &G::width),       field("resizable_bar", &G::resizable_bar)};
    }
};

GpuKnowledge const* find_gpu(Hex<4> vendor, Hex<4> device);
std::optional<double> gpu_vram_gib(Hex<4> vendor, Hex<4> device);

}  // namespace rigcheck
