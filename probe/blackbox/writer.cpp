#include "probe/blackbox/writer.hpp"

#include <cstdlib>

#include "probe/blackbox/segment_chain.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::int64_t kNoticed = 500'000'000;  // ns: more than slewing and slow reading make
constexpr std::uint32_t kWholeEvery = 60;       // samples

std::int64_t difference(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::int64_t>(a - b);
}

Record anchor_record(Clocks const& at, AnchorKind kind, std::int64_t amount_ns) {
    return {.type = RecordType::anchor,
            .at = at,
            .code = static_cast<std::uint8_t>(kind),
            .amount_ns = amount_ns};
}

}  // namespace

struct Writer::State {
    SegmentChain chain;
    std::optional<Clocks> last_sample = {};
    // What a reader knows by the samples of this segment; empty before the first.
    std::vector<Value> shown = {};
    std::uint64_t shown_in = 0;
    std::uint32_t since_whole = 0;

    std::optional<Fault> note_clocks(Clocks const& at);
    Record sample_record(Clocks const& at, std::vector<Value> const& values) const;
};

std::optional<Fault> Writer::State::note_clocks(Clocks const& at) {
    auto const before = last_sample.value_or(at);
    last_sample = at;
    auto const slept =
        difference(at.boottime, at.monotonic) - difference(before.boottime, before.monotonic);
    auto const stepped =
        difference(at.realtime, at.boottime) - difference(before.realtime, before.boottime);
    if (std::llabs(slept) >= kNoticed) {
        auto const record = anchor_record(at, AnchorKind::resume, slept);
        if (auto fault = chain.put(record, Sync::with_next_sample)) return fault;
    }
    if (std::llabs(stepped) >= kNoticed) {
        auto const record = anchor_record(at, AnchorKind::clock_step, stepped);
        if (auto fault = chain.put(record, Sync::with_next_sample)) return fault;
    }
    return std::nullopt;
}

// All values, or those that changed where that takes fewer slots.
Record Writer::State::sample_record(Clocks const& at, std::vector<Value> const& values) const {
    Record whole{.type = RecordType::sample, .at = at, .values = values};
    bool const known = shown.size() == values.size() && shown_in == chain.ordinal();
    if (!known || since_whole + 1 >= kWholeEvery || slots_of(whole) == 1) return whole;
    Record less{.type = RecordType::delta_sample, .at = at};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != shown[i]) less.values.push_back(values[i]);
    }
    return slots_of(less) < slots_of(whole) ? less : whole;
}

Writer::Writer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

std::optional<Writer> Writer::open(WriterOptions options, FileLayer files, Clocks const& now,
                                   Fault& fault) {
    // NOLINTNEXTLINE(modernize-make-unique): make_unique does not know aggregates in clang 14
    std::unique_ptr<State> state(new State{{std::move(options), std::move(files)}});
    std::optional<SegmentTail> before;
    auto failed = state->chain.open(now, before);
    if (!failed && before) {
        bool const stopped = before->last && before->last->record.type == RecordType::stop;
        failed = state->chain.put(
            {.type = RecordType::reopen, .at = now, .code = stopped ? kWasStopped : kHadDied},
            Sync::now);
    }
    if (!failed) return Writer(std::move(state));
    fault = *failed;
    return std::nullopt;
}

std::optional<Fault> Writer::sample(Clocks const& at,
                                    std::span<std::optional<double> const> values) {
    auto& state = *state_;
    std::vector<Value> now;
    for (auto const& channel : state.chain.channels()) {
        auto const value = now.size() < values.size() ? values[now.size()] : std::nullopt;
        now.push_back({channel.id, number_of(channel, value)});
    }
    auto fault = state.note_clocks(at);
    // First, since it may begin another segment, and there nothing is shown yet.
    Record const whole{.type = RecordType::sample, .at = at, .values = now};
    if (!fault) fault = state.chain.make_space(at, slots_of(whole));
    if (fault) {
        dropped(1);
        return fault;
    }
    auto record = state.sample_record(at, now);
    state.since_whole = record.type == RecordType::sample ? 0 : state.since_whole + 1;
    fault = state.chain.put(std::move(record), Sync::now);
    state.shown = fault ? std::vector<Value>{} : std::move(now);
    state.shown_in = state.chain.ordinal();
    return fault;
}

std::optional<Fault> Writer::event(Clocks const& at, EventKind kind, std::string_view text,
                                   Sync sync) {
    return state_->chain.put({.type = RecordType::event,
                              .at = at,
                              .code = static_cast<std::uint8_t>(kind),
                              .text = std::string(text)},
                             sync);
}

std::optional<Fault> Writer::mark(Clocks const& at, std::string_view text) {
    return state_->chain.put({.type = RecordType::mark, .at = at, .text = std::string(text)},
                             Sync::now);
}

std::optional<Fault> Writer::anchor(Clocks const& at, AnchorKind kind, std::int64_t amount_ns) {
    return state_->chain.put(anchor_record(at, kind, amount_ns), Sync::now);
}

std::optional<Fault> Writer::stop(Clocks const& at, StopReason reason) {
    return state_->chain.put(
        {.type = RecordType::stop, .at = at, .code = static_cast<std::uint8_t>(reason)}, Sync::now);
}

void Writer::dropped(std::uint32_t samples) {
    state_->chain.skip(samples);
    state_->shown.clear();
}

void Writer::set_channels(std::vector<Channel> channels) {
    state_->chain.set_channels(std::move(channels));
    state_->shown.clear();
}

std::optional<std::uint32_t> Writer::last_synced() const {
    return state_->chain.last_synced();
}

}  // namespace rigcheck::blackbox
