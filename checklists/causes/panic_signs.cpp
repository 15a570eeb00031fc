#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"

// What the kernel said and saved while it died.
namespace rigcheck::causes {
namespace {

constexpr double kNearTheEnd = 600;           // s
constexpr double kRecent = 30.0 * 24 * 3600;  // s: what is older may have been mended since
constexpr std::size_t kDifferent = 3;         // the study's table, row 10

struct Panic {
    std::string text;
    std::string source;
    std::vector<std::string> lines;
};

bool is_in(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// "RIP: 0010:nv_do_thing+0x12/0x40 [nvidia]" -> "nv_do_thing"; the text of the panic where the
// record names no place.
std::string place_of(Panic const& panic) {
    constexpr std::string_view kRip = "RIP: 0010:";
    for (auto const& line : panic.lines) {
        auto const at = line.find(kRip);
        if (at == std::string::npos) continue;
        auto const place = line.substr(at + kRip.size());
        return place.substr(0, place.find('+'));
    }
    return panic.text;
}

// The module in whose code it happened: the last word of the same line, in brackets.
std::string module_of(Panic const& panic) {
    for (auto const& line : panic.lines) {
        if (!is_in(line, "RIP: 0010:") || line.back() != ']') continue;
        auto const open = line.rfind('[');
        auto const name = open == std::string::npos ? std::string()
                                                    : line.substr(open + 1, line.size() - open - 2);
        bool const is_name =
            !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
                return std::isalnum(c) != 0 || c == '_';
            });
        if (is_name) return name;
    }
    return {};
}

class PanicReader {
public:
    PanicReader(Snapshot const& snapshot, Signs& signs)
        : snapshot_(snapshot), history_(snapshot.history), signs_(signs) {}

    void read() {
        std::set<std::string> places;
        for (auto const& record : history_.pstore) {
            if (!record.panic) continue;
            Panic const panic{*record.panic, "pstore " + record.file, record.lines};
            if (is_recent(record)) places.insert(place_of(panic));
            if (is_of_last_run(record)) tell_panic(panic);
        }
        for (auto const& match : history_.log_matches) {
            if (match.signature == "kernel-panic" && is_near_end(history_, match, kNearTheEnd))
                tell_panic({match.line, "kernel log", lines_of_end()});
        }
        if (!places.empty())
            tell(signs_, "panics-differ", places.size() >= kDifferent,
                 {"pstore", joined({places.begin(), places.end()})});
        tell_none();
    }

private:
    std::vector<std::string> lines_of_end() const {
        auto const* const boot = previous_boot(history_);
        return boot == nullptr ? std::vector<std::string>() : boot->last_lines;
    }

    // Records stay for years, so only those between the two starts count.
    bool is_of_last_run(PstoreRecord const& record) const {
        auto const* const boot = previous_boot(history_);
        auto const* const box = black_box_of_end(history_);
        auto const at = seconds_of(record.at);
        if (!at || (boot == nullptr && box == nullptr) || !history_.previous_end) return false;
        auto const begin = seconds_of(boot != nullptr ? boot->first_at : box->first_at);
        // On a disk of another machine nothing ran since.
        auto const& next_at = history_.previous_end->next_boot_at;
        auto const next = next_at.empty() ? at : seconds_of(next_at);
        return begin && next && *at >= *begin && *at <= *next;
    }

    bool is_recent(PstoreRecord const& record) const {
        auto const at = seconds_of(record.at);
        auto const end = last_sign_of_life(history_);
        return at && end && *end - *at <= kRecent;
    }

    // Kernel: arch/x86/kernel/cpu/mce/core.c, init/do_mounts.c; kernel/exit.c with the signal that
    // ended init: 7 is a bus error, code that could no longer be read from the drive.
    void tell_panic(Panic const& panic) {
        constexpr std::array kHardware{"achine check", "hardware error", "Hardware Error"};
        constexpr std::array kDrive{"Unable to mount root", "exitcode=0x00000007"};
        auto const has = [&](auto const& words) {
            return std::any_of(words.begin(), words.end(),
                               [&](char const* word) { return is_in(panic.text, word); });
        };
        Evidence const by{panic.source, panic.text};
        auto const module = module_of(panic);
        tell(signs_, "clean", false, by);
        tell(signs_, "panic", true, by);
        tell(signs_, "panic-machine-check", has(kHardware), by);
        tell(signs_, "panic-storage", has(kDrive), by);
        tell(signs_, "panic-driver", !module.empty(),
             module.empty() ? by : Evidence{panic.source, module});
    }

    // Without the right to read them, records may be there all the same.
    void tell_none() {
        auto const* const boot = previous_boot(history_);
        bool const unread = std::any_of(
            snapshot_.gaps.begin(), snapshot_.gaps.end(),
            [](Gap const& gap) { return gap.area == "history" && is_in(gap.what, "pstore"); });
        if (!has_kernel_log(boot) || unread) return;
        for (auto const* const sign :
             {"panic", "panic-machine-check", "panic-storage", "panic-driver", "panics-differ"})
            tell(signs_, sign, false, {"pstore", "no record of the last run"});
    }

    Snapshot const& snapshot_;
    History const& history_;
    Signs& signs_;
};

}  // namespace

void read_panic_signs(Snapshot const& snapshot, Signs& signs) {
    PanicReader(snapshot, signs).read();
}

}  // namespace rigcheck::causes
