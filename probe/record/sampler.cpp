#include "probe/record/sampler.hpp"

#include <algorithm>
#include <cmath>

namespace rigcheck::record {
namespace {

// Four slots of the black box; an ordinary machine needs one or two.
constexpr std::size_t kMostChannels = 4 * blackbox::kValuesPerPart;
// A chip on a slow bus must not hold up the rest.
constexpr double kBudget = 0.3;  // s
constexpr int kPatience = 3;
constexpr int kDemoted = 30;    // s between two readings
constexpr double kEarly = 0.5;  // s: a second that came late must not cost the next one

blackbox::Channel aspect_of(blackbox::Channel const& last, blackbox::Aspect aspect,
                            std::size_t id) {
    blackbox::Channel channel;
    channel.id = static_cast<std::uint16_t>(id);
    channel.kind = last.kind;
    channel.unit = last.unit;
    channel.aspect = aspect;
    channel.trust = last.trust;
    channel.scale = last.scale;
    channel.of = last.id;
    return channel;
}

}  // namespace

Sampler::Sampler(std::vector<Source> sources, std::function<double()> clock)
    : clock_(std::move(clock)) {
    std::vector<Meter> meters;
    for (auto& source : sources) add(std::move(source), meters);
    values_.resize(channels_.size());
    meters_ = std::make_shared<Meters>(std::move(meters));
}

void Sampler::add(Source source, std::vector<Meter>& meters) {
    auto const wanted = source.channels.size() + 2 * source.meters.size();
    if (channels_.size() + wanted > kMostChannels) {
        left_out_ += source.channels.size();
        return;
    }
    Entry entry{.source = {}, .places = {}};
    auto meter = source.meters.begin();
    for (std::size_t i = 0; i < source.channels.size(); ++i) {
        auto channel = source.channels[i];
        auto const place = channels_.size();
        channel.id = static_cast<std::uint16_t>(place);
        entry.places.push_back(place);
        channels_.push_back(channel);
        if (meter == source.meters.end() || meter->first != i) continue;
        for (auto const aspect : {blackbox::Aspect::least, blackbox::Aspect::most})
            channels_.push_back(aspect_of(channel, aspect, channels_.size()));
        meters.push_back(std::move(meter->second));
        metered_.push_back(place);
        ++meter;
    }
    entry.values.resize(source.channels.size());
    entry.source = std::move(source);
    entries_.push_back(std::move(entry));
}

void Sampler::take(Entry& entry, double now_s, std::vector<std::string>& events) {
    std::fill(entry.values.begin(), entry.values.end(), std::nullopt);
    Sample sample{.now_s = now_s, .values = entry.values, .events = events};
    auto const start_s = clock_();
    entry.source.read(sample);
    if (clock_() - start_s > kBudget && ++entry.late == kPatience) entry.source.every_s = kDemoted;
    entry.next_s = now_s + entry.source.every_s;
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        auto const value = entry.values[i];
        values_[entry.places[i]] = value && std::isfinite(*value) ? value : std::nullopt;
    }
}

// The last reading of a channel lies within its range.
void Sampler::show_ranges() {
    auto const ranges = meters_->take();
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        auto const place = metered_[i];
        auto const last = values_[place];
        auto [least, most] = ranges[i];
        if (last) {
            least = std::min(least.value_or(*last), *last);
            most = std::max(most.value_or(*last), *last);
        }
        values_[place + 1] = least;
        values_[place + 2] = most;
    }
}

std::vector<std::string> Sampler::read(double now_s) {
    std::vector<std::string> events;
    std::vector<Entry*> due;
    for (auto& entry : entries_) {
        if (now_s + kEarly >= entry.next_s) due.push_back(&entry);
    }
    // Those that answer by themselves do so while the others are read.
    auto const others = std::stable_partition(
        due.begin(), due.end(), [](Entry const* entry) { return !entry->source.ask; });
    std::for_each(others, due.end(), [&](Entry const* entry) { entry->source.ask(now_s); });
    for (auto* const entry : due) take(*entry, now_s, events);
    show_ranges();
    return events;
}

}  // namespace rigcheck::record
