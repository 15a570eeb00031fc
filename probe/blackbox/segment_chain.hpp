#pragma once

#include "probe/blackbox/retention.hpp"
#include "probe/blackbox/segment_file.hpp"
#include "probe/blackbox/writer.hpp"

namespace rigcheck::blackbox {

// The segments of one boot, one after the other: takes the lock, makes room, prepares the next
// one in time. Part of the writer.
class SegmentChain {
public:
    SegmentChain(WriterOptions options, FileLayer files);
    SegmentChain(SegmentChain const&) = delete;
    SegmentChain(SegmentChain&&) = delete;
    SegmentChain& operator=(SegmentChain const&) = delete;
    SegmentChain& operator=(SegmentChain&&) = delete;
    ~SegmentChain();

    // Goes on behind the records of this boot, if there are some; `before` tells how they ended.
    std::optional<Fault> open(Clocks const& now, std::optional<SegmentTail>& before);
    // Gives the record its number. Begins a new segment where it does not fit.
    std::optional<Fault> put(Record record, Sync sync);
    std::optional<Fault> make_space(Clocks const& now, std::size_t slots);
    void skip(std::uint32_t records) { seq_ += records; }
    void set_channels(std::vector<Channel> channels);

    std::vector<Channel> const& channels() const { return options_.channels; }
    std::optional<std::uint32_t> last_synced() const { return synced_; }
    // Of the segment that is written; changes when a new one begins, zero without one.
    std::uint64_t ordinal() const { return segment_ ? ordinal_ : 0; }

private:
    void look_around(std::vector<StoredSegment> const& stored);
    std::optional<Fault> go_on(StoredSegment const& last, SegmentTail const& tail);
    Header header(Clocks const& now) const;
    void make_room(std::uint64_t size);
    std::optional<Fault> prepare_next(Clocks const& now);
    std::optional<Fault> begin_segment(Clocks const& now);
    std::optional<Fault> leave_segment();
    std::optional<Fault> abandon_if(std::optional<Fault> fault);

    WriterOptions options_;
    FileLayer files_;
    int lock_ = -1;
    std::optional<SegmentFile> segment_, next_;
    std::uint32_t number_ = 0;   // of the last segment of this boot
    std::uint64_t ordinal_ = 0;  // of the last segment of the directory
    std::uint32_t seq_ = 0;      // of the next record
    std::optional<std::uint32_t> synced_;
    bool unsynced_ = false;
    std::vector<Id> unclean_;
    std::optional<Fault> failed_;  // the last try to make a segment
    std::uint64_t retry_at_ = 0;
};

}  // namespace rigcheck::blackbox
