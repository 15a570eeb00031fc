#include "tests/support/memory_drive.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace rigcheck::test {
namespace {

constexpr std::size_t kSector = 512;

std::string name_of(std::string const& path) {
    return path.substr(path.rfind('/') + 1);
}

bool is_chosen(std::size_t mask, std::size_t bit) {
    return (mask >> bit & 1U) != 0;
}

std::set<std::size_t> bits_of(std::size_t mask, std::size_t count) {
    std::set<std::size_t> bits;
    for (std::size_t bit = 0; bit < count; ++bit) {
        if (is_chosen(mask, bit)) bits.insert(bit);
    }
    return bits;
}

}  // namespace

MemoryDrive::MemoryDrive(Files const& files) {
    for (auto const& [name, bytes] : files) {
        names_[name] = files_.size();
        files_.push_back({bytes, bytes});
    }
    flushed_names_ = names_;
}

blackbox::FileLayer MemoryDrive::layer() {
    return {
        .create = [this](std::string const& path) { return create(path); },
        .open = [this](std::string const& path) { return open(path); },
        .close =
            [this](int fd) {
                open_.erase(fd);
                locks_.erase(fd);
            },
        .write = [this](int fd, std::span<std::byte const> bytes,
                        std::uint64_t offset) { return write(fd, bytes, offset); },
        .data_sync = [this](int fd) { return flush(fd, "fdatasync"); },
        .sync = [this](int fd) { return flush(fd, "fsync"); },
        .sync_directory = [this](std::string const&) { return sync_directory(); },
        .remove = [this](std::string const& path) { return remove(path); },
        .list =
            [this](std::string const&) {
                std::vector<blackbox::Listed> listed;
                for (auto const& [name, file] : names_)
                    listed.push_back({name, files_.at(file).now.size()});
                return listed;
            },
        .read =
            [this](std::string const& path, std::uint64_t offset, std::size_t limit) {
                auto const at = names_.find(name_of(path));
                if (at == names_.end()) return Bytes{};
                auto const& bytes = files_.at(at->second).now;
                auto const from = std::min<std::size_t>(offset, bytes.size());
                auto const count = std::min(limit, bytes.size() - from);
                return Bytes(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                             bytes.begin() + static_cast<std::ptrdiff_t>(from + count));
            },
        .lock =
            [this](std::string const&) {
                if (!locks_.empty()) return -EWOULDBLOCK;
                locks_.insert(next_fd_);
                return next_fd_++;
            },
        .random =
            [this](std::span<std::byte> bytes) {
                std::fill(bytes.begin(), bytes.end(), std::byte{next_random_});
                ++next_random_;
            },
    };
}

MemoryDrive::Files MemoryDrive::files() const {
    Files files;
    for (auto const& [name, file] : names_) files[name] = files_.at(file).now;
    return files;
}

// Notes the operation, and lets it fail where the test wants that.
int MemoryDrive::done(std::string const& operation, std::string const& name, int result) {
    log.push_back(name.empty() ? operation : operation + " " + name);
    if (after_each) after_each();
    return result;
}

int MemoryDrive::create(std::string const& path) {
    if (auto const fail = fails_once.extract("create")) return fail.mapped();
    auto const name = name_of(path);
    if (names_.contains(name)) return -EEXIST;
    names_[name] = files_.size();
    changes_.push_back({name, files_.size()});
    open_[next_fd_] = {name, files_.size()};
    files_.emplace_back();
    return done("create", name, next_fd_++);
}

int MemoryDrive::open(std::string const& path) {
    auto const at = names_.find(name_of(path));
    if (at == names_.end()) return -ENOENT;
    open_[next_fd_] = *at;
    return next_fd_++;
}

int MemoryDrive::write(int fd, std::span<std::byte const> bytes, std::uint64_t offset) {
    if (auto const fail = fails_once.extract("write")) return fail.mapped();
    auto const& [name, file] = open_.at(fd);
    if (offset % kSector != 0 || bytes.size() % kSector != 0)
        throw std::logic_error("a write that is not aligned to sectors");
    auto& now = files_.at(file).now;
    now.resize(std::max<std::size_t>(now.size(), offset + bytes.size()));
    for (std::size_t at = 0; at < bytes.size(); at += kSector) {
        auto const sector = bytes.subspan(at, kSector);
        auto const place = now.begin() + static_cast<std::ptrdiff_t>(offset + at);
        // Zeros over zeros make no other state than the length of the file does.
        if (std::equal(sector.begin(), sector.end(), place)) continue;
        std::copy(sector.begin(), sector.end(), place);
        unflushed_.push_back({file, offset + at, Bytes(sector.begin(), sector.end())});
    }
    return done("write", name + " " + std::to_string(offset) + "+" + std::to_string(bytes.size()));
}

