#include "probe/blackbox/segment_reader.hpp"

#include <algorithm>

#include "probe/blackbox/zeros.hpp"

namespace rigcheck::blackbox {
namespace {

class Parser {
public:
    Parser(std::span<std::byte const> slots, Segment& segment) : slots_(slots), segment_(segment) {}

    void run() {
        auto const count = std::min<std::size_t>(slots_.size() / kSlotSize, segment_.header.slots);
        for (std::uint32_t index = 0; index < count; ++index) {
            auto slot = decode(at(index), segment_.header.segment, index);
            if (slot && follows(*slot)) {
                take(std::move(*slot), index);
            } else {
                drop_open();
                bad_ += 1;
                torn_ += is_zero(at(index)) ? 0 : 1;
            }
        }
        drop_open();
        segment_.damaged_slots = bad_before_last_;
        segment_.torn_slots = torn_ - torn_before_last_;
    }

private:
    std::span<std::byte const, kSlotSize> at(std::uint32_t index) const {
        return slots_.subspan(index * kSlotSize).first<kSlotSize>();
    }

    // Numbers and time go on; that of a part is its record's.
    bool follows(Slot const& slot) const {
        auto const& record = slot.record;
        if (slot.part > 1) {
            return open_ && slot.part == next_part_ && slot.parts == parts_ &&
                   record.seq == open_->seq && record.type == open_->type && record.at == open_->at;
        }
        if (record.seq < segment_.header.first_seq) return false;
        if (segment_.records.empty()) return true;
        auto const& last = segment_.records.back();
        return record.seq > last.seq && record.at.boottime >= last.at.boottime;
    }

    void take(Slot slot, std::uint32_t index) {
        if (slot.part == 1) {
            drop_open();
            open_ = std::move(slot.record);
            parts_ = slot.parts;
        } else {
            open_->values.insert(open_->values.end(), slot.record.values.begin(),
                                 slot.record.values.end());
        }
        next_part_ = slot.part + 1;
        if (slot.part < parts_) return;
        segment_.records.push_back(std::move(*open_));
        open_.reset();
        segment_.used_slots = index + 1;
        bad_before_last_ = bad_;
        torn_before_last_ = torn_;
    }

    // A sample of which parts are missing is none.
    void drop_open() {
        if (!open_) return;
        bad_ += next_part_ - 1;
        torn_ += next_part_ - 1;
        open_.reset();
    }

    std::span<std::byte const> slots_;
    Segment& segment_;
    std::optional<Record> open_;  // the parts so far
    unsigned parts_ = 1, next_part_ = 1;
    std::uint32_t bad_ = 0, bad_before_last_ = 0;
    std::uint32_t torn_ = 0, torn_before_last_ = 0;
};

}  // namespace

Segment parse_segment(std::span<std::byte const> bytes) {
    Segment segment;
    auto found = find_header(bytes);
    if (!found) {
        segment.state = is_zero(bytes) ? SegmentState::unused : SegmentState::malformed;
        return segment;
    }
    segment.header = std::move(found->header);
    segment.header_damaged = !found->both_whole;
    auto const begin = std::min(2 * found->size, bytes.size());
    auto const whole = begin + std::size_t{segment.header.slots} * kSlotSize;
    segment.state = bytes.size() < whole ? SegmentState::truncated : SegmentState::whole;
    Parser(bytes.subspan(begin), segment).run();
    return segment;
}

}  // namespace rigcheck::blackbox
