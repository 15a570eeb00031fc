#include "probe/blackbox/segment_reader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/blackbox/runs.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/black_box_mutations.hpp"
#include "tests/support/seal_black_box.hpp"

using namespace rigcheck;  // NOLINT(google-build-using-namespace)
using blackbox::parse_segment;
using blackbox::SegmentState;
using Bytes = test::MemoryDrive::Bytes;

namespace {

constexpr std::size_t kSlots = 2 * blackbox::kHeaderBlock;  // where they begin

std::span<std::byte> slot(Bytes& bytes, std::size_t index) {
    return std::span(bytes).subspan(kSlots + index * blackbox::kSlotSize, blackbox::kSlotSize);
}

// Whether each record is one of those that were written.
bool are_all_from(blackbox::Segment const& segment, blackbox::Segment const& written) {
    return std::all_of(segment.records.begin(), segment.records.end(), [&](auto const& record) {
        return std::find(written.records.begin(), written.records.end(), record) !=
               written.records.end();
    });
}

// Everything that a program does with a file.
std::string facts_of(Bytes const& bytes) {
    blackbox::RunBuilder builder(120);
    auto const segment = parse_segment(bytes);
    builder.add(segment);
    builder.add(segment);
    auto const run = builder.run(false);
    return run ? to_json(*run).dump(-1, ' ', false, Json::error_handler_t::replace) : "";
}

void read_mutated(unsigned count) {
    std::mt19937 random(512);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    auto const segment = test::some_segment(1);
    auto const other = test::some_segment(2);
    auto const written = parse_segment(segment);
    auto const elsewhere = parse_segment(other);
    unsigned invented = 0;
    unsigned out_of_order = 0;
    unsigned miscounted = 0;
    for (unsigned i = 0; i < count; ++i) {
        auto bytes = test::mutated(segment, other, random);
        auto const found = parse_segment(bytes);
        bool const ours = are_all_from(found, written) || are_all_from(found, elsewhere);
        invented += ours ? 0U : 1U;
        out_of_order += std::is_sorted(found.records.begin(), found.records.end(),
                                       [](auto const& a, auto const& b) { return a.seq < b.seq; })
                            ? 0U
                            : 1U;
        miscounted += found.used_slots == found.records.size() + found.damaged_slots ? 0U : 1U;
        if (i % 4 == 0) {
            test::seal(bytes);
            facts_of(bytes);
        }
    }
    CHECK(invented == 0);
    CHECK(out_of_order == 0);
    CHECK(miscounted == 0);
}

}  // namespace

TEST_CASE("a black box that ends in zeros is whole") {
    auto const segment = parse_segment(test::some_segment(1));
    CHECK(segment.state == SegmentState::whole);
    CHECK(segment.records.size() == 10);
    CHECK(segment.used_slots == 10);
    CHECK(segment.damaged_slots == 0);
    CHECK(segment.torn_slots == 0);
    CHECK_FALSE(segment.header_damaged);
}

