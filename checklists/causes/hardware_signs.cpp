#include <algorithm>
#include <array>
#include <string_view>

#include "checklists/causes/signs.hpp"
#include "probe/machine/number.hpp"

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
// Bits to which the kernel gives a meaning. Others, 11 above all, are set without any.
constexpr std::array kMeaning{0,  1,  2,  4,  9,  16, 17, 18, 19, 20,
                              21, 22, 23, 24, 25, 26, 27, 29, 30, 31};
constexpr std::uint32_t kError = 0xffffffff;  // kernel: e9576e078220

bool has(std::vector<int> const& bits, int bit) {
    return std::find(bits.begin(), bits.end(), bit) != bits.end();
}

// From 6.18 on a kernel clears the register when it starts, so that what the next one finds is of
// this end.
bool cleared_by(std::optional<std::string> const& release) {
    constexpr int kMajor = 6, kMinor = 18;
    if (!release) return false;
    std::string_view const text = *release;
    auto const dot = text.find('.');
    if (dot == std::string_view::npos) return false;
    auto const rest = text.substr(dot + 1);
    auto const major = parse_number<int>(text.substr(0, dot));
    auto const minor = parse_number<int>(rest.substr(0, rest.find_first_not_of("0123456789")));
    return major && minor && std::pair(*major, *minor) >= std::pair(kMajor, kMinor);
}

class ResetReader {
public:
    ResetReader(ResetReason const& reason, Boot const* ended, Signs& signs)
        : reason_(reason),
          cleared_(ended != nullptr && cleared_by(ended->kernel)),
          by_{"kernel log", "reset reason " + joined(reason.texts, "; ")},
          signs_(signs) {}

    void read() {
        for (auto const& [bit, sign] : kBitSigns) read_bit(bit, sign);
        // It has been seen set beside other reasons on a machine that was not hot.
        bool const alone = std::none_of(kMeaning.begin(), kMeaning.end(), [&](int bit) {
            return bit != kCpuLimit && has(reason_.bits, bit);
        });
        if (alone || !has(reason_.bits, kCpuLimit)) read_bit(kCpuLimit, "reset-cpu-limit");
        if (is_dated()) tell(signs_, "reset-fresh", true, by_);
    }

private:
    bool is_dated() const { return cleared_ || reason_.new_bits; }

    // A bit that already stood there may be of an earlier end: it says nothing.
    void read_bit(int bit, char const* sign) {
        bool const set = has(reason_.bits, bit);
        bool const old = !cleared_ && reason_.new_bits && !has(*reason_.new_bits, bit);
        if (!set || !old) tell(signs_, sign, set, by_);
    }

    ResetReason const& reason_;
    bool cleared_;
    Evidence by_;
    Signs& signs_;
};

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

// Errors that stood before the reset are logged when the next run begins.
void read_errors(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    constexpr double kEarly = 60;  // s
    for (auto const& match : history.log_matches) {
        bool const now = !history.boots.empty() && match.boot_id == history.boots.front().boot_id;
        bool const early = now && match.boot_s && *match.boot_s < kEarly;
        if (early && is_one_of(match.signature, {"machine-check", "edac-uncorrected"}))
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

}  // namespace

void read_hardware_signs(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    auto const* const boot = previous_boot(history);
    read_processor(snapshot.platform.cpu, signs);
    read_errors(snapshot, signs);
    bool const read = has_kernel_log(boot) && has_kernel_log(&history.boots.front());
    if (read) tell(signs, "machine-check", false, {"kernel log", "no uncorrected error"});
    if (!history.previous_end) return;
    auto const& end = *history.previous_end;
    if (end.reset_reason && end.reset_reason->value.value != kError)
        ResetReader(*end.reset_reason, boot, signs).read();
    if (end.watchdog_status) read_watchdog(*end.watchdog_status, signs);
    read_power_counters(end, signs);
}

}  // namespace rigcheck::causes
