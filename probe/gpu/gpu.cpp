#include "probe/gpu/gpu.hpp"

namespace rigcheck {

std::vector<Gpu> read_gpus(Machine const& /*machine*/, Pcie const& /*pcie*/,
                           NvidiaDriver& /*driver*/, std::vector<Gap>& /*gaps*/) {
    return {};
}

}  // namespace rigcheck
