// pcie.aer: counters since boot. Zero proves little, for firmware may keep the errors to itself.
#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

struct LinkErrors {
    PcieFunction const* port = nullptr;
    PcieFunction const* device = nullptr;
    std::uint64_t correctable = 0, nonfatal = 0, fatal = 0;
    std::vector<Evidence> evidence;
};

// Links that train at boot may count a few; fewer than these are no rate.
constexpr std::uint64_t kBurst = 100;

bool is_noise(std::string_view key) {
    // Probing for absent devices at boot ends in Unsupported Request; advisory errors likewise.
    return key == "UnsupReq" || key == "Unsupported Request" || key == "NonFatalErr" ||
           key == "Advisory Non-Fatal";
}

std::uint64_t sum(std::map<std::string, std::uint64_t> const& counts) {
    std::uint64_t total = 0;
    for (auto const& [key, count] : counts) {
        if (!is_noise(key)) total += std::min(count, ~std::uint64_t{0} - total);
    }
    return total;
}

void add_counts(LinkErrors& errors, PcieFunction const& function) {
    auto const take = [&](std::uint64_t& total, auto const& counts, std::string_view file) {
        auto const count = sum(counts);
        total += std::min(count, ~std::uint64_t{0} - total);
        if (count > 0)
            errors.evidence.push_back(
                {fmt::format("/sys/bus/pci/devices/{}/{}", function.address, file),
                 std::to_string(count)});
    };
    take(errors.correctable, function.aer->correctable, "aer_dev_correctable");
    take(errors.nonfatal, function.aer->nonfatal, "aer_dev_nonfatal");
    take(errors.fatal, function.aer->fatal, "aer_dev_fatal");
}

// The counter rises at the end that saw the error, so both ends of a link are added up.
std::vector<LinkErrors> errors_by_link(Pcie const& pcie) {
    std::map<std::string, LinkErrors> links;
    for (auto const& function : pcie.functions) {
        bool const faces_down =
            function.role == PcieRole::root_port || function.role == PcieRole::downstream_port;
        auto const key = faces_down ? function.address : function.parent.value_or("");
        if (key.empty()) continue;
        auto& link = links[key];
        if (!faces_down && link.device == nullptr) link.device = &function;
        if (faces_down) link.port = &function;
        if (function.aer) add_counts(link, function);
    }
    std::vector<LinkErrors> found;
    for (auto& [address, errors] : links) {
        auto const* const device = errors.device != nullptr ? errors.device : errors.port;
        // Pulling a cable of an external box counts as an error and is none.
        if (device != nullptr && device->removable != "removable" && !is_tunnel(*device))
            found.push_back(std::move(errors));
    }
    return found;
}

std::string subject_of(LinkErrors const& errors) {
    return (errors.device != nullptr ? errors.device : errors.port)->address;
}

// What the same link had counted when the earlier snapshot of this boot was taken.
LinkErrors const* earlier(std::vector<LinkErrors> const& before, LinkErrors const& now) {
    auto const found = std::find_if(before.begin(), before.end(), [&](LinkErrors const& link) {
        return subject_of(link) == subject_of(now);
    });
    return found == before.end() ? nullptr : &*found;
}

void judge_link(LinkErrors const& errors, LinkErrors const* before, double uptime_s,
                Verdicts& verdicts) {
    auto const& device = errors.device != nullptr ? *errors.device : *errors.port;
    auto verdict = pcie_verdict("aer", device.address, State::pass, "few");
    double const minutes = std::max(uptime_s, 60.0) / 60;
    double const rate = static_cast<double>(errors.correctable) / minutes;
    verdict.evidence = errors.evidence;
    verdict.values = {{"device", name_of(device)},
                      {"correctable", std::to_string(errors.correctable)},
                      {"nonfatal", std::to_string(errors.nonfatal)},
                      {"fatal", std::to_string(errors.fatal)},
                      {"rate", fmt::format("{:.1f}", rate)}};
    bool const rising =
        before != nullptr && (errors.fatal > before->fatal || errors.nonfatal > before->nonfatal);
    if (rising) {
        make_fail(verdict, "rising", Severity::critical, 0.95);
    } else if (errors.fatal > 0) {
        make_fail(verdict, "fatal", Severity::warning, 0.85);
    } else if (errors.nonfatal > 0) {
        // Without an earlier count it may be one of the moment the machine woke up.
        make_fail(verdict, "nonfatal", Severity::notice, 0.85);
    } else if (rate > 10 && errors.correctable >= kBurst && uptime_s > 0) {
        make_fail(verdict, "many", Severity::warning, 0.9);
    } else if (errors.correctable == 0) {
        return;
    } else if (uptime_s <= 0) {
        verdict.state = State::unknown;
        verdict.words = "no-uptime";
    } else {
        verdict.confidence = 0.8;
    }
    verdicts.push_back(std::move(verdict));
}

}  // namespace

Verdicts aer_rules(Snapshot const& snapshot, Expectations const& expectations) {
    auto const& functions = snapshot.pcie.functions;
    if (std::none_of(functions.begin(), functions.end(),
                     [](PcieFunction const& function) { return function.aer.has_value(); }))
        return {pcie_verdict("aer", "pcie", State::unknown, "no-counters")};
    std::vector<LinkErrors> before;
    if (expectations.baseline && expectations.baseline->boot_id && snapshot.boot_id &&
        *expectations.baseline->boot_id == *snapshot.boot_id)
        before = errors_by_link(expectations.baseline->pcie);
    Verdicts verdicts;
    for (auto const& link : errors_by_link(snapshot.pcie))
        judge_link(link, earlier(before, link), snapshot.platform.uptime_s.value_or(0), verdicts);
    if (verdicts.empty()) {
        verdicts.push_back(pcie_verdict("aer", "pcie", State::pass, "none"));
        verdicts.back().confidence = 0.8;
    }
    return verdicts;
}

}  // namespace rigcheck
