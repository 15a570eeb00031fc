#include <algorithm>
#include <array>
#include <set>

#include "checklists/causes/moment.hpp"
#include "checklists/causes/signs.hpp"

// What the logs say of the last end: journal, wtmp, and what the kernel saved while it died.
namespace rigcheck::causes {
namespace {

constexpr double kNearTheEnd = 600;  // s: what is older did not end it
constexpr double kLivedOn = 10;      // s after the graphics card was lost

bool is_one_of(std::string const& signature, std::initializer_list<char const*> ids) {
    return std::any_of(ids.begin(), ids.end(), [&](char const* id) { return signature == id; });
}

class JournalReader {
public:
    JournalReader(Snapshot const& snapshot, Signs& signs)
        : snapshot_(snapshot), history_(snapshot.history), signs_(signs) {}

    void read() {
        boot_ = previous_boot(history_);
        if (history_.previous_end && history_.previous_end->boot_id)
            boot_id_ = *history_.previous_end->boot_id;
        else if (boot_ != nullptr)
            boot_id_ = boot_->boot_id;
        read_end();
        read_saved_by_kernel();
        if (boot_ != nullptr) read_boot();
        if (!boot_id_.empty()) read_lines();
    }

private:
    // Anything that shows an orderly end counts for more than what shows none: a log can lose its
    // last lines.
    void read_end() {
        auto const& end = history_.previous_end;
        if (boot_ != nullptr && boot_->journal_stopped.value_or(false))
            tell(signs_, "clean", true, {"journal", "journal stopped"});
        if (boot_ != nullptr && boot_->shutdown_started.value_or(false))
            tell(signs_, "clean", true, {"journal", "shutdown started"});
        if (end && end->wtmp_shutdown.value_or(false))
            tell(signs_, "clean", true, {"/var/log/wtmp", "shutdown"});
        auto const* const box = black_box_of_end(history_);
        if (box != nullptr && box->end == RecordEnd::shutdown)
            tell(signs_, "clean", true, {"black box", "stopped for a shutdown"});
        if (boot_ != nullptr && boot_->journal_stopped && boot_->shutdown_started)
            tell(signs_, "clean", false, {"journal", "last entry " + boot_->last_at});
        if (box != nullptr && box->end == RecordEnd::cut)
            tell(signs_, "clean", false, {"black box", "last record " + box->last_at});
    }

    // Records stay for years, so only those between the two starts count.
    bool is_of_last_run(PstoreRecord const& record) const {
        auto const at = seconds_of(record.at);
        if (!at || boot_ == nullptr || !history_.previous_end) return false;
        auto const begin = seconds_of(boot_->first_at);
        auto const next = seconds_of(history_.previous_end->next_boot_at);
        return begin && next && *at >= *begin && *at <= *next;
    }

    void read_saved_by_kernel() {
        std::set<std::string> places;
        for (auto const& record : history_.pstore) {
            if (!record.panic) continue;
            places.insert(*record.panic);
            if (is_of_last_run(record)) tell_panic(*record.panic, "pstore " + record.file);
        }
        constexpr std::size_t kDifferent = 3;
        if (!history_.pstore.empty())
            tell(signs_, "panics-differ", places.size() >= kDifferent,
                 {"pstore", std::to_string(places.size())});
    }

    void tell_panic(std::string const& panic, std::string const& source) {
        constexpr std::array kHardware{"machine check", "Machine check", "hardware error"};
        constexpr std::array kDrive{"Unable to mount root", "exitcode=0x00000007"};
        auto const has = [&](auto const& words) {
            return std::any_of(words.begin(), words.end(), [&](char const* word) {
                return panic.find(word) != std::string::npos;
            });
        };
        tell(signs_, "clean", false, {source, panic});
        tell(signs_, "panic", true, {source, panic});
        tell(signs_, "panic-machine-check", has(kHardware), {source, panic});
        tell(signs_, "panic-storage", has(kDrive), {source, panic});
    }

    void read_boot() {
        bool const pressed = boot_->key && *boot_->key != PowerKey::suspend_key;
        if (pressed)
            tell(signs_, "key", true, {"journal", std::string(enum_name(*boot_->key))});
        else if (boot_->journal_stopped)
            tell(signs_, "key", false, {"journal", "no key"});
        if (boot_->requested_by) tell(signs_, "ordered", true, {"journal", *boot_->requested_by});
        if (boot_->suspended_at_end)
            tell(signs_, "suspended", *boot_->suspended_at_end, {"journal", "suspend entry"});
    }

