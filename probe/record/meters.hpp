#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace rigcheck::record {

// What moves faster than once a second and can be read without cost: watts. Empty: no value now.
using Meter = std::function<std::optional<double>(double now_s)>;

// The least and the most that each meter showed.
class Meters {
public:
    struct Range {
        std::optional<double> least, most;
    };

    explicit Meters(std::vector<Meter> meters)
        : meters_(std::move(meters)), ranges_(meters_.size()) {}

    bool empty() const { return meters_.empty(); }
    // By one thread; take() by another.
    void read(double now_s);
    // Since the call before, in the order of the meters.
    std::vector<Range> take();

private:
    std::vector<Meter> meters_;
    std::mutex mutex_;
    std::vector<Range> ranges_;
};

// Reads meters ten times a second for as long as it lives, in a thread of its own: a card that
// hangs keeps it waiting, and nobody else.
class MeterThread {
public:
    explicit MeterThread(std::shared_ptr<Meters> meters);
    MeterThread(MeterThread const&) = delete;
    MeterThread(MeterThread&&) = delete;
    MeterThread& operator=(MeterThread const&) = delete;
    MeterThread& operator=(MeterThread&&) = delete;
    // A thread that hangs in a driver is left behind.
    ~MeterThread();

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace rigcheck::record
