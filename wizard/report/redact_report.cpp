#include "wizard/report/redact_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <iterator>

#include "probe/facts/texts.hpp"
#include "probe/machine/redact.hpp"
#include "probe/platform/host_name.hpp"
#include "probe/platform/people.hpp"
#include "wizard/report/redact_homes.hpp"
#include "wizard/report/redact_serials.hpp"

namespace rigcheck {
namespace {

// Words of the trade: a driver may be called like a person, and rules look at it. A fact that is
// not in this list loses the names.
constexpr std::array kOfTheTrade{"adapter",
                                 "address",
                                 "arch",
                                 "area",
                                 "at",
                                 "bank_locator",
                                 "bios_date",
                                 "bios_version",
                                 "board",
                                 "board_vendor",
                                 "chassis",
                                 "claimed_gpus",
                                 "controller",
                                 "cuda",
                                 "designation",
                                 "device_name",
                                 "drive",
                                 "driver",
                                 "drives",
                                 "edac_mode",
                                 "error",
                                 "error_correction",
                                 "firmware_missing",
                                 "first_at",
                                 "form_factor",
                                 "framebuffers",
                                 "fs_type",
                                 "holders",
                                 "id",
                                 "kernel",
                                 "key_type",
                                 "kind",
                                 "label",
                                 "last_at",
                                 "last_sign_at",
                                 "library_versions",
                                 "location",
                                 "locator",
                                 "lockdown",
                                 "manufacturer",
                                 "memory_type",
                                 "modalias",
                                 "model",
                                 "module",
                                 "module_version",
                                 "modules_loaded",
                                 "modules_missing",
                                 "name",
                                 "next_boot_at",
                                 "nvml_error",
                                 "objects",
                                 "package",
                                 "panic",
                                 "parent",
                                 "part_number",
                                 "password_scheme",
                                 "pci_address",
                                 "performance_state",
                                 "physical_function",
                                 "power_state",
                                 "prefix",
                                 "pretty_name",
                                 "product",
                                 "release",
                                 "removable",
                                 "root_bus",
                                 "runtime_status",
                                 "schema",
                                 "section",
                                 "severity",
                                 "signature",
                                 "signature_hash",
                                 "slot",
                                 "state",
                                 "taken_at",
                                 "throttle",
                                 "transport",
                                 "type",
                                 "unit",
                                 "upgrade",
                                 "usb_driver",
                                 "use",
                                 "vendor",
                                 "vendor_name",
                                 "version",
                                 "version_id",
                                 "virtual"};

bool is_of_the_trade(std::string_view field) {
    return std::binary_search(kOfTheTrade.begin(), kOfTheTrade.end(), field);
}

// A GUID that says what a partition holds, the same on every machine.
bool is_known_everywhere(std::string_view field) {
    return field == "partition_type";
}

using Names = std::vector<std::string>;

bool has_word(std::string_view text, std::string_view word) {
    auto const in_word = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if ((at == 0 || !in_word(at - 1)) && !in_word(at + word.size())) return true;
    }
    return false;
}

// Names that do not stand in the text as words.
Names not_in(std::string const& text, Names names) {
    std::erase_if(names, [&](auto const& name) { return has_word(text, name); });
    return names;
}

constexpr std::size_t kShortest = 3;

// A name that a part of the machine bears as well cannot be told from it, and tells no more.
Names telling(Names names, Snapshot const& snapshot) {
    std::erase_if(names, [](std::string const& name) { return name.size() < kShortest; });
    std::stable_sort(names.begin(), names.end(),
                     [](auto const& a, auto const& b) { return a.size() > b.size(); });
    std::string trade;
    each_text(snapshot, [&](std::string const& text, std::string_view field) {
        if (is_of_the_trade(field)) trade += text + '\n';
    });
    return not_in(trade, std::move(names));
}

// All that we say by ourselves: "will" and "mark" may be people, and are words of it.
std::string our_words() {
    std::string text;
    for (auto const& words : all_words()) {
        text += words.retest + '\n';
        for (auto const& [name, wording] : words.wordings) {
            text += wording.title + '\n' + wording.meaning.value_or("") + '\n' +
                    wording.reason.value_or("") + '\n' + wording.retest.value_or("") + '\n';
            for (auto const& action : wording.actions) text += action + '\n';
        }
    }
    return text;
}

// The device mapper writes a hyphen in a name twice: "fedora_my--pc-root".
Names with_doubled_hyphens(Names names) {
    Names doubled;
    for (auto const& name : names) {
        std::string twice;
        for (char const c : name) twice += c == '-' ? "--" : std::string(1, c);
        if (twice != name) doubled.push_back(std::move(twice));
    }
    names.insert(names.end(), doubled.begin(), doubled.end());
    return names;
}

// Names of volumes are put together of others: "fedora_aurora--pc-root".
void redact_volumes(std::string& text, Names const& names) {
    if (text.find("/dev/mapper/") == std::string::npos) return;
    auto const letter = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
    };
    for (auto const& name : names) {
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            bool const whole = !letter(at - 1) && !letter(at + name.size());
            if (whole) text.replace(at, name.size(), "redacted");
        }
    }
}

