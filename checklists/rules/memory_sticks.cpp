#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "checklists/knowledge/memory_parts.hpp"
#include "checklists/knowledge/memory_platforms.hpp"
#include "checklists/rules/memory_checks.hpp"
#include "checklists/rules/memory_slots.hpp"

// What the sticks are and how fast they run (domain notes 4.5 to 4.7).
namespace rigcheck {
namespace {

// The slowest rating among the sticks; empty when one stick does not tell.
std::optional<int> rating(MemoryCase const& memory, Verdict& verdict) {
    std::optional<int> slowest;
    auto const lower = [&](int speed) { slowest = std::min(slowest.value_or(speed), speed); };
    for (auto const& expected : memory.expectations.sticks) {
        if (expected.speed_mts) lower(*expected.speed_mts);
    }
    if (slowest) {
        verdict.values["part"] = "the box says so";
        verdict.evidence.push_back({"you said", fmt::format("{} MT/s", *slowest)});
        return slowest;
    }
    for (auto const* stick : sticks(memory.snapshot.memory)) {
        auto const speed = rated_speed_mts(stick->part_number.value_or(""));
        if (!speed) return std::nullopt;
        if (!slowest || *speed < *slowest) {
            verdict.values["part"] = "part " + *stick->part_number;
        }
        lower(*speed);
    }
    return slowest;
}

bool near_to(int value, int target, double share) {
    return std::abs(value - target) <= share * target;
}

// MT/s of the slowest stick. Some firmware writes the clock instead: half of the transfers.
std::optional<int> running_mts(MemoryCase const& memory, int rated) {
    std::optional<int> slowest;
    for (auto const* stick : sticks(memory.snapshot.memory)) {
        auto const speed = stick->configured_mts.value_or(0);
        if (speed < 400 || speed > 12000) return std::nullopt;
        auto const stated = stick->speed_mts.value_or(0);
        bool const clock =
            (stated > 0 && near_to(2 * speed, stated, 0.03)) || near_to(2 * speed, rated, 0.03);
        auto const transfers = clock ? 2 * speed : speed;
        slowest = std::min(slowest.value_or(transfers), transfers);
    }
    return slowest;
}

bool is_standard(int speed, std::string const& type) {
    auto const steps = standard_speeds_mts(type);
    return std::any_of(steps.begin(), steps.end(),
                       [&](int step) { return near_to(speed, step, 0.01); });
}

bool may_be_limited(Platform const& platform) {
    bool const intel = platform.cpu.vendor == "GenuineIntel" ||
                       platform.cpu.model.value_or("").find("Intel") != std::string::npos;
    return intel && !free_memory_speed(platform.board.value_or(""));
}

bool has_ecc_width(MemoryModule const& stick) {
    int const total = stick.total_width.value_or(0);
    return (total == 72 || total == 80) && stick.data_width == 64;
}

bool firmware_says_ecc(Memory const& memory) {
    return std::any_of(memory.arrays.begin(), memory.arrays.end(), [](MemoryArray const& array) {
        return array.error_correction == "Single-bit ECC" ||
               array.error_correction == "Multi-bit ECC";
    });
}

}  // namespace

Verdict memory_below_rating(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.below-rating");
    if (settled_without_sticks(memory, verdict)) return verdict;
    if (memory.channels.state == ChannelState::soldered) {
        return say(verdict, State::not_applicable, "soldered");
    }
    auto const rated = rating(memory, verdict);
    verdict.confidence = 0.9;
    if (!rated) {
        verdict.needs = "person";
        return say(verdict, State::unknown, "no-rating");
    }
    auto const running = running_mts(memory, *rated);
    if (!running) return say(verdict, State::unknown, "no-speed");
    verdict.values["rated"] = std::to_string(*rated);
    verdict.values["running"] = std::to_string(*running);
    auto const all = sticks(memory.snapshot.memory);
    auto const type = all.front()->type.value_or("");
    if (*rated < 1.05 * *running) return say(verdict, State::pass, "at-rating");
    if (all.size() > 2) {
        if (type == "DDR5") return say(verdict, State::pass, "four-ddr5");
        return say(verdict, State::unknown, "many-sticks");
    }
    if (!is_standard(*running, type)) return say(verdict, State::pass, "chosen-speed");
    return say(verdict, State::fail,
               may_be_limited(memory.snapshot.platform) ? "profile-off-or-limit" : "profile-off");
}

Verdict memory_mixed(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.mixed");
    if (settled_without_sticks(memory, verdict)) return verdict;
    auto const all = sticks(memory.snapshot.memory);
    if (all.size() < 2) return say(verdict, State::not_applicable, "one-stick");
    std::set<std::string> parts;
    std::set<std::int64_t> sizes;
    std::set<int> ranks;
    for (auto const* stick : all) {
        if (stick->part_number) parts.insert(*stick->part_number);
        sizes.insert(*stick->size_mib);
        if (stick->rank.value_or(0) > 0 && *stick->rank < 9) ranks.insert(*stick->rank);
    }
    bool const mixed = parts.size() > 1 || sizes.size() > 1 || ranks.size() > 1;
    if (!mixed && parts.empty()) return say(verdict, State::unknown, "no-parts");
    return say(verdict, State::pass, mixed ? "mixed" : "alike");
}

Verdict memory_ecc_inactive(MemoryCase const& memory) {
    auto verdict = memory_verdict(memory, "memory.ecc-inactive");
    if (settled_without_sticks(memory, verdict)) return verdict;
    auto const& facts = memory.snapshot.memory;
    auto const all = sticks(facts);
    verdict.confidence = 0.85;
    bool const wide = std::all_of(all.begin(), all.end(),
                                  [](MemoryModule const* stick) { return has_ecc_width(*stick); });
    if (!facts.edac.empty()) {
        verdict.evidence.push_back({"/sys/devices/system/edac/mc", facts.edac.front().controller});
        return say(verdict, State::pass, "active");
    }
    if (!wide) return say(verdict, State::not_applicable, "no-ecc-sticks");
    if (!expects_ecc(memory.snapshot.platform.cpu.model.value_or(""))) {
        verdict.needs = "person";
        return say(verdict, State::unknown, "consumer");
    }
    if (firmware_says_ecc(facts)) return say(verdict, State::pass, "firmware-says-active");
    return say(verdict, State::fail, "inactive");
}

}  // namespace rigcheck
