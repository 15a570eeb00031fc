#pragma once

#include <set>

#include "probe/blackbox/fault.hpp"
#include "probe/blackbox/stored_segments.hpp"

namespace rigcheck::blackbox {

constexpr std::size_t kKeptBoots = 3;

// The boots other than the current one whose records end without a stop, the newest first.
std::vector<Id> unclean_boots(FileLayer const& files, std::string const& directory,
                              std::vector<StoredSegment> const& stored, Id const& current);

// Of those the last three, without the ones that the person dismissed.
std::set<Id> kept_boots(FileLayer const& files, std::string const& directory,
                        std::vector<Id> const& unclean);

// Which segments go so that `wanted` more bytes fit below `limit`: the oldest first, whole files,
// none of a kept boot and never the newest two, so that there is always a past to look at.
std::vector<std::string> segments_to_remove(std::vector<StoredSegment> const& stored,
                                            std::set<Id> const& kept, std::uint64_t wanted,
                                            std::uint64_t limit);

// The person knows how this boot ended: its segments may go when their turn comes.
std::optional<Fault> dismiss(FileLayer const& files, std::string const& directory, Id const& boot);

// Takes away what dismiss() left about boots of which there is no segment any more.
void forget_dismissals(FileLayer const& files, std::string const& directory,
                       std::vector<StoredSegment> const& stored);

}  // namespace rigcheck::blackbox
