#include <algorithm>
#include <numeric>

#include "probe/storage/health.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kPage = 512;

std::uint64_t little_endian(Bytes bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8U | bytes[at + i - 1];
    return value;
}

// Counters of 16 bytes. Beyond eight bytes nothing real is counted.
std::optional<std::uint64_t> counter(Bytes page, std::size_t at) {
    if (little_endian(page, at + 8, 8) != 0) return std::nullopt;
    auto const value = little_endian(page, at, 8);
    return value < (std::uint64_t{1} << 62U) ? std::optional(value) : std::nullopt;
}

// Raw values have six bytes. Many drives pack more than the count into the upper ones.
std::optional<std::uint64_t> raw_count(Bytes attribute) {
    if (little_endian(attribute, 9, 2) != 0) return std::nullopt;
    return little_endian(attribute, 5, 4);
}

void take_attribute(Bytes attribute, DriveHealth& health) {
    constexpr std::uint64_t kMostHours = 200'000;  // 22 years: some count minutes
    switch (attribute[0]) {
        case 5:
            health.reallocated_sectors = raw_count(attribute);
            break;
        case 9:
            health.power_on_hours = little_endian(attribute, 5, 4);
            if (*health.power_on_hours > kMostHours) health.power_on_hours.reset();
            break;
        case 12:
            health.power_cycles = raw_count(attribute);
            break;
        case 194:
            if (attribute[5] > 0 && attribute[5] < 120) health.temperature_c = attribute[5];
            break;
        case 197:
            health.pending_sectors = raw_count(attribute);
            break;
        case 198:
            health.uncorrectable_sectors = raw_count(attribute);
            break;
        case 199:
            health.crc_errors = raw_count(attribute);
            break;
        default:
            break;
    }
}

}  // namespace

std::optional<DriveHealth> parse_nvme_health(Bytes page) {
    if (page.size() < kPage) return std::nullopt;
    bool const blank = std::all_of(page.begin(), page.begin() + kPage,
                                   [&](std::uint8_t byte) { return byte == page[0]; });
    if (blank || page[3] > 100 || page[4] > 100) return std::nullopt;
    DriveHealth health;
    health.critical_warning = page[0] & 0x3F;
    auto const kelvin = static_cast<int>(little_endian(page, 1, 2));
    if (kelvin > 200 && kelvin < 500) health.temperature_c = kelvin - 273;
    health.available_spare = page[3];
    health.spare_threshold = page[4];
    health.percentage_used = page[5];
    health.power_cycles = counter(page, 112);
    health.power_on_hours = counter(page, 128);
    health.unsafe_shutdowns = counter(page, 144);
    health.media_errors = counter(page, 160);
    health.warning_temperature_min = static_cast<std::int64_t>(little_endian(page, 192, 4));
    health.critical_temperature_min = static_cast<std::int64_t>(little_endian(page, 196, 4));
    return health;
}

std::optional<DriveHealth> parse_ata_health(Bytes data) {
    if (data.size() < kPage) return std::nullopt;
    auto const sum = std::accumulate(data.begin(), data.begin() + kPage, 0U);
    bool const blank = std::all_of(data.begin(), data.begin() + kPage,
                                   [](std::uint8_t byte) { return byte == 0; });
    if (blank || (sum & 0xFFU) != 0) return std::nullopt;
    DriveHealth health;
    constexpr std::size_t kAttributes = 30;
    constexpr std::size_t kSize = 12;
    for (std::size_t i = 0; i < kAttributes; ++i) {
        take_attribute(data.subspan(2 + i * kSize, kSize), health);
    }
    return health;
}

std::optional<AtaRegisters> parse_ata_registers(Bytes sense) {
    constexpr std::uint8_t kDescriptorFormat = 0x72;
    constexpr std::uint8_t kAtaReturn = 0x09;
    if (sense.size() < 22 || (sense[0] & 0x7FU) != kDescriptorFormat) return std::nullopt;
    if (sense[8] != kAtaReturn || sense[9] != 12) return std::nullopt;
    return AtaRegisters{.error = sense[11],
                        .count = sense[13],
                        .lba_mid = sense[17],
                        .lba_high = sense[19],
                        .status = sense[21]};
}

bool is_awake(AtaRegisters const& registers) {
    bool const idle = registers.count >= 0x80 && registers.count <= 0x83;
    return registers.count == 0xFF || idle;
}

std::optional<bool> smart_passed(AtaRegisters const& registers) {
    if (registers.lba_mid == 0x4F && registers.lba_high == 0xC2) return true;
    if (registers.lba_mid == 0xF4 && registers.lba_high == 0x2C) return false;
    return std::nullopt;
}

}  // namespace rigcheck
