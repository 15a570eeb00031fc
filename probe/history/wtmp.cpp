#include "probe/history/wtmp.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace rigcheck {
namespace {

// struct utmp of glibc on x86, 384 bytes (utmp(5)).
constexpr std::size_t kSize = 384, kTime = 340;
constexpr std::size_t kType = 0, kUser = 44, kUserSize = 32;
constexpr std::size_t kLimit = std::size_t{8} * 1024 * 1024;
constexpr int kRunLevel = 1, kBoot = 2, kOldTime = 4;

std::int32_t number_at(std::string_view record, std::size_t at) {
    std::int32_t value = 0;
    std::memcpy(&value, record.data() + at, sizeof value);
    return value;
}

int type_of(std::string_view record) {
    std::int16_t type = 0;
    std::memcpy(&type, record.data() + kType, sizeof type);
    return type;
}

WtmpRecord parse_record(std::string_view record) {
    constexpr std::int64_t kSecond = 1'000'000;
    auto const user = record.substr(kUser, kUserSize);
    auto const name = user.substr(0, user.find('\0'));
    auto kind = WtmpRecord::Kind::other;
    if (type_of(record) == kBoot) kind = WtmpRecord::Kind::boot;
    if (type_of(record) == kRunLevel && name == "shutdown") kind = WtmpRecord::Kind::shutdown;
    auto const seconds = std::max(number_at(record, kTime), 0);
    auto const microseconds = std::clamp(number_at(record, kTime + 4), 0, 999'999);
    return {kind, seconds * kSecond + microseconds};
}

template <class Take>
void for_each_record(std::string_view bytes, Take const& take) {
    for (std::size_t at = 0; at + kSize <= bytes.size(); at += kSize) take(at);
}

}  // namespace

std::optional<std::vector<WtmpRecord>> parse_wtmp(std::string_view bytes) {
    if (bytes.size() % kSize != 0) return std::nullopt;
    std::vector<WtmpRecord> records;
    for_each_record(
        bytes, [&](std::size_t at) { records.push_back(parse_record(bytes.substr(at, kSize))); });
    return records;
}

std::string redact_wtmp(std::string_view bytes) {
    std::string blank(bytes.size(), '\0');
    for_each_record(bytes, [&](std::size_t at) {
        auto const record = bytes.substr(at, kSize);
        auto const type = type_of(record);
        if (type >= kRunLevel && type <= kOldTime) {
            bytes.copy(blank.data() + at, kSize, at);
        } else {
            bytes.copy(blank.data() + at + kType, 2, at + kType);
            bytes.copy(blank.data() + at + kTime, 8, at + kTime);
        }
    });
    return blank;
}

std::optional<WtmpEnd> end_in_wtmp(std::vector<WtmpRecord> const& records,
                                   std::int64_t started_us) {
    using Kind = WtmpRecord::Kind;
    constexpr std::int64_t kNear = std::int64_t{3600} * 1'000'000;
    auto const is_boot = [](WtmpRecord const& record) { return record.kind == Kind::boot; };
    auto end = records.rbegin();
    WtmpEnd found;
    if (started_us != 0) {
        end = std::find_if(records.rbegin(), records.rend(), is_boot);
        if (end == records.rend() || std::abs(end->at_us - started_us) > kNear) return std::nullopt;
        found.started_us = end->at_us;
        ++end;
    }
    auto const begin = std::find_if(end, records.rend(), is_boot);
    if (begin == records.rend()) return std::nullopt;
    for (auto record = end; record != begin; ++record) {
        found.shutdown = found.shutdown || record->kind == Kind::shutdown;
        found.last_us = std::max(found.last_us, record->at_us);
    }
    found.last_us = std::max(found.last_us, begin->at_us);
    return found;
}

std::vector<WtmpRecord> read_wtmp(Machine const& machine, std::vector<Gap>& gaps) {
    auto const reading = machine.read(kWtmp, kLimit);
    auto records = reading.text ? parse_wtmp(*reading.text) : std::nullopt;
    if (records) return std::move(*records);
    auto const why = reading.text ? Missing::malformed : reading.why;
    if (why != Missing::absent) gaps.push_back({"history", kWtmp, why, {}});
    return {};
}

}  // namespace rigcheck
