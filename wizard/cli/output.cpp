#include "wizard/cli/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "wizard/cli/commands.hpp"

namespace rigcheck {
namespace {

bool write_all(int fd, std::string const& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        auto const written = ::write(fd, text.data() + done, text.size() - done);
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) done += static_cast<std::size_t>(written);
    }
    return true;
}

}  // namespace

void write_output(std::string const& text, std::string const& file) {
    if (file.empty() || file == "-") {
        if (!write_all(STDOUT_FILENO, text)) {
            throw UsageError(std::string("standard output: ") + std::strerror(errno));
        }
        return;
    }
    auto const partial = file + ".partial";
    int const fd = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool const written = fd >= 0 && write_all(fd, text) && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!written || std::rename(partial.c_str(), file.c_str()) != 0) {
        auto const why = std::string(std::strerror(errno));
        if (fd >= 0) ::unlink(partial.c_str());
        throw UsageError(file + ": " + why);
    }
}

}  // namespace rigcheck
