#include <algorithm>
#include <map>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"
#include "checklists/knowledge/nvidia_xid.hpp"

// What the kernel said before the run ended.
namespace rigcheck::causes {
namespace {

constexpr double kNearTheEnd = 600;  // s: what is older did not end it
constexpr double kJustBefore = 120;  // s: what a driver can mend is forgotten sooner
constexpr double kLivedOn = 10;      // s after the graphics card was lost

std::string value_of(LogMatch const& match, std::string const& name) {
    auto const at = match.values.find(name);
    return at == match.values.end() ? std::string() : at->second;
}

std::string kind_of(LogMatch const& match) {
    if (match.signature != "nvidia-xid") return {};
    auto const* const code = find_xid(value_of(match, "xid"));
    return code == nullptr ? std::string() : code->kind;
}

// The card does not come back before the next start.
bool is_lost_card(LogMatch const& match) {
    return is_one_of(match.signature,
                     {"nvidia-off-bus", "amdgpu-off-bus", "amdgpu-reset-failed", "xe-wedged"}) ||
           kind_of(match) == "lost";
}

bool is_hung_card(LogMatch const& match) {
    return is_one_of(match.signature,
                     {"amdgpu-ring-timeout", "radeon-lockup", "intel-gpu-hang", "xe-hang"}) ||
           is_one_of(kind_of(match), {"stopped", "firmware", "link"});
}

bool is_heat(LogMatch const& match) {
    // kernel/reboot.c: the same protection serves regulators that fail.
    return match.signature == "thermal-shutdown" ||
           (match.signature == "protection-shutdown" &&
            value_of(match, "reason").starts_with("Temperature"));
}

bool holds_root(Storage const& storage, LogMatch const& match) {
    auto const root = std::find_if(storage.filesystems.begin(), storage.filesystems.end(),
                                   [](Filesystem const& f) { return f.mount == "/"; });
    if (root == storage.filesystems.end()) return false;
    auto const device = value_of(match, "device");
    if (!device.empty()) return root->device == "/dev/" + device;
    return std::any_of(storage.drives.begin(), storage.drives.end(), [&](Drive const& drive) {
        bool const below_root =
            std::find(root->drives.begin(), root->drives.end(), drive.name) != root->drives.end();
        auto const named = value_of(match, "drive");
        auto const port = value_of(match, "port");
        return below_root &&
               ((!named.empty() && (named == drive.name || named == drive.controller)) ||
                (!port.empty() && port == drive.controller));
    });
}

bool is_of_drive(LogMatch const& match) {
    return is_one_of(match.signature,
                     {"nvme-timeout", "nvme-down", "ata-error", "io-error", "read-only-remount"});
}

class LogReader {
public:
    LogReader(Snapshot const& snapshot, Signs& signs)
        : snapshot_(snapshot), history_(snapshot.history), signs_(signs) {}

    void read() {
        for (auto const& match : history_.log_matches) {
            if (is_near_end(history_, match, kNearTheEnd)) read_line(match);
            if (match.signature == "edac-corrected" && match.boot_id == id_of_end(history_))
                count_corrected(match);
        }
        tell_corrected();
        if (has_kernel_log(previous_boot(history_))) tell_none();
    }

private:
    void read_line(LogMatch const& match) {
        auto const& id = match.signature;
        Evidence const line{"kernel log", match.line};
        if (is_heat(match)) tell(signs_, "os-thermal", true, line);
        if (is_one_of(id, {"soft-lockup", "hard-lockup", "hung-task", "rcu-stall"}))
            tell(signs_, "hang", true, line);
        if (id == "oom-kill") tell(signs_, "memory-out", true, line);
        if (is_one_of(id, {"machine-check", "edac-uncorrected"}) && !is_of_start(match))
            tell(signs_, "machine-check", true, line);
        if (is_of_drive(match) && holds_root(snapshot_.storage, match))
            tell(signs_, "storage-lost", true, line);
        if (id == "nvidia-power-cable" || kind_of(match) == "cable")
            tell(signs_, "gpu-cable", true, line);
        if (is_lost_card(match)) read_card(match, "gpu-lost");
        if (is_hung_card(match) && is_near_end(history_, match, kJustBefore))
            read_card(match, "gpu-hung");
    }

    // The first line of a burst counts: what follows are its consequences.
    void read_card(LogMatch const& match, char const* sign) {
        Evidence const line{"kernel log", match.line};
        tell(signs_, sign, true, line);
        auto const at = seconds_of(match.at);
        auto const end = last_sign_of_life(history_);
        if (at && end) tell(signs_, "lived-on", *end - *at > kLivedOn, line);
    }

    void count_corrected(LogMatch const& match) {
        corrected_[value_of(match, "dimm")] += corrected_errors(match);
    }

    void tell_corrected() {
        constexpr long kMany = 3;
        bool const counted = !corrected_.empty() || !snapshot_.memory.edac.empty();
        bool const one = corrected_.size() == 1 && !corrected_.begin()->first.empty() &&
                         corrected_.begin()->second >= kMany;
        if (!counted || !has_kernel_log(previous_boot(history_))) return;
        tell(signs_, "corrected-memory", one,
             {"kernel log", one ? corrected_.begin()->first : "corrected errors"});
    }

    // Lines of the last seconds may be lost, so that this counts for little: the table never
    // requires it.
    void tell_none() {
        for (auto const* const sign : {"os-thermal", "hang", "memory-out", "storage-lost",
                                       "gpu-cable", "gpu-lost", "gpu-hung", "lived-on"})
            tell(signs_, sign, false, {"kernel log", "no such line at the end"});
    }

    Snapshot const& snapshot_;
    History const& history_;
    Signs& signs_;
    std::map<std::string, long> corrected_;
};

}  // namespace

void read_log_signs(Snapshot const& snapshot, Signs& signs) {
    LogReader(snapshot, signs).read();
}

}  // namespace rigcheck::causes
