#pragma once

#include <array>
#include <string>

#include "probe/facts/fields.hpp"

namespace rigcheck {

enum class PoweredPart {
    board,
    board_hedt,  // more than two memory channels, many phases
    dimm_ddr4,
    dimm_ddr5,
    nvme,
    sata_ssd,
    sata_hdd,
    fan,
    pump,
    usb,
    add_in  // PCIe card that is no graphics card
};

template <>
struct EnumNames<PoweredPart> {
    static constexpr std::array names{"board", "board-hedt", "dimm-ddr4", "dimm-ddr5",
                                      "nvme",  "sata-ssd",   "sata-hdd",  "fan",
                                      "pump",  "usb",        "add-in"};
};

// A row of component-watts.csv.
struct ComponentWatts {
    PoweredPart part = PoweredPart::board;
    double typical_w = 0, peak_w = 0;  // of one
    std::string confidence, source, as_of;

    static constexpr auto fields() {
        using C = ComponentWatts;
        return field_list(field("part", &C::part), field("typical_w", &C::typical_w),
                          field("peak_w", &C::peak_w), field("confidence", &C::confidence),
                          field("source", &C::source), field("as_of", &C::as_of));
    }
};

ComponentWatts const& watts_of(PoweredPart part);

}  // namespace rigcheck
