#include "probe/blackbox/lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace rigcheck::blackbox {
namespace {

struct flock whole_file(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::string lock_file(std::string const& directory) {
    return directory + "/lock";
}

}  // namespace

int lock_directory(std::string const& directory) {
    int const fd = ::open(lock_file(directory).c_str(),
                          O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0640);
    if (fd < 0) return -errno;
    auto lock = whole_file(F_WRLCK);
    // Of the open file description: unlike the older lock it does not go when another descriptor of
    // the same file is closed (fcntl(2)).
    if (::fcntl(fd, F_OFD_SETLK, &lock) == 0) return fd;
    int const error = errno == EACCES || errno == EAGAIN ? EWOULDBLOCK : errno;
    ::close(fd);
    return -error;
}

bool is_locked(std::string const& directory) {
    int const fd =
        ::open(lock_file(directory).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) return false;
    auto lock = whole_file(F_RDLCK);
    bool const locked = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(fd);
    return locked;
}

}  // namespace rigcheck::blackbox
