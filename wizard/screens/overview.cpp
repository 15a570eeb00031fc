#include "wizard/screens/overview.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checklists/rules/pcie_subject.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

std::string counted(char const* one, char const* many, int count) {
    return fill_in(translate_plural(one, many, count), count);
}

std::string place_of(Attachment attachment) {
    switch (attachment) {
        case Attachment::cpu:
            return _("processor");
        case Attachment::chipset:
            return _("chipset");
        case Attachment::switched:
            return _("switch");
        case Attachment::external:
            return _("external");
        case Attachment::vmd:
            return "VMD";
        case Attachment::integrated:
        case Attachment::unknown:
            break;
    }
    return {};
}

Mark worst_about(Findings const& findings, std::vector<std::string> const& subjects) {
    return worst_of(findings, [&](Finding const& finding) {
        return std::find(subjects.begin(), subjects.end(), finding.subject) != subjects.end();
    });
}

// "GeForce RTX 3090" of "GA102 [GeForce RTX 3090]", as people call it.
std::string everyday_name(std::string const& name) {
    auto const open = name.find('[');
    auto const close = name.rfind(']');
    bool const bracketed =
        open != std::string::npos && close != std::string::npos && close > open + 1;
    return bracketed ? name.substr(open + 1, close - open - 1) : name;
}

BoardCard card_of(Snapshot const& snapshot, Findings const& findings,
                  PcieFunction const& function) {
    // What is said of a drive is said by its name.
    std::vector<std::string> subjects{function.address};
    for (auto const& drive : snapshot.storage.drives) {
        if (drive.pci_address == function.address) subjects.push_back(drive.name);
    }
    BoardCard card{.address = function.address,
                   .name = everyday_name(name_of(function)),
                   .place = place_of(attachment(snapshot, function)),
                   .link = {},
                   .mark = worst_about(findings, subjects)};
    card.behind_chipset = attachment(snapshot, function) == Attachment::chipset;
    auto const link = slot_link(snapshot.pcie, function);
    if (!link || !link->width || *link->width == kGoneWidth) return card;
    card.lanes = *link->width;
    card.possible_lanes = link->edge_max_width.value_or(*link->width);
    card.link = card.lanes == card.possible_lanes
                    ? fmt::format("x{}", card.lanes)
                    : fill_in(_("x{} of x{}"), card.lanes, card.possible_lanes);
    return card;
}

std::vector<BoardCard> cards_of(Snapshot const& snapshot, Findings const& findings) {
    constexpr std::uint32_t kNvme = 0x0108;
    constexpr std::size_t kMostCards = 100;
    std::vector<BoardCard> cards;
    for (auto const& slot : gpu_slots(snapshot)) {
        if (cards.size() >= kMostCards) break;
        cards.push_back(card_of(snapshot, findings, *slot.gpu));
        cards.back().graphics = true;
    }
    for (auto const* controller : functions_of_class(snapshot.pcie, kNvme)) {
        if (cards.size() >= kMostCards) break;
        cards.push_back(card_of(snapshot, findings, *controller));
    }
    return cards;
}

}  // namespace

Summary summarise(Findings const& findings) {
    Summary summary;
    for (auto const& finding : findings) {
        if (finding.state == State::pass) ++summary.pass;
        if (finding.state == State::unknown) ++summary.unknown;
        if (finding.state != State::fail) continue;
        if (finding.severity == Severity::critical) ++summary.critical;
        if (finding.severity == Severity::warning) ++summary.warning;
        if (finding.severity == Severity::notice) ++summary.notice;
    }
    return summary;
}

std::string verdict_sentence(Summary const& summary) {
    std::string line;
    if (summary.critical + summary.warning > 0) {
        std::vector<std::string> parts;
        if (summary.critical > 0) {
            parts.push_back(
                counted("{} critical problem", "{} critical problems", summary.critical));
        }
        if (summary.warning > 0)
            parts.push_back(counted("{} warning", "{} warnings", summary.warning));
        if (summary.notice > 0) parts.push_back(counted("{} notice", "{} notices", summary.notice));
        for (auto const& part : parts) line += (line.empty() ? "" : ", ") + part;
        line = fill_in(_("Found: {}."), line);
    } else if (summary.notice > 0) {
        line = _("Nothing is wrong. ") +
               counted("{} thing could be better.", "{} things could be better.", summary.notice);
    } else if (summary.pass > 0) {
        line = _("Nothing wrong was found.");
    } else {
        line = _("Nothing could be judged on this machine. That is not a fault: see below why.");
    }
    if (summary.pass > 0) {
        line += ' ' + counted("{} check is fine.", "{} checks are fine.", summary.pass);
    }
    if (summary.unknown > 0) {
        line += ' ' + counted("{} check could not be made.", "{} checks could not be made.",
                              summary.unknown);
    }
    return line;
}

