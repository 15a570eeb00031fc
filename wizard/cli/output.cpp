#include "wizard/cli/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "wizard/cli/commands.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck {
namespace {

constexpr unsigned kReadableByAll = 0644;

void write_to_standard_output(std::string const& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        auto const written = ::write(STDOUT_FILENO, text.data() + done, text.size() - done);
        if (written < 0 && errno != EINTR) {
            throw UsageError(std::string("standard output: ") + std::strerror(errno));
        }
        if (written > 0) done += static_cast<std::size_t>(written);
    }
}

}  // namespace

void write_output(std::string const& text, std::string const& file) {
    if (file.empty() || file == "-") {
        write_to_standard_output(text);
        return;
    }
    try {
        write_atomically(file, text, kReadableByAll);
    } catch (std::system_error const& error) {
        throw UsageError(error.what());
    }
}

}  // namespace rigcheck
