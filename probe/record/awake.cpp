#include "probe/record/awake.hpp"

#include <array>

#include "probe/pcie/address.hpp"

namespace rigcheck::record {

Awake Awake::of(Machine const& machine, std::string const& device) {
    Awake awake;
    auto const resolved = machine.resolve(device, true);
    if (!resolved) return awake;
    auto const path = "/" + resolved->path;
    for (auto end = path.size(); end != std::string::npos && end > 0;
         end = path.rfind('/', end - 1)) {
        auto const above = path.substr(0, end);
        bool const own = above == path;
        if (!own && !is_pci_address(above.substr(above.rfind('/') + 1))) continue;
        if (machine.read_line(above + "/power/control").text != "auto") continue;
        if (auto file = machine.open(above + "/power/runtime_status"))
            awake.states_.push_back(std::move(*file));
        if (own) awake.users_ = machine.open(above + "/power/runtime_usage");
    }
    return awake;
}

bool Awake::now() const {
    std::array<char, 32> room{};
    bool awake = true;
    for (auto const& state : states_)
        awake = awake && !state.read(room).value_or("").starts_with("suspend");
    awake = awake && (!users_ || users_->read(room).value_or("") != "0\n");
    *last_ = awake;
    return awake;
}

}  // namespace rigcheck::record
