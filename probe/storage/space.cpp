#include "probe/storage/space.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <array>

#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Space {
    std::string mount;
    std::optional<std::uint64_t> size_bytes, free_bytes, inodes, inodes_free;

    static constexpr auto fields() {
        using S = Space;
        return field_list(field("mount", &S::mount), field("size_bytes", &S::size_bytes),
                          field("free_bytes", &S::free_bytes), field("inodes", &S::inodes),
                          field("inodes_free", &S::inodes_free));
    }
};

// These count their free clusters by reading the disk, which may be asleep, or ask a process that
// may hang. The boot partition lies on a drive that is awake.
bool is_costly(Filesystem const& filesystem) {
    constexpr std::array<std::string_view, 5> kTypes{"vfat", "msdos", "exfat", "ntfs3", "fuseblk"};
    bool const costly = std::find(kTypes.begin(), kTypes.end(), filesystem.type) != kTypes.end();
    return costly && !filesystem.mount.starts_with("/boot") && filesystem.mount != "/efi";
}

Reading ask_system(std::vector<Filesystem> const& filesystems) {
    std::vector<Space> spaces;
    for (auto const& filesystem : filesystems) {
        struct statvfs info {};
        if (is_costly(filesystem) || ::statvfs(filesystem.mount.c_str(), &info) != 0) continue;
        spaces.push_back({.mount = filesystem.mount,
                          .size_bytes = std::uint64_t{info.f_blocks} * info.f_frsize,
                          .free_bytes = std::uint64_t{info.f_bavail} * info.f_frsize,
                          .inodes = info.f_files,
                          .inodes_free = info.f_favail});
    }
    return {to_json(spaces).dump(-1, ' ', false, Json::error_handler_t::replace), Missing::absent};
}

void take(Space const& space, Filesystem& filesystem) {
    if (space.size_bytes.value_or(0) > 0 && space.free_bytes <= space.size_bytes) {
        filesystem.size_bytes = space.size_bytes;
        filesystem.free_bytes = space.free_bytes;
    }
    // btrfs and FAT have no fixed number and say 0.
    if (space.inodes.value_or(0) > 0 && space.inodes_free <= space.inodes) {
        filesystem.inodes = space.inodes;
        filesystem.inodes_free = space.inodes_free;
    }
}

}  // namespace

bool parse_space(std::string_view text, std::vector<Filesystem>& filesystems) {
    auto const json = Json::parse(text, nullptr, false);
    std::vector<Space> spaces;
    try {
        read_json(json, spaces, "storage/statvfs");
    } catch (JsonShapeError const&) {
        return false;
    }
    for (auto const& space : spaces) {
        auto const found = std::find_if(
            filesystems.begin(), filesystems.end(),
            [&](Filesystem const& filesystem) { return filesystem.mount == space.mount; });
        if (found != filesystems.end()) take(space, *found);
    }
    return true;
}

void read_space(Machine const& machine, std::vector<Filesystem>& filesystems,
                std::vector<Gap>& gaps) {
    auto const answer =
        machine.ask("storage/statvfs", [&filesystems] { return ask_system(filesystems); });
    auto const why = answer.text ? Missing::malformed : answer.why;
    if (answer.text && parse_space(*answer.text, filesystems)) return;
    if (why != Missing::absent) gaps.push_back({"storage", "storage/statvfs", why, {}});
}

}  // namespace rigcheck
