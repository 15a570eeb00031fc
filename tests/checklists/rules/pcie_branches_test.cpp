// The rarer verdicts: machines that differ in one fact from a trap machine.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

constexpr char const* kCard = "0000:01:00.0";
constexpr char const* kDrive = "0000:02:00.0";

struct Case {
    std::string what, machine, id, subject;
    std::string words;
    State state;
    std::function<void(Snapshot&, Expectations&)> change;
};

PcieFunction& at(Snapshot& snapshot, std::string const& address) {
    auto& functions = snapshot.pcie.functions;
    auto const found =
        std::find_if(functions.begin(), functions.end(),
                     [&](PcieFunction const& function) { return function.address == address; });
    if (found == functions.end()) throw std::runtime_error("no function " + address);
    return *found;
}

PcieFunction& port_of(Snapshot& snapshot, std::string const& address) {
    return at(snapshot, at(snapshot, address).parent.value());
}

void set_width(Snapshot& snapshot, std::string const& address, int width) {
    at(snapshot, address).link->width = width;
    port_of(snapshot, address).link->width = width;
}

void expect_width(Expectations& expectations, int width) {
    expectations.gpus.push_back({.name = {}, .count = 1, .width = width, .riser = {}});
}

void copy_at(Snapshot& snapshot, std::string const& address, double gbs, double speed_gts) {
    snapshot.pcie.copies.push_back({.address = address,
                                    .to_device_gbs = gbs,
                                    .from_device_gbs = gbs * 0.9,
                                    .pinned = true,
                                    .speed_gts = speed_gts,
                                    .width = 16});
}

void count_errors(Snapshot& snapshot, AerCounts counts, double uptime_s) {
    for (auto& function : snapshot.pcie.functions) function.aer.reset();
    at(snapshot, kCard).aer = std::move(counts);
    snapshot.platform.uptime_s = uptime_s;
}

void take_baseline(Snapshot const& snapshot, Expectations& expectations) {
    expectations.baseline = snapshot;
}

