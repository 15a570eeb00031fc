#include "probe/blackbox/segment_file.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace rigcheck::blackbox {
namespace {

constexpr std::size_t kPiece = std::size_t{256} * 1024;

std::optional<Fault> fault_of(int result, char const* what, std::string const& path) {
    if (result >= 0) return std::nullopt;
    return Fault{what, path, -result};
}

// Blocks that hold zeros, and not only are promised, so that no later write changes more than data
// (for a file of promised blocks ext4 writes to its journal with each of them).
std::optional<Fault> write_zeros(FileLayer const& files, int fd, std::uint64_t size,
                                 std::string const& path) {
    std::vector<std::byte> const zeros(std::min<std::uint64_t>(kPiece, size));
    for (std::uint64_t at = 0; at < size; at += zeros.size()) {
        auto const count = std::min<std::uint64_t>(zeros.size(), size - at);
        if (auto fault =
                fault_of(files.write(fd, std::span(zeros).first(count), at), "write", path))
            return fault;
    }
    return fault_of(files.sync(fd), "fsync", path);
}

}  // namespace

SegmentFile::SegmentFile(FileLayer const& files, std::string path, int fd, std::size_t header_size,
                         std::uint32_t slots, std::uint32_t next)
    : files_(&files),
      path_(std::move(path)),
      fd_(fd),
      header_size_(header_size),
      slots_(slots),
      next_(next) {}

SegmentFile::SegmentFile(SegmentFile&& other) noexcept
    : files_(other.files_),
      path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      header_size_(other.header_size_),
      slots_(other.slots_),
      next_(other.next_),
      segment_(other.segment_) {}

SegmentFile& SegmentFile::operator=(SegmentFile&& other) noexcept {
    std::swap(files_, other.files_);
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    std::swap(header_size_, other.header_size_);
    std::swap(slots_, other.slots_);
    std::swap(next_, other.next_);
    std::swap(segment_, other.segment_);
    return *this;
}

SegmentFile::~SegmentFile() {
    if (fd_ >= 0) files_->close(fd_);
}

std::optional<SegmentFile> SegmentFile::create(FileLayer const& files, std::string const& directory,
                                               std::string const& name, std::size_t header_size,
                                               std::uint32_t slots, Fault& fault) {
    auto const path = directory + "/" + name;
    int const fd = files.create(path);
    if (fd < 0) {
        fault = {"create", path, -fd};
        return std::nullopt;
    }
    SegmentFile file(files, path, fd, header_size, slots, 0);
    auto const size = 2 * header_size + std::uint64_t{slots} * kSlotSize;
    auto failed = write_zeros(files, fd, size, path);
    if (!failed) failed = fault_of(files.sync_directory(directory), "fsync", directory);
    if (!failed) return file;
    fault = *failed;
    files.remove(path);
    return std::nullopt;
}

std::optional<SegmentFile> SegmentFile::reopen(FileLayer const& files, std::string path,
                                               FoundHeader const& found, std::uint32_t next,
                                               Fault& fault) {
    int const fd = files.open(path);
    if (fd < 0) {
        fault = {"open", path, -fd};
        return std::nullopt;
    }
    SegmentFile file(files, std::move(path), fd, found.size, found.header.slots, next);
    file.segment_ = found.header.segment;
    return file;
}

std::optional<Fault> SegmentFile::begin(Header const& header) {
    segment_ = header.segment;
    auto copies = encode(header);
    if (copies.size() != header_size_) return Fault{"header", path_, E2BIG};
    copies.resize(2 * header_size_);
    std::copy_n(copies.begin(), header_size_,
                copies.begin() + static_cast<std::ptrdiff_t>(header_size_));
    return fault_of(files_->write(fd_, copies, 0), "write", path_);
}

std::optional<Fault> SegmentFile::append(Record const& record) {
    auto const bytes = encode(record, segment_, next_);
    auto const at = 2 * header_size_ + std::uint64_t{next_} * kSlotSize;
    next_ += static_cast<std::uint32_t>(bytes.size() / kSlotSize);
    return fault_of(files_->write(fd_, bytes, at), "write", path_);
}

std::optional<Fault> SegmentFile::sync() {
    return fault_of(files_->data_sync(fd_), "fdatasync", path_);
}

bool SegmentFile::is_nearly_full() const {
    return next_ >= slots_ - slots_ / 20;  // 95 %
}

}  // namespace rigcheck::blackbox
