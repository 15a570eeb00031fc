#include "probe/pcie/tree.hpp"

#include <algorithm>
#include <utility>

namespace rigcheck {

// PCI has 256 buses a domain, but no real path is nearly as deep.
constexpr std::size_t kMaxDepth = 32;

PcieFunction const* find_function(std::vector<PcieFunction> const& functions,
                                  std::string_view address) {
    auto const before = [](PcieFunction const& f, std::string_view a) { return f.address < a; };
    auto const at = std::lower_bound(functions.begin(), functions.end(), address, before);
    return at != functions.end() && at->address == address ? &*at : nullptr;
}

PcieFunction* find_function(std::vector<PcieFunction>& functions, std::string_view address) {
    auto const* const found = find_function(std::as_const(functions), address);
    return found == nullptr ? nullptr : functions.data() + (found - functions.data());
}

std::vector<PcieFunction const*> path_to_root(std::vector<PcieFunction> const& functions,
                                              PcieFunction const& function) {
    std::vector<PcieFunction const*> path;
    auto const* at = &function;
    while (at != nullptr && path.size() < kMaxDepth) {
        path.push_back(at);
        at = at->parent ? find_function(functions, *at->parent) : nullptr;
    }
    return path;
}

}  // namespace rigcheck
