#pragma once

#include <chrono>
#include <memory>

#include "probe/blackbox/writer.hpp"
#include "probe/record/source.hpp"

namespace rigcheck::record {

struct RecorderOptions {
    std::string directory;
    Judge judge = {};  // without one nothing is known of limits
    // Told once when writing begins to fail, with the reason, and once, empty, when it goes again.
    std::function<void(std::string const& problem)> told = {};
    blackbox::FileLayer files = blackbox::real_files();
};

// The flight recorder at work: one sample a second from all that this machine can measure, and the
// kernel's lines that speak of a fault, on the drive within the second.
class Recorder {
public:
    // Takes the machine over. Empty when the directory cannot be written, or another recorder is at
    // work there (fault.error is EWOULDBLOCK).
    static std::unique_ptr<Recorder> start(Machine machine, RecorderOptions options,
                                           blackbox::Fault& fault);
    Recorder(Recorder const&) = delete;
    Recorder(Recorder&&) = delete;
    Recorder& operator=(Recorder const&) = delete;
    Recorder& operator=(Recorder&&) = delete;
    ~Recorder();  // stop(StopReason::service)

    // "Test started", "it happens now". Any thread.
    void mark(std::string text);
    // Writes that it was stopped, and waits until that is on the drive. Once.
    void stop(blackbox::StopReason reason);

    // The newest row of values.
    struct Row {
        std::vector<blackbox::Channel> channels;
        std::vector<std::optional<double>> values;
        std::uint64_t number = 0;  // counts from 1; 0 before the first
        std::size_t left_out = 0;  // channels that found no room
    };
    Row row() const;
    // Waits until so many rows were taken. False when that took too long.
    bool wait_for_rows(std::uint64_t number, std::chrono::milliseconds limit) const;

    bool reads_kernel_log() const;

private:
    struct State;
    explicit Recorder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rigcheck::record
