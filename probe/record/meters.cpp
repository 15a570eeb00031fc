#include "probe/record/meters.hpp"

#include <sys/prctl.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "probe/record/monotonic.hpp"

namespace rigcheck::record {
namespace {

// May wake up together with somebody else; where nobody does, the kernel waits for all of the
// slack.
constexpr std::chrono::milliseconds kSlack{10};
constexpr std::chrono::milliseconds kPause = std::chrono::milliseconds(100) - kSlack;

}  // namespace

void Meters::read(double now_s) {
    for (std::size_t i = 0; i < meters_.size(); ++i) {
        auto const value = meters_[i](now_s);
        if (!value || !std::isfinite(*value)) continue;
        std::lock_guard const lock(mutex_);
        auto& [least, most] = ranges_[i];
        least = std::min(least.value_or(*value), *value);
        most = std::max(most.value_or(*value), *value);
    }
}

std::vector<Meters::Range> Meters::take() {
    std::vector<Range> taken(meters_.size());
    std::lock_guard const lock(mutex_);
    std::swap(taken, ranges_);
    return taken;
}

// Asleep it is not told of the end: that costs at most a tenth of a second, and a descriptor to
// wait for would cost more than the rest of a reading.
struct MeterThread::State {
    std::shared_ptr<Meters> meters;
    std::atomic<bool> over = false;
    std::atomic<bool> busy = false;
    std::thread thread;

    void run() {
        ::prctl(PR_SET_TIMERSLACK, std::chrono::nanoseconds(kSlack).count(), 0, 0, 0);
        // Busy before it looks: so it sees the end, or whoever ends it sees that it may hang.
        for (busy = true; !over; busy = true) {
            meters->read(monotonic_s());
            busy = false;
            std::this_thread::sleep_for(kPause);
        }
    }
};

MeterThread::MeterThread(std::shared_ptr<Meters> meters) : state_(std::make_shared<State>()) {
    state_->meters = std::move(meters);
    if (!state_->meters->empty()) state_->thread = std::thread([state = state_] { state->run(); });
}

MeterThread::~MeterThread() {
    if (!state_->thread.joinable()) return;
    state_->over = true;
    state_->busy ? state_->thread.detach() : state_->thread.join();
}

}  // namespace rigcheck::record
