#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checklists/knowledge/cpu_power.hpp"
#include "checklists/knowledge/gpus.hpp"
#include "checklists/power/supply.hpp"
#include "checklists/rules/expectations.hpp"

// What the parts of a machine may draw, from what was probed and what tables say of the rest.
namespace rigcheck::power {

// Where a figure comes from, the surest first.
enum class Basis {
    stated,      // by the person
    limit,       // the limit that driver or firmware enforces now
    table,       // the maker's figure for this model
    rule,        // derived from one, or remembered
    assumption,  // a usual part of its kind
};

enum class Consumer { gpu, cpu, board, dimm, drive, fan, pump, usb, other };

struct BudgetItem {
    Consumer consumer = Consumer::other;
    std::string name;  // "GeForce RTX 4090", "DDR5"; may be empty
    int count = 1;
    double peak_w = 0;  // of one
    Basis basis = Basis::assumption;
    std::string source;

    static constexpr auto fields() {
        using I = BudgetItem;
        return field_list(field("consumer", &I::consumer), field("name", &I::name),
                          field("count", &I::count), field("peak_w", &I::peak_w),
                          field("basis", &I::basis), field("source", &I::source));
    }
};

struct Budget {
    std::vector<BudgetItem> items;
    // Cards and processors whose power nothing tells: to be asked, never guessed.
    std::vector<std::string> unknown_gpus;
    bool unknown_cpu = false;
    std::vector<std::string> lowered_gpus;     // whose limit is set below what they come with
    std::optional<double> lifted_cpu_limit_w;  // the firmware's limit, too high to mean anything

    bool complete() const { return unknown_gpus.empty() && !unknown_cpu; }
    // The part of the sum that limits and makers' figures vouch for.
    double sure_w() const;
    // As the sizing rule takes it; unknown parts count nothing.
    Demand demand() const;
};

// Cards and a processor that the person names instead of those that were probed.
struct Instead {
    GpuModel const* card = nullptr;
    int cards = 1;
    CpuPower const* cpu = nullptr;
};

// An empty snapshot stands for a machine that is planned: usual parts around what is named.
Budget budget_of(Snapshot const& snapshot, Expectations const& expectations,
                 Instead const& instead = {});

// What the person says in place of what is known: of the cards (one figure each), of the processor,
// or (`other`) of everything else together.
void state(Budget& budget, Consumer consumer, std::vector<double> const& watts);

// A rating against the demand of this budget, with the peaks that such a supply bears. What only
// usual values push over the rating accuses nobody: `tight`.
Headroom headroom(Budget const& budget, Demand demand, PsuKind kind, double rating_w);

// Drawn while training, and while nothing runs: both on the DC side.
double usual_load_w(Demand const& demand);
double idle_w(Demand const& demand);

// The household circuit for such mains.
Circuit const& usual_circuit(Mains mains);

}  // namespace rigcheck::power

template <>
struct rigcheck::EnumNames<rigcheck::power::Basis> {
    static constexpr std::array names{"stated", "limit", "table", "rule", "assumption"};
};
template <>
struct rigcheck::EnumNames<rigcheck::power::Consumer> {
    static constexpr std::array names{"gpu", "cpu",  "board", "dimm", "drive",
                                      "fan", "pump", "usb",   "other"};
};
