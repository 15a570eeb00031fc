#include "wizard/gui/reader.hpp"

#include <mutex>
#include <thread>

namespace rigcheck::gui {

struct Reader::Running {
    std::mutex mutex;
    std::optional<ReadResult> result;
};

void Reader::start(std::function<ReadResult()> read, std::function<void()> wake) {
    running_ = std::make_shared<Running>();
    // Detached: a file system that hangs must not keep the window open. The thread holds what it
    // writes to; every read of a machine ends by its own time limit.
    std::thread([running = running_, read = std::move(read), wake = std::move(wake)] {
        ReadResult result;
        try {
            result = read();
        } catch (std::exception const& error) {
            result.error = error.what();
        }
        {
            std::lock_guard const lock(running->mutex);
            running->result = std::move(result);
        }
        if (wake) wake();
    }).detach();
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
