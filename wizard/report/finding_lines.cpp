#include "wizard/report/finding_lines.hpp"

#include <algorithm>
#include <cmath>

#include "wizard/po/language.hpp"

namespace rigcheck {

std::string percent(double confidence) {
    return fmt::format("{} %", std::lround(confidence * 100));
}

// "0000:05:00.0, GeForce RTX 3090": an address alone tells a person nothing.
std::string subject_text(Snapshot const& snapshot, std::string const& subject) {
    for (auto const& function : snapshot.pcie.functions) {
        if (function.address != subject) continue;
        auto text = subject;
        if (function.slot) text += ", " + fill_in(_("slot {}"), *function.slot);
        if (function.device_name) text += ", " + *function.device_name;
        return text;
    }
    return subject;
}

std::vector<Finding const*> cards_of(Findings const& findings) {
    std::vector<Finding const*> cards;
    for (auto const& finding : findings) {
        if (finding.state == State::fail || finding.state == State::accepted) {
            cards.push_back(&finding);
        }
    }
    std::stable_sort(cards.begin(), cards.end(), [](Finding const* a, Finding const* b) {
        return std::pair(a->state == State::accepted, a->severity) <
               std::pair(b->state == State::accepted, b->severity);
    });
    return cards;
}

std::vector<FindingLine> finding_lines(Findings const& findings, State state) {
    std::vector<FindingLine> lines;
    for (auto const& finding : findings) {
        if (finding.state != state) continue;
        auto const same = std::find_if(lines.begin(), lines.end(), [&](FindingLine const& line) {
            return line.text == finding.title && line.reason == finding.reason &&
                   line.actions == finding.actions;
        });
        if (same != lines.end()) {
            same->findings.push_back(&finding);
        } else {
            lines.push_back({finding.title, finding.reason, finding.actions, {&finding}});
        }
    }
    for (auto& line : lines) {
        std::string subjects;
        for (auto const* finding : line.findings) {
            bool const device = finding->subject.find(':') != std::string::npos;
            if (device) subjects += (subjects.empty() ? "" : ", ") + finding->subject;
        }
        if (!subjects.empty()) line.text += " (" + subjects + ")";
    }
    return lines;
}

std::vector<std::pair<std::string, std::string>> not_applicable_lines(Findings const& findings) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (auto const& finding : findings) {
        if (finding.state != State::not_applicable) continue;
        auto const& reason = finding.reason.empty() ? finding.title : finding.reason;
        auto const same = std::find_if(lines.begin(), lines.end(),
                                       [&](auto const& line) { return line.first == reason; });
        if (same == lines.end()) {
            lines.emplace_back(reason, finding.id);
        } else if (!same->second.ends_with(finding.id)) {
            same->second += ", " + finding.id;
        }
    }
    return lines;
}

std::string reason_words(Missing reason) {
    switch (reason) {
        case Missing::absent:
            return {};
        case Missing::needs_root:
            return _("needs root");
        case Missing::needs_group:
            return _("needs a group you are not in");
        case Missing::malformed:
            return _("not readable as what it should be");
        case Missing::too_large:
            return _("too large to be true");
        case Missing::timed_out:
            return _("did not answer in time");
        case Missing::asleep:
            return _("asleep, and left asleep");
    }
    return {};
}

std::string gap_text(Gap const& gap) {
    auto const why = reason_words(gap.reason);
    return why.empty() ? translate(gap.what) : translate(gap.what) + ": " + why;
}

}  // namespace rigcheck
