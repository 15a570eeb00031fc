#pragma once

#include <optional>
#include <string>

#include "probe/blackbox/fault.hpp"

struct statfs;

namespace rigcheck::blackbox {

// Why a directory is no good place for a black box.
enum class StorageComplaint {
    memory,   // tmpfs: gone with the power
    overlay,  // of a live session: gone with the power, mostly
    network,  // the last second must not wait for a network
    read_only,
    little_space,  // less than 200 MiB free
    unknown        // no answer from the file system
};

// For the directory, or the nearest one above it that exists.
std::optional<StorageComplaint> storage_complaint(std::string const& directory);
std::optional<StorageComplaint> storage_complaint(struct statfs const& filesystem);

// Makes the directory and those above it. On btrfs an empty one is set to write in place
// (FS_NOCOW_FL), since its copies on write would cost a transaction each second.
std::optional<Fault> prepare_directory(std::string const& directory);

}  // namespace rigcheck::blackbox
