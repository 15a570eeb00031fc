// pcie.nvme-link: drives lose less than cards, so two of four lanes is only worth a note.
#include "checklists/rules/pcie_subject.hpp"

namespace rigcheck {
namespace {

void judge_speed(Verdict& verdict, SlotLink const& link) {
    auto const possible = link.possible_speed_gts();
    if (!link.speed_gts || !possible) {
        verdict.words = "no-link";
    } else if (*link.speed_gts < *possible) {
        verdict.words = "slow-idle";
        verdict.needs = "load";
    } else {
        verdict.state = State::pass;
        bool const board = *link.port_max_speed_gts < *link.edge_max_speed_gts;
        verdict.words = board ? "board-limited" : "full";
    }
}

Verdict judge(PcieFunction const& drive, SlotLink const& link) {
    auto verdict = link_verdict("nvme-link", link, drive, State::unknown, "no-link");
    if (is_asleep(drive)) {
        verdict.words = "asleep";
        return verdict;
    }
    if (!link.width || !link.edge_max_width || *link.width == kGoneWidth) return verdict;
    if (is_tunnel(*link.port) || drive.removable == "removable") {
        verdict.state = State::not_applicable;
        verdict.words = "external";
    } else if (*link.width >= *link.edge_max_width) {
        judge_speed(verdict, link);
    } else if (link.port_max_width) {
        bool const port = *link.width >= *link.port_max_width;
        bool const one = *link.width == 1;
        make_fail(verdict, port ? "port-limited" : "reseat",
                  one ? Severity::warning : Severity::notice, port ? 0.9 : 0.85);
    }
    return verdict;
}

}  // namespace

Verdicts nvme_link_rules(Snapshot const& snapshot, Expectations const&) {
    Verdicts verdicts;
    for (auto const* drive : functions_of_class(snapshot.pcie, 0x0108)) {
        auto const link = slot_link(snapshot.pcie, *drive);
        if (link && !is_integrated(snapshot.pcie, *drive)) verdicts.push_back(judge(*drive, *link));
    }
    if (verdicts.empty())
        verdicts.push_back(pcie_verdict("nvme-link", "pcie", State::not_applicable, "no-drive"));
    return verdicts;
}

}  // namespace rigcheck
