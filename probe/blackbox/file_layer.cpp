#include "probe/blackbox/file_layer.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "probe/blackbox/lock.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr mode_t kMode = 0640;  // the group may read, so that a verdict needs no root
constexpr std::size_t kMostFiles = 4096;

int done_or_error(int result) {
    return result < 0 ? -errno : result;
}

int write_all(int fd, std::span<std::byte const> bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        auto const put = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return put < 0 ? -errno : -EIO;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
    return 0;
}

// A whole segment of zeros need not stay in memory; and its pages, which the kernel took in large
// pieces for the large writes, would count as written piece by piece with each record.
int sync_and_forget(int fd) {
    int const result = done_or_error(::fsync(fd));
    static_cast<void>(::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED));
    return result;
}

int sync_directory(std::string const& directory) {
    int const fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int const result = done_or_error(::fsync(fd));
    ::close(fd);
    return result;
}

std::vector<Listed> list_files(std::string const& directory) {
    auto const close_directory = [](DIR* d) { ::closedir(d); };
    std::unique_ptr<DIR, decltype(close_directory)> const dir(::opendir(directory.c_str()),
                                                              close_directory);
    std::vector<Listed> files;
    if (!dir) return files;
    while (auto const* entry = ::readdir(dir.get())) {
        auto const* const name = static_cast<char const*>(entry->d_name);
        struct stat info {};
        if (::fstatat(::dirfd(dir.get()), name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (!S_ISREG(info.st_mode)) continue;
        files.push_back({name, static_cast<std::uint64_t>(info.st_size)});
        if (files.size() == kMostFiles) break;
    }
    std::sort(files.begin(), files.end(),
              [](Listed const& a, Listed const& b) { return a.name < b.name; });
    return files;
}

std::vector<std::byte> read_part(std::string const& path, std::uint64_t offset, std::size_t limit) {
    int const fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (fd < 0) return {};
    struct stat info {};
    std::vector<std::byte> bytes;
    if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        auto const size = static_cast<std::uint64_t>(info.st_size);
        bytes.resize(std::min<std::uint64_t>(limit, size - std::min(size, offset)));
    }
    std::size_t used = 0;
    while (used < bytes.size()) {
        auto const got = ::pread(fd, bytes.data() + used, bytes.size() - used,
                                 static_cast<off_t>(offset + used));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        used += static_cast<std::size_t>(got);
    }
    ::close(fd);
    bytes.resize(used);
    return bytes;
}

void fill_random(std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        auto const got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

}  // namespace

FileLayer real_files() {
    return {
        .create =
            [](std::string const& path) {
                return done_or_error(::open(
                    path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kMode));
            },
        .open =
            [](std::string const& path) {
                return done_or_error(
                    ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
            },
        .close = [](int fd) { ::close(fd); },
        .write = write_all,
        .data_sync = [](int fd) { return done_or_error(::fdatasync(fd)); },
        .sync = sync_and_forget,
        .sync_directory = sync_directory,
        .remove = [](std::string const& path) { return done_or_error(::unlink(path.c_str())); },
        .list = list_files,
        .read = read_part,
        .lock = lock_directory,
        .random = fill_random,
    };
}

}  // namespace rigcheck::blackbox