TEST_CASE("a prepared segment that was never used is no damage") {
    CHECK(parse_segment(Bytes(20'000)).state == SegmentState::unused);
    CHECK(parse_segment({}).state == SegmentState::unused);
    CHECK(parse_segment(Bytes(20'000, std::byte{1})).state == SegmentState::malformed);
}

TEST_CASE("a black box cut off at any byte gives all records before it") {
    auto const bytes = test::some_segment(1);
    auto const written = parse_segment(bytes);
    std::vector<std::size_t> wrong;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        auto const found = parse_segment(std::span(bytes).first(size));
        auto const whole = size < kSlots ? 0 : (size - kSlots) / blackbox::kSlotSize;
        auto const state = size == 0                       ? SegmentState::unused
                           : size < blackbox::kHeaderBlock ? SegmentState::malformed
                                                           : SegmentState::truncated;
        bool const right = found.records.size() == std::min(whole, written.records.size()) &&
                           are_all_from(found, written) && found.damaged_slots == 0 &&
                           found.state == state;
        if (!right) wrong.push_back(size);
    }
    CHECK(wrong.empty());
}

TEST_CASE("each turned bit of a header leaves the other copy") {
    auto bytes = test::some_segment(1);
    auto const written = blackbox::find_header(bytes).value();
    std::vector<std::size_t> wrong;
    for (std::size_t bit = 0; bit < 8 * kSlots; ++bit) {
        auto const flip = static_cast<std::byte>(1U << bit % 8);
        bytes[bit / 8] ^= flip;
        auto const found = blackbox::find_header(bytes);
        bytes[bit / 8] ^= flip;
        if (!found || found->header != written.header || found->both_whole) wrong.push_back(bit);
    }
    CHECK(wrong.empty());
}

TEST_CASE("each turned bit of a slot costs the record that it is in and no other") {
    auto bytes = test::some_segment(1);
    auto const written = parse_segment(bytes);
    std::vector<std::size_t> wrong;
    for (std::size_t bit = 0; bit < 8 * blackbox::kSlotSize * written.used_slots; ++bit) {
        auto& byte = bytes[kSlots + bit / 8];
        auto const flip = static_cast<std::byte>(1U << bit % 8);
        byte ^= flip;
        auto const found = parse_segment(bytes);
        byte ^= flip;
        auto expected = written.records;
        auto const lost = bit / 8 / blackbox::kSlotSize;
        bool const is_last = lost + 1 == expected.size();
        expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(lost));
        bool const right = found.records == expected &&
                           found.damaged_slots == (is_last ? 0U : 1U) &&
                           found.torn_slots == (is_last ? 1U : 0U);
        if (!right) wrong.push_back(bit);
    }
    CHECK(wrong.empty());
}

TEST_CASE("records are not believed at another place") {
    auto bytes = test::some_segment(1);
    auto const written = parse_segment(bytes);
    auto const a = slot(bytes, 3);
    auto const b = slot(bytes, 5);
    std::swap_ranges(a.begin(), a.end(), b.begin());
    auto const found = parse_segment(bytes);
    CHECK(found.records.size() == written.records.size() - 2);
    CHECK(found.damaged_slots == 2);

    bytes = test::some_segment(1);
    std::copy_n(slot(bytes, 4).begin(), blackbox::kSlotSize, slot(bytes, 12).begin());
    CHECK(parse_segment(bytes).records == written.records);
    CHECK(parse_segment(bytes).torn_slots == 1);
}

TEST_CASE("records of another segment are not believed at the same place") {
    auto bytes = test::some_segment(1);
    auto other = test::some_segment(2);
    for (std::size_t const index : {2U, 11U})
        std::copy_n(slot(other, index % 10).begin(), blackbox::kSlotSize,
                    slot(bytes, index).begin());
    auto const found = parse_segment(bytes);
    CHECK(found.damaged_slots == 1);
    CHECK(found.torn_slots == 1);
    CHECK(are_all_from(found, parse_segment(test::some_segment(1))));
}

TEST_CASE("blocks of an older black box that a file system shows again are no records") {
    auto bytes = test::some_segment(1);
    auto const written = parse_segment(bytes);
    auto const older = test::some_segment(2);
    // Everything behind the last record.
    auto const end = kSlots + written.used_slots * blackbox::kSlotSize;
    std::copy(older.begin() + static_cast<std::ptrdiff_t>(kSlots),
              older.begin() + static_cast<std::ptrdiff_t>(kSlots + bytes.size() - end),
              bytes.begin() + static_cast<std::ptrdiff_t>(end));
    auto const found = parse_segment(bytes);
    CHECK(found.records == written.records);
    CHECK(found.damaged_slots == 0);
    CHECK(found.torn_slots > 0);
}

TEST_CASE("one copy of the header is enough, whichever it is") {
    auto const bytes = test::some_segment(1);
    for (std::size_t const copy : {std::size_t{0}, blackbox::kHeaderBlock}) {
        auto damaged = bytes;
        std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(copy), blackbox::kHeaderBlock,
                    std::byte{0xFF});
        auto const found = parse_segment(damaged);
        CHECK(found.records.size() == 10);
        CHECK(found.header_damaged);
    }
}

TEST_CASE("mutated black boxes are read without a record that nobody wrote") {
    read_mutated(20'000);
}

// Takes half a minute in a release build: rigcheck_tests "[million]"
TEST_CASE("a million mutated black boxes are read without a record that nobody wrote",
          "[.][million]") {
    read_mutated(1'000'000);
}
