#include "probe/blackbox/runs.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace rigcheck::blackbox {
namespace {

constexpr double kSecond = 1e9;  // ns
constexpr std::size_t kMostSamples = 600;
constexpr std::size_t kMostChannels = 200;
constexpr std::size_t kMostEvents = 100;

std::string utc_text(std::uint64_t realtime_ns) {
    constexpr std::uint64_t kWhole = 1'000'000'000;
    auto const seconds = static_cast<std::time_t>(realtime_ns / kWhole);
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", fmt::gmtime(seconds),
                       realtime_ns % kWhole / 1000);
}

std::string without_controls(std::string text) {
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return text;
}

std::string name_of(Channel const& channel) {
    auto const& what = channel.label.empty() ? channel.feature : channel.label;
    auto const space = channel.chip.empty() || what.empty() ? "" : " ";
    return without_controls(channel.chip + space + what);
}

void widen(std::optional<double>& least, std::optional<double>& most, double value) {
    least = std::min(least.value_or(value), value);
    most = std::max(most.value_or(value), value);
}

std::optional<std::string> event_kind(Record const& record) {
    switch (record.type) {
        case RecordType::mark:
            return "mark";
        case RecordType::event:
            return static_cast<EventKind>(record.code) == EventKind::trigger ? "trigger" : "kernel";
        case RecordType::anchor:
            if (static_cast<AnchorKind>(record.code) == AnchorKind::clock_step) return "clock-step";
            if (static_cast<AnchorKind>(record.code) == AnchorKind::resume) return "resume";
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

std::string event_text(Record const& record) {
    if (record.type != RecordType::anchor) return without_controls(record.text);
    return fmt::format("{:+.1f} s", static_cast<double>(record.amount_ns) / kSecond);
}

}  // namespace

RunEnd end_of(Segment const& last) {
    if (last.records.empty() || last.torn_slots > 0) return RunEnd::open;
    auto const& record = last.records.back();
    if (record.type == RecordType::stop) {
        bool const shutdown = static_cast<StopReason>(record.code) == StopReason::shutdown;
        return shutdown ? RunEnd::shutdown : RunEnd::service;
    }
    bool const asleep = record.type == RecordType::anchor &&
                        static_cast<AnchorKind>(record.code) == AnchorKind::going_to_sleep;
    return asleep ? RunEnd::going_to_sleep : RunEnd::open;
}

std::size_t RunBuilder::place_of(Channel const& channel) {
    auto const name = name_of(channel);
    auto const kind = enum_name(channel.kind);
    auto& channels = run_.channels;
    auto const at = std::find_if(
        channels.begin(), channels.end(),
        [&](RecordedChannel const& each) { return each.name == name && each.kind == kind; });
    if (at != channels.end()) {
        at->limit = channel.limit;
        return static_cast<std::size_t>(at - channels.begin());
    }
    channels.push_back({.name = name,
                        .kind = std::string(kind),
                        .unit = std::string(enum_name(channel.unit)),
                        .limit = channel.limit,
                        .values = {},
                        .least = {},
                        .most = {}});
    return channels.size() - 1;
}

void RunBuilder::add_channels(Header const& header) {
    shown_.clear();
    std::uint16_t highest = 0;
    for (auto const& channel : header.channels)
        highest = std::max({highest, channel.id, channel.of});
    places_.assign(std::size_t{highest} + 1, std::nullopt);
    for (auto const& channel : header.channels) {
        if (channel.aspect != Aspect::last || channel.trust == Trust::doubtful) continue;
        if (run_.channels.size() == kMostChannels) break;
        places_[channel.id] = Place{place_of(channel), &channel};
    }
    for (auto const& channel : header.channels) {
        auto const& base = places_[channel.of];
        if (channel.aspect == Aspect::last || places_[channel.id] || !base) continue;
        places_[channel.id] = Place{base->index, &channel};
    }
}

void RunBuilder::count_lost(Segment const& segment) {
    if (segment.records.empty()) return;
    auto const first = std::int64_t{segment.header.first_seq};
    if (last_ && segment.header.number == last_number_ + 1)
        run_.lost_samples += std::max<std::int64_t>(first - last_->seq - 1, 0);
    auto const numbers = std::int64_t{segment.records.back().seq} - first + 1;
    auto const here = static_cast<std::int64_t>(segment.records.size()) + segment.damaged_slots;
    run_.lost_samples += std::max<std::int64_t>(numbers - here, 0);
}

void RunBuilder::add(Segment const& segment) {
    run_.boot_id = id_hex(segment.header.boot);
    run_.period_s = segment.header.period_ms / 1000.0;
    run_.damaged_slots += static_cast<int>(segment.damaged_slots);
    count_lost(segment);
    add_channels(segment.header);
    for (auto const& record : segment.records) add_record(record);
    places_.clear();
    last_number_ = segment.header.number;
    end_ = end_of(segment);
}

void RunBuilder::add_record(Record const& record) {
    if (run_.first_at.empty()) run_.first_at = utc_text(record.at.realtime);
    run_.last_at = utc_text(record.at.realtime);
    if (last_ && record.type != RecordType::reopen && record.at.monotonic > last_->at.monotonic) {
        auto const ran = record.at.monotonic - last_->at.monotonic;
        run_.recorded_s += static_cast<double>(ran) / kSecond;
    }
    // What a delta sample leaves out is as before only if nothing in between is missing.
    if (last_ && record.seq != last_->seq + 1) shown_.clear();
    if (record.type == RecordType::sample || record.type == RecordType::delta_sample) {
        add_sample(record);
    } else {
        add_event(record);
    }
    last_ = Record{.type = record.type, .seq = record.seq, .at = record.at};
}

void RunBuilder::add_sample(Record const& record) {
    if (record.type == RecordType::sample) shown_.clear();
    shown_.resize(run_.channels.size());
    for (auto const& value : record.values) {
        if (value.channel >= places_.size() || !places_[value.channel]) continue;
        auto const& place = places_[value.channel];
        auto const index = place->index;
        auto const number =
            value.number ? std::optional(value_of(*place->channel, *value.number)) : std::nullopt;
        if (place->channel->aspect == Aspect::last) shown_[index] = number;
        if (number) widen(run_.channels[index].least, run_.channels[index].most, *number);
    }
    samples_.push_back({record.at.boottime, shown_});
    auto const oldest = [&] {
        auto const age = record.at.boottime - samples_.front().boottime;
        return static_cast<double>(age) / kSecond;
    };
    while (samples_.size() > kMostSamples || oldest() > kept_seconds_) samples_.pop_front();
}

void RunBuilder::add_event(Record const& record) {
    auto const kind = event_kind(record);
    if (!kind) return;
    if (run_.events.size() == kMostEvents) run_.events.erase(run_.events.begin());
    run_.events.push_back({utc_text(record.at.realtime), *kind, event_text(record)});
}

std::optional<BlackBoxRun> RunBuilder::run(bool is_current) const {
    if (!last_) return std::nullopt;
    auto run = run_;
    for (auto const& sample : samples_) {
        auto const before = static_cast<double>(last_->at.boottime - sample.boottime) / kSecond;
        if (before > kept_seconds_) continue;
        run.seconds.push_back(0 - before);
        for (std::size_t i = 0; i < run.channels.size(); ++i) {
            auto const value = i < sample.values.size() ? sample.values[i] : std::nullopt;
            run.channels[i].values.push_back(value);
        }
    }
    run.end = end_ == RunEnd::shutdown         ? RecordEnd::shutdown
              : end_ == RunEnd::service        ? RecordEnd::service
              : is_current                     ? RecordEnd::running
              : end_ == RunEnd::going_to_sleep ? RecordEnd::suspended
                                               : RecordEnd::cut;
    return run;
}

}  // namespace rigcheck::blackbox
