#include "wizard/screens/pcie.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/pcie_path.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::string text_of(std::optional<int> width, std::optional<double> speed_gts) {
    if (!width || !speed_gts || *width == kGoneWidth) return {};
    return fmt::format("x{} at {:.1f} GT/s", *width, *speed_gts);
}

std::optional<double> gbs_of(std::optional<int> width, std::optional<double> speed_gts) {
    if (!width || !speed_gts || *width == kGoneWidth) return std::nullopt;
    return bandwidth_gbs(*speed_gts, *width);
}

std::string with_gbs(std::string const& link, std::optional<double> gbs) {
    return link.empty() || !gbs ? link : fmt::format("{} = {:.1f} GB/s", link, *gbs);
}

// What each end could do, where the two differ.
std::string ends_of(SlotLink const& link) {
    auto const above = text_of(link.port_max_width, link.port_max_speed_gts);
    auto const below = text_of(link.edge_max_width, link.edge_max_speed_gts);
    if (above.empty() || below.empty() || above == below) return {};
    return fill_in(_("the upper end can do {}, the lower {}"), above, below);
}

PathStage stage_of(PathHop const& hop) {
    auto const& link = hop.link;
    PathStage stage{.address = hop.address,
                    .name = hop.label + " " + hop.address,
                    .link = {},
                    .possible = {},
                    .ends = {},
                    .carries_gbs = capacity_gbs(link),
                    .possible_gbs = gbs_of(link.possible_width(), link.possible_speed_gts()),
                    .lower_end_gbs = gbs_of(link.edge_max_width, link.edge_max_speed_gts),
                    .narrowest = hop.mark == HopMark::narrowest,
                    .internal = hop.mark == HopMark::internal,
                    .tunnel = hop.mark == HopMark::tunnel};
    stage.link = with_gbs(text_of(link.width, link.speed_gts), gbs_of(link.width, link.speed_gts));
    // Chipset uplinks advertise lanes that no board wires, so only what they have is said.
    if (hop.uplink) stage.possible_gbs = stage.carries_gbs;
    if (stage.tunnel || stage.internal || hop.uplink) return stage;
    auto const best =
        with_gbs(text_of(link.possible_width(), link.possible_speed_gts()), stage.possible_gbs);
    if (best != stage.link) stage.possible = best;
    stage.ends = ends_of(link);
    return stage;
}

// The narrowest link says something where another one of the way carries more; the card's own,
// where the card could do more itself.
void keep_what_is_narrow(std::vector<PathStage>& stages) {
    double most = 0;
    PathStage const* own = nullptr;
    for (auto const& stage : stages) {
        if (stage.internal || stage.tunnel) continue;
        most = std::max(most, stage.carries_gbs.value_or(0));
        own = &stage;
    }
    for (auto& stage : stages) {
        auto const could = &stage == own ? stage.lower_end_gbs.value_or(0) : most;
        stage.narrowest = stage.narrowest && stage.carries_gbs.value_or(0) < could;
    }
}

// A host makes the ports of its guests up: a graphics card below a port of 32 lanes is no riddle.
void forget_what_could_be(std::vector<PathStage>& stages) {
    for (auto& stage : stages) {
        stage.possible.clear();
        stage.ends.clear();
        stage.carries_gbs.reset();
        stage.possible_gbs.reset();
        stage.narrowest = false;
    }
}

}  // namespace

PathScreen path_screen(Snapshot const& snapshot, std::string const& address) {
    PathScreen screen;
    auto const* const function = find_function(snapshot.pcie, address);
    if (function == nullptr) return screen;
    for (auto const& hop : printable_path(snapshot, *function).hops)
        screen.stages.push_back(stage_of(hop));
    keep_what_is_narrow(screen.stages);
    if (snapshot.platform.virtualization) forget_what_could_be(screen.stages);
    return screen;
}

std::vector<TreeStage> pcie_tree(Snapshot const& snapshot,
                                 std::vector<std::string> const& addresses) {
    std::vector<TreeStage> tree;
    for (auto const& address : addresses) {
        // A way goes below the deepest stage that it shares with one before.
        std::size_t below = tree.size();
        int depth = 0;
        for (auto& stage : path_screen(snapshot, address).stages) {
            auto const known = std::find_if(tree.begin(), tree.end(), [&](TreeStage const& t) {
                return t.stage.address == stage.address;
            });
            bool const card = stage.address == address;
            if (known != tree.end()) {
                known->stage.narrowest = known->stage.narrowest || stage.narrowest;
                auto const next = std::find_if(
                    known + 1, tree.end(), [&](TreeStage const& t) { return t.depth <= depth; });
                below = static_cast<std::size_t>(next - tree.begin());
            } else {
                tree.insert(tree.begin() + static_cast<std::ptrdiff_t>(below),
                            {.depth = depth, .stage = std::move(stage), .card = card});
                ++below;
            }
            ++depth;
        }
    }
    return tree;
}

}  // namespace rigcheck
