#pragma once

#include <optional>
#include <string>

#include "probe/facts/platform.hpp"

namespace rigcheck {

// The chip that measures fans and voltages on a board, and the module that reads it.
struct BoardSensors {
    std::string vendor, board;  // patterns inside the names of SMBIOS type 2
    std::string chip;
    std::optional<std::string> module;  // empty: none of the kernel's
    std::string option;                 // "force=1"
    bool sure = false;
    std::string note;

    static constexpr auto fields() {
        using B = BoardSensors;
        return field_list(field("vendor", &B::vendor), field("board", &B::board),
                          field("chip", &B::chip), field("module", &B::module),
                          field("option", &B::option), field("sure", &B::sure),
                          field("note", &B::note));
    }
};

// Null for boards of other makers.
BoardSensors const* find_board_sensors(Platform const& platform);

}  // namespace rigcheck
