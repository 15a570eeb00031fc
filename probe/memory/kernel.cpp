#include "probe/memory/kernel.hpp"

#include <fmt/format.h>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::uint64_t kMib = std::uint64_t{1} << 20U;

// "memory12" is a block; "memory_failure" and the like are not.
bool is_block(std::string_view name) {
    constexpr std::string_view kPrefix = "memory";
    return name.size() > kPrefix.size() && name.starts_with(kPrefix) &&
           name.find_first_not_of("0123456789", kPrefix.size()) == std::string_view::npos;
}

// kernel: ABI/testing/sysfs-devices-memory; the block size is hexadecimal without a prefix.
std::optional<std::int64_t> online_blocks(Machine const& machine, std::vector<Gap>& gaps) {
    std::string const dir = "/sys/devices/system/memory";
    auto const block =
        read_number<std::uint64_t>(machine, "memory", dir + "/block_size_bytes", gaps, 16);
    if (!block) return std::nullopt;
    // The smallest and the largest that any architecture uses, generously.
    if (*block < kMib || *block > kMib * kMib) {
        gaps.push_back({"memory", dir + "/block_size_bytes", Missing::malformed, {}});
        return std::nullopt;
    }
    std::uint64_t online = 0;
    for (auto const& name : machine.list(dir)) {
        if (!is_block(name)) continue;
        auto const path = fmt::format("{}/{}/online", dir, name);
        auto const state = machine.read_line(path);
        // A count that misses some blocks would look like a missing stick.
        auto const missing = state.text ? Missing::malformed : state.why;
        if (!state.text || (*state.text != "0" && *state.text != "1")) {
            if (missing != Missing::absent) gaps.push_back({"memory", path, missing, {}});
            return std::nullopt;
        }
        if (*state.text == "1") ++online;
    }
    if (online == 0) return std::nullopt;
    return static_cast<std::int64_t>(online * (*block / kMib));
}

std::optional<std::int64_t> mem_total(Machine const& machine, std::vector<Gap>& gaps) {
    constexpr char const* kMeminfo = "/proc/meminfo";
    constexpr std::string_view kTotal = "MemTotal:";
    auto const reading = machine.read(kMeminfo);
    auto missing = reading.why;
    if (reading.text) {
        auto const at = reading.text->find(kTotal);
        if (at != std::string::npos) {
            auto const kib = parse_number<std::uint64_t>(
                std::string_view(*reading.text).substr(at + kTotal.size()));
            if (kib && *kib / 1024 > 0) return static_cast<std::int64_t>(*kib / 1024);
        }
        missing = Missing::malformed;
    }
    if (missing != Missing::absent) gaps.push_back({"memory", kMeminfo, missing, {}});
    return std::nullopt;
}

}  // namespace

KernelMemory read_kernel_memory(Machine const& machine, std::vector<Gap>& gaps) {
    if (auto const mib = online_blocks(machine, gaps))
        return {.mib = mib, .source = "memory-blocks"};
    if (auto const mib = mem_total(machine, gaps)) return {.mib = mib, .source = "meminfo"};
    return {};
}

}  // namespace rigcheck
