#include "probe/record/write_queue.hpp"

#include <algorithm>
#include <utility>

namespace rigcheck::record {

template <class Kind>
bool WriteQueue::drop_oldest(std::size_t most) {
    auto const is_kind = [](ToWrite const& entry) {
        return std::holds_alternative<Kind>(entry.what);
    };
    auto const count = std::count_if(entries_.begin(), entries_.end(), is_kind);
    if (static_cast<std::size_t>(count) <= most) return false;
    entries_.erase(std::find_if(entries_.begin(), entries_.end(), is_kind));
    return true;
}

void WriteQueue::push(ToWrite entry) {
    {
        std::lock_guard const lock(mutex_);
        entries_.push_back(std::move(entry));
        if (drop_oldest<SampleEntry>(kSamples)) ++dropped_;
        drop_oldest<EventEntry>(kEvents);
    }
    filled_.notify_one();
}

ToWrite WriteQueue::pop(std::uint32_t& dropped) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return !entries_.empty(); });
    dropped = std::exchange(dropped_, 0);
    auto entry = std::move(entries_.front());
    entries_.pop_front();
    return entry;
}

}  // namespace rigcheck::record