// Names of one or two letters stand in too many words, but not as a folder.
void redact_folders(std::string& text, Names const& names) {
    for (auto const& name : names) {
        auto const folder = '/' + name;
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at + 1)) {
            auto const end = at + folder.size();
            if (end == text.size() || text[end] == '/')
                text.replace(at, folder.size(), "/redacted");
        }
    }
}

// The id of a run without dashes, as systemd writes it (sd-id128(3)); the kernel writes dashes.
// Empty for anything else.
std::string run_id(std::string text) {
    constexpr std::size_t kDigits = 32;
    std::erase(text, '-');
    bool const digits = std::all_of(text.begin(), text.end(),
                                    [](unsigned char c) { return std::isxdigit(c) != 0; });
    return digits && text.size() == kDigits ? text : std::string();
}

class Redactor {
public:
    Redactor(Names const& names, Snapshot const& snapshot)
        : names_(with_doubled_hyphens(telling(names, snapshot))) {
        std::copy_if(names.begin(), names.end(), std::back_inserter(short_),
                     [](auto const& name) { return !name.empty() && name.size() < kShortest; });
    }

    void facts(Snapshot& snapshot) {
        snapshot.boot_id.reset();
        each_text(snapshot, [&](std::string& text, std::string_view field) {
            if (is_known_everywhere(field)) return;
            if (auto const run = field == "boot_id" ? run_id(text) : std::string(); !run.empty()) {
                text = number_of_run(run);
                return;
            }
            clean(text, is_of_the_trade(field) ? Names{} : names_);
        });
    }

    void findings(Findings& findings) {
        auto const rare = not_in(our_words(), names_);
        for (auto& finding : findings) {
            for (auto* text : {&finding.title, &finding.meaning, &finding.retest, &finding.reason})
                clean(*text, rare);
            for (auto& action : finding.actions) clean(action, rare);
            clean(finding.subject, names_);
            for (auto& item : finding.evidence) {
                clean(item.source, names_);
                clean(item.value, names_);
            }
        }
    }

private:
    // Homes first: there two people are told apart.
    void clean(std::string& text, Names const& names) {
        text = redact_text(redact_serials(redact_homes(text, people_)), names);
        redact_volumes(text, names);
        redact_folders(text, short_);
    }

    // What happened in one run must stay together, so runs are numbered in the order in which they
    // are met: a second time that changes nothing.
    std::string number_of_run(std::string const& id) {
        auto at = std::find(runs_.begin(), runs_.end(), id);
        if (at == runs_.end()) at = runs_.insert(at, id);
        return fmt::format("{:032}", at - runs_.begin() + 1);
    }

    Names names_, short_;
    Names runs_;    // ids of them, as they stood
    Names people_;  // in the order in which their homes were met
};

void add_variable(Names& names, char const* variable) {
    char const* const value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
    if (value != nullptr) names.emplace_back(value);
}

}  // namespace

Snapshot redacted(Snapshot const& snapshot, Names const& names) {
    auto out = snapshot;
    Redactor(names, snapshot).facts(out);
    return out;
}

Report redacted(Report const& report, Names const& names) {
    auto out = report;
    Redactor redactor(names, report.snapshot);
    redactor.facts(out.snapshot);
    redactor.findings(out.findings);
    return out;
}

Names names_of(Machine const& machine) {
    auto names = host_names(machine);
    auto const persons = people(machine);
    names.insert(names.end(), persons.begin(), persons.end());
    return names;
}

Names names_of_this_machine() {
    auto names = names_of(Machine::live());
    // Whoever is not in /etc/passwd comes from a directory service, which is not asked.
    for (char const* const variable : {"USER", "LOGNAME", "SUDO_USER"})
        add_variable(names, variable);
    std::erase(names, "root");
    return names;
}

}  // namespace rigcheck
