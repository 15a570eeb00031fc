#pragma once

#include <functional>
#include <map>
#include <random>
#include <set>

#include "probe/blackbox/file_layer.hpp"

namespace rigcheck::test {

// A directory on a drive with a cache that loses power. What was written since the last flush of
// its file may have reached the drive or not, in any order, cut at the edges of 512 bytes; a name
// that came or went since the last flush of the directory may have come or gone or not.
class MemoryDrive {
public:
    using Bytes = std::vector<std::byte>;
    using Files = std::map<std::string, Bytes>;  // by name: what is there after the cut

    // A drive that says it is done and did nothing, for tests of the tests.
    bool ignores_data_sync = false, ignores_directory_sync = false;
    // Called when something was done to the drive: the power may be cut now.
    std::function<void()> after_each;
    // What the next call of this operation ("write", "fdatasync", "create", …) answers, once.
    std::map<std::string, int> fails_once;
    std::vector<std::string> log;  // "write bb-….rcb 8192+512", "fdatasync …", "remove …"

    MemoryDrive() = default;
    explicit MemoryDrive(Files const& files);
    MemoryDrive(MemoryDrive const&) = delete;  // the layer points to it
    MemoryDrive& operator=(MemoryDrive const&) = delete;
    MemoryDrive(MemoryDrive&&) = delete;
    MemoryDrive& operator=(MemoryDrive&&) = delete;
    ~MemoryDrive() = default;

    blackbox::FileLayer layer();
    Files files() const;  // as programs see them, without a cut

    // Every state that a cut could leave now; the number of them must be small.
    void each_state(std::function<void(Files const&)> const& visit) const;
    // One of them by chance. With `stale`, blocks of a file that was never flushed may hold what
    // was there before: a piece of that.
    Files some_state(std::mt19937& random, Bytes const& stale = {}) const;

private:
    struct Sector {
        std::size_t file = 0;
        std::uint64_t offset = 0;
        Bytes bytes;
    };
    struct File {
        Bytes now, flushed;
    };
    struct NameChange {
        std::string name;
        std::optional<std::size_t> file;  // empty: removed
    };

    int done(std::string const& operation, std::string const& name, int result = 0);
    int create(std::string const& path);
    int open(std::string const& path);
    int write(int fd, std::span<std::byte const> bytes, std::uint64_t offset);
    int flush(int fd, std::string const& operation);
    int sync_directory();
    int remove(std::string const& path);
    Files state(std::set<std::size_t> const& sectors, std::set<std::size_t> const& names,
                std::map<std::size_t, std::size_t> const& sizes) const;

    std::vector<File> files_;
    std::map<std::string, std::size_t> names_, flushed_names_;
    std::vector<Sector> unflushed_;
    std::vector<NameChange> changes_;
    std::map<int, std::pair<std::string, std::size_t>> open_;
    int next_fd_ = 100;
    std::set<int> locks_;
    std::uint8_t next_random_ = 1;
};

}  // namespace rigcheck::test
