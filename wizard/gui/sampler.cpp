#include "wizard/gui/sampler.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace rigcheck::gui {

struct Sampler::Running {
    std::mutex mutex;
    std::condition_variable changed;
    bool stopped = false;
    std::optional<std::vector<SensorChip>> newest;
};

void Sampler::start(std::function<std::vector<SensorChip>()> read, std::function<void()> wake) {
    stop();
    running_ = std::make_shared<Running>();
    // Detached, as the reader's: a sensor that hangs must not keep the window open.
    std::thread([running = running_, read = std::move(read), wake = std::move(wake)] {
        std::unique_lock lock(running->mutex);
        while (!running->stopped) {
            lock.unlock();
            std::optional<std::vector<SensorChip>> chips;
            try {
                chips = read();
            } catch (std::exception const&) {
                chips.reset();  // the next second may bring one; the page says when there is none
            }
            lock.lock();
            if (running->stopped) return;
            if (chips) running->newest = std::move(chips);
            if (wake) wake();
            running->changed.wait_for(lock, std::chrono::seconds(1),
                                      [&] { return running->stopped; });
        }
    }).detach();
}

void Sampler::stop() {
    if (running_ == nullptr) return;
    {
        std::lock_guard const lock(running_->mutex);
        running_->stopped = true;
    }
    running_->changed.notify_all();
    running_.reset();
}

std::optional<std::vector<SensorChip>> Sampler::take() {
    if (running_ == nullptr) return std::nullopt;
    std::lock_guard const lock(running_->mutex);
    return std::exchange(running_->newest, std::nullopt);
}

}  // namespace rigcheck::gui