std::string machine_line(Snapshot const& snapshot) {
    std::vector<std::string> parts;
    auto const& platform = snapshot.platform;
    if (platform.virtualization) {
        parts.push_back(fill_in(_("virtual machine ({})"), *platform.virtualization));
    }
    if (platform.board) {
        parts.push_back(*platform.board);
    } else if (platform.product) {
        parts.push_back(*platform.product);
    }
    if (platform.cpu.model) parts.push_back(*platform.cpu.model);
    std::int64_t installed = 0;
    for (auto const& module : snapshot.memory.modules) installed += module.size_mib.value_or(0);
    auto const mib = installed > 0 ? installed : snapshot.memory.kernel_mib.value_or(0);
    if (mib > 0) parts.push_back(fill_in(_("{} GB RAM"), (mib + 512) / 1024));
    std::string line;
    for (auto const& part : parts) line += (line.empty() ? "" : ", ") + part;
    return line;
}

Mark mark_of(Finding const& finding) {
    switch (finding.state) {
        case State::pass:
        case State::accepted:
            return Mark::fine;
        case State::unknown:
            return Mark::unknown;
        case State::not_applicable:
            return Mark::none;
        case State::fail:
            break;
    }
    switch (finding.severity.value_or(Severity::notice)) {
        case Severity::critical:
            return Mark::critical;
        case Severity::warning:
            return Mark::warning;
        case Severity::notice:
            break;
    }
    return Mark::notice;
}

Mark worst_of(Findings const& findings, std::function<bool(Finding const&)> const& about) {
    Mark worst = Mark::none;
    bool any_fine = false;
    for (auto const& finding : findings) {
        if (!about(finding)) continue;
        worst = std::max(worst, mark_of(finding));
        any_fine = any_fine || mark_of(finding) == Mark::fine;
    }
    return worst == Mark::unknown && any_fine ? Mark::fine : worst;
}

std::string mark_word(Mark mark) {
    switch (mark) {
        case Mark::fine:
            return _("fine");
        case Mark::unknown:
            return _("unknown");
        case Mark::notice:
            return _("notice");
        case Mark::warning:
            return _("warning");
        case Mark::critical:
            return _("critical");
        case Mark::none:
            break;
    }
    return _("not judged");
}

std::vector<Finding const*> faults_of(Findings const& findings) {
    std::vector<Finding const*> faults;
    for (auto const& finding : findings) {
        if (finding.state == State::fail) faults.push_back(&finding);
    }
    std::stable_sort(faults.begin(), faults.end(),
                     [](Finding const* a, Finding const* b) { return mark_of(*a) > mark_of(*b); });
    return faults;
}

OverviewScreen overview_screen(Snapshot const& snapshot, Findings const& findings) {
    constexpr std::size_t kFirst = 3;
    OverviewScreen screen;
    screen.machine = machine_line(snapshot);
    screen.processor = snapshot.platform.cpu.model.value_or("");
    screen.summary = summarise(findings);
    screen.verdict = verdict_sentence(screen.summary);
    for (auto const* fault : faults_of(findings)) {
        screen.worst = std::max(screen.worst, mark_of(*fault));
        if (screen.first.size() < kFirst) screen.first.push_back(*fault);
    }
    if (screen.worst == Mark::none && screen.summary.pass > 0) screen.worst = Mark::fine;
    screen.dimms = memory_screen(snapshot).slots;
    screen.moves = slot_moves(snapshot, findings);
    name_moves(screen.dimms, screen.moves);
    screen.memory = worst_of(
        findings, [](Finding const& finding) { return finding.id.starts_with("memory."); });
    screen.cards = cards_of(snapshot, findings);
    return screen;
}

}  // namespace rigcheck
