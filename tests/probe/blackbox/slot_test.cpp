#include "probe/blackbox/slot.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "probe/blackbox/crc32c.hpp"
#include "probe/blackbox/segment_header.hpp"
#include "tests/support/black_box_story.hpp"

using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)
using rigcheck::test::clocks_at;
using rigcheck::test::id_of_byte;

namespace {

std::optional<Slot> decode_at(std::vector<std::byte> const& bytes, std::size_t part,
                              std::uint32_t index) {
    auto const slot = std::span(bytes).subspan(part * kSlotSize).first<kSlotSize>();
    return decode(slot, id_of_byte(3), index);
}

Record sample_of(std::size_t count) {
    Record record{.type = RecordType::sample, .seq = 9, .at = clocks_at(5)};
    for (std::size_t i = 0; i < count; ++i) {
        auto const number = static_cast<std::int32_t>(i) * 1000 - 7;
        record.values.push_back({static_cast<std::uint16_t>(i), number});
    }
    return record;
}

}  // namespace

// RFC 3720, appendix B.4.
TEST_CASE("CRC-32C gives the sums of RFC 3720") {
    std::vector<std::byte> bytes(32);
    CHECK(crc32c(bytes) == 0x8A9136AA);
    std::fill(bytes.begin(), bytes.end(), std::byte{0xFF});
    CHECK(crc32c(bytes) == 0x62A8AB43);
    for (unsigned i = 0; i < 32; ++i) bytes[i] = static_cast<std::byte>(i);
    CHECK(crc32c(bytes) == 0x46DD794E);
    std::reverse(bytes.begin(), bytes.end());
    CHECK(crc32c(bytes) == 0x113FDB5C);
    constexpr std::array kRead{0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                               0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00,
                               0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00,
                               0x00, 0x18, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                               0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    std::vector<std::byte> pdu;
    pdu.reserve(kRead.size());
    for (auto const byte : kRead) pdu.push_back(static_cast<std::byte>(byte));
    CHECK(crc32c(pdu) == 0xD9963A56);
    for (std::size_t cut = 0; cut <= pdu.size(); ++cut) {
        auto const first = crc32c(std::span(pdu).first(cut));
        CHECK(crc32c(std::span(pdu).subspan(cut), first) == 0xD9963A56);
    }
}

TEST_CASE("each kind of record comes back from its slots") {
    for (auto const type : {RecordType::event, RecordType::anchor, RecordType::mark,
                            RecordType::stop, RecordType::reopen}) {
        Record const record{.type = type,
                            .seq = 0xFFFFFFFE,
                            .at = {1, 2, 3},
                            .code = 2,
                            .amount_ns = -5'000'000'000,
                            .text = "NVRM: Xid (PCI:0000:01:00): 79"};
        auto const bytes = encode(record, id_of_byte(3), 4);
        REQUIRE(bytes.size() == kSlotSize);
        CHECK(decode_at(bytes, 0, 4).value().record == record);
    }
}

TEST_CASE("a sample takes a slot for each seventy values") {
    for (std::size_t const count : {0U, 1U, 70U, 71U, 140U, 141U, 1120U}) {
        auto const record = sample_of(count);
        auto const bytes = encode(record, id_of_byte(3), 10);
        auto const parts = std::max<std::size_t>((count + 69) / 70, 1);
        REQUIRE(bytes.size() == parts * kSlotSize);
        CHECK(slots_of(record) == parts);
        std::vector<Value> values;
        for (std::size_t part = 0; part < parts; ++part) {
            auto const slot = decode_at(bytes, part, static_cast<std::uint32_t>(10 + part));
            REQUIRE(slot);
            CHECK(slot->part == part + 1);
            CHECK(slot->parts == parts);
            values.insert(values.end(), slot->record.values.begin(), slot->record.values.end());
        }
        CHECK(values == record.values);
    }
}

TEST_CASE("what is not available is no number") {
    auto record = sample_of(2);
    record.values[1].number = std::nullopt;
    CHECK(decode_at(encode(record, id_of_byte(3), 0), 0, 0).value().record == record);
}

TEST_CASE("a slot is believed at its place in its segment alone") {
    auto const bytes = encode(sample_of(3), id_of_byte(3), 7);
    CHECK(decode_at(bytes, 0, 7));
    CHECK_FALSE(decode_at(bytes, 0, 8));
    CHECK_FALSE(decode(std::span(bytes).first<kSlotSize>(), id_of_byte(4), 7));
    CHECK_FALSE(decode_at(std::vector<std::byte>(kSlotSize), 0, 0));
}

TEST_CASE("a text that is too long is cut where a character ends") {
    Record record{.type = RecordType::mark, .at = {}, .text = std::string(439, 'a') + "é and more"};
    auto const cut = decode_at(encode(record, id_of_byte(3), 0), 0, 0).value().record.text;
    CHECK(cut == std::string(439, 'a'));
    record.text = std::string(438, 'a') + "é and more";
    CHECK(decode_at(encode(record, id_of_byte(3), 0), 0, 0).value().record.text ==
          std::string(438, 'a') + "é");
    record.text = std::string(1000, '\x80');  // no character ever ends
    CHECK(decode_at(encode(record, id_of_byte(3), 0), 0, 0));
}

TEST_CASE("numbers are kept in the scale of their channel") {
    Channel channel{.scale = -3, .limit = {}, .chip = {}, .feature = {}, .label = {}};
    CHECK(number_of(channel, 45.125) == 45125);
    CHECK(value_of(channel, 45125) == 45.125);
    CHECK(number_of(channel, -0.0004) == 0);
    CHECK_FALSE(number_of(channel, 3e6));
    CHECK_FALSE(number_of(channel, -3e6));
    CHECK_FALSE(number_of(channel, std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(number_of(channel, std::nullopt));
    channel.scale = 2;
    CHECK(number_of(channel, 12'340.0) == 123);
    CHECK(value_of(channel, 123) == 12'300);
}

TEST_CASE("a header comes back from its bytes, and grows with the channels") {
    Header header{.segment = id_of_byte(1),
                  .boot = id_of_byte(2),
                  .machine = id_of_byte(3),
                  .slots = 16,
                  .number = 4,
                  .ordinal = 1234567890123,
                  .first_seq = 77,
                  .period_ms = 1000,
                  .created = {10, 20, 30},
                  .channels = {{.id = 1,
                                .kind = ChannelKind::power,
                                .unit = Unit::watt,
                                .trust = Trust::good,
                                .scale = -3,
                                .limit = 320.5,
                                .chip = "nvml 0000:01:00.0",
                                .feature = "power",
                                .label = "GPU"},
                               {.id = 2,
                                .kind = ChannelKind::power,
                                .unit = Unit::watt,
                                .aspect = Aspect::most,
                                .scale = -3,
                                .of = 1,
                                .limit = {},
                                .chip = {},
                                .feature = {},
                                .label = {}}}};
    for (std::size_t const more : {0U, 200U, 900U}) {
        auto const channels = rigcheck::test::some_channels(more);
        header.channels.insert(header.channels.end(), channels.begin(), channels.end());
        auto copies = encode(header);
        CHECK(copies.size() % kHeaderBlock == 0);
        auto const one = copies;
        copies.insert(copies.end(), one.begin(), one.end());
        auto const found = find_header(copies);
        REQUIRE(found);
        CHECK(found->header == header);
        CHECK(found->size == one.size());
        CHECK(found->both_whole);
    }
    header.channels = rigcheck::test::some_channels(kMaxChannels + 1);
    CHECK(encode(header).empty());
}

TEST_CASE("ids are read with and without dashes") {
    auto const text = "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11";
    auto const id = parse_id(std::string(text) + "\n");
    REQUIRE(id);
    CHECK(id_text(*id) == text);
    CHECK(id_hex(*id) == "6c9a1e0e5d0f4a3b9d1c2f8f0b7a4c11");
    CHECK(parse_id(id_hex(*id)) == id);
    for (auto const* no :
         {"", "6c9a1e0e", "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c1",
          "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c112", "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c1g"})
        CHECK_FALSE(parse_id(no));
}
