#include "probe/capture/capture.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <map>
#include <memory>

#include "probe/capture/redact_file.hpp"
#include "probe/machine/redact.hpp"
#include "probe/platform/host_name.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

// What stands at one path of the captured tree.
struct Node {
    EntryKind kind = EntryKind::file;
    std::string text = {};  // the bytes of a file, the target of a link
    bool denied = false;
    bool placeholder = false;  // a name seen in a list; gives way to anything known better
};

using Nodes = std::map<std::string, Node>;

void keep(Nodes& nodes, std::string const& path, Node node) {
    if (path.empty()) return;
    auto const [at, added] = nodes.try_emplace(path, node);
    if (!added && at->second.placeholder) at->second = std::move(node);
}

void keep_links(Nodes& nodes, Resolved const& resolved) {
    for (auto const& link : resolved.links) {
        keep(nodes, link.path, {.kind = EntryKind::link, .text = link.target});
    }
}

void keep_read(Nodes& nodes, Machine const& machine, Access const& access,
               std::string const& path) {
    auto const reading = access.only_start ? machine.read_start(access.path, access.limit)
                                           : machine.read(access.path, access.limit);
    if (reading.text) {
        keep(nodes, path, {.text = redact_file(machine, access.path, *reading.text)});
        return;
    }
    switch (reading.why) {
        case Missing::needs_root:
            keep(nodes, path, {.denied = true});
            break;
        case Missing::too_large:  // stays too large
            keep(nodes, path, {.text = std::string(access.limit + 1, '0')});
            break;
        case Missing::malformed:  // a directory, or a file whose read fails
            keep(nodes, path, {.kind = EntryKind::directory});
            break;
        default:
            break;
    }
}

void keep_answer(Nodes& nodes, Access const& access, std::vector<std::string> const& names) {
    auto const inside = access.path.substr(1);
    if (access.answer.text) {
        keep(nodes, inside, {.text = redact_text(*access.answer.text, names)});
    } else if (access.answer.why == Missing::needs_root ||
               access.answer.why == Missing::needs_group) {
        keep(nodes, inside, {.denied = true});
    }
}

void keep_list(Nodes& nodes, Machine const& machine, Access const& access,
               std::string const& path) {
    auto const entries = machine.entries(access.path);
    if (!entries.empty()) keep(nodes, path, {.kind = EntryKind::directory});
    for (auto const& entry : entries) {
        auto const inside = path + "/" + entry.name;
        if (entry.kind == EntryKind::link) {
            auto const target = machine.link_target(access.path + "/" + entry.name);
            if (target) keep(nodes, inside, {.kind = EntryKind::link, .text = *target});
        } else if (entry.kind == EntryKind::directory) {
            keep(nodes, inside, {.kind = EntryKind::directory, .placeholder = true});
        } else {
            keep(nodes, inside, {.placeholder = true});
        }
    }
}

Nodes collect(Machine const& machine) {
    Nodes nodes;
    auto const names = host_names(machine);
    for (auto const& access : machine.log()) {
        if (access.kind == Access::Kind::answer) {
            keep_answer(nodes, access, names);
            continue;
        }
        auto const resolved = machine.resolve(access.path, access.kind != Access::Kind::link);
        if (!resolved) continue;
        keep_links(nodes, *resolved);
        switch (access.kind) {
            case Access::Kind::read:
                keep_read(nodes, machine, access, resolved->path);
                break;
            case Access::Kind::list:
                keep_list(nodes, machine, access, resolved->path);
                break;
            case Access::Kind::link:
                if (auto const target = machine.link_target(access.path)) {
                    keep(nodes, resolved->path, {.kind = EntryKind::link, .text = *target});
                }
                break;
            case Access::Kind::answer:
                break;
        }
    }
    return nodes;
}

using Archive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using ArchiveEntry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

bool write_node(archive* out, std::string const& path, Node const& node) {
    ArchiveEntry const entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), path.c_str());
    archive_entry_set_mtime(entry.get(), 0, 0);
    bool has_data = false;
    if (node.kind == EntryKind::link) {
        archive_entry_set_filetype(entry.get(), AE_IFLNK);
        archive_entry_set_symlink(entry.get(), node.text.c_str());
        archive_entry_set_perm(entry.get(), 0777);
    } else if (node.kind == EntryKind::directory) {
        archive_entry_set_filetype(entry.get(), AE_IFDIR);
        archive_entry_set_perm(entry.get(), 0755);
    } else {
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), node.denied ? 0 : 0644);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(node.text.size()));
        has_data = !node.text.empty();
    }
    if (archive_write_header(out, entry.get()) < ARCHIVE_WARN) return false;
    return !has_data || archive_write_data(out, node.text.data(), node.text.size()) ==
                            static_cast<la_ssize_t>(node.text.size());
}

std::string problem(archive* out, std::string const& what) {
    auto const* const why = archive_error_string(out);
    return what + ": " + (why == nullptr ? "cannot be written" : why);
}

std::optional<std::string> write_tar(Nodes const& nodes, std::string const& file) {
    Archive const out(archive_write_new(), &archive_write_free);
    archive_write_set_format_pax_restricted(out.get());
    if (archive_write_open_filename(out.get(), file.c_str()) != ARCHIVE_OK) {
        return problem(out.get(), file);
    }
    for (auto const& [path, node] : nodes) {
        if (!write_node(out.get(), path, node)) return problem(out.get(), path);
    }
    if (archive_write_close(out.get()) != ARCHIVE_OK) return problem(out.get(), file);
    return std::nullopt;
}

std::optional<std::string> write_directory(Nodes const& nodes, std::string const& directory) {
    Archive const out(archive_write_disk_new(), &archive_write_free);
    for (auto const& [path, node] : nodes) {
        auto const inside = std::string(directory).append("/").append(path);
        if (!write_node(out.get(), inside, node)) return problem(out.get(), inside);
    }
    if (archive_write_close(out.get()) != ARCHIVE_OK) return problem(out.get(), directory);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> write_capture(Machine const& machine, std::string const& destination) {
    bool const tar = destination.ends_with(".tar");
    std::error_code ec;
    if (fs::exists(destination, ec) && !(tar && fs::is_regular_file(destination, ec))) {
        return destination + ": exists already";
    }
    auto const nodes = collect(machine);
    auto const partial = destination + ".partial";
    fs::remove_all(partial, ec);
    auto const failed = tar ? write_tar(nodes, partial) : write_directory(nodes, partial);
    if (!failed) fs::rename(partial, destination, ec);
    if (!failed && !ec) return std::nullopt;
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    return failed ? failed : destination + ": " + ec.message();
}

}  // namespace rigcheck
