#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "probe/blackbox/slot.hpp"
#include "probe/blackbox/writer.hpp"

namespace rigcheck::record {

// What is to be written, in the order in which it happened.
struct SampleEntry {
    std::vector<std::optional<double>> values;
};
struct EventEntry {
    blackbox::EventKind kind = blackbox::EventKind::kernel;
    std::string text;
    blackbox::Sync sync = blackbox::Sync::now;
};
struct MarkEntry {
    std::string text;
};
struct AnchorEntry {
    blackbox::AnchorKind kind;
};
struct ChannelsEntry {
    std::vector<blackbox::Channel> channels;
};
struct StopEntry {
    blackbox::StopReason reason;
};
using What =
    std::variant<SampleEntry, EventEntry, MarkEntry, AnchorEntry, ChannelsEntry, StopEntry>;

struct ToWrite {
    blackbox::Clocks at;
    What what;
};

// Between the thread that samples and the one that writes. A drive that takes seconds to flush must
// not hold up the sampling, so the queue is short and loses its oldest samples, and then its oldest
// events, before it makes anybody wait.
class WriteQueue {
public:
    static constexpr std::size_t kSamples = 16, kEvents = 64;

    void push(ToWrite entry);
    // Waits. `dropped`: samples lost before this entry.
    ToWrite pop(std::uint32_t& dropped);

private:
    template <class Kind>
    bool drop_oldest(std::size_t most);

    std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<ToWrite> entries_;
    std::uint32_t dropped_ = 0;
};

}  // namespace rigcheck::record
