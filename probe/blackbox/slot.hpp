#pragma once

#include <span>

#include "probe/blackbox/format.hpp"

namespace rigcheck::blackbox {

enum class RecordType : std::uint8_t {
    sample = 1,
    delta_sample,
    event,
    anchor,
    mark,
    stop,
    reopen
};

enum class EventKind : std::uint8_t { kernel = 1, trigger };
enum class AnchorKind : std::uint8_t { clock_step = 1, resume, host_renamed, going_to_sleep };
enum class StopReason : std::uint8_t { shutdown = 1, service };

// The code of a reopen: how the writer before it ended.
constexpr std::uint8_t kWasStopped = 1, kHadDied = 2;

struct Value {
    std::uint16_t channel = 0;
    std::optional<std::int32_t> number;  // in units of the channel's scale

    friend bool operator==(Value const&, Value const&) = default;
};

// One entry of the log: a slot, or several for a sample of many channels.
struct Record {
    RecordType type = RecordType::sample;
    std::uint32_t seq = 0;
    Clocks at;
    std::vector<Value> values = {};  // of a sample
    std::uint8_t code = 0;           // of an event, an anchor, a stop: its kind
    std::int64_t amount_ns = 0;      // of an anchor: how far the clock stepped, how long it slept
    std::string text = {};           // of an event, a mark

    friend bool operator==(Record const&, Record const&) = default;
};

// What one slot holds: a record, or a part of one.
struct Slot {
    Record record;
    unsigned part = 1, parts = 1;
};

// How many slots the record takes.
std::size_t slots_of(Record const& record);

// The bytes of the record for the slots from `index` on of that segment. Text that is too long is
// cut where a character ends. At most kMaxChannels values.
std::vector<std::byte> encode(Record const& record, Id const& segment, std::uint32_t index);

// Empty when the bytes were not written for this place of this segment, or not whole.
std::optional<Slot> decode(std::span<std::byte const, kSlotSize> bytes, Id const& segment,
                           std::uint32_t index);

}  // namespace rigcheck::blackbox
