#include "wizard/screens/pcie.hpp"

#include <fmt/format.h>

namespace rigcheck {
namespace {

std::string link_text(PathHop const& hop) {
    if (!hop.speed_gts || !hop.width) return {};
    return fmt::format("x{} at {:.1f} GT/s = {:.1f} GB/s", *hop.width, *hop.speed_gts,
                       bandwidth_gbs(*hop.speed_gts, *hop.width));
}

}  // namespace

PathScreen path_screen(Snapshot const& snapshot, std::string const& address) {
    PathScreen screen;
    auto const* const function = find_function(snapshot.pcie, address);
    if (function == nullptr) return screen;
    for (auto const& hop : printable_path(snapshot, *function).hops) {
        screen.stages.push_back({.name = hop.label + " " + hop.address,
                                 .link = link_text(hop),
                                 .narrowest = hop.mark == HopMark::narrowest,
                                 .internal = hop.mark == HopMark::internal,
                                 .tunnel = hop.mark == HopMark::tunnel});
    }
    return screen;
}

}  // namespace rigcheck
