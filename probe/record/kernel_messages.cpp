#include "probe/record/kernel_messages.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "probe/machine/number.hpp"

namespace rigcheck::record {
namespace {

constexpr std::size_t kLongest = 8192;  // PRINTK_MESSAGE_MAX is 2048, its escapes make it longer
constexpr unsigned kFacilityShift = 3;
constexpr unsigned kLevelMask = 7;

}  // namespace

std::optional<KernelMessage> parse_kernel_message(std::string_view record) {
    auto const start = record.find(';');
    auto const first = record.find(',');
    if (start == std::string_view::npos || first >= start) return std::nullopt;
    auto const second = record.find(',', first + 1);
    if (second >= start) return std::nullopt;
    auto const priority = parse_number<unsigned>(record);
    auto const stamp = parse_number<std::uint64_t>(record.substr(second + 1));
    // Whoever may write to /dev/kmsg is not believed to be the kernel, whose facility is 0.
    if (!priority || !stamp || *priority >> kFacilityShift != 0) return std::nullopt;
    auto const text = record.substr(start + 1);
    KernelMessage message{.level = static_cast<int>(*priority & kLevelMask),
                          .at_us = *stamp,
                          .text = std::string(text.substr(0, text.find('\n')))};
    std::replace_if(
        message.text.begin(), message.text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return message;
}

std::optional<KernelMessages> KernelMessages::open(From from, Missing& why) {
    int const fd = ::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        why = errno == EACCES || errno == EPERM ? Missing::needs_root : Missing::absent;
        return std::nullopt;
    }
    if (from == From::now) ::lseek(fd, 0, SEEK_END);
    return KernelMessages(fd);
}

KernelMessages::KernelMessages(KernelMessages&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

KernelMessages& KernelMessages::operator=(KernelMessages&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

KernelMessages::~KernelMessages() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<KernelMessage> KernelMessages::next() const {
    std::array<char, kLongest> record{};
    for (;;) {
        auto const got = ::read(descriptor_, record.data(), record.size());
        // EPIPE: records were overwritten before we came; the next read goes on behind the hole.
        if (got < 0 && (errno == EINTR || errno == EPIPE)) continue;
        if (got <= 0) return std::nullopt;
        if (auto message = parse_kernel_message({record.data(), static_cast<std::size_t>(got)}))
            return message;
    }
}

}  // namespace rigcheck::record
