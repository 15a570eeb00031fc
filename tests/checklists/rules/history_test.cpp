// The family history on captured machines, read by the real probe.
#include <catch2/catch.hpp>

#include "tests/support/verdict_table.hpp"

namespace rigcheck {
namespace {

constexpr char const* kOnce = "history.unclean-end history notice once";

// The first group ends without a fault, whatever it looks like. The second group are faults.
std::vector<test::ExpectedVerdicts> const kMachines{
    {"end-fine-reboot", {}, {"history.unclean-end orderly", "history.gpu-lost none"}},
    {"end-fine-update", {}, {"history.unclean-end orderly"}},
    {"end-fine-sleep", {}, {"history.unclean-end orderly"}},
    {"end-fine-first", {}, {"history.unclean-end first", "history.watchdog first"}},
    {"end-fine-long-ago", {}, {"history.unclean-end orderly"}},
    {"end-fine-lost-tail", {}, {"history.unclean-end orderly"}},
    {"end-fine-asleep", {}, {"history.unclean-end asleep"}},
    {"end-fine-battery", {}, {"history.unclean-end battery"}},
    {"end-fine-guest", {}, {"history.unclean-end virtual"}},
    {"end-fine-wsl", {}, {"history.unclean-end virtual"}},
    {"end-fine-container", {}, {"history.unclean-end not-known", "history.gpu-lost not-kept"}},
    {"end-fine-live-usb", {}, {"history.unclean-end not-known"}},
    {"end-01-orderly", {}, {"history.unclean-end orderly"}},
    {"end-02-power-key", {}, {"history.unclean-end orderly"}},
    {"end-18-before-system", {}, {}},
    {"end-odd-shutdown-and-panic",
     {"history.kernel-panic history warning panic"},
     {"history.unclean-end orderly"}},

    {"end-03-heat-alarm", {"history.thermal-shutdown history critical kernel"}, {}},
    {"end-04-button-held", {kOnce}, {}},
    {"end-04-reset-line", {kOnce}, {}},
    {"end-05-heat-line", {kOnce, "history.thermal-shutdown history critical hardware"}, {}},
    {"end-05-processor-limit", {kOnce}, {"history.thermal-shutdown perhaps"}},
    {"end-18-boot-timer", {kOnce}, {}},
    {"end-05-hot", {kOnce}, {"history.thermal-shutdown perhaps"}},
    {"end-06-supply", {kOnce}, {"history.thermal-shutdown none"}},
    {"end-06-supply-twice", {kOnce}, {}},
    {"end-07-supply-restarts", {kOnce}, {}},
    {"end-08-mains", {kOnce}, {}},
    {"end-09-nothing", {kOnce}, {"history.machine-check none", "history.watchdog none"}},
    {"end-10-panic", {kOnce, "history.kernel-panic history warning panic"}, {}},
    {"end-10-panic-machine-check",
     {kOnce, "history.kernel-panic history critical hardware",
      "history.machine-check history critical uncorrected"},
     {}},
    {"end-10-panic-drive", {kOnce, "history.kernel-panic history warning storage"}, {}},
    {"end-10-panic-driver", {kOnce, "history.kernel-panic history warning driver"}, {}},
    {"end-10-panics-differ", {kOnce, "history.kernel-panic history warning differ"}, {}},
    {"end-11-sync-flood", {kOnce, "history.machine-check history critical uncorrected"}, {}},
    {"end-11-firmware-record", {kOnce, "history.machine-check history critical uncorrected"}, {}},
    {"end-12-triple-fault", {kOnce}, {}},
    {"end-13-watchdog", {kOnce, "history.watchdog history warning reset"}, {}},
    {"end-13-watchdog-status", {kOnce, "history.watchdog history warning reset"}, {}},
    {"end-14-card-lost", {kOnce, "history.gpu-lost history critical xid-lost"}, {}},
    {"end-14-card-lost-recorded", {kOnce, "history.gpu-lost history critical xid-lost"}, {}},
    {"end-14-card-and-machine", {kOnce, "history.gpu-lost history critical xid-lost"}, {}},
    {"end-14-card-hung", {kOnce, "history.gpu-lost history notice hung"}, {}},
    {"end-14-card-cable", {kOnce, "history.gpu-lost history critical xid-cable"}, {}},
    {"end-15-system-drive", {kOnce}, {}},
    {"end-16-memory-full", {kOnce, "history.out-of-memory history notice killed"}, {}},
    {"end-17-idle", {kOnce}, {}},
    {"end-19-memory-module", {kOnce, "history.machine-check history critical uncorrected"}, {}},
    {"end-20-regulators", {kOnce, "history.thermal-shutdown history critical hardware"}, {}},
    {"end-odd-old-reason", {kOnce}, {"history.machine-check none"}},
    {"end-odd-limit-and-flood",
     {kOnce, "history.machine-check history critical uncorrected"},
     {"history.thermal-shutdown none"}},
    {"end-odd-all-ones", {kOnce}, {"history.thermal-shutdown none", "history.machine-check none"}},
    {"end-odd-watchdog-stayed-off", {kOnce, "history.watchdog history warning reset"}, {}},
};

// Wordings that tests/checklists/rules/history_facts_test.cpp reaches on facts made by hand.
std::set<std::string> const kElsewhere{"history.unclean-end often",
                                       "history.thermal-shutdown odd-zone",
                                       "history.machine-check corrected",
                                       "history.machine-check old-record",
                                       "history.gpu-lost programs",
                                       "history.gpu-lost external",
                                       "history.gpu-lost lost",
                                       "history.gpu-lost hung-often",
                                       "history.gpu-lost xid-memory",
                                       "history.gpu-lost xid-stopped",
                                       "history.gpu-lost xid-firmware",
                                       "history.gpu-lost xid-link",
                                       "history.gpu-lost xid-start",
                                       "history.gpu-lost xid-bridge",
                                       "history.gpu-lost xid-watch",
                                       "history.watchdog lockup",
                                       "history.pcie-errors fatal",
                                       "history.pcie-errors nonfatal",
                                       "history.thermal-shutdown not-known",
                                       "history.machine-check not-known",
                                       "history.gpu-lost not-known",
                                       "history.kernel-panic not-known",
                                       "history.out-of-memory not-known",
                                       "history.pcie-errors not-known",
                                       "history.watchdog not-known",
                                       "history.gpu-lost first",
                                       "history.machine-check first",
                                       "history.out-of-memory first",
                                       "history.pcie-errors first"};

TEST_CASE("each captured end gets exactly the findings it deserves", "[history-rules]") {
    test::check_verdict_table(kMachines, "end-", &history_rules, kElsewhere);
}

}  // namespace
}  // namespace rigcheck
