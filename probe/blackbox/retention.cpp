#include "probe/blackbox/retention.hpp"

#include <algorithm>
#include <cerrno>

namespace rigcheck::blackbox {
namespace {

constexpr std::string_view kDismissed = "dismissed-";
constexpr std::size_t kNewest = 2;

std::vector<Id> dismissed_boots(FileLayer const& files, std::string const& directory) {
    std::vector<Id> boots;
    for (auto const& file : files.list(directory)) {
        if (!file.name.starts_with(kDismissed)) continue;
        if (auto const boot = parse_id(std::string_view(file.name).substr(kDismissed.size())))
            boots.push_back(*boot);
    }
    return boots;
}

std::string dismissal(std::string const& directory, Id const& boot) {
    return directory + "/" + std::string(kDismissed) + id_text(boot);
}

bool is_stopped(SegmentTail const& tail) {
    return tail.last && !tail.torn && tail.last->record.type == RecordType::stop;
}

}  // namespace

std::vector<Id> unclean_boots(FileLayer const& files, std::string const& directory,
                              std::vector<StoredSegment> const& stored, Id const& current) {
    std::vector<Id> unclean;
    std::set<Id> seen{current};
    std::for_each(stored.rbegin(), stored.rend(), [&](StoredSegment const& newest) {
        if (!newest.found || !seen.insert(newest.found->header.boot).second) return;
        if (!is_stopped(tail_of(files, directory, newest)))
            unclean.push_back(newest.found->header.boot);
    });
    return unclean;
}

std::set<Id> kept_boots(FileLayer const& files, std::string const& directory,
                        std::vector<Id> const& unclean) {
    auto const count = static_cast<std::ptrdiff_t>(std::min(unclean.size(), kKeptBoots));
    std::set<Id> kept(unclean.begin(), unclean.begin() + count);
    for (auto const& boot : dismissed_boots(files, directory)) kept.erase(boot);
    return kept;
}

std::vector<std::string> segments_to_remove(std::vector<StoredSegment> const& stored,
                                            std::set<Id> const& kept, std::uint64_t wanted,
                                            std::uint64_t limit) {
    auto total = wanted;
    for (auto const& segment : stored) total += segment.size;
    std::vector<std::string> names;
    for (std::size_t i = 0; i + kNewest < stored.size() && total > limit; ++i) {
        auto const& segment = stored[i];
        if (segment.found && kept.contains(segment.found->header.boot)) continue;
        names.push_back(segment.name);
        total -= segment.size;
    }
    return names;
}

std::optional<Fault> dismiss(FileLayer const& files, std::string const& directory, Id const& boot) {
    auto const path = dismissal(directory, boot);
    int const fd = files.create(path);
    if (fd == -EEXIST) return std::nullopt;
    if (fd < 0) return Fault{"create", path, -fd};
    files.close(fd);
    int const result = files.sync_directory(directory);
    return result < 0 ? std::optional(Fault{"fsync", directory, -result}) : std::nullopt;
}

void forget_dismissals(FileLayer const& files, std::string const& directory,
                       std::vector<StoredSegment> const& stored) {
    for (auto const& boot : dismissed_boots(files, directory)) {
        bool const is_there = std::any_of(stored.begin(), stored.end(), [&](auto const& segment) {
            return segment.found && segment.found->header.boot == boot;
        });
        if (!is_there) files.remove(dismissal(directory, boot));
    }
}

}  // namespace rigcheck::blackbox
