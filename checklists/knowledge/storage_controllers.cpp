#include "checklists/knowledge/storage_controllers.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Id {
    Hex<4> vendor, device;

    static constexpr auto fields() {
        return field_list(field("vendor", &Id::vendor), field("device", &Id::device));
    }
};

struct Controllers {
    std::vector<KnownVmd> vmd;
    std::vector<Id> vmd_owned_ports, raid_mode;

    static constexpr auto fields() {
        using C = Controllers;
        return field_list(field("vmd", &C::vmd), field("vmd_owned_ports", &C::vmd_owned_ports),
                          field("raid_mode", &C::raid_mode));
    }
};

Controllers const& controllers() {
    static Controllers const known = [] {
        Controllers read;
        read_json(Json::parse(knowledge("storage-controllers.json")), read,
                  "storage-controllers.json");
        return read;
    }();
    return known;
}

bool contains(std::vector<Id> const& ids, Hex<4> vendor, Hex<4> device) {
    return std::any_of(ids.begin(), ids.end(),
                       [&](Id const& id) { return id.vendor == vendor && id.device == device; });
}

}  // namespace

KnownVmd const* known_vmd(Hex<4> vendor, Hex<4> device) {
    auto const& known = controllers().vmd;
    auto const found = std::find_if(known.begin(), known.end(), [&](KnownVmd const& vmd) {
        return vmd.vendor == vendor && vmd.device == device;
    });
    return found == known.end() ? nullptr : &*found;
}

bool is_vmd_owned_port(Hex<4> vendor, Hex<4> device) {
    return contains(controllers().vmd_owned_ports, vendor, device);
}

bool is_raid_mode(Hex<4> vendor, Hex<4> device) {
    return contains(controllers().raid_mode, vendor, device);
}

}  // namespace rigcheck
