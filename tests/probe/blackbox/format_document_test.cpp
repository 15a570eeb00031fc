#include <catch2/catch.hpp>
#include <charconv>
#include <sstream>

#include "probe/blackbox/segment_reader.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)

namespace {

std::size_t hex_number(std::string const& text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

// The file behind the `hexdump -C` in the text: "*" stands for lines like the one before it.
std::vector<std::byte> bytes_of_dump(std::string const& text) {
    std::vector<std::byte> bytes;
    std::vector<std::byte> line;
    std::istringstream lines(text.substr(text.rfind("```\n00000000") + 4));
    for (std::string row; std::getline(lines, row) && row != "```";) {
        if (row == "*") continue;
        for (auto const at = hex_number(row.substr(0, 8)); bytes.size() < at;)
            bytes.insert(bytes.end(), line.begin(), line.end());
        line.clear();
        std::istringstream columns(row.substr(8, 52 - 2));
        for (std::string pair; columns >> pair && pair.size() == 2;)
            line.push_back(static_cast<std::byte>(hex_number(pair)));
        bytes.insert(bytes.end(), line.begin(), line.end());
    }
    return bytes;
}

}  // namespace

TEST_CASE("the example in the description of the black box is what it says") {
    auto const bytes =
        bytes_of_dump(rigcheck::test::read_file(RIGCHECK_SOURCE_DIR "/docs/black-box-format.md"));
    REQUIRE(bytes.size() == 2 * kHeaderBlock + 16 * kSlotSize);
    auto const segment = parse_segment(bytes);
    CHECK(segment.state == SegmentState::whole);
    CHECK_FALSE(segment.header_damaged);
    CHECK(segment.damaged_slots == 0);
    CHECK(segment.torn_slots == 0);
    auto const& header = segment.header;
    CHECK(id_text(header.boot) == "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11");
    REQUIRE(header.channels.size() == 3);
    CHECK(header.channels[0].label == "Tctl");
    CHECK(header.channels[0].limit == 95);
    CHECK(header.channels[1].aspect == Aspect::most);
    CHECK(header.channels[1].of == 1);
    CHECK(header.channels[2].limit == 320);
    REQUIRE(segment.records.size() == 2);
    auto const& sample = segment.records[0];
    CHECK(sample.at.boottime == 60'000'000'000);
    CHECK(sample.values == std::vector<Value>{{1, 71'250}, {2, 74'500}, {3, std::nullopt}});
    auto const& event = segment.records[1];
    CHECK(event.at.boottime == 60'750'000'000);
    CHECK(event.text == "NVRM: Xid (PCI:0000:01:00): 79, GPU has fallen off the bus.");
    // The other way round: what rigcheck writes today are these bytes.
    auto const one_copy = std::vector(bytes.begin(), bytes.begin() + kHeaderBlock);
    CHECK(encode(header) == one_copy);
    auto const slot = bytes.begin() + 2 * kHeaderBlock;
    CHECK(encode(sample, header.segment, 0) == std::vector(slot, slot + kSlotSize));
    CHECK(encode(event, header.segment, 1) == std::vector(slot + kSlotSize, slot + 2 * kSlotSize));
}
