#include "probe/blackbox/runs.hpp"

#include <catch2/catch.hpp>

#include "tests/support/black_box_story.hpp"

using namespace rigcheck;            // NOLINT(google-build-using-namespace)
using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)
using test::clocks_at;
using test::id_of_byte;

namespace {

// The segments of a boot by hand, so that each record is what the test says.
Segment segment_of(std::vector<Channel> channels, std::vector<Record> records) {
    Segment segment;
    segment.state = SegmentState::whole;
    segment.header.boot = id_of_byte(7);
    segment.header.slots = 100;
    segment.header.first_seq = records.empty() ? 0 : records.front().seq;
    segment.header.channels = std::move(channels);
    segment.used_slots = static_cast<std::uint32_t>(records.size());
    segment.records = std::move(records);
    return segment;
}

Record sample(std::uint32_t seq, double seconds, std::vector<Value> values,
              RecordType type = RecordType::sample) {
    return {.type = type, .seq = seq, .at = clocks_at(seconds), .values = std::move(values)};
}

Record other(RecordType type, std::uint32_t seq, double seconds, std::uint8_t code,
             std::string text = {}) {
    return {.type = type,
            .seq = seq,
            .at = clocks_at(seconds),
            .code = code,
            .amount_ns = 90'000'000'000,
            .text = std::move(text)};
}

BlackBoxRun run_of(std::vector<Segment> const& segments, bool is_current = false) {
    RunBuilder builder(120);
    for (auto const& segment : segments) builder.add(segment);
    return builder.run(is_current).value();
}

using Values = std::vector<std::optional<double>>;

}  // namespace

TEST_CASE("a run shows its last two minutes, and the least and the most of all of it") {
    std::vector<Record> records;
    for (std::uint32_t i = 0; i < 300; ++i)
        records.push_back(
            sample(i, 100 + i, {{1, i == 3 ? 99'000 : 40'000 + static_cast<int>(i)}}));
    auto const run = run_of({segment_of(test::some_channels(1), records)});
    CHECK(run.boot_id == "07070707070707070707070707070707");
    CHECK(run.first_at == "2026-09-21T14:15:00.000000Z");
    CHECK(run.last_at == "2026-09-21T14:19:59.000000Z");
    CHECK(run.recorded_s == Approx(299));
    CHECK(run.lost_samples == 0);
    REQUIRE(run.seconds.size() == 121);
    CHECK(run.seconds.front() == -120);
    CHECK(run.seconds.back() == 0);
    REQUIRE(run.channels.size() == 1);
    auto const& channel = run.channels[0];
    CHECK(channel.name == "chip temp0");
    CHECK(channel.kind == "temperature");
    CHECK(channel.unit == "C");
    CHECK(channel.limit == 95);
    CHECK(channel.values.size() == 121);
    CHECK(channel.values.back() == 40.299);
    CHECK(channel.least == 40.0);
    CHECK(channel.most == 99.0);
}

