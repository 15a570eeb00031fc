#include "probe/record/recorder.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/blackbox/segment_reader.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::record;
using test::Tree;

namespace {

constexpr char const* kMachine = R"(
/box/
/proc/sys/kernel/random/boot_id = 6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11
/proc/loadavg = 0.25 0.10 0.05 1/300 12345
/sys/class/hwmon/hwmon0/name = k10temp
/sys/class/hwmon/hwmon0/temp1_label = Tctl
/sys/class/hwmon/hwmon0/temp1_input = 91000
)";

std::vector<blackbox::Segment> segments_in(std::string const& directory) {
    auto const files = blackbox::real_files();
    std::vector<blackbox::Segment> segments;
    for (auto const& file : files.list(directory)) {
        if (file.name.ends_with(".rcb"))
            segments.push_back(
                blackbox::parse_segment(files.read(directory + "/" + file.name, 0, 16U << 20U)));
    }
    std::erase_if(segments, [](auto const& segment) { return segment.records.empty(); });
    return segments;
}

RecorderOptions options_for(Tree const& tree) {
    RecorderOptions options;
    options.directory = tree.root() + "/box";
    options.judge = [](std::vector<SensorChip> const& chips) {
        Opinion opinion;
        opinion.trust = blackbox::Trust::good;
        opinion.limit = 95;
        return Opinions{{{chips.at(0).name, "temp1"}, opinion}};
    };
    return options;
}

constexpr std::chrono::milliseconds kPatience{20000};

}  // namespace

TEST_CASE("a program can record for a while, mark what it does, and look on", "[record]") {
    auto const tree = Tree::from_text(kMachine);
    blackbox::Fault fault;
    auto const recorder = Recorder::start(tree.machine(), options_for(tree), fault);
    REQUIRE(recorder);
    CHECK_FALSE(recorder->reads_kernel_log());  // that of this machine is not the captured one's
    recorder->mark("load begins");
    REQUIRE(recorder->wait_for_rows(1, kPatience));
    auto const row = recorder->row();
    REQUIRE(row.channels.size() == row.values.size());
    CHECK(row.channels.at(0).label == "load");
    CHECK(row.values.at(0) == 0.25);

    blackbox::Fault second;
    CHECK_FALSE(Recorder::start(tree.machine(), options_for(tree), second));
    CHECK(second.error == EWOULDBLOCK);

    recorder->stop(blackbox::StopReason::shutdown);
    recorder->stop(blackbox::StopReason::service);  // once
    recorder->mark("too late");

    auto const segments = segments_in(options_for(tree).directory);
    REQUIRE(segments.size() == 1);
    auto const& header = segments[0].header;
    CHECK(blackbox::id_text(header.boot) == "6c9a1e0e-5d0f-4a3b-9d1c-2f8f0b7a4c11");
    REQUIRE(header.channels.size() == 2);
    CHECK(header.channels[1].limit == 95);
    CHECK(header.channels[1].trust == blackbox::Trust::good);
    std::vector<blackbox::RecordType> types;
    for (auto const& record : segments[0].records) types.push_back(record.type);
    using Type = blackbox::RecordType;
    // Four degrees below its limit: that is an event, once.
    CHECK(std::count(types.begin(), types.end(), Type::event) == 1);
    CHECK(std::count(types.begin(), types.end(), Type::mark) == 1);
    CHECK(types.back() == Type::stop);
    CHECK(segments[0].records.back().code == 1);
}

TEST_CASE("a recorder that goes away has stopped", "[record]") {
    auto const tree = Tree::from_text(kMachine);
    blackbox::Fault fault;
    REQUIRE(Recorder::start(tree.machine(), options_for(tree), fault));
    auto const segments = segments_in(options_for(tree).directory);
    REQUIRE(segments.size() == 1);
    CHECK(segments[0].records.back().type == blackbox::RecordType::stop);
}
