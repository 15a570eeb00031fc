#include "probe/record/meters.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <thread>

#include "probe/record/monotonic.hpp"

namespace rigcheck::record {
namespace {

constexpr int kTenth = 100;                   // ms
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
    int event = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    std::atomic<bool> busy = false;
    std::thread thread;

    State() = default;
    State(State const&) = delete;
    State(State&&) = delete;
    State& operator=(State const&) = delete;
    State& operator=(State&&) = delete;
    ~State() { ::close(event); }

    bool is_told() const {
        pollfd told{.fd = event, .events = POLLIN, .revents = 0};
        return ::poll(&told, 1, kTenth) > 0;
    }
    void run() {
        ::prctl(PR_SET_TIMERSLACK, kSlack, 0, 0, 0);
        while (!is_told()) {
            busy = true;
            meters->read(monotonic_s());
            busy = false;
        }
    }
};

MeterThread::MeterThread(std::shared_ptr<Meters> meters) : state_(std::make_shared<State>()) {
    state_->meters = std::move(meters);
    bool const needed = !state_->meters->empty() && state_->event >= 0;
    if (needed) state_->thread = std::thread([state = state_] { state->run(); });
}

MeterThread::~MeterThread() {
    if (!state_->thread.joinable()) return;
    std::uint64_t const one = 1;
    static_cast<void>(::write(state_->event, &one, sizeof one));
    state_->busy ? state_->thread.detach() : state_->thread.join();
}

}  // namespace rigcheck::record
