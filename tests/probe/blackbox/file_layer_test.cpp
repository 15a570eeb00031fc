#include "probe/blackbox/file_layer.hpp"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

#include <catch2/catch.hpp>
#include <cerrno>

#include "probe/blackbox/lock.hpp"
#include "probe/blackbox/storage.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)
using rigcheck::test::Tree;

namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
    auto const bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::optional<StorageComplaint> complaint_about(long type, std::uint64_t free_mib = 1000,
                                                long flags = 0) {
    struct statfs filesystem {};
    filesystem.f_type = type;
    filesystem.f_bsize = 4096;
    filesystem.f_bavail = free_mib * 256;
    filesystem.f_flags = flags;
    return storage_complaint(filesystem);
}

}  // namespace

TEST_CASE("the real files do what the writer expects of them") {
    auto const home = Tree::from_text("# an empty directory\n");
    auto const files = real_files();
    auto const path = home.root() + "/bb-test.rcb";
    int const fd = files.create(path);
    REQUIRE(fd >= 0);
    CHECK(files.create(path) == -EEXIST);
    CHECK(files.write(fd, bytes_of("abcdef"), 2) == 0);
    CHECK(files.data_sync(fd) == 0);
    CHECK(files.sync(fd) == 0);
    CHECK(files.sync_directory(home.root()) == 0);
    CHECK(files.list(home.root()) == std::vector<Listed>{{"bb-test.rcb", 8}});
    CHECK(files.read(path, 4, 2) == bytes_of("cd"));
    CHECK(files.read(path, 6, 100) == bytes_of("ef"));
    CHECK(files.read(path, 100, 100).empty());
    CHECK(files.read(home.root() + "/none", 0, 100).empty());
    files.close(fd);
    CHECK(files.write(fd, bytes_of("x"), 0) == -EBADF);
    CHECK(files.open(home.root() + "/none") == -ENOENT);
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 0137U) == 0);  // nothing for others, no writing for the group
    CHECK(files.remove(path) == 0);
    CHECK(files.remove(path) == -ENOENT);
    CHECK(files.sync_directory(home.root() + "/none") == -ENOENT);
}

TEST_CASE("one writer has a directory until it lets go") {
    auto const home = Tree::from_text("# an empty directory\n");
    auto const files = real_files();
    CHECK_FALSE(is_locked(home.root()));
    int const first = files.lock(home.root());
    REQUIRE(first >= 0);
    CHECK(is_locked(home.root()));
    CHECK(files.lock(home.root()) == -EWOULDBLOCK);
    CHECK(is_locked(home.root()));
    files.close(first);
    CHECK_FALSE(is_locked(home.root()));
    int const second = files.lock(home.root());
    CHECK(second >= 0);
    files.close(second);
    CHECK(files.lock(home.root() + "/none") == -ENOENT);
}

TEST_CASE(
    "what forgets with the power, or may keep a second waiting, is no place for a black box") {
    CHECK_FALSE(complaint_about(EXT4_SUPER_MAGIC));
    CHECK_FALSE(complaint_about(XFS_SUPER_MAGIC));
    CHECK_FALSE(complaint_about(static_cast<long>(BTRFS_SUPER_MAGIC)));
    CHECK(complaint_about(TMPFS_MAGIC) == StorageComplaint::memory);
    CHECK(complaint_about(RAMFS_MAGIC) == StorageComplaint::memory);
    CHECK(complaint_about(OVERLAYFS_SUPER_MAGIC) == StorageComplaint::overlay);
    CHECK(complaint_about(NFS_SUPER_MAGIC) == StorageComplaint::network);
    CHECK(complaint_about(CIFS_SUPER_MAGIC) == StorageComplaint::network);
    CHECK(complaint_about(SMB2_SUPER_MAGIC) == StorageComplaint::network);
    CHECK(complaint_about(EXT4_SUPER_MAGIC, 199) == StorageComplaint::little_space);
    CHECK_FALSE(complaint_about(EXT4_SUPER_MAGIC, 200));
    CHECK(complaint_about(EXT4_SUPER_MAGIC, 1000, ST_RDONLY) == StorageComplaint::read_only);
}

TEST_CASE("a directory that is not there yet is judged by the one above it") {
    CHECK(storage_complaint("/proc/none/at/all") == storage_complaint("/proc"));
    auto const home = Tree::from_text("# an empty directory\n");
    CHECK(storage_complaint(home.root() + "/not/yet") == storage_complaint(home.root()));
    CHECK(storage_complaint(std::string("relative-and-not-there")) == storage_complaint("."));
}

TEST_CASE("the directory is made with those above it") {
    auto const home = Tree::from_text("/file = 1\n");
    auto const directory = home.root() + "/rigcheck/blackbox";
    CHECK_FALSE(prepare_directory(directory));
    CHECK_FALSE(prepare_directory(directory));
    CHECK(real_files().sync_directory(directory) == 0);
    auto const fault = prepare_directory(home.root() + "/file/below");
    REQUIRE(fault);
    CHECK(fault->error == ENOTDIR);
}
