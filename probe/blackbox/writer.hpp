#pragma once

#include <memory>
#include <span>

#include "probe/blackbox/fault.hpp"
#include "probe/blackbox/file_layer.hpp"
#include "probe/blackbox/slot.hpp"

namespace rigcheck::blackbox {

struct WriterOptions {
    std::string directory;  // exists
    Id boot{};
    Id machine{};
    std::uint32_t period_ms = 1000;
    std::vector<Channel> channels;
    std::uint32_t slots = kUsualSlots;                      // of a segment
    std::uint64_t limit = std::uint64_t{64} * 1024 * 1024;  // of all segments together
};

enum class Sync { now, with_next_sample };

// Writes the black box of one boot. An empty answer means that the record, and all before it, are
// on the drive, as far as the drive keeps what it says; else what went wrong, and the next call
// tries again with a new segment. Never throws over files. For one thread.
class Writer {
public:
    // Goes on in the last segment of this boot when its channels are the same. Refuses (fault.error
    // is EWOULDBLOCK) while another writer is at work in the directory.
    static std::optional<Writer> open(WriterOptions options, FileLayer files, Clocks const& now,
                                      Fault& fault);
    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;
    ~Writer();  // without stop(): as if it had died

    // A value for each channel, in their order. Notes by itself when the clocks show that the
    // machine slept, or that the clock was set, since the call before.
    std::optional<Fault> sample(Clocks const& at, std::span<std::optional<double> const> values);
    // With with_next_sample the answer is about the write alone; the next synced call vouches for
    // it.
    std::optional<Fault> event(Clocks const& at, EventKind kind, std::string_view text, Sync sync);
    std::optional<Fault> mark(Clocks const& at, std::string_view text);
    std::optional<Fault> anchor(Clocks const& at, AnchorKind kind, std::int64_t amount_ns = 0);
    std::optional<Fault> stop(Clocks const& at, StopReason reason);
    // So many samples were taken and thrown away, since the drive was too slow.
    void dropped(std::uint32_t samples);
    // From the next record on; other ones begin a new segment.
    void set_channels(std::vector<Channel> channels);

    // Of the last record that is on the drive; empty before the first.
    std::optional<std::uint32_t> last_synced() const;

private:
    struct State;
    explicit Writer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rigcheck::blackbox
