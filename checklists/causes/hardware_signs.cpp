#include <algorithm>
#include <array>

#include "checklists/causes/signs.hpp"

// What the hardware and the firmware kept over the reset.
namespace rigcheck::causes {
namespace {

struct BitSign {
    int bit;
    char const* sign;
};

// Kernel: Documentation/arch/x86/amd-debugging.rst.
constexpr std::array kBitSigns{BitSign{0, "reset-thermal"},     BitSign{1, "reset-button"},
                               BitSign{16, "reset-pin"},        BitSign{23, "reset-triple-fault"},
                               BitSign{24, "reset-boot-timer"}, BitSign{25, "reset-watchdog"},
                               BitSign{27, "reset-sync-flood"}};
constexpr int kCpuLimit = 9;

bool is_same(LogMatch const& one, LogMatch const& other, char const* name) {
    auto const a = one.values.find(name);
    auto const b = other.values.find(name);
    return a != one.values.end() && b != other.values.end() && a->second == b->second;
}

bool has(std::vector<int> const& bits, int bit) {
    return std::find(bits.begin(), bits.end(), bit) != bits.end();
}

// A bit that stood there before may be of an earlier end: it says nothing.
void read_bit(ResetReason const& reason, int bit, char const* sign, Evidence const& by,
              Signs& signs) {
    bool const set = has(reason.bits, bit);
    bool const old = reason.new_bits && !has(*reason.new_bits, bit);
    if (!set || !old) tell(signs, sign, set, by);
}

void read_reset_reason(ResetReason const& reason, Signs& signs) {
    Evidence const by{"kernel log", "reset reason " + joined(reason.texts, "; ")};
    for (auto const& [bit, sign] : kBitSigns) read_bit(reason, bit, sign, by, signs);
    // This one has been seen set beside other reasons on a machine that was not hot.
    bool const alone = std::all_of(reason.bits.begin(), reason.bits.end(),
                                   [](int bit) { return bit == kCpuLimit; });
    if (alone || !has(reason.bits, kCpuLimit))
        read_bit(reason, kCpuLimit, "reset-cpu-limit", by, signs);
    if (reason.new_bits) tell(signs, "reset-fresh", true, by);
}

void read_watchdog(int status, Signs& signs) {
    constexpr int kCardReset = 0x20;  // WDIOF_CARDRESET, linux/watchdog.h
    tell(signs, "watchdog", (status & kCardReset) != 0, {"/sys/class/watchdog", "bootstatus"});
}

// The counts rise together where the power was taken from a running drive. Other starts in between,
// of another system perhaps, show in more power cycles than unsafe ones.
void read_power_counters(PreviousEnd const& end, Signs& signs) {
    auto const& cycles = end.power_cycles_more;
    if (cycles.empty()) return;
    auto const was_cut = [&](auto const& drive) {
        auto const unsafe = end.unsafe_shutdowns_more.find(drive.first);
        return drive.second > 0 && unsafe != end.unsafe_shutdowns_more.end() &&
               unsafe->second >= drive.second;
    };
    auto const names = [&] {
        std::vector<std::string> drives;
        for (auto const& [drive, count] : cycles) drives.push_back(drive);
        return joined(drives);
    };
    if (std::all_of(cycles.begin(), cycles.end(), was_cut))
        tell(signs, "power-removed", true, {"drives", names()});
    else if (std::all_of(cycles.begin(), cycles.end(),
                         [](auto const& drive) { return drive.second == 0; }))
        tell(signs, "power-removed", false, {"drives", names()});
}

void read_errors(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    for (auto const& match : history.log_matches) {
        if (is_left_by_last_run(history, match))
            tell(signs, "machine-check", true, {"kernel log", match.line});
    }
    if (!history.bert) return;
    for (auto const& error : history.bert->errors) {
        if (is_one_of(error.severity, {"fatal", "recoverable"}))
            tell(signs, "machine-check", true,
                 {"BERT", joined({error.section, error.detail.value_or("")}, " ")});
    }
}

// The sleep states of the first three generations (Zen 3 desktop: models 20h to 2Fh and 50h to 5Fh)
// draw less at idle than some supplies keep up: bugzilla.kernel.org 196683.
void read_processor(Cpu const& cpu, Signs& signs) {
    if (!cpu.family || !cpu.vendor) return;
    constexpr int kZen = 0x17, kZen3 = 0x19;
    auto const model = cpu.model_number.value_or(0);
    bool const zen3 = *cpu.family == kZen3 &&
                      ((model >= 0x20 && model <= 0x2f) || (model >= 0x50 && model <= 0x5f));
    bool const early = *cpu.vendor == "AuthenticAMD" && (*cpu.family == kZen || zen3);
    tell(signs, "early-zen", early, {"/proc/cpuinfo", cpu.model.value_or("")});
}

// `other` is the same error at the start of an earlier run that came after a shutdown.
bool is_habit(History const& history, LogMatch const& match, LogMatch const& other) {
    bool const same = other.boot_id != match.boot_id && other.signature == match.signature &&
                      is_of_start(other) && is_same(other, match, "bank") &&
                      is_same(other, match, "status");
    if (!same) return false;
    auto const& boots = history.boots;
    auto const run = std::find_if(boots.begin(), boots.end(),
                                  [&](Boot const& boot) { return boot.boot_id == other.boot_id; });
    return run == boots.end() || run + 1 == boots.end() || !was_cut(*(run + 1));
}

}  // namespace

bool is_of_start(LogMatch const& match) {
    constexpr double kStart = 60;  // s
    return match.boot_s && *match.boot_s < kStart;
}

bool is_left_by_last_run(History const& history, LogMatch const& match) {
    auto const* const running = running_boot(history);
    bool const now = running != nullptr && match.boot_id == running->boot_id;
    if (!now || match.signature != "machine-check" || !is_of_start(match)) return false;
    return std::none_of(history.log_matches.begin(), history.log_matches.end(),
                        [&](LogMatch const& other) { return is_habit(history, match, other); });
}

void read_hardware_signs(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    read_processor(snapshot.platform.cpu, signs);
    read_errors(snapshot, signs);
    if (has_kernel_log(previous_boot(history)) && has_kernel_log(running_boot(history)))
        tell(signs, "machine-check", false, {"kernel log", "no uncorrected error"});
    if (!history.previous_end) return;
    auto const& end = *history.previous_end;
    if (end.reset_reason) read_reset_reason(*end.reset_reason, signs);
    if (end.watchdog_status) read_watchdog(*end.watchdog_status, signs);
    read_power_counters(end, signs);
}

}  // namespace rigcheck::causes
