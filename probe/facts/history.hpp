#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// A line of a log that speaks of a fault, chosen by a signature of probe/history/signatures.json.
struct LogMatch {
    std::string signature;  // "nvidia-xid"
    std::optional<std::string> boot_id;
    std::string at;                             // UTC with microseconds; empty where unknown
    std::optional<double> boot_s;               // seconds after the kernel's start
    std::string line;                           // as logged, without stamp
    std::map<std::string, std::string> values;  // what the signature names in it: "xid" -> "79"

    static constexpr auto fields() {
        using M = LogMatch;
        return field_list(field("signature", &M::signature), field("boot_id", &M::boot_id),
                          field("at", &M::at), field("boot_s", &M::boot_s), field("line", &M::line),
                          field("values", &M::values));
    }
};

enum class PowerKey { pressed, long_press, reboot_key, suspend_key };

template <>
struct EnumNames<PowerKey> {
    static constexpr std::array names{"pressed", "long-press", "reboot-key", "suspend-key"};
};

// One run of the kernel, by what the journal holds of it (systemd, sd-messages.h).
struct Boot {
    std::string boot_id;                   // 32 hexadecimal digits, as everywhere in the history
    bool is_running = false;               // it goes on: nothing is told of an end
    std::optional<std::string> kernel;     // release
    std::string first_at, last_at;         // UTC with microseconds: first and last entry
    std::optional<double> lasted_s;        // between them, by the clock that no one sets
    std::optional<bool> journal_stopped;   // the journal was stopped at the end, not in the initrd
    std::optional<bool> shutdown_started;  // systemd began to shut down
    std::optional<std::string> shutdown_to;   // "poweroff", "reboot", "halt", "kexec"
    std::optional<std::string> requested_by;  // the program that asked: "systemctl", "shutdown"
    std::optional<PowerKey> key;  // the last that logind saw, from a minute before the end on
    std::optional<bool> suspended_at_end;  // the last thing it did was to go to sleep
    std::vector<std::string> last_lines;   // of the kernel, at the end

    static constexpr auto fields() {
        using B = Boot;
        return field_list(
            field("boot_id", &B::boot_id), field("is_running", &B::is_running),
            field("kernel", &B::kernel), field("first_at", &B::first_at),
            field("last_at", &B::last_at), field("lasted_s", &B::lasted_s),
            field("journal_stopped", &B::journal_stopped),
            field("shutdown_started", &B::shutdown_started), field("shutdown_to", &B::shutdown_to),
            field("requested_by", &B::requested_by), field("key", &B::key),
            field("suspended_at_end", &B::suspended_at_end), field("last_lines", &B::last_lines));
    }
};

// What the processor kept of why it was reset (kernel: Documentation/arch/x86/amd-debugging.rst).
struct ResetReason {
    Hex<8> value;
    std::vector<int> bits;           // set ones that the kernel has words for; others mean nothing
    std::vector<std::string> texts;  // these words
    // Bits that are surely of the last end: those that the boot before did not show, or all of them
    // where its kernel cleared the register (6.18). Unknown where the boot before is not known. A
    // bit that is set but not new may be of the last end or of an earlier one.
    std::optional<std::vector<int>> new_bits;

    static constexpr auto fields() {
        using R = ResetReason;
        return field_list(field("value", &R::value), field("bits", &R::bits),
                          field("texts", &R::texts), field("new_bits", &R::new_bits));
    }
};

// How the run before this one ended, as far as something kept it. Nothing here is a judgement:
// `null` says that nothing told us.
struct PreviousEnd {
    std::optional<std::string> boot_id;  // of the run that ended
    std::string last_sign_at;            // of life: the latest of journal, black box and wtmp
    std::string next_boot_at;  // when the kernel of the run after it began; the firmware ran before
    // Of what a journal may lack at its end: it is written to the disk so often (journald.conf(5),
    // SyncIntervalSec), and at once for what is critical.
    std::optional<double> journal_sync_s;
    std::optional<bool> journal_renamed;    // a journal was found not closed
    std::optional<bool> filesystem_replay;  // a file system was found not unmounted
    std::optional<bool> wtmp_shutdown;      // wtmp has a shutdown record between the two boots
    std::optional<ResetReason> reset_reason;
    std::optional<int> watchdog_status;  // WDIOC_GETBOOTSTATUS flags, kernel: watchdog-api.rst
    // Differences of the drives' counters between the two boots, by the ledger.
    std::map<std::string, std::int64_t> power_cycles_more, unsafe_shutdowns_more;
    std::optional<bool> clock_lost;  // this boot began a day or more before the last one ended

    static constexpr auto fields() {
        using P = PreviousEnd;
        return field_list(
            field("boot_id", &P::boot_id), field("last_sign_at", &P::last_sign_at),
            field("next_boot_at", &P::next_boot_at), field("journal_sync_s", &P::journal_sync_s),
            field("journal_renamed", &P::journal_renamed),
            field("filesystem_replay", &P::filesystem_replay),
            field("wtmp_shutdown", &P::wtmp_shutdown), field("reset_reason", &P::reset_reason),
            field("watchdog_status", &P::watchdog_status),
            field("power_cycles_more", &P::power_cycles_more),
            field("unsafe_shutdowns_more", &P::unsafe_shutdowns_more),
            field("clock_lost", &P::clock_lost));
    }
};

