#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "probe/blackbox/format.hpp"

namespace rigcheck::blackbox {

struct Listed {
    std::string name;
    std::uint64_t size = 0;

    friend bool operator==(Listed const&, Listed const&) = default;
};

// The few things that the writer does to files, so that tests can stand in for a drive that loses
// power. An int is a descriptor, or 0 for done; negative: -errno.
struct FileLayer {
    std::function<int(std::string const& path)> create;  // for reading and writing; not if it is
    std::function<int(std::string const& path)> open;    // for reading and writing
    std::function<void(int fd)> close;
    std::function<int(int fd, std::span<std::byte const> bytes, std::uint64_t offset)> write;
    std::function<int(int fd)> data_sync;  // fdatasync
    std::function<int(int fd)> sync;       // fsync
    std::function<int(std::string const& directory)> sync_directory;
    std::function<int(std::string const& path)> remove;
    std::function<std::vector<Listed>(std::string const& directory)> list;  // regular files
    // At most `limit` bytes from there; fewer when the file ends or cannot be read.
    std::function<std::vector<std::byte>(std::string const& path, std::uint64_t offset,
                                         std::size_t limit)>
        read;
    // Keeps other writers out until it is closed; -EWOULDBLOCK when one is at work.
    std::function<int(std::string const& directory)> lock;
    std::function<void(std::span<std::byte>)> random;
};

FileLayer real_files();

}  // namespace rigcheck::blackbox
