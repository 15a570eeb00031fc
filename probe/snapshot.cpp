#include "probe/snapshot.hpp"

#include <future>

#include "probe/drivers/cuda.hpp"
#include "probe/drivers/drivers.hpp"
#include "probe/gpu/gpu.hpp"
#include "probe/history/history.hpp"
#include "probe/memory/memory.hpp"
#include "probe/pcie/pcie.hpp"
#include "probe/platform/platform.hpp"
#include "probe/sensors/sensors.hpp"
#include "probe/setup/setup.hpp"
#include "probe/smbios/smbios.hpp"
#include "probe/storage/storage.hpp"
#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

std::optional<std::string> read_boot_id(Machine const& machine) {
    auto reading = machine.read_line("/proc/sys/kernel/random/boot_id");
    if (!reading.text || reading.text->size() != 36) return std::nullopt;
    bool const redacted = reading.text->find_first_not_of("0-") == std::string::npos;
    return redacted ? std::nullopt : std::move(reading.text);
}

void name_remedies(std::vector<Gap>& gaps) {
    for (auto& gap : gaps) {
        if (gap.remedy.empty() && gap.reason == Missing::needs_root) {
            gap.remedy = "sudo rigcheck check";
        }
    }
}

struct Others {
    Sensors sensors;
    Storage storage;
    SetupTraces traces;
    History history;
    std::vector<Gap> gaps;
};

Others read_others(Machine const& machine, AreaRead const& area_read) {
    Others others;
    others.sensors = read_sensors(machine, others.gaps);
    area_read("sensors");
    others.storage = read_storage(machine, others.gaps);
    area_read("storage");
    others.traces = read_setup(machine, others.gaps);
    area_read("setup");
    others.history = read_history(machine, others.storage.drives, others.gaps);
    area_read("history");
    return others;
}

}  // namespace

Snapshot read_snapshot(Machine const& machine, AreaRead const& told) {
    AreaRead const area_read = told ? told : [](std::string_view) {};
    // Probes that need nothing of the others run beside them; the log of a capture wants one order.
    auto const policy = machine.is_logged() ? std::launch::deferred : std::launch::async;
    auto others = std::async(policy, [&] { return read_others(machine, area_read); });
    std::vector<Gap> gaps;
    auto platform = read_platform(machine, gaps);
    area_read("platform");
    auto const smbios = read_smbios(machine, gaps);
    area_read("smbios");
    auto pcie = read_pcie(machine, smbios ? smbios->slots : std::vector<PcieSlot>{}, gaps);
    area_read("pcie");
    auto memory = read_memory(machine, smbios, gaps);
    area_read("memory");
    auto drivers = read_drivers(machine, platform, pcie, gaps);
    area_read("drivers");
    auto gpus = read_gpus(machine, pcie, drivers.nvidia, gaps);
    area_read("gpus");
    auto [sensors, storage, traces, history, other_gaps] = others.get();
    gaps.insert(gaps.end(), other_gaps.begin(), other_gaps.end());
    drivers.cuda = read_cuda(machine, traces.archives, std::move(traces.frameworks));
    name_remedies(gaps);
    return {.schema = kSnapshotSchema,
            .tool = {.name = "rigcheck", .version = RIGCHECK_VERSION},
            .taken_at = utc_now(),
            .source = machine.is_live() ? Source::live : Source::capture,
            .boot_id = read_boot_id(machine),
            .gaps = std::move(gaps),
            .platform = std::move(platform),
            .pcie = std::move(pcie),
            .memory = std::move(memory),
            .sensors = std::move(sensors),
            .storage = std::move(storage),
            .drivers = std::move(drivers),
            .gpus = std::move(gpus),
            .setup = std::move(traces.setup),
            .history = std::move(history)};
}

}  // namespace rigcheck
