// What the parts of a machine draw, and what that says of its power supply.
#include "checklists/power/budget.hpp"

#include <catch2/catch.hpp>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::power {
namespace {

Snapshot machine_of(std::string const& text) {
    return read_snapshot(test::Tree::from_text(text).machine());
}

Snapshot with_cpu(std::string const& model, std::string const& more = {}) {
    return machine_of("# one processor\n/proc/cpuinfo = processor\\t: 0\\nmodel name\\t: " + model +
                      "\n" + more);
}

std::string rapl(std::string const& long_term, std::string const& short_term) {
    constexpr char const* kZone = "/sys/class/powercap/intel-rapl:0/";
    std::string out = std::string(kZone) + "name = package-0\n";
    out += std::string(kZone) + "constraint_0_name = long_term\n";
    out += std::string(kZone) + "constraint_0_power_limit_uw = " + long_term + "\n";
    out += std::string(kZone) + "constraint_1_name = short_term\n";
    out += std::string(kZone) + "constraint_1_power_limit_uw = " + short_term + "\n";
    return out;
}

Verdict verdict_of_psu(Snapshot const& snapshot, Expectations const& bought) {
    auto const verdicts = power_rules(snapshot, bought);
    REQUIRE(verdicts.size() == 1);
    return verdicts.front();
}

Expectations label(int watts, std::optional<PsuKind> kind = {}) {
    Expectations bought;
    bought.psu_w = watts;
    bought.psu_kind = kind;
    return bought;
}

TEST_CASE("the firmware's limit counts before the table", "[power]") {
    constexpr char const* kModel = "13th Gen Intel(R) Core(TM) i9-13900K";
    auto const table = budget_of(with_cpu(kModel), {});
    CHECK(table.demand().cpu_peak_w == 253);
    auto const limited = budget_of(with_cpu(kModel, rapl("125000000", "188000000")), {});
    CHECK(limited.demand().cpu_peak_w == 188);
    CHECK(limited.items.front().basis == Basis::limit);
    auto const lifted = budget_of(with_cpu(kModel, rapl("4095000000", "4095000000")), {});
    CHECK(lifted.demand().cpu_peak_w == 253);
    CHECK(lifted.lifted_cpu_limit_w == 4095);
    auto const strange = budget_of(with_cpu("Strange CPU", rapl("65000000", "90000000")), {});
    CHECK(strange.demand().cpu_peak_w == 90);
    CHECK(strange.complete());
    CHECK(strange.sure_w() == 0);  // nobody vouches for it
    CHECK(budget_of(with_cpu("Strange CPU", rapl("999000000", "999000000")), {}).unknown_cpu);
    CHECK(budget_of(with_cpu(kModel, rapl("1000", "1000")), {}).demand().cpu_peak_w == 253);
    auto const unknown = budget_of(with_cpu("Strange CPU"), {});
    CHECK(unknown.unknown_cpu);
    CHECK_FALSE(unknown.complete());
}

TEST_CASE("hostile limits are no limits", "[power]") {
    auto const snapshot = with_cpu("Strange CPU", rapl("-5", "99999999999999999999"));
    CHECK(snapshot.platform.cpu.power_limits.empty());
    CHECK(budget_of(snapshot, {}).unknown_cpu);
}

Snapshot with_driver(double limit, std::optional<double> comes_with = {},
                     std::string const& vendor = "nvidia") {
    auto snapshot = read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine());
    Gpu driver;
    driver.address = "0000:01:00.0";
    driver.vendor = vendor;
    driver.power_limit_w = limit;
    driver.power_default_w = comes_with;
    snapshot.gpus = {driver};
    return snapshot;
}

TEST_CASE("a card's limit counts, unless it was only lowered", "[power]") {
    auto const watts = [](Snapshot const& snapshot) {
        return budget_of(snapshot, {}).demand().gpus.at(0);
    };
    CHECK(watts(read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine())) == 350);
    CHECK(watts(with_driver(400)) == 400);
    CHECK(budget_of(with_driver(400), {}).items.front().basis == Basis::limit);
    auto const lowered = budget_of(with_driver(200, 370), {});
    CHECK(lowered.demand().gpus.at(0) == 370);
    CHECK(lowered.lowered_gpus == std::vector<std::string>{"GeForce RTX 3090"});
    CHECK(watts(with_driver(200)) == 350);  // the table knows what it comes with
    // AMD's limit is that of the chip, not of the board.
    CHECK(watts(with_driver(280, {}, "amd")) == 350);
}

TEST_CASE("hostile limits of a card are no limits", "[power]") {
    for (double const watts : {-500.0, 0.0, 1e300})
        CHECK(budget_of(with_driver(watts), {}).demand().gpus.at(0) == 350);
    CHECK(budget_of(with_driver(1e300, 1e300), {}).demand().gpus.at(0) == 350);
}

TEST_CASE("a card whose slot is not seen is counted all the same", "[power]") {
    auto const snapshot = read_snapshot(test::Tree("drivers-5090-proprietary.tree").machine());
    auto const budget = budget_of(snapshot, {});
    CHECK(budget.demand().gpus == std::vector<double>{575});
    Expectations bought;
    bought.psu_w = 650;
    CHECK(verdict_of_psu(snapshot, bought).words != "fine");
}

TEST_CASE("a card in an external case has a supply of its own", "[power]") {
    auto const snapshot = read_snapshot(test::Tree("pcie-usb4-egpu.tree").machine());
    CHECK(budget_of(snapshot, {}).demand().gpus.empty());
}

