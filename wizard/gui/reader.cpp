#include "wizard/gui/reader.hpp"

#include <atomic>
#include <mutex>
#include <thread>

namespace rigcheck::gui {

struct Reader::Running {
    std::mutex mutex;
    std::optional<ReadResult> result;
    std::atomic<int> areas = 0;
};

void Reader::start(std::function<ReadResult(AreaRead const&)> read, std::function<void()> wake) {
    running_ = std::make_shared<Running>();
    if (!wake) wake = [] {};
    // Detached: a file system that hangs must not keep the window open. The thread holds what it
    // writes to; every read of a machine ends by its own time limit.
    std::thread([running = running_, read = std::move(read), wake = std::move(wake)] {
        ReadResult result;
        try {
            result = read([&](std::string_view) {
                ++running->areas;
                wake();
            });
        } catch (std::exception const& error) {
            result.error = error.what();
        }
        {
            std::lock_guard const lock(running->mutex);
            running->result = std::move(result);
        }
        wake();
    }).detach();
}

int Reader::areas_read() const {
    return running_ == nullptr ? 0 : running_->areas.load();
}

std::optional<ReadResult> Reader::take() {
    if (running_ == nullptr) return std::nullopt;
    std::optional<ReadResult> result;
    {
        std::lock_guard const lock(running_->mutex);
        result = std::move(running_->result);
    }
    if (result) running_.reset();
    return result;
}

}  // namespace rigcheck::gui
