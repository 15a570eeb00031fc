#pragma once

#include <deque>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/facts/history.hpp"

namespace rigcheck::blackbox {

// How the records of a boot end. `open`: in mid-run, because the machine or the recorder died.
enum class RunEnd { shutdown, service, going_to_sleep, open };

// Of the last segment of the boot. A stop counts only where nothing was written behind it.
RunEnd end_of(Segment const& last);

// Makes one run of the segments of a boot, which are added in their order.
class RunBuilder {
public:
    // Samples older than this before the end are not kept one by one.
    explicit RunBuilder(double kept_seconds) : kept_seconds_(kept_seconds) {}

    void add(Segment const& segment);
    // Empty when nothing was recorded. What runs now has not ended, unless the recorder was
    // stopped.
    std::optional<BlackBoxRun> run(bool is_current) const;

private:
    struct Sample {
        std::uint64_t boottime = 0;
        std::vector<std::optional<double>> values;  // by the place in channels_
    };
    // Where the numbers of a channel of the segment go.
    struct Place {
        std::size_t index = 0;
        Channel const* channel = nullptr;
    };

    void add_channels(Header const& header);
    std::size_t place_of(Channel const& channel);
    void add_record(Record const& record);
    void add_sample(Record const& record);
    void add_event(Record const& record);
    void count_lost(Segment const& segment);

    double kept_seconds_;
    BlackBoxRun run_;
    std::vector<std::optional<Place>> places_;  // of this segment, by the id of the channel
    std::vector<std::optional<double>> shown_;
    std::deque<Sample> samples_;
    std::optional<Record> last_;  // without its values
    std::uint32_t last_number_ = 0;
    RunEnd end_ = RunEnd::open;
};

}  // namespace rigcheck::blackbox
