#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

// The black box: what a machine measured until its last second, in files that survive the cut of
// the power. docs/black-box-format.md describes every byte; the numbers below are from there.
namespace rigcheck::blackbox {

constexpr std::size_t kSlotSize = 512;  // what a drive writes as one
constexpr std::size_t kHeaderBlock = 4096;
constexpr std::size_t kMaxHeader = 65536;       // of one copy
constexpr std::uint32_t kUsualSlots = 16'368;   // 8 MiB with a header of one block
constexpr std::uint32_t kMaxSlots = 1U << 20U;  // a reader refuses more
constexpr std::size_t kValuesPerPart = 70;
constexpr std::size_t kMaxParts = 16;
constexpr std::size_t kMaxChannels = kValuesPerPart * kMaxParts;
constexpr std::size_t kMaxText = 440;
constexpr int kMaxScale = 9;
constexpr std::uint16_t kVersion = 1;

using Id = std::array<std::byte, 16>;

// "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11", as /proc/sys/kernel/random/boot_id has it.
std::string id_text(Id const& id);
// The same in 32 digits, as the journal has it.
std::string id_hex(Id const& id);
// With or without dashes and a newline; empty when it is none.
std::optional<Id> parse_id(std::string_view text);

// The codes are those of the file; a reader takes a code that it does not know as `other`, `none`.
enum class ChannelKind : std::uint8_t {
    other,
    temperature,
    power,
    voltage,
    current,
    fan,
    clock,
    load,
    memory,
    pressure,
    count,
    link,
    state
};

enum class Unit : std::uint8_t {
    none,
    celsius,
    watt,
    volt,
    ampere,
    rpm,
    megahertz,
    percent,
    mebibyte,
    second,
    joule,
    gigatransfers
};

// Sensors are read several times a second: the last reading of the second, its least, its most.
enum class Aspect : std::uint8_t { last, least, most };

// Whether the sensor passed the checks for plausible values. What a doubtful one says is kept in
// the file, but is no fact.
enum class Trust : std::uint8_t { unknown, good, doubtful };

struct Channel {
    std::uint16_t id = 0;
    ChannelKind kind = ChannelKind::other;
    Unit unit = Unit::none;
    Aspect aspect = Aspect::last;
    Trust trust = Trust::unknown;
    std::int8_t scale = 0;        // value = stored number × 10^scale
    std::uint16_t of = 0;         // least and most: the id of the channel with the last reading
    std::optional<double> limit;  // at which the hardware shuts down or throttles
    std::string chip;             // "k10temp-pci-00c3"; empty for least and most
    std::string feature;          // "temp1"
    std::string label;            // "Tctl"

    friend bool operator==(Channel const&, Channel const&) = default;
};

// What a number of the file means, and back; empty when it does not fit into 31 bits.
double value_of(Channel const& channel, std::int32_t number);
std::optional<std::int32_t> number_of(Channel const& channel, std::optional<double> value);

// The clocks of one moment, in nanoseconds.
struct Clocks {
    std::uint64_t boottime = 0;   // since the kernel's start, with sleep
    std::uint64_t realtime = 0;   // since 1970
    std::uint64_t monotonic = 0;  // since the kernel's start, without sleep

    friend bool operator==(Clocks const&, Clocks const&) = default;
};

Clocks read_clocks();

}  // namespace rigcheck::blackbox

namespace rigcheck {

template <>
struct EnumNames<blackbox::ChannelKind> {
    static constexpr std::array names{"other", "temperature", "power", "voltage", "current",
                                      "fan",   "clock",       "load",  "memory",  "pressure",
                                      "count", "link",        "state"};
};

template <>
struct EnumNames<blackbox::Unit> {
    static constexpr std::array names{"",    "C", "W",   "V", "A", "rpm",
                                      "MHz", "%", "MiB", "s", "J", "GT/s"};
};

}  // namespace rigcheck
