#pragma once

#include <optional>
#include <string>

namespace rigcheck {

struct UnpackedArchive {
    std::string temporary;  // private directory, to be removed by the caller
    std::string root;       // the tree inside it: the same, or the one directory that wraps it
};

// Unpacks files, directories and symbolic links of a tar archive (any compression that libarchive
// knows) and nothing else. Bounded in entries and bytes; no entry lands outside. On failure `error`
// names the file and the entry, and nothing is left behind.
std::optional<UnpackedArchive> unpack_archive(std::string const& file, std::string& error);

}  // namespace rigcheck
