#pragma once

#include "probe/record/monotonic.hpp"
#include "probe/record/source.hpp"

namespace rigcheck::record {

// Reads sources at their pace and makes one row of values a second of them. A fast channel has
// three places in the row: its last reading, the least and the most of its second.
class Sampler {
public:
    // `clock`: seconds, to see which sources are slow.
    explicit Sampler(std::vector<Source> sources, std::function<double()> clock = monotonic_s);

    std::vector<blackbox::Channel> const& channels() const { return channels_; }
    // In the order of channels(), as read() left them.
    std::span<std::optional<double> const> values() const { return values_; }
    bool has_fast() const;
    // Channels that found no room.
    std::size_t left_out() const { return left_out_; }

    // Each returns what happened since the reading before, one line each.
    std::vector<std::string> read_fast(double now_s);
    std::vector<std::string> read(double now_s);

private:
    struct Entry {
        Source source;
        std::size_t first = 0;  // of its channels among all
        double next_s = 0;
        int late = 0;  // readings that took too long
        std::vector<std::optional<double>> values = {};
        struct Range {
            std::optional<double> least = {}, most = {};
        };
        std::vector<Range> ranges = {};  // of the fast ones, in this second
    };

    void add(Source source);
    void ask(Entry& entry, double now_s, bool fast_alone, std::vector<std::string>& events) const;
    void show(Entry const& entry);

    std::function<double()> clock_;
    std::vector<Entry> entries_;
    std::vector<blackbox::Channel> channels_;
    std::vector<std::optional<double>> values_;
    std::size_t left_out_ = 0;
};

}  // namespace rigcheck::record
