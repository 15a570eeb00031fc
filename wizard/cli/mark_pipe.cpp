#include "wizard/cli/mark_pipe.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "probe/blackbox/format.hpp"

namespace rigcheck {
namespace {

constexpr mode_t kOwnerAndGroup = 0660;

std::string pipe_in(std::string const& directory) {
    return directory + "/mark";
}

bool is_pipe(int fd) {
    struct stat info {};
    return ::fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode);
}

std::string one_line(std::string_view text) {
    std::string line(text.substr(0, blackbox::kMaxText));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

}  // namespace

MarkPipe::MarkPipe(std::string const& directory) : path_(pipe_in(directory)) {
    static_cast<void>(::mkfifo(path_.c_str(), kOwnerAndGroup));
    // For writing too, or it would be at its end whenever a writer leaves.
    fd_ = ::open(path_.c_str(), O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd_ >= 0 && !is_pipe(fd_)) {
        ::close(fd_);
        fd_ = -1;
    }
    struct stat info {};
    if (fd_ < 0 || ::stat(directory.c_str(), &info) != 0) return;
    // Past the umask: whoever may look into the directory may tell, too. Where it was there before
    // and is somebody else's, it stays as it is.
    static_cast<void>(::fchown(fd_, ::geteuid() == 0 ? info.st_uid : ::geteuid(), info.st_gid));
    static_cast<void>(::fchmod(fd_, kOwnerAndGroup));
}

MarkPipe::~MarkPipe() {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(path_.c_str());
}

std::vector<std::string> MarkPipe::take() const {
    std::array<char, 4096> room{};
    auto const got = ::read(fd_, room.data(), room.size());
    std::string_view text(room.data(), static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.empty()) lines.push_back(one_line(line));
    }
    return lines;
}

int send_mark(std::string const& directory, std::string const& text) {
    int const fd =
        ::open(pipe_in(directory).c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return errno;
    int result = 0;
    auto const line = one_line(text) + '\n';
    if (!is_pipe(fd)) {
        result = ENXIO;
    } else if (::write(fd, line.data(), line.size()) < 0) {
        result = errno;
    }
    ::close(fd);
    return result;
}

}  // namespace rigcheck
