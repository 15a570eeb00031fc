#pragma once

#include <functional>
#include <thread>

#include "probe/record/write_queue.hpp"

namespace rigcheck::record {

// Writes the black box in a thread of its own.
class WriteThread {
public:
    // Told once when writing begins to fail, with the reason, and once, empty, when it goes again.
    using Told = std::function<void(std::string const& problem)>;

    // Opens the black box; `fault` says why not.
    WriteThread(blackbox::WriterOptions options, blackbox::FileLayer files, Told told,
                std::optional<blackbox::Fault>& fault);
    WriteThread(WriteThread const&) = delete;
    WriteThread(WriteThread&&) = delete;
    WriteThread& operator=(WriteThread const&) = delete;
    WriteThread& operator=(WriteThread&&) = delete;
    // Waits until what was pushed is written. A stop entry must have come before.
    ~WriteThread();

    void push(ToWrite entry) { queue_.push(std::move(entry)); }

private:
    WriteQueue queue_;
    std::thread thread_;
};

}  // namespace rigcheck::record