TEST_CASE("a number that several models share is asked about", "[power]") {
    auto snapshot = read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine());
    for (auto& function : snapshot.pcie.functions) {
        if (function.address == "0000:01:00.0")
            function.device = Hex<4>{0x2206};  // two kinds of 3080
    }
    snapshot.gpus.clear();  // no driver that names it
    auto const unknown = budget_of(snapshot, {});
    REQUIRE(unknown.unknown_gpus.size() == 1);
    CHECK(unknown.unknown_gpus.front() == "GeForce RTX 3080 / GeForce RTX 3080 12 GB");
    Gpu driver;
    driver.address = "0000:01:00.0";
    driver.vram_mib = 12288;  // its memory tells them apart
    snapshot.gpus = {driver};
    CHECK(budget_of(snapshot, {}).demand().gpus == std::vector<double>{350});
    snapshot.gpus.clear();
    Expectations bought;
    bought.gpus = {{.name = "RTX 3080 12 GB", .count = 1, .width = {}, .riser = {}}};
    CHECK(budget_of(snapshot, bought).demand().gpus == std::vector<double>{350});
    auto const verdict = verdict_of_psu(snapshot, label(750));
    CHECK(verdict.state == State::unknown);
    CHECK(verdict.words == "gpu-unknown");
}

TEST_CASE("a planned machine has usual parts around what is named", "[power]") {
    Instead const instead{.card = find_gpu_model("RTX 4090"),
                          .cards = 2,
                          .cpu = find_cpu_power("Ryzen Threadripper 7960X")};
    auto const budget = budget_of({}, {}, instead);
    CHECK(budget.complete());
    CHECK(budget.demand().gpus == std::vector<double>{450, 450});
    CHECK(budget.demand().cpu_peak_w == 350);
    CHECK(budget.demand().rest_w > 80);
    CHECK(budget.demand().rest_w < 150);
    CHECK(budget.sure_w() == 900);  // the processor's figure is from memory
}

// What the guides' authors bought, with the estimates that they state.
TEST_CASE("the authors' own supplies come out as they chose", "[power]") {
    auto const recommended = [](std::vector<double> gpus, double cpu, double rest, PsuKind kind) {
        Demand demand;
        demand.gpus = std::move(gpus);
        demand.cpu_peak_w = cpu;
        demand.rest_w = rest;
        demand.psu = kind;
        return need_of(demand);
    };
    // Two 1080 Ti and a Threadripper 1900X: 824 W estimated, 1000 W bought.
    auto const two = recommended({250, 250}, 180, 90, PsuKind::legacy);
    CHECK(two.recommended_w == 1000);
    CHECK(headroom(two, 1000) == Headroom::fine);
    CHECK(824.0 / 1000 == Approx(0.824));
    // One 2080 Ti stays under 1000 W; with a second one 1200 W to be safe.
    CHECK(recommended({250}, 180, 85, PsuKind::legacy).need_w < 1000);
    auto const second = recommended({250, 250}, 180, 90, PsuKind::legacy);
    CHECK(second.recommended_w.value() <= 1200);
    CHECK(headroom(second, 1200) == Headroom::fine);
    // An RTX 3070 and a Ryzen 5 3600: 420 W estimated, 650 W called enough, 750 W bought.
    auto const small = recommended({220}, 88, 85, PsuKind::legacy);
    CHECK(small.sustained_w < 420);
    CHECK(headroom(small, 650) == Headroom::fine);
    CHECK(headroom(small, 750) == Headroom::fine);
    // Four cards: 1500 W or more, 1600 W chosen.
    CHECK(recommended({250, 250, 250, 250}, 140, 100, PsuKind::legacy).recommended_w == 1600);
}

TEST_CASE("the label decides, and no more is said than it allows", "[power]") {
    auto const snapshot = read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine());
    auto const words = [&](Expectations const& bought) {
        return verdict_of_psu(snapshot, bought).words;
    };
    CHECK(words({}) == "label-unknown");
    CHECK(words(label(400)) == "too-small");
    CHECK(verdict_of_psu(snapshot, label(400)).severity == Severity::critical);
    CHECK(words(label(650)) == "tight");  // only usual values for the rest push it over
    CHECK(verdict_of_psu(snapshot, label(650)).severity == Severity::warning);
    CHECK(words(label(850)) == "kind-unknown");
    CHECK(words(label(850, PsuKind::atx3_16pin)) == "fine");
    CHECK(words(label(750, PsuKind::legacy)) == "spikes");
    CHECK(words(label(1000)) == "fine");
    CHECK(words(label(2500)) == "oversized");
    auto const spikes = verdict_of_psu(snapshot, label(750, PsuKind::legacy));
    CHECK(spikes.state == State::fail);
    CHECK(spikes.severity == Severity::warning);
    CHECK(spikes.confidence == kMinimumConfidence);
}

TEST_CASE("where a supply is nobody's business nothing is said", "[power]") {
    CHECK(verdict_of_psu(with_cpu("AMD Ryzen 7 5800X 8-Core Processor"), {}).state ==
          State::not_applicable);
    auto laptop = read_snapshot(test::Tree("pcie-idle-nvidia.tree").machine());
    laptop.platform.chassis = "laptop";
    CHECK(verdict_of_psu(laptop, label(10)).words == "portable");
    laptop.platform.virtualization = "kvm";
    CHECK(verdict_of_psu(laptop, label(10)).words == "virtual");
}

}  // namespace
}  // namespace rigcheck::power
