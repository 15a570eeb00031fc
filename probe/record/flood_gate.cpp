#include "probe/record/flood_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rigcheck::record {
namespace {

constexpr double kAtOnce = 10, kPerSecond = 0.1;
constexpr std::size_t kMostKinds = 1000;

}  // namespace

std::string FloodGate::pass(std::string const& kind, std::string const& line, double now_s) {
    if (buckets_.size() >= kMostKinds && !buckets_.contains(kind)) return {};
    auto& bucket = buckets_.try_emplace(kind, Bucket{.room = kAtOnce, .at_s = now_s}).first->second;
    bucket.room = std::min(kAtOnce, bucket.room + (now_s - bucket.at_s) * kPerSecond);
    bucket.at_s = now_s;
    if (bucket.room < 1) {
        ++bucket.held_back;
        return {};
    }
    bucket.room -= 1;
    auto const held_back = std::exchange(bucket.held_back, 0);
    if (held_back == 0) return line;
    return fmt::format("{} ({} more of the kind before)", line, held_back);
}

}  // namespace rigcheck::record
