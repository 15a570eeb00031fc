#include "probe/history/boots.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "probe/utc_now.hpp"

namespace rigcheck {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kKeyWindow = 60 * kSecond;
constexpr std::int64_t kAsleep = 60 * kSecond;
// How long systemd lets a shutdown last before it forces it (systemd.special(7), poweroff.target).
constexpr std::int64_t kLongestShutdown = 30 * 60 * kSecond;
// A journal that stops earlier handed over from the initrd to the system.
constexpr std::size_t kEndEntries = 20;
constexpr std::size_t kLastLines = 20;

bool is_id(JournalEntry const& entry, char const* id) {
    return entry.message_id == id;
}

JournalEntry const* last_where(Run const& run, bool (*is)(JournalEntry const&)) {
    auto const at = std::find_if(run.entries.rbegin(), run.entries.rend(), is);
    return at == run.entries.rend() ? nullptr : &*at;
}

// Entries are few, so that their place tells more than their time.
bool journal_stopped(Run const& run) {
    auto const& entries = run.entries;
    auto const begin =
        entries.end() - static_cast<std::ptrdiff_t>(std::min(entries.size(), kEndEntries));
    bool stopped = false;
    bool leaves_initrd = false;
    for (auto entry = begin; entry != entries.end(); ++entry) {
        if (entry->unit.starts_with("initrd-switch-root")) leaves_initrd = true;
        if (is_id(*entry, message_id::kJournalStart)) stopped = leaves_initrd = false;
        if (is_id(*entry, message_id::kJournalStop)) stopped = true;
    }
    return stopped && !leaves_initrd;
}

// What the targets of systemd lead to; "" for any other unit.
std::string_view target_of(JournalEntry const& entry) {
    struct Target {
        std::string_view unit, to;
    };
    constexpr std::array kTargets{Target{"reboot.target", "reboot"},
                                  Target{"poweroff.target", "poweroff"},
                                  Target{"halt.target", "halt"}, Target{"kexec.target", "kexec"}};
    if (!is_id(entry, message_id::kUnitStarted)) return {};
    for (auto const& target : kTargets) {
        if (entry.unit == target.unit) return target.to;
    }
    return {};
}

// logind's word, or that of systemd itself where nobody asked logind.
bool starts_shutdown(JournalEntry const& entry) {
    return is_id(entry, message_id::kShutdown) || !target_of(entry).empty();
}

// The first sign of the shutdown that ended the run; null where the run outlived it.
JournalEntry const* shutdown_of(Run const& run) {
    auto const is_of_end = [&](JournalEntry const& entry) {
        return starts_shutdown(entry) &&
               run.last().monotonic_us - entry.monotonic_us <= kLongestShutdown;
    };
    auto const at = std::find_if(run.entries.begin(), run.entries.end(), is_of_end);
    return at == run.entries.end() ? nullptr : &*at;
}

void read_shutdown(Run const& run, Boot& boot) {
    auto const* const shutdown = shutdown_of(run);
    boot.shutdown_started = shutdown != nullptr;
    if (shutdown == nullptr) return;
    auto const last = last_where(run, starts_shutdown);
    auto const to = last->shutdown.empty() ? std::string(target_of(*last)) : last->shutdown;
    if (to == "power-off")
        boot.shutdown_to = "poweroff";
    else if (to == "poweroff" || to == "reboot" || to == "halt" || to == "kexec")
        boot.shutdown_to = to;
}

// "Power-off requested from client PID 812 ('systemctl') (unit session-2.scope)...": systemd and
// logind since version 250.
std::optional<std::string> requester_in(std::string_view message) {
    constexpr std::string_view kAsked = " requested from client PID ";
    constexpr std::array kVerbs{"Power off", "Power-off", "Poweroff", "Reboot",     "Halt",
                                "Kexec",     "KExec",     "Exit",     "Soft-reboot"};
    bool const is_end = std::any_of(kVerbs.begin(), kVerbs.end(), [&](std::string_view verb) {
        return message.starts_with(verb) && message.substr(verb.size()).starts_with(kAsked);
    });
    auto const open = message.find("('");
    auto const close = message.find("')", open);
    if (!is_end || close == std::string_view::npos) return std::nullopt;
    return std::string(message.substr(open + 2, close - open - 2));
}

std::optional<std::string> requested_by(Run const& run) {
    for (auto entry = run.entries.rbegin(); entry != run.entries.rend(); ++entry) {
        if (run.last().monotonic_us - entry->monotonic_us > kLongestShutdown) break;
        if (entry->of_kernel()) continue;
        if (auto name = requester_in(entry->message)) return name;
        // `shutdown +5`, and what upgrades use; the time it was asked for is in its text.
        if (is_id(*entry, message_id::kShutdownScheduled)) return "shutdown";
    }
    return std::nullopt;
}

std::optional<PowerKey> key_of(JournalEntry const& entry) {
    struct Key {
        char const* id;
        PowerKey key;
    };
    constexpr std::array kKeys{Key{message_id::kPowerKey, PowerKey::pressed},
                               Key{message_id::kPowerKeyLong, PowerKey::long_press},
                               Key{message_id::kRebootKey, PowerKey::reboot_key},
                               Key{message_id::kRebootKeyLong, PowerKey::reboot_key},
                               Key{message_id::kSuspendKey, PowerKey::suspend_key},
                               Key{message_id::kSuspendKeyLong, PowerKey::suspend_key},
                               Key{message_id::kHibernateKey, PowerKey::suspend_key},
                               Key{message_id::kHibernateKeyLong, PowerKey::suspend_key}};
    for (auto const& key : kKeys) {
        if (is_id(entry, key.id)) return key.key;
    }
    return std::nullopt;
}

std::optional<PowerKey> last_key(Run const& run) {
    auto const* const shutdown = shutdown_of(run);
    auto const end = (shutdown != nullptr ? *shutdown : run.last()).monotonic_us;
    for (auto entry = run.entries.rbegin(); entry != run.entries.rend(); ++entry) {
        if (end - entry->monotonic_us > kKeyWindow) break;
        if (auto const key = key_of(*entry)) return key;
    }
    return std::nullopt;
}

bool goes_to_sleep(JournalEntry const& entry) {
    return is_id(entry, message_id::kSleepStart) ||
           (entry.of_kernel() && (entry.message.starts_with("PM: suspend entry") ||
                                  entry.message.starts_with("PM: hibernation: hibernation entry")));
}

bool wakes_up(JournalEntry const& entry) {
    return is_id(entry, message_id::kSleepStop) ||
           (entry.of_kernel() && (entry.message.starts_with("PM: suspend exit") ||
                                  entry.message.starts_with("PM: hibernation: hibernation exit")));
}

bool suspended_at_end(Run const& run) {
    for (auto entry = run.entries.rbegin(); entry != run.entries.rend(); ++entry) {
        if (wakes_up(*entry)) return false;
        if (run.last().monotonic_us - entry->monotonic_us > kAsleep) return false;
        if (goes_to_sleep(*entry)) return true;
    }
    return false;
}

std::optional<std::string> kernel_release(Run const& run) {
    constexpr std::string_view kBanner = "Linux version ";
    for (auto const& entry : run.entries) {
        if (!entry.of_kernel() || !entry.message.starts_with(kBanner)) continue;
        auto const release = entry.message.substr(kBanner.size());
        return release.substr(0, release.find(' '));
    }
    return std::nullopt;
}

std::vector<std::string> last_lines(Run const& run) {
    std::vector<std::string> lines;
    for (auto entry = run.entries.rbegin(); entry != run.entries.rend(); ++entry) {
        if (lines.size() == kLastLines) break;
        if (entry->of_kernel() && !entry->message.empty()) lines.push_back(entry->message);
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
}

}  // namespace

Boot boot_of(Run const& run) {
    auto const lasted = run.last().monotonic_us - run.first().monotonic_us;
    Boot boot{.boot_id = run.boot_id,
              .is_running = run.is_running,
              .kernel = kernel_release(run),
              .first_at = utc_text(run.said_at_us(run.first())),
              .last_at = utc_text(run.said_at_us(run.last())),
              .lasted_s = static_cast<double>(lasted) / 1e6,
              .journal_stopped = {},
              .shutdown_started = {},
              .shutdown_to = {},
              .requested_by = {},
              .key = {},
              .suspended_at_end = {},
              .last_lines = {}};
    if (run.is_running) return boot;
    boot.journal_stopped = journal_stopped(run);
    read_shutdown(run, boot);
    boot.requested_by = requested_by(run);
    boot.key = last_key(run);
    boot.suspended_at_end = suspended_at_end(run);
    boot.last_lines = last_lines(run);
    return boot;
}

}  // namespace rigcheck
