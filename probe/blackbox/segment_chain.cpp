#include "probe/blackbox/segment_chain.hpp"

#include <algorithm>
#include <cerrno>

namespace rigcheck::blackbox {
namespace {

constexpr std::uint32_t kNameTries = 1000;
constexpr std::uint64_t kRetryAfter = 10'000'000'000;  // ns, before a new segment is tried again

std::uint64_t file_size(std::size_t header_size, std::uint32_t slots) {
    return 2 * header_size + std::uint64_t{slots} * kSlotSize;
}

}  // namespace

SegmentChain::SegmentChain(WriterOptions options, FileLayer files)
    : options_(std::move(options)), files_(std::move(files)) {}

SegmentChain::~SegmentChain() {
    if (lock_ >= 0) files_.close(lock_);
}

std::optional<Fault> SegmentChain::open(Clocks const& now, std::optional<SegmentTail>& before) {
    lock_ = files_.lock(options_.directory);
    if (lock_ < 0) return Fault{"lock", options_.directory, -lock_};
    auto const stored = stored_segments(files_, options_.directory);
    look_around(stored);
    auto const last = std::find_if(stored.rbegin(), stored.rend(), [&](StoredSegment const& each) {
        return each.found && each.found->header.boot == options_.boot;
    });
    if (last != stored.rend()) {
        before = tail_of(files_, options_.directory, *last);
        if (auto fault = go_on(*last, *before)) return fault;
    }
    return make_space(now, 1);
}

// What earlier writers left: prepared segments that were never used go, numbers go on.
void SegmentChain::look_around(std::vector<StoredSegment> const& stored) {
    for (auto const& each : stored) {
        if (each.unused) files_.remove(options_.directory + "/" + each.name);
        ordinal_ = std::max(ordinal_, each.ordinal());
    }
    forget_dismissals(files_, options_.directory, stored);
    unclean_ = unclean_boots(files_, options_.directory, stored, options_.boot);
}

std::optional<Fault> SegmentChain::go_on(StoredSegment const& last, SegmentTail const& tail) {
    auto const& found = *last.found;
    auto const& before = found.header;
    number_ = before.number;
    seq_ = tail.last ? tail.last->record.seq + 1 : before.first_seq;
    bool const whole = last.size == file_size(found.size, before.slots) && found.both_whole;
    bool const same = before.channels == options_.channels && before.machine == options_.machine &&
                      before.period_ms == options_.period_ms;
    if (!whole || !same || tail.used_slots == before.slots) return std::nullopt;
    Fault fault;
    segment_ = SegmentFile::reopen(files_, options_.directory + "/" + last.name, found,
                                   tail.used_slots, fault);
    return segment_ ? std::nullopt : std::optional(fault);
}

Header SegmentChain::header(Clocks const& now) const {
    Header header{.boot = options_.boot,
                  .machine = options_.machine,
                  .slots = options_.slots,
                  .number = number_,
                  .ordinal = ordinal_,
                  .first_seq = seq_,
                  .period_ms = options_.period_ms,
                  .created = now,
                  .channels = options_.channels};
    files_.random(header.segment);
    return header;
}

void SegmentChain::make_room(std::uint64_t size) {
    auto const kept = kept_boots(files_, options_.directory, unclean_);
    auto const stored = stored_segments(files_, options_.directory);
    for (auto const& name : segments_to_remove(stored, kept, size, options_.limit))
        files_.remove(options_.directory + "/" + name);
}

std::optional<Fault> SegmentChain::prepare_next(Clocks const& now) {
    auto const header_size = encode(header(now)).size();
    if (header_size == 0) return Fault{"header", options_.directory, E2BIG};
    make_room(file_size(header_size, options_.slots));
    Fault fault;
    for (std::uint32_t tries = 0; tries < kNameTries; ++tries) {
        next_ =
            SegmentFile::create(files_, options_.directory, segment_name(options_.boot, ++number_),
                                header_size, options_.slots, fault);
        if (next_) return std::nullopt;
        if (fault.error != EEXIST) break;  // another boot with the same eight digits
    }
    return fault;
}

std::optional<Fault> SegmentChain::begin_segment(Clocks const& now) {
    if (next_ && next_->header_size() != encode(header(now)).size()) {
        files_.remove(next_->path());
        next_.reset();
    }
    if (!next_) {
        if (auto fault = prepare_next(now)) return fault;
    }
    segment_ = std::move(next_);
    next_.reset();
    ++ordinal_;
    return abandon_if(segment_->begin(header(now)));
}

std::optional<Fault> SegmentChain::leave_segment() {
    std::optional<Fault> fault;
    if (segment_ && unsynced_) fault = segment_->sync();
    segment_.reset();
    unsynced_ = false;
    return fault;
}

// Room for a record that takes so many slots.
std::optional<Fault> SegmentChain::make_space(Clocks const& now, std::size_t slots) {
    if (segment_ && segment_->room() >= slots) return std::nullopt;
    if (slots > options_.slots) return Fault{"segment", options_.directory, E2BIG};
    if (auto fault = leave_segment()) return fault;
    if (failed_ && now.boottime < retry_at_) return failed_;
    failed_ = begin_segment(now);
    retry_at_ = now.boottime + kRetryAfter;
    return failed_;
}

std::optional<Fault> SegmentChain::put(Record record, Sync sync) {
    // Space first: a new segment says which number its first record has.
    auto no_space = make_space(record.at, slots_of(record));
    record.seq = seq_++;
    if (no_space) return no_space;
    if (auto fault = abandon_if(segment_->append(record))) return fault;
    unsynced_ = true;
    if (sync == Sync::with_next_sample) return std::nullopt;
    if (auto fault = abandon_if(segment_->sync())) return fault;
    unsynced_ = false;
    synced_ = record.seq;
    bool const wait = failed_ && record.at.boottime < retry_at_;
    if (segment_->is_nearly_full() && !next_ && !wait) {
        // Told when its space is needed; this record is on the drive.
        failed_ = prepare_next(record.at);
        retry_at_ = record.at.boottime + kRetryAfter;
    }
    return std::nullopt;
}

// After a failed write or sync nobody knows what the file holds, and a second sync of it may
// report success though data is gone (fsync(2), EIO): go on in another one.
std::optional<Fault> SegmentChain::abandon_if(std::optional<Fault> fault) {
    if (fault) {
        segment_.reset();
        unsynced_ = false;
    }
    return fault;
}

void SegmentChain::set_channels(std::vector<Channel> channels) {
    if (options_.channels == channels) return;
    leave_segment();
    options_.channels = std::move(channels);
}

}  // namespace rigcheck::blackbox
