#include "wizard/session/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace rigcheck {
namespace {

[[noreturn]] void fail(std::string const& file) {
    throw std::system_error(errno, std::generic_category(), file);
}

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

bool write_all(int fd, std::string const& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        auto const written = ::write(fd, text.data() + done, text.size() - done);
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) done += static_cast<std::size_t>(written);
    }
    return true;
}

// Some file systems cannot do this; the rename stands all the same.
void sync_folder(std::string const& file) {
    auto const folder = std::filesystem::path(file).parent_path();
    Descriptor const fd(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() >= 0) ::fsync(fd.get());
}

}  // namespace

void write_atomically(std::string const& file, std::string const& text, unsigned mode) {
    auto const partial = file + ".partial";
    ::unlink(partial.c_str());  // left over from a program that was killed
    {
        Descriptor const fd(
            ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
        if (fd.get() < 0) fail(file);
        if (!write_all(fd.get(), text) || ::fsync(fd.get()) != 0) {
            int const reason = errno;
            ::unlink(partial.c_str());
            errno = reason;
            fail(file);
        }
    }
    if (std::rename(partial.c_str(), file.c_str()) != 0) {
        int const reason = errno;
        ::unlink(partial.c_str());
        errno = reason;
        fail(file);
    }
    sync_folder(file);
}

}  // namespace rigcheck