    void read_lines() {
        for (auto const& match : history_.log_matches) {
            if (match.boot_id == boot_id_) read_line(match);
        }
        if (most_corrected_.second >= kManyCorrected)
            tell(signs_, "corrected-memory", true, {"kernel log", most_corrected_.first});
    }

    void read_line(LogMatch const& match) {
        auto const& id = match.signature;
        Evidence const line{"kernel log", match.line};
        bool const at_end = is_near_end(match);
        if (is_one_of(id, {"thermal-shutdown", "protection-shutdown"}))
            tell(signs_, "os-thermal", true, line);
        if (id == "kernel-panic") tell_panic(match.line, "kernel log");
        if (is_one_of(id, {"soft-lockup", "hard-lockup", "hung-task"}) && at_end)
            tell(signs_, "hang", true, line);
        if (id == "oom-kill" && at_end) tell(signs_, "memory-out", true, line);
        if (id == "edac-corrected") count_corrected(match);
        if (is_one_of(id, {"machine-check", "edac-uncorrected"}))
            tell(signs_, "machine-check", true, line);
        if (at_end && is_of_system_drive(match)) tell(signs_, "storage-lost", true, line);
        read_gpu(match, line, at_end);
    }

    void read_gpu(LogMatch const& match, Evidence const& line, bool at_end) {
        auto const& id = match.signature;
        auto const xid = match.values.find("xid");
        bool const is_xid = id == "nvidia-xid" && xid != match.values.end();
        if (is_xid && xid->second == "54") tell(signs_, "gpu-cable", true, line);
        bool const lost =
            is_one_of(id, {"nvidia-off-bus", "amdgpu-ring-timeout", "amdgpu-reset-failed"}) ||
            (is_xid && xid->second == "79");
        if (!lost || !at_end) return;
        tell(signs_, "gpu-lost", true, line);
        auto const at = seconds_of(match.at);
        auto const end = last_sign();
        if (at && end) tell(signs_, "lived-on", *end - *at > kLivedOn, line);
    }

    static constexpr int kManyCorrected = 3;

    void count_corrected(LogMatch const& match) {
        auto const dimm = match.values.find("dimm");
        if (dimm == match.values.end()) return;
        int const count = ++corrected_[dimm->second];
        if (count > most_corrected_.second) most_corrected_ = {dimm->second, count};
    }

    bool is_of_system_drive(LogMatch const& match) const {
        if (match.signature == "read-only-remount") return true;
        if (!is_one_of(match.signature, {"nvme-timeout", "nvme-down", "ata-error", "io-error"}))
            return false;
        auto const named = [&](char const* key) {
            auto const at = match.values.find(key);
            return at == match.values.end() ? std::string() : at->second;
        };
        auto const drive = named("drive");
        auto const port = named("port");
        auto const root =
            std::find_if(snapshot_.storage.filesystems.begin(), snapshot_.storage.filesystems.end(),
                         [](Filesystem const& filesystem) { return filesystem.mount == "/"; });
        if (root == snapshot_.storage.filesystems.end()) return false;
        return std::any_of(
            snapshot_.storage.drives.begin(), snapshot_.storage.drives.end(), [&](Drive const& d) {
                bool const holds_root = std::find(root->drives.begin(), root->drives.end(),
                                                  d.name) != root->drives.end();
                bool const by_name = !drive.empty() && (d.name == drive || d.controller == drive);
                return holds_root && (by_name || (!port.empty() && d.controller == port));
            });
    }

    std::optional<double> last_sign() const {
        auto const& end = history_.previous_end;
        auto const told = end ? seconds_of(end->last_sign_at) : std::nullopt;
        return told || boot_ == nullptr ? told : seconds_of(boot_->last_at);
    }

    bool is_near_end(LogMatch const& match) const {
        auto const at = seconds_of(match.at);
        auto const end = last_sign();
        return at && end && *end - *at <= kNearTheEnd;
    }

    Snapshot const& snapshot_;
    History const& history_;
    Signs& signs_;
    Boot const* boot_ = nullptr;
    std::string boot_id_;
    std::map<std::string, int> corrected_;
    std::pair<std::string, int> most_corrected_;
};

}  // namespace

void read_journal_signs(Snapshot const& snapshot, Signs& signs) {
    JournalReader(snapshot, signs).read();
}

}  // namespace rigcheck::causes
