#include "probe/blackbox/storage.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

namespace rigcheck::blackbox {
namespace {

constexpr std::uint64_t kLeastFree = std::uint64_t{200} * 1024 * 1024;

template <std::size_t N>
bool is_one_of(std::uint32_t type, std::array<std::uint32_t, N> const& types) {
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::optional<Fault> make_directories(std::string const& directory) {
    for (std::size_t at = 1; at != 0 && at <= directory.size();) {
        auto const slash = directory.find('/', at);
        auto const part = directory.substr(0, slash);
        if (::mkdir(part.c_str(), 0755) != 0 && errno != EEXIST) return Fault{"mkdir", part, errno};
        if (slash == std::string::npos) break;
        at = slash + 1;
    }
    return std::nullopt;
}

bool is_empty(std::string const& directory) {
    std::error_code ec;
    return std::filesystem::is_empty(directory, ec) && !ec;
}

void write_in_place(int fd) {
    int flags = 0;
    if (::ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0) return;
    flags |= FS_NOCOW_FL;
    // Where it does not work the records are as safe, and only dearer.
    static_cast<void>(::ioctl(fd, FS_IOC_SETFLAGS, &flags));
}

}  // namespace

std::optional<StorageComplaint> storage_complaint(struct statfs const& filesystem) {
    auto const type = static_cast<std::uint32_t>(filesystem.f_type);
    if (is_one_of<2>(type, {TMPFS_MAGIC, RAMFS_MAGIC})) return StorageComplaint::memory;
    if (is_one_of<1>(type, {OVERLAYFS_SUPER_MAGIC})) return StorageComplaint::overlay;
    if (is_one_of<9>(
            type, {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
                   CEPH_SUPER_MAGIC, V9FS_MAGIC, AFS_SUPER_MAGIC, CODA_SUPER_MAGIC, AFS_FS_MAGIC}))
        return StorageComplaint::network;
    if ((filesystem.f_flags & ST_RDONLY) != 0) return StorageComplaint::read_only;
    auto const free = static_cast<std::uint64_t>(filesystem.f_bavail) *
                      static_cast<std::uint64_t>(filesystem.f_bsize);
    if (free < kLeastFree) return StorageComplaint::little_space;
    return std::nullopt;
}

std::optional<StorageComplaint> storage_complaint(std::string const& directory) {
    std::error_code ec;
    auto path = std::filesystem::absolute(directory, ec);
    struct statfs filesystem {};
    while (::statfs(path.c_str(), &filesystem) != 0) {
        if (errno != ENOENT || !path.has_relative_path()) return StorageComplaint::unknown;
        path = path.parent_path();
    }
    return storage_complaint(filesystem);
}

std::optional<Fault> prepare_directory(std::string const& directory) {
    if (auto fault = make_directories(directory)) return fault;
    int const fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return Fault{"open", directory, errno};
    struct statfs filesystem {};
    bool const btrfs = ::fstatfs(fd, &filesystem) == 0 &&
                       static_cast<std::uint32_t>(filesystem.f_type) == BTRFS_SUPER_MAGIC;
    if (btrfs && is_empty(directory)) write_in_place(fd);
    ::close(fd);
    return std::nullopt;
}

}  // namespace rigcheck::blackbox
