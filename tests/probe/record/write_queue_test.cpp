#include "probe/record/write_queue.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/record/write_thread.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::record;

namespace {

ToWrite sample(double value) {
    return {{}, SampleEntry{{value}}};
}

double value_of(ToWrite const& entry) {
    return std::get<SampleEntry>(entry.what).values.at(0).value();
}

blackbox::WriterOptions options_for(std::string const& directory) {
    blackbox::WriterOptions options;
    options.directory = directory;
    options.boot.fill(std::byte{7});
    options.slots = 64;
    blackbox::Channel channel;
    channel.kind = blackbox::ChannelKind::load;
    channel.label = "busy";
    options.channels = {channel};
    return options;
}

std::vector<blackbox::Record> records_in(std::string const& directory) {
    auto const files = blackbox::real_files();
    std::vector<blackbox::Record> records;
    for (auto const& file : files.list(directory)) {
        if (!file.name.ends_with(".rcb")) continue;
        auto const segment =
            blackbox::parse_segment(files.read(directory + "/" + file.name, 0, 1U << 20U));
        records.insert(records.end(), segment.records.begin(), segment.records.end());
    }
    return records;
}

}  // namespace

TEST_CASE("what is pushed comes out in its order", "[record]") {
    WriteQueue queue;
    queue.push(sample(1));
    queue.push({{}, MarkEntry{"now"}});
    queue.push(sample(2));
    std::uint32_t dropped = 9;
    CHECK(value_of(queue.pop(dropped)) == 1);
    CHECK(std::get<MarkEntry>(queue.pop(dropped).what).text == "now");
    CHECK(value_of(queue.pop(dropped)) == 2);
    CHECK(dropped == 0);
}

TEST_CASE("a full queue loses its oldest samples, counts them, and nothing else", "[record]") {
    WriteQueue queue;
    queue.push({{}, EventEntry{blackbox::EventKind::kernel, "first", blackbox::Sync::now}});
    for (int i = 0; i < 20; ++i) queue.push(sample(i));
    queue.push({{}, StopEntry{blackbox::StopReason::service}});
    std::uint32_t dropped = 0;
    CHECK(std::get<EventEntry>(queue.pop(dropped).what).text == "first");
    CHECK(dropped == 4);
    for (int i = 4; i < 20; ++i) {
        CHECK(value_of(queue.pop(dropped)) == i);
        CHECK(dropped == 0);
    }
    CHECK(std::holds_alternative<StopEntry>(queue.pop(dropped).what));
}

TEST_CASE("a flood of events does not grow the queue", "[record]") {
    WriteQueue queue;
    queue.push(sample(1));
    for (int i = 0; i < 1000; ++i)
        queue.push({{},
                    EventEntry{blackbox::EventKind::kernel, std::to_string(i),
                               blackbox::Sync::with_next_sample}});
    std::uint32_t dropped = 0;
    CHECK(value_of(queue.pop(dropped)) == 1);
    CHECK(std::get<EventEntry>(queue.pop(dropped).what).text == "936");
}

TEST_CASE("a drive that hangs holds nobody up, and the loss shows in the numbers", "[record]") {
    auto const place = test::Tree::from_text("/box/");
    auto const directory = place.root() + "/box";
    auto files = blackbox::real_files();
    std::promise<void> reached, released;
    auto release = released.get_future();
    bool hangs = false;
    files.data_sync = [&, real = files.data_sync](int fd) {
        if (std::exchange(hangs, false)) {
            reached.set_value();
            release.wait();
        }
        return real(fd);
    };
    {
        std::optional<blackbox::Fault> fault;
        WriteThread thread(options_for(directory), files, {}, fault);
        REQUIRE_FALSE(fault);
        hangs = true;  // seen by the thread through the queue's lock
        thread.push(sample(0));
        reached.get_future().wait();
        for (int i = 1; i <= 20; ++i) thread.push(sample(i));
        released.set_value();
        thread.push({{}, StopEntry{blackbox::StopReason::shutdown}});
    }
    auto const records = records_in(directory);
    REQUIRE(records.size() == 18);  // one written, sixteen kept, the stop
    CHECK(records[1].values.at(0).number == 5);
    CHECK(records[1].seq == records[0].seq + 5);
    CHECK(records.back().type == blackbox::RecordType::stop);
}

TEST_CASE("a drive that fails is told once, and once that it works again", "[record]") {
    auto const place = test::Tree::from_text("/box/");
    auto files = blackbox::real_files();
    int failures = 0;
    files.data_sync = [&, real = files.data_sync](int fd) {
        return failures > 0 && failures-- > 0 ? -EIO : real(fd);
    };
    std::vector<std::string> told;
    std::optional<blackbox::Fault> fault;
    auto const at = [](std::uint64_t second) {
        auto const ns = second * 1'000'000'000U;
        return blackbox::Clocks{ns, ns, ns};
    };
    {
        WriteThread thread(
            options_for(place.root() + "/box"), files,
            [&](std::string const& problem) { told.push_back(problem); }, fault);
        REQUIRE_FALSE(fault);
        failures = 2;
        for (std::uint64_t second : {1U, 100U, 200U, 300U})
            thread.push({at(second), SampleEntry{{1.0}}});
        thread.push({at(400), StopEntry{blackbox::StopReason::service}});
    }
    REQUIRE(told.size() == 2);
    CHECK(told[0].find("Input/output error") != std::string::npos);
    CHECK(told[1].empty());
    CHECK(records_in(place.root() + "/box").back().type == blackbox::RecordType::stop);
}

TEST_CASE("a place that cannot be written is refused", "[record]") {
    std::optional<blackbox::Fault> fault;
    { WriteThread const thread(options_for("/nowhere/box"), blackbox::real_files(), {}, fault); }
    REQUIRE(fault);
    CHECK(fault->error == ENOENT);
}
