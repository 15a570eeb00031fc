#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "probe/facts/sensors.hpp"

// Reads the sensors once a second, beside the window, while somebody looks at them.
namespace rigcheck::gui {

class Sampler {
public:
    Sampler() = default;
    Sampler(Sampler const&) = delete;
    Sampler& operator=(Sampler const&) = delete;
    ~Sampler() { stop(); }

    // `read` runs on a thread of its own; `wake` is called there after each reading.
    void start(std::function<std::vector<SensorChip>()> read, std::function<void()> wake);
    void stop();
    bool running() const { return running_ != nullptr; }
    // The newest reading, once; empty when there is none since the last call.
    std::optional<std::vector<SensorChip>> take();

private:
    struct Running;
    std::shared_ptr<Running> running_;
};

}  // namespace rigcheck::gui
