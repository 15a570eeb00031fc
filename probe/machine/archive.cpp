#include "probe/machine/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxEntries = 500'000;
constexpr std::int64_t kMaxBytes = std::int64_t{512} * 1024 * 1024;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;

// A relative path without "." components; empty for one that points upwards.
std::optional<std::string> inside(char const* name) {
    std::string out;
    for (auto const& part : fs::path(name == nullptr ? "" : name).relative_path()) {
        if (part == "..") return std::nullopt;
        if (part == "." || part.empty()) continue;
        out += (out.empty() ? "" : "/") + part.string();
    }
    return out;
}

// Only what a captured tree is made of, with rights that let us read and remove it. A file that
// nobody may read keeps that mark: it stands for "needs root".
bool wanted(archive_entry* entry) {
    if (archive_entry_hardlink(entry) != nullptr) return false;
    auto const type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) {
        archive_entry_set_perm(entry, 0700);
    } else if (type == AE_IFREG) {
        archive_entry_set_perm(entry, (archive_entry_perm(entry) & 0444U) != 0 ? 0600 : 0200);
    }
    return type == AE_IFDIR || type == AE_IFREG || type == AE_IFLNK;
}

bool copy_data(archive* from, archive* to, std::int64_t& budget) {
    void const* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    for (;;) {
        auto const result = archive_read_data_block(from, &block, &size, &offset);
        if (result == ARCHIVE_EOF) return true;
        if (result < ARCHIVE_WARN) return false;
        budget -= static_cast<std::int64_t>(size);
        if (budget < 0 || offset > kMaxBytes) return false;
        if (archive_write_data_block(to, block, size, offset) < ARCHIVE_WARN) return false;
    }
}

// An empty text on success, else what went wrong.
std::string unpack_entries(archive* from, archive* to, std::string const& directory) {
    auto budget = kMaxBytes;
    for (std::size_t count = 0;; ++count) {
        archive_entry* entry = nullptr;
        auto const result = archive_read_next_header(from, &entry);
        if (result == ARCHIVE_EOF) return count == 0 ? "the archive is empty" : "";
        if (result < ARCHIVE_WARN) {
            auto const* why = archive_error_string(from);
            return why == nullptr ? "not a tar archive" : why;
        }
        if (count == kMaxEntries) return "too many entries";
        auto const path = inside(archive_entry_pathname(entry));
        if (!path) return std::string(archive_entry_pathname(entry)) + ": leads out of the tree";
        if (path->empty() || !wanted(entry)) continue;
        archive_entry_set_pathname(entry, (directory + "/" + *path).c_str());
        if (archive_write_header(to, entry) < ARCHIVE_WARN) {
            auto const* why = archive_error_string(to);
            return *path + ": " + (why == nullptr ? "cannot be unpacked" : why);
        }
        if (!copy_data(from, to, budget)) return *path + ": damaged or too large";
    }
}

// The directory that holds sys/ or proc/: this one, or the single one below it.
std::string tree_root(std::string const& directory) {
    auto const is_tree = [](fs::path const& at) {
        std::error_code ignored;
        return fs::is_directory(at / "sys", ignored) || fs::is_directory(at / "proc", ignored);
    };
    if (is_tree(directory)) return directory;
    std::error_code ignored;
    fs::path only;
    std::size_t count = 0;
    for (auto const& entry : fs::directory_iterator(directory, ignored)) {
        only = entry.path();
        ++count;
    }
    return count == 1 && !fs::is_symlink(only, ignored) && is_tree(only) ? only.string()
                                                                         : directory;
}

std::optional<std::string> make_private_directory(std::string& error) {
    std::error_code ec;
    auto const base = fs::canonical(fs::temp_directory_path(ec), ec);
    auto name = (base / "rigcheck-XXXXXX").string();
    if (ec || ::mkdtemp(name.data()) == nullptr) {
        error = "no temporary directory: " + (ec ? ec.message() : std::strerror(errno));
        return std::nullopt;
    }
    return name;
}

}  // namespace

std::optional<UnpackedArchive> unpack_archive(std::string const& file, std::string& error) {
    Reader const reader(archive_read_new(), &archive_read_free);
    // Not filter_all: some of its filters start a program.
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), file.c_str(), 1U << 16U) != ARCHIVE_OK) {
        auto const* why = archive_error_string(reader.get());
        error = file + ": " + (why == nullptr ? "cannot be opened" : why);
        return std::nullopt;
    }
    auto const directory = make_private_directory(error);
    if (!directory) return std::nullopt;
    Writer writer(archive_write_disk_new(), &archive_write_free);
    archive_write_disk_set_options(
        writer.get(), ARCHIVE_EXTRACT_SECURE_SYMLINKS | ARCHIVE_EXTRACT_SECURE_NODOTDOT);
    auto const why = unpack_entries(reader.get(), writer.get(), *directory);
    writer.reset();
    if (!why.empty()) {
        error = file + ": " + why;
        std::error_code ignored;
        fs::remove_all(*directory, ignored);
        return std::nullopt;
    }
    return UnpackedArchive{*directory, tree_root(*directory)};
}

}  // namespace rigcheck
