#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "probe/facts/gap.hpp"

namespace rigcheck::record {

// One record of the kernel's log.
struct KernelMessage {
    int level = 6;            // 0 EMERG to 7 DEBUG
    std::uint64_t at_us = 0;  // after the kernel's start
    std::string text;         // one line, control characters replaced

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted comparison
    friend bool operator==(KernelMessage const&, KernelMessage const&) = default;
};

// A record of /dev/kmsg: "6,339,5140900,-;text", perhaps with lines of dictionary behind it
// (kernel: ABI/testing/dev-kmsg). Empty for what a program wrote there, and for what is no record.
std::optional<KernelMessage> parse_kernel_message(std::string_view record);

// The kernel's log, read record by record. Never waits.
class KernelMessages {
public:
    enum class From { oldest, now };

    // /dev/kmsg. Empty, with the reason, where it may not be read.
    static std::optional<KernelMessages> open(From from, Missing& why);
    // Takes the descriptor over; each read(2) of it gives one record.
    explicit KernelMessages(int descriptor) : descriptor_(descriptor) {}
    KernelMessages(KernelMessages&& other) noexcept;
    KernelMessages& operator=(KernelMessages&& other) noexcept;
    KernelMessages(KernelMessages const&) = delete;
    KernelMessages& operator=(KernelMessages const&) = delete;
    ~KernelMessages();

    // The next one of the kernel itself; empty when there is none for now.
    std::optional<KernelMessage> next() const;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

}  // namespace rigcheck::record
