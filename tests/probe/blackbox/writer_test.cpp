#include "probe/blackbox/writer.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>

#include "tests/support/black_box_story.hpp"

using namespace rigcheck;            // NOLINT(google-build-using-namespace)
using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)
using test::clocks_at;
using test::id_of_byte;
using test::MemoryDrive;

namespace {

using Log = std::vector<std::string>;

WriterOptions options_for(std::size_t channels, std::uint32_t slots = kUsualSlots) {
    return {.directory = "box",
            .boot = id_of_byte(7),
            .channels = test::some_channels(channels),
            .slots = slots};
}

Writer open_writer(MemoryDrive& drive, WriterOptions options, double seconds = 100) {
    Fault fault;
    auto writer = Writer::open(std::move(options), drive.layer(), clocks_at(seconds), fault);
    INFO(fault_text(fault));
    REQUIRE(writer);
    return std::move(*writer);
}

std::vector<Record> records_of(MemoryDrive const& drive) {
    std::vector<Record> records;
    for (auto const& [number, record] : test::recovered(drive.files(), id_of_byte(7)))
        records.push_back(record);
    return records;
}

std::vector<RecordType> types_of(MemoryDrive const& drive) {
    std::vector<RecordType> types;
    for (auto const& record : records_of(drive)) types.push_back(record.type);
    return types;
}

std::vector<std::optional<double>> values(std::size_t count, double value) {
    std::vector<std::optional<double>> all(count);
    std::fill(all.begin(), all.end(), value);
    return all;
}

bool has_started_with(Log const& log, std::string const& start) {
    return std::any_of(log.begin(), log.end(),
                       [&](std::string const& line) { return line.starts_with(start); });
}

}  // namespace

TEST_CASE("a second costs one write in place and one flush of data") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(70));
    writer.sample(clocks_at(101), values(70, 1));
    drive.log.clear();
    CHECK_FALSE(writer.sample(clocks_at(102), values(70, 2)));
    CHECK(drive.log == Log{"write bb-07070707-1.rcb 8704+512", "fdatasync bb-07070707-1.rcb"});
}

TEST_CASE("an event can wait for the next sample, a mark cannot") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1));
    drive.log.clear();
    writer.event(clocks_at(101), EventKind::kernel, "a line", Sync::with_next_sample);
    CHECK_FALSE(has_started_with(drive.log, "fdatasync"));
    CHECK_FALSE(writer.last_synced());
    writer.event(clocks_at(101), EventKind::trigger, "a temperature", Sync::now);
    CHECK(has_started_with(drive.log, "fdatasync"));
    CHECK(writer.last_synced() == 1U);
    drive.log.clear();
    writer.mark(clocks_at(102), "it happens now");
    CHECK(has_started_with(drive.log, "fdatasync"));
}

TEST_CASE("the next segment lies ready before the last slots are written") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1, 40));
    for (int i = 0; i < 37; ++i) writer.sample(clocks_at(101 + i), values(1, i));
    CHECK(drive.files().size() == 1);
    drive.log.clear();
    writer.sample(clocks_at(140), values(1, 1));
    CHECK(drive.log == Log{"write bb-07070707-1.rcb 27136+512", "fdatasync bb-07070707-1.rcb",
                           "create bb-07070707-2.rcb", "write bb-07070707-2.rcb 0+28672",
                           "fsync bb-07070707-2.rcb", "fsync directory"});
    for (int i = 0; i < 3; ++i) writer.sample(clocks_at(141 + i), values(1, i));
    CHECK(records_of(drive).size() == 41);
    CHECK(drive.files().size() == 2);
}

TEST_CASE("after a flush that failed the writer goes on in another segment") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1, 40));
    writer.sample(clocks_at(101), values(1, 1));
    drive.fails_once["fdatasync"] = -EIO;
    auto const fault = writer.sample(clocks_at(102), values(1, 2));
    REQUIRE(fault);
    CHECK(fault_text(*fault) == "box/bb-07070707-1.rcb: fdatasync: Input/output error");
    CHECK(writer.last_synced() == 0U);
    CHECK_FALSE(writer.sample(clocks_at(103), values(1, 3)));
    CHECK(writer.last_synced() == 2U);
    CHECK(drive.files().size() == 2);
}

TEST_CASE("where no segment can be made the writer says so and tries again later") {
    MemoryDrive drive;
    drive.fails_once["create"] = -ENOSPC;
    Fault fault;
    CHECK_FALSE(Writer::open(options_for(1), drive.layer(), clocks_at(100), fault));
    CHECK(fault.error == ENOSPC);

    auto writer = open_writer(drive, options_for(1, 16));
    drive.fails_once["write"] = -EIO;
    CHECK(writer.sample(clocks_at(101), values(1, 1)));
    drive.fails_once["create"] = -ENOSPC;
    CHECK(writer.sample(clocks_at(102), values(1, 2)));
    CHECK(writer.sample(clocks_at(105), values(1, 3)).value().error == ENOSPC);
    CHECK_FALSE(writer.sample(clocks_at(112), values(1, 4)));
    CHECK(records_of(drive).back().seq == 3);
}

TEST_CASE("a next segment that cannot be prepared in time is no failure yet") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1, 40));
    for (int i = 0; i < 37; ++i) writer.sample(clocks_at(101 + i), values(1, i));
    drive.fails_once["fsync"] = -EIO;
    CHECK_FALSE(writer.sample(clocks_at(140), values(1, 1)));
    CHECK(drive.files().size() == 1);
    CHECK_FALSE(writer.sample(clocks_at(151), values(1, 1)));
    CHECK(drive.files().size() == 2);
}

