#pragma once

#include "probe/facts/drivers.hpp"
#include "probe/facts/gap.hpp"
#include "probe/facts/gpu.hpp"
#include "probe/facts/history.hpp"
#include "probe/facts/memory.hpp"
#include "probe/facts/pcie.hpp"
#include "probe/facts/platform.hpp"
#include "probe/facts/sensors.hpp"
#include "probe/facts/setup.hpp"
#include "probe/facts/storage.hpp"

namespace rigcheck {

inline constexpr char const* kSnapshotSchema = "rigcheck.snapshot/1";

enum class Source { live, capture };

template <>
struct EnumNames<Source> {
    static constexpr std::array names{"live", "capture"};
};

struct Tool {
    std::string name = "rigcheck";
    std::string version;

    static constexpr auto fields() {
        return field_list(field("name", &Tool::name), field("version", &Tool::version));
    }
};

// Everything rigcheck knows about one machine at one moment. Plain facts, no opinions.
struct Snapshot {
    std::string schema = kSnapshotSchema;
    Tool tool;
    std::string taken_at;  // UTC, "2026-11-20T21:48:05Z"
    Source source = Source::live;
    std::optional<std::string> boot_id;
    std::vector<Gap> gaps;
    Platform platform;
    Pcie pcie;
    Memory memory;
    Sensors sensors;
    Storage storage;
    Drivers drivers;
    std::vector<Gpu> gpus;
    Setup setup;
    History history;

    static constexpr auto fields() {
        using S = Snapshot;
        return field_list(
            field("schema", &S::schema), field("tool", &S::tool), field("taken_at", &S::taken_at),
            field("source", &S::source), field("boot_id", &S::boot_id), field("gaps", &S::gaps),
            field("platform", &S::platform), field("pcie", &S::pcie), field("memory", &S::memory),
            field("sensors", &S::sensors), field("storage", &S::storage),
            field("drivers", &S::drivers), field("gpus", &S::gpus), field("setup", &S::setup),
            field("history", &S::history));
    }
};

// The members that `probe --area` may be asked for.
inline constexpr std::array kAreas{"platform", "pcie", "memory", "sensors", "storage",
                                   "drivers",  "gpus", "setup",  "history"};

}  // namespace rigcheck
