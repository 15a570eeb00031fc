// A segment of a black box: nothing in it may crash the reader, and what it counts must add up.
// Every second input gets the right sums first, since chance alone does not find a CRC.
#include <cstdint>
#include <cstdlib>

#include "probe/blackbox/runs.hpp"
#include "probe/blackbox/stored_segments.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/seal_black_box.hpp"

namespace {

using namespace rigcheck;            // NOLINT(google-build-using-namespace)
using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)

void require(bool holds) {
    if (!holds) std::abort();
}

void read_segment(std::vector<std::byte> const& bytes) {
    auto const segment = parse_segment(bytes);
    require(segment.records.size() + segment.damaged_slots <= segment.used_slots);
    require(segment.used_slots <= segment.header.slots);
    require(segment.used_slots * kSlotSize <= bytes.size());
    RunBuilder builder(120);
    builder.add(segment);
    builder.add(segment);
    if (auto const run = builder.run(false)) {
        for (auto const& channel : run->channels)
            require(channel.values.size() == run->seconds.size());
        to_json(*run).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
}

// What the writer looks at before it goes on.
void read_tail(std::vector<std::byte> const& bytes) {
    FileLayer files{};
    files.list = [&](std::string const&) {
        return std::vector<Listed>{{"bb-00000000-1.rcb", bytes.size()}};
    };
    files.read = [&](std::string const&, std::uint64_t offset, std::size_t limit) {
        auto const from = std::min<std::size_t>(offset, bytes.size());
        auto const part = std::span(bytes).subspan(from, std::min(limit, bytes.size() - from));
        return std::vector<std::byte>(part.begin(), part.end());
    };
    for (auto const& stored : stored_segments(files, "")) tail_of(files, "", stored);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    auto const input = std::as_bytes(std::span(data, size)).subspan(1);
    std::vector<std::byte> bytes(input.begin(), input.end());
    // Short inputs are enough for a header and some slots.
    if (data[0] % 4 == 0) bytes.resize(std::max(bytes.size(), 2 * kHeaderBlock + 4 * kSlotSize));
    if (data[0] % 2 == 0) test::seal(bytes);
    read_segment(bytes);
    read_tail(bytes);
    return 0;
}