TEST_CASE("sleep and a clock that was set are noted before the sample") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1));
    auto at = clocks_at(101);
    writer.sample(at, values(1, 1));
    at.boottime += 61'000'000'000;  // one second awake
    at.realtime += 61'000'000'000;
    at.monotonic += 1'000'000'000;
    writer.sample(at, values(1, 1));
    at.boottime += 1'000'000'000;
    at.realtime -= 3600'000'000'000;
    at.monotonic += 1'000'000'000;
    writer.sample(at, values(1, 1));
    auto const records = records_of(drive);
    REQUIRE(records.size() == 5);
    CHECK(records[1].code == static_cast<std::uint8_t>(AnchorKind::resume));
    CHECK(records[1].amount_ns == 60'000'000'000);
    CHECK(records[3].code == static_cast<std::uint8_t>(AnchorKind::clock_step));
    CHECK(records[3].amount_ns == -3601'000'000'000);
}

TEST_CASE("of many channels those that changed are written, and all of them each minute") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(150, 400));
    auto now = values(150, 1);
    for (int i = 0; i < 61; ++i) {
        now[0] = i;
        writer.sample(clocks_at(101 + i), now);
    }
    auto types = types_of(drive);
    CHECK(std::count(types.begin(), types.end(), RecordType::sample) == 2);
    CHECK(types.front() == RecordType::sample);
    CHECK(types.back() == RecordType::sample);
    CHECK(records_of(drive)[1].values == std::vector<Value>{{1, 1000}});

    // A reader that sees a number missing knows only what the next record says itself.
    writer.dropped(2);
    writer.sample(clocks_at(170), now);
    auto const last = records_of(drive).back();
    CHECK(last.type == RecordType::sample);
    CHECK(last.seq == 63);
}

TEST_CASE("other channels begin another segment") {
    MemoryDrive drive;
    auto writer = open_writer(drive, options_for(1, 40));
    writer.sample(clocks_at(101), values(1, 1));
    writer.event(clocks_at(102), EventKind::kernel, "a line", Sync::with_next_sample);
    drive.log.clear();
    writer.set_channels(test::some_channels(1));
    CHECK(drive.log.empty());
    writer.set_channels(test::some_channels(2));
    CHECK(drive.log == Log{"fdatasync bb-07070707-1.rcb"});
    writer.sample(clocks_at(103), values(2, 1));
    CHECK(drive.files().size() == 2);
    CHECK(records_of(drive).back().values.size() == 2);
}

TEST_CASE("a second writer is refused while the first one lives") {
    MemoryDrive drive;
    Fault fault;
    {
        auto const first = open_writer(drive, options_for(1));
        CHECK_FALSE(Writer::open(options_for(1), drive.layer(), clocks_at(1), fault));
        CHECK(fault.what == "lock");
        CHECK(fault.error == EWOULDBLOCK);
    }
    open_writer(drive, options_for(1));
}

TEST_CASE("a writer of the same boot goes on behind the last one and says how that ended") {
    MemoryDrive drive;
    auto const options = options_for(1, 40);
    open_writer(drive, options).sample(clocks_at(101), values(1, 1));
    open_writer(drive, options, 103).stop(clocks_at(104), StopReason::service);
    open_writer(drive, options, 105).sample(clocks_at(106), values(1, 1));
    auto const records = records_of(drive);
    REQUIRE(records.size() == 5);
    CHECK(records[1].type == RecordType::reopen);
    CHECK(records[1].code == kHadDied);
    CHECK(records[3].type == RecordType::reopen);
    CHECK(records[3].code == kWasStopped);
    CHECK(drive.files().size() == 1);

    auto other = options;
    other.channels = test::some_channels(2);
    open_writer(drive, other, 107).sample(clocks_at(108), values(2, 1));
    CHECK(drive.files().size() == 2);
    CHECK(records_of(drive).back().seq == 6);
}

TEST_CASE("a segment that was prepared and never used goes at the next start") {
    MemoryDrive drive;
    auto const options = options_for(1, 16);
    {
        auto writer = open_writer(drive, options);
        for (int i = 0; i < 16; ++i) writer.sample(clocks_at(101 + i), values(1, i));
    }
    REQUIRE(drive.files().size() == 2);
    auto other = options;
    other.boot = id_of_byte(8);
    open_writer(drive, other);
    CHECK(drive.files().size() == 2);
    CHECK(drive.files().contains("bb-08080808-1.rcb"));
    CHECK(records_of(drive).size() == 16);
}

TEST_CASE("boots whose ids begin alike do not write over each other") {
    MemoryDrive drive;
    open_writer(drive, options_for(1)).sample(clocks_at(101), values(1, 1));
    auto boot = id_of_byte(7);
    boot.back() = std::byte{1};
    auto other = options_for(1);
    other.boot = boot;
    auto writer = open_writer(drive, other);
    writer.sample(clocks_at(50), values(1, 1));
    CHECK(records_of(drive).size() == 1);
    CHECK(test::recovered(drive.files(), boot).size() == 1);
}

TEST_CASE("what does not fit the format is refused") {
    MemoryDrive drive;
    Fault fault;
    CHECK_FALSE(Writer::open(options_for(1121), drive.layer(), clocks_at(1), fault));
    CHECK(fault.error == E2BIG);
    auto writer = open_writer(drive, options_for(150, 2));
    CHECK(writer.sample(clocks_at(101), values(150, 1)).value().error == E2BIG);
}
