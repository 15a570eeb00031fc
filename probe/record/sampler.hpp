#pragma once

#include "probe/record/monotonic.hpp"
#include "probe/record/source.hpp"

namespace rigcheck::record {

// Reads sources at their pace and makes one row of values a second of them. A channel with a meter
// has three places in the row: its last reading, the least and the most of its second.
class Sampler {
public:
    // `clock`: seconds, to see which sources are slow.
    explicit Sampler(std::vector<Source> sources, std::function<double()> clock = monotonic_s);

    std::vector<blackbox::Channel> const& channels() const { return channels_; }
    // In the order of channels(), as read() left them.
    std::span<std::optional<double> const> values() const { return values_; }
    // To be read between the rows (MeterThread).
    std::shared_ptr<Meters> const& meters() const { return meters_; }
    // Channels that found no room.
    std::size_t left_out() const { return left_out_; }

    // A new row. What happened since the one before comes back, one line each.
    std::vector<std::string> read(double now_s);

private:
    struct Entry {
        Source source;
        std::vector<std::size_t> places;  // of its channels in the row
        double next_s = 0;
        int late = 0;  // readings that took too long
        std::vector<std::optional<double>> values = {};
    };

    void add(Source source, std::vector<Meter>& meters);
    void take(Entry& entry, double now_s, std::vector<std::string>& events);
    void show_ranges();

    std::function<double()> clock_;
    std::vector<Entry> entries_;
    std::vector<blackbox::Channel> channels_;
    std::vector<std::optional<double>> values_;
    std::shared_ptr<Meters> meters_;
    std::vector<std::size_t> metered_;  // the place of the last reading, for each meter
    std::size_t left_out_ = 0;
};

}  // namespace rigcheck::record
