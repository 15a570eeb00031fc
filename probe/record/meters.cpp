#include "probe/record/meters.hpp"

#include <sys/prctl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <thread>

#include "probe/record/monotonic.hpp"

namespace rigcheck::record {
namespace {

constexpr std::chrono::milliseconds kTenth{100};
constexpr unsigned long kSlack = 20'000'000;  // ns: may wake up together with somebody else

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

struct MeterThread::State {
    std::shared_ptr<Meters> meters;
    std::mutex mutex;
    std::condition_variable told;
    bool busy = false, over = false;
    std::thread thread;

    void run() {
        ::prctl(PR_SET_TIMERSLACK, kSlack, 0, 0, 0);
        std::unique_lock lock(mutex);
        while (!told.wait_for(lock, kTenth, [&] { return over; })) {
            busy = true;
            lock.unlock();
            meters->read(monotonic_s());
            lock.lock();
            busy = false;
        }
    }
};

MeterThread::MeterThread(std::shared_ptr<Meters> meters) : state_(std::make_shared<State>()) {
    state_->meters = std::move(meters);
    if (!state_->meters->empty()) state_->thread = std::thread([state = state_] { state->run(); });
}

MeterThread::~MeterThread() {
    if (!state_->thread.joinable()) return;
    bool hangs = false;
    {
        std::lock_guard const lock(state_->mutex);
        state_->over = true;
        hangs = state_->busy;
    }
    state_->told.notify_one();
    hangs ? state_->thread.detach() : state_->thread.join();
}

}  // namespace rigcheck::record
