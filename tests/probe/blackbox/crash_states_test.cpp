#include <catch2/catch.hpp>

#include "tests/support/black_box_story.hpp"

using namespace rigcheck;  // NOLINT(google-build-using-namespace)
using blackbox::Sync;
using test::BlackBoxStory;
using test::MemoryDrive;

namespace {

// Watches a story: after each thing done to the drive every state that a cut could leave.
struct Watch {
    std::size_t states = 0;
    std::string complaint;

    void each(MemoryDrive& drive, std::optional<BlackBoxStory> const& story) {
        drive.after_each = [&] {
            if (!story) return;
            drive.each_state([&](MemoryDrive::Files const& files) {
                ++states;
                if (complaint.empty()) complaint = story->complaint(files);
            });
        };
    }
};

// Every kind of record, samples of one slot and of several, three segments, a restart.
void tell_short_story(BlackBoxStory& story) {
    story.sample();
    story.event(Sync::with_next_sample);
    story.event(Sync::with_next_sample);
    story.sample(false);
    story.event(Sync::now);
    for (int i = 0; i < 6; ++i) story.sample(i % 2 == 0);
    story.sleep(3600);
    story.sample();
    story.restart(false);
    for (int i = 0; i < 5; ++i) story.sample();
    story.event(Sync::with_next_sample);
    story.stop();
}

}  // namespace

TEST_CASE("whenever the power is cut, each promised record comes back as it was written") {
    for (std::size_t const channels : {2U, 71U}) {
        MemoryDrive drive;
        Watch watch;
        std::optional<BlackBoxStory> story;
        watch.each(drive, story);
        story.emplace(drive, test::id_of_byte(7),
                      BlackBoxStory::Plan{.channels = channels, .slots = 8});
        tell_short_story(*story);
        INFO(watch.complaint);
        CHECK(watch.complaint.empty());
        CHECK(watch.states > 300);
        CHECK(story->complaint(drive.files()).empty());
    }
}

TEST_CASE("a drive that does nothing when it is told to flush loses promised records") {
    MemoryDrive drive;
    drive.ignores_data_sync = true;
    BlackBoxStory story(drive, test::id_of_byte(7), {.channels = 2, .slots = 16});
    for (int i = 0; i < 4; ++i) story.sample();
    std::size_t losing = 0;
    drive.each_state([&](MemoryDrive::Files const& files) {
        losing += story.complaint(files).ends_with("was promised and is lost") ? 1U : 0U;
    });
    CHECK(losing > 0);
}

TEST_CASE("a drive that forgets names when it is told to flush them loses promised records") {
    MemoryDrive drive;
    drive.ignores_directory_sync = true;
    BlackBoxStory story(drive, test::id_of_byte(7), {.channels = 2, .slots = 16});
    for (int i = 0; i < 4; ++i) story.sample();
    std::size_t losing = 0;
    drive.each_state([&](MemoryDrive::Files const& files) {
        losing += story.complaint(files).ends_with("was promised and is lost") ? 1U : 0U;
    });
    CHECK(losing > 0);
}

TEST_CASE("a long story of a full directory survives cuts at any time") {
    std::mt19937 random(20261127);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    MemoryDrive drive;
    std::optional<BlackBoxStory> story;
    std::size_t states = 0;
    std::string complaint;
    MemoryDrive::Bytes old;  // a segment as an older boot left it on these blocks
    drive.after_each = [&] {
        if (!story) return;
        for (int i = 0; i < 3; ++i, ++states) {
            auto const files = drive.some_state(random, old);
            if (complaint.empty()) complaint = story->complaint(files);
        }
    };
    story.emplace(drive, test::id_of_byte(7),
                  BlackBoxStory::Plan{.channels = 150, .slots = 20, .limit = 150'000});
    for (int i = 0; i < 400; ++i) {
        story->sample(random() % 3 == 0);
        if (random() % 4 == 0) story->event(random() % 2 == 0 ? Sync::now : Sync::with_next_sample);
        if (random() % 40 == 0) story->restart(false);
        if (random() % 50 == 0) story->sleep(600);
        if (i == 100) old = drive.files().begin()->second;
    }
    INFO(complaint);
    CHECK(complaint.empty());
    CHECK(states > 3000);
    std::size_t size = 0;
    for (auto const& [name, bytes] : drive.files()) size += bytes.size();
    CHECK(size <= 150'000);
}

TEST_CASE("after a cut the next boot writes on and takes nothing away") {
    std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    for (int round = 0; round < 40; ++round) {
        MemoryDrive drive;
        BlackBoxStory story(drive, test::id_of_byte(7), {.channels = 2, .slots = 8});
        auto const length = random() % 30;
        for (unsigned i = 0; i < length; ++i) story.sample();
        story.event(Sync::with_next_sample);
        MemoryDrive after(drive.some_state(random));
        BlackBoxStory next(after, test::id_of_byte(8), {.channels = 2, .slots = 8});
        for (int i = 0; i < 10; ++i) next.sample();
        CHECK(story.complaint(after.files()).empty());
        CHECK(next.complaint(after.files()).empty());
    }
}
