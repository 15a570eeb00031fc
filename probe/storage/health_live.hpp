#pragma once

#include <string>

#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What one drive answered: its health, or why there is none.
struct HealthAnswer {
    std::string drive;
    std::optional<Missing> missing;
    std::optional<DriveHealth> health;

    static constexpr auto fields() {
        using A = HealthAnswer;
        return field_list(field("drive", &A::drive), field("missing", &A::missing),
                          field("health", &A::health));
    }
};

// Asks a drive of the running machine by read-only commands that wake nothing.
HealthAnswer ask_nvme(Drive const& drive);
HealthAnswer ask_ata(Drive const& drive);

}  // namespace rigcheck