std::vector<Case> const kCases{
    {"lanes that the person meant are fine", "pcie-navi48-port-x8", "pcie.gpu-width",
     "0000:03:00.0", "expected", State::pass,
     [](Snapshot&, Expectations& e) { expect_width(e, 8); }},
    {"fewer lanes than the person meant fail", "pcie-navi48-port-x8", "pcie.gpu-width",
     "0000:03:00.0", "below-expected", State::fail,
     [](Snapshot&, Expectations& e) { expect_width(e, 16); }},
    {"a riser is the first suspect", "pcie-navi48-trained-x8", "pcie.gpu-width", "0000:03:00.0",
     "riser", State::fail,
     [](Snapshot&, Expectations& e) {
         e.gpus.push_back({.name = {}, .count = 1, .width = {}, .riser = true});
     }},
    {"the card of a notebook is soldered", "pcie-healthy-x16", "pcie.gpu-width", kCard, "portable",
     State::not_applicable, [](Snapshot& s, Expectations&) { s.platform.chassis = "laptop"; }},
    {"an external box is not judged by its place", "pcie-usb4-egpu", "pcie.gpu-attachment", "",
     "external", State::not_applicable,
     [](Snapshot& s, Expectations&) { s.platform.chassis.reset(); }},
    {"a port of a maker we do not know has no known place", "pcie-healthy-x16",
     "pcie.gpu-attachment", kCard, "unknown", State::unknown,
     [](Snapshot& s, Expectations&) {
         for (auto& function : s.pcie.functions) function.root_bus.clear();
         port_of(s, kCard).vendor = Hex<4>{0x1234};
         s.platform.cpu.vendor.reset();
         s.platform.cpu.model.reset();
     }},
    {"a link without a width is unknown", "pcie-healthy-x16", "pcie.gpu-width", kCard, "no-link",
     State::unknown,
     [](Snapshot& s, Expectations&) {
         at(s, kCard).link->width.reset();
         port_of(s, kCard).link->width.reset();
     }},
    {"without the port's end a narrow link is unknown", "pcie-healthy-x16", "pcie.gpu-width", kCard,
     "no-port", State::unknown,
     [](Snapshot& s, Expectations&) {
         set_width(s, kCard, 8);
         port_of(s, kCard).link->max_width.reset();
     }},
    {"slow under load is a fault", "pcie-healthy-x16", "pcie.gpu-speed", kCard, "slow", State::fail,
     [](Snapshot& s, Expectations&) {
         at(s, kCard).link->speed_gts = 2.5;
         port_of(s, kCard).link->speed_gts = 2.5;
         copy_at(s, kCard, 10, 8);
     }},
    {"capped under load names the setting", "pcie-gen3-setting", "pcie.gpu-speed", kCard, "capped",
     State::fail, [](Snapshot& s, Expectations&) { copy_at(s, kCard, 12, 8); }},
    {"full speed under load is fine, however it idles", "pcie-idle-nvidia", "pcie.gpu-speed", kCard,
     "full", State::pass, [](Snapshot& s, Expectations&) { copy_at(s, kCard, 26, 16); }},
    {"copies near the table are good", "pcie-healthy-x16", "pcie.bandwidth", kCard, "good",
     State::pass, [](Snapshot& s, Expectations&) { copy_at(s, kCard, 27, 16); }},
    {"copies a little below are a note", "pcie-healthy-x16", "pcie.bandwidth", kCard, "fair",
     State::fail, [](Snapshot& s, Expectations&) { copy_at(s, kCard, 23.5, 16); }},
    {"copies far below fail", "pcie-healthy-x16", "pcie.bandwidth", kCard, "low", State::fail,
     [](Snapshot& s, Expectations&) { copy_at(s, kCard, 12, 16); }},
    {"the chipset explains slow copies", "pcie-chipset-third-card", "pcie.bandwidth",
     "0000:05:00.0", "low-behind", State::fail,
     [](Snapshot& s, Expectations&) { copy_at(s, "0000:05:00.0", 5, 16); }},
    {"a copy without a link says nothing", "pcie-healthy-x16", "pcie.bandwidth", kCard, "no-link",
     State::unknown,
     [](Snapshot& s, Expectations&) {
         copy_at(s, kCard, 20, 16);
         s.pcie.copies.front().speed_gts = 0;
     }},
    {"zero errors are fine but prove little", "pcie-aer", "pcie.aer", "pcie", "none", State::pass,
     [](Snapshot& s, Expectations&) { count_errors(s, {}, 3600); }},
    {"unsupported requests at boot are noise", "pcie-aer", "pcie.aer", "pcie", "none", State::pass,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {}, .nonfatal = {{"UnsupReq", 5}}, .fatal = {}}, 3600);
     }},
    {"a few corrected errors are fine", "pcie-aer", "pcie.aer", kCard, "few", State::pass,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {{"BadTLP", 20}}, .nonfatal = {}, .fatal = {}}, 36000);
     }},
    {"a burst at boot is no rate", "pcie-aer", "pcie.aer", kCard, "few", State::pass,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {{"RxErr", 40}}, .nonfatal = {}, .fatal = {}}, 60);
     }},
    {"many a minute fail", "pcie-aer", "pcie.aer", kCard, "many", State::fail,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {{"BadTLP", 90000}}, .nonfatal = {}, .fatal = {}}, 3600);
     }},
    {"without an uptime there is no rate", "pcie-aer", "pcie.aer", kCard, "no-uptime",
     State::unknown,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {{"BadTLP", 90000}}, .nonfatal = {}, .fatal = {}}, 0);
     }},
    {"a fatal error since boot fails", "pcie-aer", "pcie.aer", kCard, "fatal", State::fail,
     [](Snapshot& s, Expectations&) {
         count_errors(s, {.correctable = {}, .nonfatal = {}, .fatal = {{"DLP", 1}}}, 3600);
     }},
    {"errors that rose since the earlier snapshot are critical", "pcie-aer", "pcie.aer", kCard,
     "rising", State::fail,
     [](Snapshot& s, Expectations& e) {
         s.boot_id = "one";
         count_errors(s, {}, 1800);
         take_baseline(s, e);
         count_errors(s, {.correctable = {}, .nonfatal = {{"CmpltTO", 2}}, .fatal = {}}, 3600);
     }},
    {"a card of the earlier snapshot that is missing is critical", "pcie-healthy-x16",
     "pcie.device-gone", kCard, "missing", State::fail,
     [](Snapshot& s, Expectations& e) {
         take_baseline(s, e);
         std::erase_if(s.pcie.functions, [](PcieFunction const& function) {
             return function.address.starts_with("0000:01:00");
         });
     }},
    {"the same link is no regression", "pcie-healthy-x16", "pcie.regression", kCard, "same",
     State::pass, [](Snapshot& s, Expectations& e) { take_baseline(s, e); }},
    {"a narrower link than before is one", "pcie-healthy-x16", "pcie.regression", kCard, "narrower",
     State::fail,
     [](Snapshot& s, Expectations& e) {
         take_baseline(s, e);
         set_width(s, kCard, 8);
     }},
    {"a port that lost a generation is one", "pcie-healthy-x16", "pcie.regression", kCard, "slower",
     State::fail,
     [](Snapshot& s, Expectations& e) {
         take_baseline(s, e);
         port_of(s, kCard).link->max_speed_gts = 8;
     }},
    {"an unread link is not compared", "pcie-healthy-x16", "pcie.regression", kCard, "no-link",
     State::unknown,
     [](Snapshot& s, Expectations& e) {
         take_baseline(s, e);
         at(s, kCard).link->width.reset();
         port_of(s, kCard).link->width.reset();
     }},
    {"a card in another slot is asked about, not accused", "pcie-idle-nvidia", "pcie.regression",
     "pcie", "moved", State::not_applicable,
     [](Snapshot& s, Expectations& e) {
         take_baseline(s, e);
         for (auto& function : e.baseline->pcie.functions) {
             if (function.address.starts_with("0000:01:00")) function.device = Hex<4>{1};
         }
     }},
    {"a drive that sleeps is left asleep", "pcie-nvme-x2", "pcie.nvme-link", kDrive, "asleep",
     State::unknown,
     [](Snapshot& s, Expectations&) { at(s, kDrive).runtime_status = "suspended"; }},
    {"a drive faster than its socket is fine", "pcie-nvme-x2", "pcie.nvme-link", kDrive,
     "board-limited", State::pass,
     [](Snapshot& s, Expectations&) {
         set_width(s, kDrive, 4);
         at(s, kDrive).link->max_speed_gts = 32;
     }},
    {"a slow drive may be idle", "pcie-nvme-x2", "pcie.nvme-link", kDrive, "slow-idle",
     State::unknown,
     [](Snapshot& s, Expectations&) {
         set_width(s, kDrive, 4);
         at(s, kDrive).link->speed_gts = 2.5;
         port_of(s, kDrive).link->speed_gts = 2.5;
     }},
    {"a drive in an external box is not judged", "pcie-nvme-x2", "pcie.nvme-link", kDrive,
     "external", State::not_applicable,
     [](Snapshot& s, Expectations&) { at(s, kDrive).removable = "removable"; }},
    {"a drive without a width is unknown", "pcie-nvme-x2", "pcie.nvme-link", kDrive, "no-link",
     State::unknown,
     [](Snapshot& s, Expectations&) {
         at(s, kDrive).link->width.reset();
         port_of(s, kDrive).link->width.reset();
     }},
    {"a window between 256 MiB and all of the memory is fine", "pcie-healthy-x16",
     "pcie.resizable-bar", kCard, "partial", State::pass,
     [](Snapshot& s, Expectations&) {
         for (auto& bar : at(s, kCard).bars) {
             if (bar.size_bytes > (std::uint64_t{1} << 30U))
                 bar.size_bytes = std::uint64_t{1} << 32U;
         }
     }},
};

