#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace rigcheck {

// A file of a Machine that stays open, to be read from its start again and again: what it costs to
// look a path up is paid once.
class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    ~OpenFile();

    // What it holds now, as far as there is room; points into `room`. Empty where the kernel
    // refuses: a channel that is switched off, a device that went away.
    std::optional<std::string_view> read(std::span<char> room) const;

private:
    int descriptor_;
};

}  // namespace rigcheck