TEST_CASE("the least and the most of a second widen the channel that they belong to") {
    auto channels = test::some_channels(3);
    channels[1].aspect = Aspect::least;
    channels[2].aspect = Aspect::most;
    channels[1].of = channels[2].of = 1;
    auto const run =
        run_of({segment_of(channels, {sample(0, 1, {{1, 50'000}, {2, 20'000}, {3, 80'000}}),
                                      sample(1, 2, {{1, 51'000}, {2, {}}, {3, {}}})})});
    REQUIRE(run.channels.size() == 1);
    CHECK(run.channels[0].values == Values{50, 51});
    CHECK(run.channels[0].least == 20.0);
    CHECK(run.channels[0].most == 80.0);
}

TEST_CASE("what a doubtful sensor says is no fact") {
    auto channels = test::some_channels(2);
    channels[0].trust = Trust::doubtful;
    auto const run = run_of({segment_of(channels, {sample(0, 1, {{1, 127'000}, {2, 40'000}})})});
    REQUIRE(run.channels.size() == 1);
    CHECK(run.channels[0].name == "chip temp1");
    CHECK(run.channels[0].values == Values{40});
}

TEST_CASE("a value that is left out is as before, unless something in between is missing") {
    auto const channels = test::some_channels(2);
    auto const run =
        run_of({segment_of(channels, {sample(0, 1, {{1, 10'000}, {2, 20'000}}),
                                      sample(1, 2, {{1, 11'000}}, RecordType::delta_sample),
                                      sample(3, 4, {{1, 13'000}}, RecordType::delta_sample),
                                      sample(4, 5, {}, RecordType::delta_sample)})});
    CHECK(run.channels[0].values == Values{10, 11, 13, 13});
    CHECK(run.channels[1].values == Values{20, 20, std::nullopt, std::nullopt});
    CHECK(run.lost_samples == 1);
}

TEST_CASE("a slot that is damaged counts as damaged, not as lost") {
    auto segment = segment_of(test::some_channels(1), {sample(0, 1, {}), sample(2, 3, {})});
    segment.damaged_slots = 1;
    auto const run = run_of({segment});
    CHECK(run.damaged_slots == 1);
    CHECK(run.lost_samples == 0);
}

TEST_CASE("channels of several segments are one by their names") {
    auto const one = test::some_channels(1);
    auto two = test::some_channels(2);
    two[0].id = 40;  // the ids are those of a segment
    auto first = segment_of(one, {sample(0, 1, {{1, 10'000}})});
    auto second = segment_of(two, {sample(3, 4, {{40, 11'000}, {2, 50'000}})});
    second.header.number = 2;
    second.header.first_seq = 3;
    auto const run = run_of({first, second});
    REQUIRE(run.channels.size() == 2);
    CHECK(run.channels[0].values == Values{10, 11});
    CHECK(run.channels[1].values == Values{std::nullopt, 50});
    CHECK(run.lost_samples == 2);
}

TEST_CASE("how the records end says how the run ended") {
    auto const end = [](std::vector<Record> records, bool is_current = false) {
        return run_of({segment_of(test::some_channels(1), std::move(records))}, is_current).end;
    };
    auto const stop = [](std::uint8_t reason) { return other(RecordType::stop, 1, 2, reason); };
    auto const asleep = other(RecordType::anchor, 1, 2, 4);
    CHECK(end({sample(0, 1, {}), stop(1)}) == RecordEnd::shutdown);
    CHECK(end({sample(0, 1, {}), stop(2)}) == RecordEnd::service);
    CHECK(end({sample(0, 1, {}), stop(99)}) == RecordEnd::service);
    CHECK(end({sample(0, 1, {})}) == RecordEnd::cut);
    CHECK(end({sample(0, 1, {}), asleep}) == RecordEnd::suspended);
    CHECK(end({sample(0, 1, {})}, true) == RecordEnd::running);
    CHECK(end({sample(0, 1, {}), asleep}, true) == RecordEnd::running);
    CHECK(end({sample(0, 1, {}), stop(2)}, true) == RecordEnd::service);
    CHECK(end({stop(2), other(RecordType::reopen, 2, 3, kWasStopped)}) == RecordEnd::cut);
}

TEST_CASE("a stop with something torn behind it, or a segment begun after it, is no stop") {
    auto stopped = segment_of(test::some_channels(1), {other(RecordType::stop, 1, 2, 1)});
    stopped.torn_slots = 1;
    CHECK(run_of({stopped}).end == RecordEnd::cut);
    stopped.torn_slots = 0;
    CHECK(run_of({stopped, segment_of(test::some_channels(1), {})}).end == RecordEnd::cut);
}

TEST_CASE("time when the recorder or the machine slept does not count as recorded") {
    auto asleep = other(RecordType::anchor, 1, 110, static_cast<std::uint8_t>(AnchorKind::resume));
    asleep.at.monotonic = clocks_at(11).monotonic;
    auto const run = run_of({segment_of(test::some_channels(1), {sample(0, 10, {}), asleep})});
    CHECK(run.recorded_s == Approx(1));

    auto const restarted =
        run_of({segment_of(test::some_channels(1),
                           {sample(0, 10, {}), other(RecordType::stop, 1, 20, 2),
                            other(RecordType::reopen, 2, 500, kWasStopped), sample(3, 501, {})})});
    CHECK(restarted.recorded_s == Approx(11));
}

TEST_CASE("events are told in plain characters, the last ones only") {
    std::vector<Record> records{
        other(RecordType::event, 0, 1, 1, "NVRM: Xid (PCI:0000:01:00): 79\n\x1b[31m"),
        other(RecordType::event, 1, 2, 2, "GPU at 99 C"),
        other(RecordType::mark, 2, 3, 0, "now"),
        other(RecordType::anchor, 3, 4, static_cast<std::uint8_t>(AnchorKind::clock_step)),
        other(RecordType::anchor, 4, 5, static_cast<std::uint8_t>(AnchorKind::resume)),
        other(RecordType::anchor, 5, 6, static_cast<std::uint8_t>(AnchorKind::host_renamed)),
        other(static_cast<RecordType>(77), 6, 7, 0, "of a later version")};
    auto const events = run_of({segment_of(test::some_channels(1), records)}).events;
    REQUIRE(events.size() == 5);
    CHECK(events[0].at == "2026-09-21T14:13:21.000000Z");
    CHECK(events[0].kind == "kernel");
    CHECK(events[0].text == "NVRM: Xid (PCI:0000:01:00): 79  [31m");
    CHECK(events[1].kind == "trigger");
    CHECK(events[2].kind == "mark");
    CHECK(events[3].kind == "clock-step");
    CHECK(events[3].text == "+90.0 s");
    CHECK(events[4].kind == "resume");

    std::vector<Record> many;
    for (std::uint32_t i = 0; i < 300; ++i)
        many.push_back(other(RecordType::event, i, 1, 1, std::to_string(i)));
    auto const last = run_of({segment_of(test::some_channels(1), many)}).events;
    CHECK(last.size() == 100);
    CHECK(last.back().text == "299");
}

TEST_CASE("a boot of which nothing was recorded is no run") {
    RunBuilder builder(120);
    builder.add(segment_of(test::some_channels(1), {}));
    CHECK_FALSE(builder.run(false));
}
