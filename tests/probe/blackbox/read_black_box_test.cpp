#include "probe/blackbox/read_black_box.hpp"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv is POSIX

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/blackbox/machine_hash.hpp"
#include "probe/blackbox/writer.hpp"
#include "probe/capture/capture.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/black_box_story.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;  // NOLINT(google-build-using-namespace)
using test::BlackBoxStory;
using test::id_of_byte;
using test::MemoryDrive;

namespace {

namespace fs = std::filesystem;

constexpr BlackBoxStory::Plan kPlan{.channels = 3, .slots = 20};

void put_files(std::string const& directory, MemoryDrive::Files const& files) {
    fs::create_directories(directory);
    for (auto const& [name, bytes] : files) {
        std::ofstream out(fs::path(directory) / name, std::ios::binary);
        out.write(reinterpret_cast<char const*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
    }
}

// A machine whose black box holds these files; boot 9 runs.
test::Tree machine_with(MemoryDrive::Files const& files, std::string const& more = {}) {
    auto tree = test::Tree::from_text(
        "# a machine with a black box\n"
        "/proc/sys/kernel/random/boot_id = "
        "09090909-0909-0909-0909-090909090909\n" +
        more);
    put_files(tree.root() + std::string(kServiceBlackBox), files);
    return tree;
}

MemoryDrive::Files some_boots() {
    MemoryDrive drive;
    {
        BlackBoxStory story(drive, id_of_byte(1), kPlan);
        for (int i = 0; i < 50; ++i) story.sample();
        story.stop();
    }
    {
        BlackBoxStory story(drive, id_of_byte(2), kPlan);
        for (int i = 0; i < 30; ++i) story.sample();
        story.event(blackbox::Sync::now);
    }
    BlackBoxStory story(drive, id_of_byte(9), kPlan);
    story.sample();
    return drive.files();
}

std::optional<BlackBox> read(test::Tree const& tree, std::vector<Gap>& gaps) {
    return read_black_box(tree.machine(), gaps);
}

// The user's state directory, while this lives.
class StateHome {
public:
    explicit StateHome(std::string const& directory) {
        if (auto const* const before = std::getenv("XDG_STATE_HOME")) before_ = before;
        ::setenv("XDG_STATE_HOME", directory.c_str(), 1);
    }
    StateHome(StateHome const&) = delete;
    StateHome& operator=(StateHome const&) = delete;
    StateHome(StateHome&&) = delete;
    StateHome& operator=(StateHome&&) = delete;
    ~StateHome() {
        if (before_) {
            ::setenv("XDG_STATE_HOME", before_->c_str(), 1);
        } else {
            ::unsetenv("XDG_STATE_HOME");
        }
    }

private:
    std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("the runs of a black box are read, the newest first") {
    auto const tree = machine_with(some_boots());
    std::vector<Gap> gaps;
    auto const box = read(tree, gaps);
    CHECK(gaps.empty());
    REQUIRE(box);
    CHECK(box->directory == kServiceBlackBox);
    REQUIRE(box->runs.size() == 3);
    CHECK(box->runs[0].boot_id == "09090909090909090909090909090909");
    CHECK(box->runs[0].end == RecordEnd::running);
    CHECK(box->runs[1].end == RecordEnd::cut);
    CHECK(box->runs[1].seconds.size() == 30);
    CHECK(box->runs[1].events.size() == 1);
    CHECK(box->runs[2].end == RecordEnd::shutdown);
    CHECK(box->runs[2].seconds.size() == 50);
    for (auto const& run : box->runs) {
        CHECK(run.lost_samples == 0);
        CHECK(run.damaged_slots == 0);
        CHECK(run.channels.size() == 3);
    }
}

TEST_CASE("a machine without a black box has none, and nothing is missing") {
    std::vector<Gap> gaps;
    CHECK_FALSE(read(test::Tree::from_text("/etc/os-release = ID=debian\n"), gaps));
    CHECK_FALSE(read(machine_with({}), gaps));
    CHECK(gaps.empty());
}

TEST_CASE("a black box that only its group may read is a gap") {
    auto const tree =
        test::Tree::from_text(std::string(kServiceBlackBox) + "/bb-01010101-1.rcb denied\n");
    std::vector<Gap> gaps;
    CHECK_FALSE(read(tree, gaps));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].reason == Missing::needs_group);
    CHECK(gaps[0].remedy == "sudo usermod -aG adm \"$USER\", then log in again; or use sudo");
}

TEST_CASE("files of other kinds in its directory do no harm") {
    auto files = some_boots();
    files["bb-zeros.rcb"] = MemoryDrive::Bytes(20'000);
    files["bb-noise.rcb"] = MemoryDrive::Bytes(20'000, std::byte{0x5A});
    files["bb-empty.rcb"] = {};
    files["lock"] = {};
    auto const tree = machine_with(files);
    fs::create_directories(tree.root() + std::string(kServiceBlackBox) + "/bb-directory.rcb");
    std::vector<Gap> gaps;
    CHECK(read(tree, gaps).value().runs.size() == 3);
}

TEST_CASE("of older runs the last seconds are enough") {
    MemoryDrive drive;
    for (unsigned boot = 1; boot <= 5; ++boot) {
        BlackBoxStory story(drive, id_of_byte(boot), kPlan);
        for (int i = 0; i < 60; ++i) story.sample();
    }
    std::vector<Gap> gaps;
    auto const box = read(machine_with(drive.files()), gaps).value();
    REQUIRE(box.runs.size() == 5);
    CHECK(box.runs[2].seconds.size() == 60);
    CHECK(box.runs[3].seconds.size() == 11);
}

TEST_CASE("records of another machine on a copied disk are not this machine's past") {
    auto const own = "6c9a1e0e5d0f4a3b9d1c2f8f0b7a4c11";
    MemoryDrive drive;
    std::vector<std::pair<unsigned, blackbox::Id>> const boots{
        {1, blackbox::machine_hash(own)},
        {2, blackbox::machine_hash("00000000000000000000000000000001")},
        {3, {}}};
    for (auto const& [boot, machine] : boots) {
        blackbox::Fault fault;
        auto writer = blackbox::Writer::open({.directory = "box",
                                              .boot = id_of_byte(boot),
                                              .machine = machine,
                                              .channels = test::some_channels(1),
                                              .slots = 20},
                                             drive.layer(), test::clocks_at(1), fault);
        writer.value().sample(test::clocks_at(2), std::vector<std::optional<double>>{1});
    }
    std::vector<Gap> gaps;
    auto const tree = machine_with(drive.files(), std::string("/etc/machine-id = ") + own + "\n");
    auto const box = read(tree, gaps).value();
    REQUIRE(box.runs.size() == 2);
    CHECK(box.runs[0].boot_id == "03030303030303030303030303030303");
    CHECK(box.runs[1].boot_id == "01010101010101010101010101010101");
}

TEST_CASE("a machine's hash does not show its id, and no id has none") {
    CHECK(blackbox::machine_hash("not an id") == blackbox::Id{});
    auto const id = std::string("6c9a1e0e5d0f4a3b9d1c2f8f0b7a4c11");
    auto const hash = blackbox::machine_hash(id + "\n");
    CHECK(hash == blackbox::machine_hash(id));
    CHECK(hash != blackbox::Id{});
    CHECK(blackbox::id_hex(hash) != id);
}

TEST_CASE("the user's own black box is read on the running machine, and a capture keeps it") {
    auto const home = test::Tree::from_text("# the state directory of a user\n");
    put_files(home.root() + "/rigcheck/blackbox", some_boots());
    StateHome const state(home.root());
    CHECK(user_black_box() == home.root() + "/rigcheck/blackbox");

    auto const live = Machine::live();
    live.start_log();
    std::vector<Gap> gaps;
    auto const box = read_black_box(live, gaps);
    REQUIRE(box);
    auto const cut = std::find_if(box->runs.begin(), box->runs.end(), [](BlackBoxRun const& run) {
        return run.boot_id == "02020202020202020202020202020202";
    });
    REQUIRE(cut != box->runs.end());
    CHECK(cut->end == RecordEnd::cut);

    auto const out = home.root() + "/capture";
    REQUIRE_FALSE(write_capture(live, out));
    std::string error;
    auto const captured = Machine::captured(out, error).value();
    std::vector<Gap> again;
    CHECK(to_json(read_black_box(captured, again)) == to_json(box));
    CHECK(to_json(again) == to_json(gaps));
}

TEST_CASE("an answer of a capture that is no black box is a gap") {
    for (auto const* text : {"{", "[1]", R"({"box": {"runs": 7}})"}) {
        auto const tree =
            test::Tree::from_text(std::string("/rigcheck/history/black-box = ") + text + "\n");
        std::vector<Gap> gaps;
        CHECK_FALSE(read(tree, gaps));
        REQUIRE(gaps.size() == 1);
        CHECK(gaps[0].reason == Missing::malformed);
    }
}
