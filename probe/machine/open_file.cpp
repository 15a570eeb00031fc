#include "probe/machine/open_file.hpp"

#include <unistd.h>

#include <cerrno>

namespace rigcheck {

OpenFile::~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::string_view> OpenFile::read(std::span<char> room) const {
    for (;;) {
        auto const got = ::pread(descriptor_, room.data(), room.size(), 0);
        if (got >= 0) return std::string_view(room.data(), static_cast<std::size_t>(got));
        if (errno != EINTR) return std::nullopt;
    }
}

}  // namespace rigcheck