Verdict verdict_of(Case const& test_case) {
    test::Tree const tree(test_case.machine + ".tree");
    auto snapshot = read_snapshot(tree.machine());
    Expectations expectations;
    test_case.change(snapshot, expectations);
    for (auto const& verdict : pcie_rules(snapshot, expectations)) {
        bool const subject = test_case.subject.empty() || verdict.subject == test_case.subject;
        if (verdict.id == test_case.id && subject) return verdict;
    }
    return {};
}

TEST_CASE("one changed fact changes the verdict as it should", "[pcie-rules]") {
    for (auto const& test_case : kCases) {
        INFO(test_case.what);
        auto const verdict = verdict_of(test_case);
        CHECK(verdict.words == test_case.words);
        CHECK(verdict.state == test_case.state);
    }
}

TEST_CASE("every wording on PCIe is said of some machine", "[pcie-rules]") {
    std::set<std::pair<std::string, std::string>> said;
    for (auto const& test_case : kCases) {
        auto const verdict = verdict_of(test_case);
        said.emplace(verdict.id, verdict.words);
    }
    for (auto const& name : test::machine_names()) {
        for (auto const& verdict : all_rules(read_snapshot(test::Tree(name).machine()), {})) {
            said.emplace(verdict.id, verdict.words);
        }
    }
    for (auto const& words : all_words()) {
        if (!words.id.starts_with("pcie.")) continue;
        for (auto const& [key, wording] : words.wordings) {
            INFO(words.id << ": " << key);
            CHECK(said.contains({words.id, key}));
        }
    }
}

}  // namespace
}  // namespace rigcheck
