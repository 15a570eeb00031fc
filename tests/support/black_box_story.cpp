#include "tests/support/black_box_story.hpp"

#include <algorithm>
#include <stdexcept>

#include "probe/blackbox/fault.hpp"
#include "probe/blackbox/stored_segments.hpp"

namespace rigcheck::test {
namespace {

using blackbox::Record;
using blackbox::RecordType;

bool is_sample(Record const& record) {
    return record.type == RecordType::sample || record.type == RecordType::delta_sample;
}

}  // namespace

blackbox::Id id_of_byte(unsigned byte) {
    blackbox::Id id{};
    id.fill(static_cast<std::byte>(byte));
    return id;
}

blackbox::Clocks clocks_at(double seconds) {
    constexpr std::uint64_t kStart = 1'790'000'000'000'000'000;  // 2026-09-21
    auto const ns = static_cast<std::uint64_t>(seconds * 1e9);
    return {.boottime = ns, .realtime = kStart + ns, .monotonic = ns};
}

std::vector<blackbox::Channel> some_channels(std::size_t count) {
    std::vector<blackbox::Channel> channels;
    for (std::size_t i = 0; i < count; ++i) {
        channels.push_back({.id = static_cast<std::uint16_t>(i + 1),
                            .kind = blackbox::ChannelKind::temperature,
                            .unit = blackbox::Unit::celsius,
                            .scale = -3,
                            .limit = 95,
                            .chip = i < 3 ? "chip" : "",  // short, to leave few states to visit
                            .feature = i < 3 ? "temp" + std::to_string(i) : "",
                            .label = {}});
    }
    return channels;
}

std::map<std::uint32_t, Record> recovered(MemoryDrive::Files const& files,
                                          blackbox::Id const& boot) {
    std::map<std::uint32_t, Record> records;
    for (auto const& [name, bytes] : files) {
        if (!blackbox::is_segment_name(name)) continue;
        auto segment = blackbox::parse_segment(bytes);
        if (segment.header.boot != boot) continue;
        for (auto& record : segment.records) records.emplace(record.seq, std::move(record));
    }
    return records;
}

std::vector<Record> const& BlackBoxStory::records_of(std::string const& name,
                                                     MemoryDrive::Bytes const& bytes) const {
    auto& [known, records] = parsed_[name];
    if (known != bytes) {
        auto segment = blackbox::parse_segment(bytes);
        known = bytes;
        records.clear();
        if (segment.header.boot == boot_) records = std::move(segment.records);
    }
    return records;
}

BlackBoxStory::BlackBoxStory(MemoryDrive& drive, blackbox::Id boot, Plan plan)
    : drive_(drive), boot_(boot), plan_(plan), values_(plan.channels) {
    restart(false);
}

blackbox::Clocks BlackBoxStory::now() const {
    auto clocks = clocks_at(seconds_ + slept_);
    clocks.monotonic = clocks_at(seconds_).monotonic;
    return clocks;
}

Record& BlackBoxStory::tell(RecordType type) {
    auto& told = told_[next_];
    told.record = {.type = type, .seq = next_++, .at = now()};
    return told.record;
}

void BlackBoxStory::note(std::optional<blackbox::Fault> const& fault) {
    if (!fault) promised_ = writer_->last_synced();
    for (auto const& [name, bytes] : drive_.files()) {
        for (auto const& record : records_of(name, bytes)) told_[record.seq].file = name;
    }
}

void BlackBoxStory::restart(bool stopped) {
    seconds_ += 1;
    bool const again = !told_.empty();
    writer_.reset();
    if (again) tell(RecordType::reopen).code = stopped ? blackbox::kWasStopped : blackbox::kHadDied;
    blackbox::Fault fault;
    writer_ = blackbox::Writer::open({.directory = "box",
                                      .boot = boot_,
                                      .channels = some_channels(plan_.channels),
                                      .slots = plan_.slots,
                                      .limit = plan_.limit},
                                     drive_.layer(), now(), fault);
    if (!writer_) throw std::runtime_error(fault_text(fault));
    if (again) note({});
}

void BlackBoxStory::sample(bool all_change) {
    seconds_ += 1;
    if (slept_ > noted_sleep_) {
        auto& anchor = tell(RecordType::anchor);
        anchor.code = static_cast<std::uint8_t>(blackbox::AnchorKind::resume);
        anchor.amount_ns = static_cast<std::int64_t>((slept_ - noted_sleep_) * 1e9);
    }
    noted_sleep_ = slept_;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        if (all_change || i == 0)
            values_[i] = static_cast<double>(next_) + static_cast<double>(i) / 8;
    }
    auto& record = tell(RecordType::sample);
    auto const channels = some_channels(plan_.channels);
    for (std::size_t i = 0; i < values_.size(); ++i)
        record.values.push_back({channels[i].id, number_of(channels[i], values_[i])});
    note(writer_->sample(now(), values_));
}

void BlackBoxStory::event(blackbox::Sync sync) {
    seconds_ += 0.25;
    auto& record = tell(RecordType::event);
    record.code = static_cast<std::uint8_t>(blackbox::EventKind::kernel);
    record.text = "line " + std::to_string(record.seq);
    note(writer_->event(now(), blackbox::EventKind::kernel, record.text, sync));
}

void BlackBoxStory::stop(blackbox::StopReason reason) {
    seconds_ += 1;
    tell(RecordType::stop).code = static_cast<std::uint8_t>(reason);
    note(writer_->stop(now(), reason));
}

std::string BlackBoxStory::compare(Record const& found) const {
    auto const at = told_.find(found.seq);
    auto const name = "record " + std::to_string(found.seq);
    if (at == told_.end()) return name + " was never written";
    auto const& told = at->second.record;
    if (found.at != told.at) return name + " has another time";
    if (is_sample(told) && is_sample(found)) {
        if (found.type == RecordType::sample && found.values != told.values)
            return name + " has other values";
        for (auto const& value : found.values) {
            if (std::find(told.values.begin(), told.values.end(), value) == told.values.end())
                return name + " has a value that was never written";
        }
        return {};
    }
    return found == told ? "" : name + " is not as it was written";
}

std::string BlackBoxStory::complaint(MemoryDrive::Files const& files) const {
    std::set<std::uint32_t> found;
    for (auto const& [name, bytes] : files) {
        for (auto const& record : records_of(name, bytes)) {
            found.insert(record.seq);
            if (auto wrong = compare(record); !wrong.empty()) return wrong;
        }
    }
    auto const present = drive_.files();
    for (auto const& [number, told] : told_) {
        if (!promised_ || number > *promised_) break;
        bool const removed = !told.file.empty() && !present.contains(told.file);
        if (!removed && !found.contains(number))
            return "record " + std::to_string(number) + " was promised and is lost";
    }
    return {};
}

}  // namespace rigcheck::test