// What the kernel saved while it died (pstore), from /sys/fs/pstore or /var/lib/systemd/pstore.
struct PstoreRecord {
    std::string file;                  // "dmesg-erst-6512345678"
    std::string at;                    // UTC; empty where unknown
    std::string kind;                  // "Panic", "Oops", …: the first word of the record
    std::optional<std::string> panic;  // "Kernel panic - not syncing: " and what follows
    std::vector<std::string> lines;    // the last ones of the kernel's log

    static constexpr auto fields() {
        using P = PstoreRecord;
        return field_list(field("file", &P::file), field("at", &P::at), field("kind", &P::kind),
                          field("panic", &P::panic), field("lines", &P::lines));
    }
};

// An error that the firmware kept from the run before (ACPI 6.5, 18.3.1 BERT; UEFI 2.10, annex N).
struct FirmwareError {
    std::string severity;               // "corrected", "recoverable", "fatal", "informational"
    std::string section;                // "memory", "pcie", "processor", "other"
    std::optional<std::string> detail;  // DIMM, PCI address or bank, where the section says

    static constexpr auto fields() {
        using F = FirmwareError;
        return field_list(field("severity", &F::severity), field("section", &F::section),
                          field("detail", &F::detail));
    }
};

struct Bert {
    std::vector<FirmwareError> errors;  // empty: the table is there and holds none

    static constexpr auto fields() { return field_list(field("errors", &Bert::errors)); }
};

enum class RecordEnd { shutdown, service, suspended, cut, running };

template <>
struct EnumNames<RecordEnd> {
    static constexpr std::array names{"shutdown", "service", "suspended", "cut", "running"};
};

// What one channel of the black box showed near the end.
struct RecordedChannel {
    std::string name;             // "k10temp-pci-00c3 Tctl"
    std::string kind;             // "temperature", "power", "voltage", "fan", "clock", "load"
    std::string unit;             // "C", "W", "V", "rpm", "MHz", "%"
    std::optional<double> limit;  // at which the hardware shuts down or throttles
    std::vector<std::optional<double>> values;  // one for each of BlackBoxRun::seconds
    std::optional<double> least, most;          // of the whole run

    static constexpr auto fields() {
        using C = RecordedChannel;
        return field_list(field("name", &C::name), field("kind", &C::kind), field("unit", &C::unit),
                          field("limit", &C::limit), field("values", &C::values),
                          field("least", &C::least), field("most", &C::most));
    }
};

struct RecordedEvent {
    std::string at;    // UTC with microseconds
    std::string kind;  // "kernel", "mark", "clock-step", "resume", "trigger"
    std::string text;

    static constexpr auto fields() {
        using E = RecordedEvent;
        return field_list(field("at", &E::at), field("kind", &E::kind), field("text", &E::text));
    }
};

// The black box of one run of the kernel (docs/black-box-format.md).
struct BlackBoxRun {
    std::string boot_id;
    std::string first_at, last_at;  // UTC with microseconds
    RecordEnd end = RecordEnd::cut;
    int damaged_slots = 0;          // between good ones
    std::int64_t lost_samples = 0;  // dropped because the drive was too slow
    double period_s = 1;
    double recorded_s = 0;        // how long the machine was seen to run
    std::vector<double> seconds;  // before last_at, of the samples kept here: -120 … 0
    std::vector<RecordedChannel> channels;
    std::vector<RecordedEvent> events;  // the last ones

    static constexpr auto fields() {
        using R = BlackBoxRun;
        return field_list(field("boot_id", &R::boot_id), field("first_at", &R::first_at),
                          field("last_at", &R::last_at), field("end", &R::end),
                          field("damaged_slots", &R::damaged_slots),
                          field("lost_samples", &R::lost_samples), field("period_s", &R::period_s),
                          field("recorded_s", &R::recorded_s), field("seconds", &R::seconds),
                          field("channels", &R::channels), field("events", &R::events));
    }
};

struct BlackBox {
    std::string directory;
    std::vector<BlackBoxRun> runs;  // the newest first

    static constexpr auto fields() {
        return field_list(field("directory", &BlackBox::directory), field("runs", &BlackBox::runs));
    }
};

struct History {
    std::vector<Boot> boots;  // the newest first; boots[0] goes on, except on the disk of another
    std::optional<PreviousEnd> previous_end;
    std::vector<LogMatch> log_matches;  // in the order of time
    std::vector<PstoreRecord> pstore;
    std::optional<Bert> bert;
    std::optional<BlackBox> blackbox;

    static constexpr auto fields() {
        using H = History;
        return field_list(field("boots", &H::boots), field("previous_end", &H::previous_end),
                          field("log_matches", &H::log_matches), field("pstore", &H::pstore),
                          field("bert", &H::bert), field("blackbox", &H::blackbox));
    }
};

}  // namespace rigcheck
