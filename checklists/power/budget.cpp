#include "checklists/power/budget.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "checklists/knowledge/component_watts.hpp"
#include "checklists/power/cards.hpp"
#include "checklists/rules/memory_slots.hpp"

namespace rigcheck::power {
namespace {

// Boards that lift a processor's limit state 4095 W or something near it. Of a processor that is in
// no table, a limit above this may be one of those.
constexpr double kMostCpuWatts = 400, kLeastCpuWatts = 10;
// What a board may plausibly set, against the table's figures.
constexpr double kLiftedFactor = 1.6, kLeastShareOfTdp = 0.5;
constexpr int kUsualFans = 3;

BudgetItem usual(Consumer consumer, PoweredPart part, int count, std::string name = {}) {
    auto const& watts = watts_of(part);
    return {.consumer = consumer,
            .name = std::move(name),
            .count = count,
            .peak_w = watts.peak_w,
            .basis = Basis::assumption,
            .source = watts.source};
}

void add_named_card(Budget& budget, Instead const& instead) {
    if (!instead.card->board_w) {
        budget.unknown_gpus.push_back(instead.card->name);
        return;
    }
    budget.items.push_back({.consumer = Consumer::gpu,
                            .name = instead.card->name,
                            .count = std::clamp(instead.cards, 1, 16),
                            .peak_w = *instead.card->board_w,
                            .basis = Basis::table,
                            .source = instead.card->source});
}

void add_gpus(Budget& budget, Snapshot const& snapshot, Expectations const& expectations) {
    for (auto const& card : seen_cards(snapshot, expectations)) {
        auto const power = board_power(card);
        if (!power) {
            budget.unknown_gpus.push_back(card.name);
            continue;
        }
        if (power->lowered_to) budget.lowered_gpus.push_back(card.name);
        budget.items.push_back(
            {.consumer = Consumer::gpu,
             .name = card.name,
             .count = 1,
             .peak_w = power->watts,
             .basis = power->by_driver ? Basis::limit : Basis::table,
             .source = power->by_driver ? "power limit of the driver" : card.model->source});
    }
}

// The larger of PL1 and PL2, over all packages; empty when the firmware states none.
std::optional<double> firmware_limit(Cpu const& cpu) {
    std::map<std::string, double> packages;
    for (auto const& limit : cpu.power_limits) {
        if (limit.name == "long_term" || limit.name == "short_term")
            packages[limit.package] = std::max(packages[limit.package], limit.watts);
    }
    if (packages.empty()) return std::nullopt;
    double sum = 0;
    for (auto const& [package, watts] : packages) sum += watts;
    return sum;
}

BudgetItem table_item(CpuPower const& cpu, int sockets) {
    return {.consumer = Consumer::cpu,
            .name = cpu.name,
            .count = sockets,
            .peak_w = cpu.peak_w,
            .basis = cpu.basis == PowerBasis::published ? Basis::table : Basis::rule,
            .source = cpu.source};
}

int sockets_of(Cpu const& cpu) {
    return std::clamp(cpu.sockets.value_or(1), 1, 16);
}

void add_cpu(Budget& budget, Cpu const& cpu, CpuPower const* known) {
    int const sockets = sockets_of(cpu);
    auto const limit = firmware_limit(cpu);
    double const most =
        sockets * (known == nullptr ? kMostCpuWatts : known->peak_w * kLiftedFactor);
    double const least =
        sockets * (known == nullptr ? kLeastCpuWatts : known->tdp_w * kLeastShareOfTdp);
    if (limit && *limit >= least && *limit <= most) {
        budget.items.push_back({.consumer = Consumer::cpu,
                                .name = known != nullptr ? known->name : cpu.model.value_or(""),
                                .count = 1,
                                .peak_w = *limit,
                                .basis = known != nullptr ? Basis::limit : Basis::rule,
                                .source = "/sys/class/powercap/intel-rapl:0"});
        return;
    }
    if (limit && *limit > most) budget.lifted_cpu_limit_w = limit;
    budget.unknown_cpu = known == nullptr;
    if (known != nullptr) budget.items.push_back(table_item(*known, sockets));
}

void add_memory(Budget& budget, Memory const& memory) {
    int ddr5 = 0;
    int other = 0;
    for (auto const* stick : sticks(memory)) {
        bool const is_ddr5 = stick->type && stick->type->find("DDR5") != std::string::npos;
        ++(is_ddr5 ? ddr5 : other);
    }
    constexpr int kUsualSticks = 2;
    if (ddr5 + other == 0) other = kUsualSticks;
    if (ddr5 > 0)
        budget.items.push_back(usual(Consumer::dimm, PoweredPart::dimm_ddr5, ddr5, "DDR5"));
    if (other > 0)
        budget.items.push_back(usual(Consumer::dimm, PoweredPart::dimm_ddr4, other, "DDR4"));
}

void add_drives(Budget& budget, Storage const& storage) {
    struct Row {
        DriveKind kind;
        PoweredPart part;
        char const* name;
    };
    constexpr std::array<Row, 5> kDrives{{{DriveKind::nvme, PoweredPart::nvme, "NVMe"},
                                          {DriveKind::sata_ssd, PoweredPart::sata_ssd, "SATA SSD"},
                                          {DriveKind::sata_hdd, PoweredPart::sata_hdd, "SATA HDD"},
                                          {DriveKind::sas, PoweredPart::sata_hdd, "SAS"},
                                          {DriveKind::usb, PoweredPart::usb, "USB"}}};
    for (auto const& row : kDrives) {
        auto const count =
            std::count_if(storage.drives.begin(), storage.drives.end(),
                          [&](Drive const& drive) { return drive.kind == row.kind; });
        if (count > 0)
            budget.items.push_back(
                usual(Consumer::drive, row.part, static_cast<int>(count), row.name));
    }
    if (storage.drives.empty())
        budget.items.push_back(usual(Consumer::drive, PoweredPart::nvme, 1, "NVMe"));
}

// Fans of cards are in the power of the card.
void add_fans(Budget& budget, Snapshot const& snapshot) {
    int turning = 0;
    for (auto const& chip : snapshot.sensors.chips) {
        if (chip.device) continue;
        for (auto const& feature : chip.features) {
            if (feature.kind == SensorKind::fan && feature.value.value_or(0) > 0) ++turning;
        }
    }
    budget.items.push_back(
        usual(Consumer::fan, PoweredPart::fan, turning > 0 ? turning : kUsualFans));
}

void add_board(Budget& budget, CpuPower const* cpu, int sockets) {
    bool const hedt = sockets > 1 || (cpu != nullptr && cpu->memory_channels.value_or(2) > 2);
    budget.items.push_back(
        usual(Consumer::board, hedt ? PoweredPart::board_hedt : PoweredPart::board, sockets));
}

}  // namespace

double Budget::sure_w() const {
    double sum = 0;
    for (auto const& item : items) {
        if (item.basis <= Basis::table) sum += item.peak_w * item.count;
    }
    return sum;
}

Demand Budget::demand() const {
    Demand demand;
    for (auto const& item : items) {
        if (item.consumer == Consumer::gpu) {
            demand.gpus.insert(demand.gpus.end(), static_cast<std::size_t>(item.count),
                               item.peak_w);
        } else {
            (item.consumer == Consumer::cpu ? demand.cpu_peak_w : demand.rest_w) +=
                item.peak_w * item.count;
        }
    }
    return demand;
}

Budget budget_of(Snapshot const& snapshot, Expectations const& expectations,
                 Instead const& instead) {
    Budget budget;
    auto const& cpu = snapshot.platform.cpu;
    auto const* const probed = cpu.model ? find_cpu_power(*cpu.model) : nullptr;
    auto const* const known = instead.cpu != nullptr ? instead.cpu : probed;
    if (instead.card != nullptr) {
        add_named_card(budget, instead);
    } else {
        add_gpus(budget, snapshot, expectations);
    }
    if (instead.cpu != nullptr) {
        budget.items.push_back(table_item(*instead.cpu, 1));
    } else {
        add_cpu(budget, cpu, known);
    }
    add_board(budget, known, instead.cpu != nullptr ? 1 : sockets_of(cpu));
    add_memory(budget, snapshot.memory);
    add_drives(budget, snapshot.storage);
    add_fans(budget, snapshot);
    // Neither is seen by software: a liquid cooler's pump, two hungry USB devices.
    budget.items.push_back(usual(Consumer::pump, PoweredPart::pump, 1));
    budget.items.push_back(usual(Consumer::usb, PoweredPart::usb, 2));
    return budget;
}

Headroom headroom(Budget const& budget, Demand demand, PsuKind kind, double rating_w) {
    demand.psu = kind;
    auto const found = headroom(need_of(demand), rating_w);
    bool const estimated = !budget.items.empty() && rating_w >= budget.sure_w();
    return found == Headroom::too_small && estimated ? Headroom::tight : found;
}

double usual_load_w(Demand const& demand) {
    return need_of(demand).sustained_w * psu_facts().usual_load_share;
}

double idle_w(Demand const& demand) {
    auto const extra = demand.gpus.size() > 1 ? demand.gpus.size() - 1 : 0;
    return psu_facts().idle_w + psu_facts().idle_w_per_extra_gpu * static_cast<double>(extra);
}

Circuit const& usual_circuit(Mains mains) {
    auto const& circuits = psu_facts().circuits;
    auto const found = std::find_if(circuits.begin(), circuits.end(),
                                    [&](Circuit const& row) { return row.mains == mains; });
    if (found == circuits.end()) throw std::logic_error("psu.json lacks a circuit");
    return *found;
}

void state(Budget& budget, Consumer consumer, std::vector<double> const& watts) {
    bool const rest = consumer == Consumer::other;
    std::erase_if(budget.items, [&](BudgetItem const& item) {
        bool const main = item.consumer == Consumer::gpu || item.consumer == Consumer::cpu;
        return rest ? !main : item.consumer == consumer;
    });
    if (consumer == Consumer::gpu) budget.unknown_gpus.clear();
    if (consumer == Consumer::cpu) {
        budget.unknown_cpu = false;
        budget.lifted_cpu_limit_w.reset();
    }
    for (double const one : watts)
        budget.items.push_back({.consumer = consumer,
                                .name = {},
                                .count = 1,
                                .peak_w = one,
                                .basis = Basis::stated,
                                .source = {}});
}

}  // namespace rigcheck::power