int MemoryDrive::flush(int fd, std::string const& operation) {
    if (auto const fail = fails_once.extract(operation)) return fail.mapped();
    auto const& [name, file] = open_.at(fd);
    if (!ignores_data_sync) {
        files_.at(file).flushed = files_.at(file).now;
        auto const of_file = [file = file](Sector const& sector) { return sector.file == file; };
        unflushed_.erase(std::remove_if(unflushed_.begin(), unflushed_.end(), of_file),
                         unflushed_.end());
    }
    return done(operation, name);
}

int MemoryDrive::sync_directory() {
    if (auto const fail = fails_once.extract("fsync directory")) return fail.mapped();
    if (!ignores_directory_sync) {
        flushed_names_ = names_;
        changes_.clear();
    }
    return done("fsync directory", {});
}

int MemoryDrive::remove(std::string const& path) {
    auto const name = name_of(path);
    if (names_.erase(name) == 0) return -ENOENT;
    changes_.push_back({name, std::nullopt});
    return done("remove", name);
}

MemoryDrive::Files MemoryDrive::state(std::set<std::size_t> const& sectors,
                                      std::set<std::size_t> const& names,
                                      std::map<std::size_t, std::size_t> const& sizes) const {
    std::vector<Bytes> contents;
    for (auto const& file : files_) contents.push_back(file.flushed);
    for (auto const& [file, size] : sizes) contents.at(file).resize(size);
    for (auto const i : sectors) {
        auto const& sector = unflushed_.at(i);
        auto& content = contents.at(sector.file);
        content.resize(std::max<std::size_t>(content.size(), sector.offset + kSector));
        std::copy(sector.bytes.begin(), sector.bytes.end(),
                  content.begin() + static_cast<std::ptrdiff_t>(sector.offset));
    }
    auto known = flushed_names_;
    for (auto const i : names) {
        auto const& change = changes_.at(i);
        if (change.file) {
            known[change.name] = *change.file;
        } else {
            known.erase(change.name);
        }
    }
    Files files;
    for (auto const& [name, file] : known) files[name] = contents.at(file);
    return files;
}

void MemoryDrive::each_state(std::function<void(Files const&)> const& visit) const {
    constexpr std::size_t kMost = 16;
    auto const sectors = unflushed_.size();
    if (sectors + changes_.size() > kMost) throw std::logic_error("too many states to visit each");
    // At most one file grows at a time: the one that is prepared.
    std::vector<std::map<std::size_t, std::size_t>> sizes{{}};
    for (std::size_t file = 0; file < files_.size(); ++file) {
        auto const& [now, flushed] = files_[file];
        for (auto size = flushed.size() + kSector; size <= now.size(); size += kSector)
            sizes.push_back({{file, size}});
    }
    for (std::size_t mask = 0; mask < std::size_t{1} << (sectors + changes_.size()); ++mask) {
        for (auto const& size : sizes) {
            visit(state(bits_of(mask, sectors), bits_of(mask >> sectors, changes_.size()), size));
        }
    }
}

MemoryDrive::Files MemoryDrive::some_state(std::mt19937& random, Bytes const& stale) const {
    std::uniform_int_distribution<unsigned> percent(0, 99);
    // Mostly kept, mostly lost, or half of each.
    auto const kept = std::array{5U, 50U, 95U}.at(percent(random) % 3);
    std::set<std::size_t> sectors;
    std::set<std::size_t> names;
    std::map<std::size_t, std::size_t> sizes;
    for (std::size_t i = 0; i < unflushed_.size(); ++i) {
        if (percent(random) < kept) sectors.insert(i);
    }
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        if (percent(random) < kept) names.insert(i);
    }
    for (std::size_t file = 0; file < files_.size(); ++file) {
        auto const& [now, flushed] = files_[file];
        auto const more = (now.size() - std::min(now.size(), flushed.size())) / kSector;
        if (more > 0) sizes[file] = flushed.size() + kSector * (random() % (more + 1));
    }
    auto files = state(sectors, names, sizes);
    if (stale.size() < kSector) return files;
    for (auto const& [name, file] : names_) {
        auto const at = files.find(name);
        if (at == files.end()) continue;
        for (auto offset = files_.at(file).flushed.size(); offset + kSector <= at->second.size();
             offset += kSector) {
            auto const place = at->second.begin() + static_cast<std::ptrdiff_t>(offset);
            bool const empty =
                std::all_of(place, place + kSector, [](std::byte b) { return b == std::byte{0}; });
            if (!empty || percent(random) < 50) continue;
            auto const from = kSector * (random() % (stale.size() / kSector));
            std::copy_n(stale.begin() + static_cast<std::ptrdiff_t>(from), kSector, place);
        }
    }
    return files;
}

}  // namespace rigcheck::test
