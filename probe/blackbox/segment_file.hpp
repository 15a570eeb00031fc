#pragma once

#include <memory>

#include "probe/blackbox/fault.hpp"
#include "probe/blackbox/file_layer.hpp"
#include "probe/blackbox/segment_header.hpp"
#include "probe/blackbox/slot.hpp"

namespace rigcheck::blackbox {

// One segment that is written: first zeros, then a header, then a slot after the other.
class SegmentFile {
public:
    // A new file of zeros that a cut of the power leaves whole or, if it comes too early, useless.
    static std::optional<SegmentFile> create(FileLayer const& files, std::string const& directory,
                                             std::string const& name, std::size_t header_size,
                                             std::uint32_t slots, Fault& fault);
    // One that has a header, to go on at slot `next`.
    static std::optional<SegmentFile> reopen(FileLayer const& files, std::string path,
                                             FoundHeader const& found, std::uint32_t next,
                                             Fault& fault);
    SegmentFile(SegmentFile&& other) noexcept;
    SegmentFile& operator=(SegmentFile&& other) noexcept;
    SegmentFile(SegmentFile const&) = delete;
    SegmentFile& operator=(SegmentFile const&) = delete;
    ~SegmentFile();

    // Before the first record. Reaches the drive with the first sync.
    std::optional<Fault> begin(Header const& header);
    std::optional<Fault> append(Record const& record);
    std::optional<Fault> sync();

    std::string const& path() const { return path_; }
    std::uint32_t room() const { return slots_ - next_; }
    std::size_t header_size() const { return header_size_; }
    bool is_nearly_full() const;

private:
    SegmentFile(FileLayer const& files, std::string path, int fd, std::size_t header_size,
                std::uint32_t slots, std::uint32_t next);

    FileLayer const* files_;
    std::string path_;
    int fd_;
    std::size_t header_size_;
    std::uint32_t slots_, next_;
    Id segment_{};
};

}  // namespace rigcheck::blackbox
