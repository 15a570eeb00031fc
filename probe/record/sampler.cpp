#include "probe/record/sampler.hpp"

#include <algorithm>

namespace rigcheck::record {
namespace {

// Four slots of the black box; an ordinary machine needs one or two.
constexpr std::size_t kMostChannels = 4 * blackbox::kValuesPerPart;
constexpr std::size_t kPlaces = 3;  // last, least, most
// A chip on a slow bus must not hold up the rest.
constexpr double kBudget = 0.3;  // s
constexpr int kPatience = 3;
constexpr int kDemoted = 30;    // s between two readings
constexpr double kEarly = 0.5;  // s: a second that came late must not cost the next one

blackbox::Channel aspect_of(blackbox::Channel const& last, blackbox::Aspect aspect,
                            std::size_t id) {
    auto channel = last;
    channel.id = static_cast<std::uint16_t>(id);
    channel.aspect = aspect;
    channel.of = last.id;
    channel.limit.reset();
    channel.chip.clear();
    channel.feature.clear();
    channel.label.clear();
    return channel;
}

}  // namespace

Sampler::Sampler(std::vector<Source> sources, std::function<double()> clock)
    : clock_(std::move(clock)) {
    for (auto& source : sources) add(std::move(source));
    values_.resize(channels_.size());
}

void Sampler::add(Source source) {
    auto const wanted = source.channels.size() + source.fast * (kPlaces - 1);
    if (channels_.size() + wanted > kMostChannels) {
        left_out_ += source.channels.size();
        return;
    }
    auto const first = channels_.size();
    for (std::size_t i = 0; i < source.channels.size(); ++i) {
        auto channel = source.channels[i];
        channel.id = static_cast<std::uint16_t>(channels_.size());
        channels_.push_back(channel);
        if (i >= source.fast) continue;
        for (auto const aspect : {blackbox::Aspect::least, blackbox::Aspect::most})
            channels_.push_back(aspect_of(channel, aspect, channels_.size()));
    }
    auto& entry = entries_.emplace_back(Entry{.source = std::move(source), .first = first});
    entry.values.resize(entry.source.channels.size());
    entry.ranges.resize(entry.source.fast);
}

bool Sampler::has_fast() const {
    return std::any_of(entries_.begin(), entries_.end(),
                       [](Entry const& entry) { return entry.source.fast > 0; });
}

void Sampler::ask(Entry& entry, double now_s, bool fast_alone,
                  std::vector<std::string>& events) const {
    auto& source = entry.source;
    auto const asked = fast_alone ? source.fast : entry.values.size();
    std::fill_n(entry.values.begin(), asked, std::nullopt);
    Sample sample{
        .now_s = now_s, .fast_alone = fast_alone, .values = entry.values, .events = events};
    auto const start_s = clock_();
    source.read(sample);
    if (clock_() - start_s > kBudget && ++entry.late == kPatience) source.every_s = kDemoted;
    for (std::size_t i = 0; i < source.fast; ++i) {
        auto const& value = entry.values[i];
        auto& [least, most] = entry.ranges[i];
        if (!value) continue;
        least = std::min(least.value_or(*value), *value);
        most = std::max(most.value_or(*value), *value);
    }
}

void Sampler::show(Entry const& entry) {
    auto place = values_.begin() + static_cast<std::ptrdiff_t>(entry.first);
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
        *place++ = entry.values[i];
        if (i >= entry.source.fast) continue;
        *place++ = entry.ranges[i].least;
        *place++ = entry.ranges[i].most;
    }
}

std::vector<std::string> Sampler::read_fast(double now_s) {
    std::vector<std::string> events;
    for (auto& entry : entries_) {
        if (entry.source.fast > 0 && entry.late < kPatience) ask(entry, now_s, true, events);
    }
    return events;
}

std::vector<std::string> Sampler::read(double now_s) {
    std::vector<std::string> events;
    for (auto& entry : entries_) {
        if (now_s + kEarly < entry.next_s) continue;
        ask(entry, now_s, false, events);
        entry.next_s = now_s + entry.source.every_s;
        show(entry);
        std::fill(entry.ranges.begin(), entry.ranges.end(), Entry::Range{});
    }
    return events;
}

}  // namespace rigcheck::record
