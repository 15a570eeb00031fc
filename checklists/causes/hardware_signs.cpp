#include <algorithm>
#include <array>

#include "checklists/causes/signs.hpp"

// What the hardware and the firmware kept of the last end.
namespace rigcheck::causes {
namespace {

struct BitSign {
    int bit;
    char const* sign;
};

// Kernel: Documentation/arch/x86/amd-debugging.rst. Bit 9 is read apart: it has been seen set
// beside other reasons on a machine that was not hot.
constexpr int kCpuLimit = 9;
constexpr int kWatchdog = 25;
constexpr std::array kBitSigns{BitSign{0, "reset-thermal"},     BitSign{1, "reset-button"},
                               BitSign{16, "reset-pin"},        BitSign{23, "reset-triple-fault"},
                               BitSign{24, "reset-boot-timer"}, BitSign{kWatchdog, "watchdog"},
                               BitSign{27, "reset-sync-flood"}};
constexpr int kCardReset = 0x20;  // WDIOF_CARDRESET, linux/watchdog.h

bool has(std::vector<int> const& bits, int bit) {
    return std::find(bits.begin(), bits.end(), bit) != bits.end();
}

void read_reset_reason(ResetReason const& reason, Signs& signs) {
    auto const& bits = reason.new_bits ? *reason.new_bits : reason.bits;
    Evidence const by{"kernel log", "reset reason " + joined(reason.texts)};
    bool other = false;
    for (auto const& [bit, sign] : kBitSigns) {
        tell(signs, sign, has(bits, bit), by);
        other = other || has(bits, bit);
    }
    if (!has(bits, kCpuLimit))
        tell(signs, "reset-cpu-limit", false, by);
    else if (!other)
        tell(signs, "reset-cpu-limit", true, by);
}

void read_power_counters(PreviousEnd const& end, Signs& signs) {
    bool any = false;
    for (auto const& [drive, cycles] : end.power_cycles_more) {
        auto const unsafe = end.unsafe_shutdowns_more.find(drive);
        any = any || cycles > 0;
        if (cycles > 0 && unsafe != end.unsafe_shutdowns_more.end() && unsafe->second > 0)
            tell(signs, "power-removed", true,
                 {"drive " + drive, "power cycles and unsafe shutdowns"});
    }
    if (!any && !end.power_cycles_more.empty())
        tell(signs, "power-removed", false, {"drives", "no more power cycles"});
}

// Errors that stood before the reset are logged when the next run begins.
void read_errors(History const& history, Signs& signs) {
    constexpr double kEarly = 60;  // s
    for (auto const& match : history.log_matches) {
        bool const now = !history.boots.empty() && match.boot_id == history.boots.front().boot_id;
        if (now && match.signature == "machine-check" && match.boot_s && *match.boot_s < kEarly)
            tell(signs, "machine-check", true, {"kernel log", match.line});
    }
    if (!history.bert) return;
    for (auto const& error : history.bert->errors) {
        if (error.severity == "fatal" || error.severity == "recoverable")
            tell(signs, "machine-check", true,
                 {"BERT", error.section + ' ' + error.detail.value_or("")});
    }
}

// The sleep states of the first three generations (Zen 3 desktop: models 20h to 2Fh and 50h to 5Fh)
// draw less at idle than some supplies keep up.
void read_processor(Cpu const& cpu, Signs& signs) {
    if (!cpu.family || !cpu.vendor) return;
    constexpr int kZen = 0x17, kZen3 = 0x19;
    auto const model = cpu.model_number.value_or(0);
    bool const zen3 = *cpu.family == kZen3 &&
                      ((model >= 0x20 && model <= 0x2f) || (model >= 0x50 && model <= 0x5f));
    bool const early = *cpu.vendor == "AuthenticAMD" && (*cpu.family == kZen || zen3);
    tell(signs, "early-zen", early, {"/proc/cpuinfo", cpu.model.value_or("")});
}

}  // namespace

void read_hardware_signs(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    read_processor(snapshot.platform.cpu, signs);
    read_errors(history, signs);
    if (!history.previous_end) return;
    auto const& end = *history.previous_end;
    // The watchdog's own word first: the processor's reason may lack it.
    bool const by_watchdog = (end.watchdog_status.value_or(0) & kCardReset) != 0;
    if (by_watchdog) tell(signs, "watchdog", true, {"/sys/class/watchdog", "bootstatus"});
    if (end.reset_reason) read_reset_reason(*end.reset_reason, signs);
    if (end.watchdog_status) tell(signs, "watchdog", false, {"/sys/class/watchdog", "bootstatus"});
    read_power_counters(end, signs);
}

}  // namespace rigcheck::causes
