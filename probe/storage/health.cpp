#include "probe/storage/health.hpp"

#include <algorithm>
#include <chrono>

#include "probe/facts/json.hpp"
#include "probe/storage/health_live.hpp"

namespace rigcheck {
namespace {

bool is_sata(Drive const& drive) {
    return drive.kind == DriveKind::sata_ssd || drive.kind == DriveKind::sata_hdd;
}

bool has_smart(Drive const& drive) {
    bool const local = drive.kind == DriveKind::nvme && drive.transport == "pcie";
    return (local && drive.state == "live") || is_sata(drive);
}

// Put to sleep by the kernel: opening it would wake it.
bool is_suspended(Machine const& machine, Drive const& drive) {
    auto const device = is_sata(drive)
                            ? "/sys/block/" + drive.name + "/device"
                            : "/sys/class/nvme/" + drive.controller.value_or("") + "/device";
    return machine.read_line(device + "/power/runtime_status").text == "suspended";
}

Reading ask_drives(Machine const& machine, std::vector<Drive> const& drives) {
    // A few milliseconds a drive; seconds only where one hangs, and then not for each of them.
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::vector<HealthAnswer> answers;
    for (auto const& drive : drives) {
        if (!has_smart(drive)) continue;
        if (std::chrono::steady_clock::now() > deadline) {
            answers.push_back({.drive = drive.name, .missing = Missing::timed_out, .health = {}});
            continue;
        }
        if (is_suspended(machine, drive)) {
            answers.push_back({.drive = drive.name, .missing = Missing::asleep, .health = {}});
            continue;
        }
        answers.push_back(is_sata(drive) ? ask_ata(drive) : ask_nvme(drive));
        if (answers.back().missing == Missing::needs_root) return {{}, Missing::needs_root};
    }
    return {to_json(answers).dump(), Missing::absent};
}

// A captured answer may be anybody's text: only what a drive can say is taken.
bool is_possible(DriveHealth const& health) {
    auto const within = [](auto const& value, auto most) {
        return !value || (*value >= 0 && *value <= most);
    };
    bool const temperature =
        !health.temperature_c || (*health.temperature_c > -100 && *health.temperature_c < 300);
    return temperature && within(health.critical_warning, 63) &&
           within(health.percentage_used, 255) && within(health.available_spare, 100) &&
           within(health.spare_threshold, 100) &&
           within(health.warning_temperature_min, std::int64_t{0xFFFFFFFF}) &&
           within(health.critical_temperature_min, std::int64_t{0xFFFFFFFF});
}

bool parse_answers(std::string_view text, std::vector<HealthAnswer>& answers) {
    try {
        read_json(Json::parse(text, nullptr, false), answers, "storage/health");
    } catch (JsonShapeError const&) {
        return false;
    }
    return true;
}

void take(HealthAnswer const& answer, std::vector<Drive>& drives, std::vector<Gap>& gaps) {
    auto const drive = std::find_if(drives.begin(), drives.end(), [&](Drive const& candidate) {
        return candidate.name == answer.drive;
    });
    if (drive == drives.end() || !has_smart(*drive)) return;
    if (answer.health && is_possible(*answer.health)) {
        drive->health = answer.health;
    } else {
        auto const why = answer.missing.value_or(Missing::malformed);
        gaps.push_back({"storage", "health of " + drive->name, why, {}});
    }
}

}  // namespace

void read_health(Machine const& machine, std::vector<Drive>& drives, std::vector<Gap>& gaps) {
    if (std::none_of(drives.begin(), drives.end(), has_smart)) return;
    auto const answer = machine.ask("storage/health", [&] { return ask_drives(machine, drives); });
    std::vector<HealthAnswer> answers;
    if (answer.text && parse_answers(*answer.text, answers)) {
        for (auto const& each : answers) take(each, drives, gaps);
        return;
    }
    auto const why = answer.text ? Missing::malformed : answer.why;
    if (why != Missing::absent) gaps.push_back({"storage", "health", why, {}});
}

}  // namespace rigcheck
