#include "wizard/report/drawings.hpp"

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/screens/memory.hpp"
#include "wizard/screens/pcie.hpp"

namespace rigcheck {
namespace {

constexpr int kBoxWidth = 17;
constexpr std::size_t kBoxesPerRow = 4;
constexpr std::size_t kMostBoxes = 16;  // a server's 48 slots are no picture

// Boxes side by side: name, second name, content, channel.
std::string draw_row(std::vector<SlotBox> const& boxes, std::size_t from, std::size_t to) {
    std::string rule = "  +";
    std::string name = "  |";
    std::string bank = "  |";
    std::string content = "  |";
    std::string channel = "  |";
    bool banks = false;
    bool channels = false;
    for (auto i = from; i < to; ++i) {
        auto const& box = boxes[i];
        auto const cell = [](std::string const& text) {
            return " " + fit(text, kBoxWidth - 1) + "|";
        };
        rule += std::string(kBoxWidth, '-') + "+";
        name += cell(box.name);
        bank += cell(box.bank);
        content += cell(box.content.empty() ? _("(empty)") : box.content);
        channel += cell(box.channel.empty() ? "" : fill_in(_("channel {}"), box.channel));
        banks = banks || !box.bank.empty();
        channels = channels || !box.channel.empty();
    }
    return rule + '\n' + name + '\n' + (banks ? bank + '\n' : "") + content + '\n' +
           (channels ? channel + '\n' : "") + rule + '\n';
}

std::string draw_slots(Snapshot const& snapshot) {
    auto const screen = memory_screen(snapshot);
    if (screen.slots.empty() || screen.slots.size() > kMostBoxes) return {};
    auto out = "\n  " + _("RAM slots, by the names that the firmware gives them") + '\n';
    for (std::size_t from = 0; from < screen.slots.size(); from += kBoxesPerRow) {
        out += draw_row(screen.slots, from, std::min(from + kBoxesPerRow, screen.slots.size()));
    }
    return out;
}

std::string remark(PathStage const& stage) {
    if (stage.narrowest) return "  <-- " + _("the narrowest part");
    if (stage.internal) return "  (" + _("inside the card") + ")";
    if (stage.tunnel) return "  (" + _("tunnel, not judged") + ")";
    return {};
}

std::string draw_path(Snapshot const& snapshot, std::string const& address) {
    auto const screen = path_screen(snapshot, address);
    if (screen.stages.size() < 2) return {};
    auto out = "\n  " + _("The way from the processor to the device, as it is now") + '\n';
    out += "    " + _("processor") + '\n';
    for (auto const& stage : screen.stages) {
        if (!stage.link.empty()) {
            out += "     |\n     |  " + stage.link + remark(stage) + "\n     |\n";
        } else {
            out += "     |\n";
        }
        out += paragraph("    ", stage.name);
    }
    return out;
}

}  // namespace

std::string Drawings::for_finding(Report const& report, Finding const& finding) {
    bool const memory = finding.id.starts_with("memory.");
    bool const pcie = finding.id.starts_with("pcie.");
    if (!memory && !pcie) return {};
    if (!drawn_.insert(memory ? "memory" : finding.subject).second) return {};
    return memory ? draw_slots(report.snapshot) : draw_path(report.snapshot, finding.subject);
}

}  // namespace rigcheck
