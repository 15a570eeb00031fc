#include "probe/blackbox/retention.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/black_box_story.hpp"

using namespace rigcheck;            // NOLINT(google-build-using-namespace)
using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)
using test::BlackBoxStory;
using test::id_of_byte;
using test::MemoryDrive;

namespace {

constexpr std::uint64_t kSegment = 2 * kHeaderBlock + 20 * kSlotSize;
constexpr std::uint64_t kLimit = 8 * kSegment;
constexpr BlackBoxStory::Plan kPlan{.channels = 1, .slots = 20, .limit = kLimit};

std::uint64_t size_of(MemoryDrive const& drive) {
    std::uint64_t size = 0;
    for (auto const& [name, bytes] : drive.files()) size += bytes.size();
    return size;
}

std::size_t segments_of(MemoryDrive const& drive, unsigned boot) {
    auto const start = segment_name(id_of_byte(boot), 0).substr(0, 12);
    auto const files = drive.files();
    return static_cast<std::size_t>(
        std::count_if(files.begin(), files.end(),
                      [&](auto const& file) { return file.first.starts_with(start); }));
}

void record(MemoryDrive& drive, unsigned boot, int samples, bool stopped) {
    BlackBoxStory story(drive, id_of_byte(boot), kPlan);
    for (int i = 0; i < samples; ++i) story.sample();
    if (stopped) story.stop();
}

}  // namespace

TEST_CASE("a black box never grows beyond its limit") {
    MemoryDrive drive;
    BlackBoxStory story(drive, id_of_byte(1), kPlan);
    std::uint64_t most = 0;
    for (int i = 0; i < 500; ++i) {
        story.sample();
        most = std::max(most, size_of(drive));
    }
    CHECK(most == kLimit);
    CHECK(story.complaint(drive.files()).empty());
    // What is left is the newest.
    auto const left = test::recovered(drive.files(), id_of_byte(1));
    CHECK(left.rbegin()->first == 499);
    CHECK(left.size() > 120);
}

TEST_CASE("the last three boots that were cut are kept whole, older ones go") {
    MemoryDrive drive;
    for (unsigned boot = 1; boot <= 4; ++boot) record(drive, boot, 5, false);
    for (unsigned boot = 5; boot <= 12; ++boot) record(drive, boot, 5, true);
    CHECK(segments_of(drive, 1) == 0);
    for (unsigned boot = 2; boot <= 4; ++boot) CHECK(segments_of(drive, boot) == 1);
    CHECK(size_of(drive) == kLimit);
}

TEST_CASE("a boot that was dismissed goes when its turn comes") {
    MemoryDrive drive;
    for (unsigned boot = 2; boot <= 4; ++boot) record(drive, boot, 5, false);
    CHECK_FALSE(dismiss(drive.layer(), "box", id_of_byte(2)));
    CHECK_FALSE(dismiss(drive.layer(), "box", id_of_byte(2)));
    auto const note = "dismissed-" + id_text(id_of_byte(2));
    CHECK(drive.files().contains(note));
    for (unsigned boot = 5; boot <= 12; ++boot) record(drive, boot, 5, true);
    CHECK(segments_of(drive, 2) == 0);
    CHECK(segments_of(drive, 3) == 1);
    CHECK_FALSE(drive.files().contains(note));
}

TEST_CASE("boots that are cut one after the other cannot fill the drive") {
    MemoryDrive drive;
    std::uint64_t most = 0;
    for (unsigned boot = 1; boot <= 12; ++boot) {
        BlackBoxStory story(drive, id_of_byte(boot), kPlan);
        for (int i = 0; i < 250; ++i) {
            story.sample();
            most = std::max(most, size_of(drive));
        }
    }
    // The limit was full when the first was cut; of each one after it the newest three segments.
    CHECK(most <= kLimit + 3 * 3 * kSegment);
    CHECK(segments_of(drive, 12) >= 2);
    CHECK(segments_of(drive, 1) == 0);
}

TEST_CASE("what was written behind a stop means that the boot was cut") {
    MemoryDrive drive;
    record(drive, 1, 3, true);
    record(drive, 2, 3, false);
    auto files = drive.files();
    auto& stopped = files.begin()->second;
    auto const unclean = [&] {
        MemoryDrive after(files);
        auto const layer = after.layer();
        return unclean_boots(layer, "box", stored_segments(layer, "box"), id_of_byte(9));
    };
    CHECK(unclean() == std::vector<Id>{id_of_byte(2)});
    stopped[2 * kHeaderBlock + 4 * kSlotSize + 100] = std::byte{1};
    CHECK(unclean() == std::vector<Id>{id_of_byte(2), id_of_byte(1)});
}

TEST_CASE("the order of segments does not come from the clock") {
    MemoryDrive drive;
    for (unsigned const boot : {9U, 3U, 5U}) record(drive, boot, 3, true);  // all at the same time
    auto const layer = drive.layer();
    std::vector<Id> boots;
    for (auto const& stored : stored_segments(layer, "box"))
        boots.push_back(stored.found.value().header.boot);
    CHECK(boots == std::vector<Id>{id_of_byte(9), id_of_byte(3), id_of_byte(5)});
}

TEST_CASE("files that are no segments count for nothing and stay") {
    MemoryDrive drive(MemoryDrive::Files{{"notes.txt", MemoryDrive::Bytes(100'000)},
                                         {"bb-broken.rcb", MemoryDrive::Bytes(512, std::byte{1})}});
    record(drive, 1, 250, false);
    CHECK(drive.files().contains("notes.txt"));
    CHECK_FALSE(drive.files().contains("bb-broken.rcb"));
}
