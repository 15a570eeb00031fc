#include "probe/record/sampler.hpp"

#include <catch2/catch.hpp>
#include <memory>

using namespace rigcheck::record;
using rigcheck::blackbox::Aspect;
using rigcheck::blackbox::ChannelKind;
using rigcheck::blackbox::Unit;

namespace {

using Value = std::optional<double>;

// A source of two channels, power (fast) and temperature, that says what the test puts in.
struct Fake {
    std::shared_ptr<std::vector<Value>> now = std::make_shared<std::vector<Value>>(2);
    std::shared_ptr<std::pair<int, int>> asked = std::make_shared<std::pair<int, int>>();

    Source source(int every_s = 1) const {
        return {
            .name = "fake",
            .channels = {make_channel(ChannelKind::power, Unit::watt, -1, "fake", "power1", "P"),
                         make_channel(ChannelKind::temperature, Unit::celsius, -1, "fake", "temp1",
                                      "T")},
            .fast = 1,
            .every_s = every_s,
            .read = [now = now, asked = asked](Sample& sample) {
                ++(sample.fast_alone ? asked->first : asked->second);
                sample.values[0] = now->at(0);
                if (!sample.fast_alone) sample.values[1] = now->at(1);
                if (now->at(0) == 13.0) sample.events.emplace_back("thirteen");
            }};
    }
};

std::vector<Value> row(Sampler const& sampler) {
    return {sampler.values().begin(), sampler.values().end()};
}

}  // namespace

TEST_CASE("a fast channel shows the last, the least and the most of its second", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    REQUIRE(sampler.has_fast());
    REQUIRE(sampler.channels().size() == 4);
    CHECK(sampler.channels()[1].aspect == Aspect::least);
    CHECK(sampler.channels()[2].aspect == Aspect::most);
    CHECK(sampler.channels()[2].of == sampler.channels()[0].id);
    CHECK(sampler.channels()[3].label == "T");

    double tenth = 0.1;
    for (double const watts : {100.0, 350.0, 40.0}) {
        *fake.now = {watts, 60.0};
        sampler.read_fast(tenth += 0.1);
    }
    *fake.now = {120.0, 61.0};
    sampler.read(1);
    CHECK(row(sampler) == std::vector<Value>{120, 40, 350, 61});
    CHECK(*fake.asked == std::pair(3, 1));

    sampler.read(2);  // nothing of the second before is left
    CHECK(row(sampler) == std::vector<Value>{120, 120, 120, 61});
}

TEST_CASE("a channel that gives nothing leaves a gap, and the range of what it gave", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    *fake.now = {200.0, 60.0};
    sampler.read_fast(0.1);
    *fake.now = {{}, {}};
    sampler.read(1);
    CHECK(row(sampler) == std::vector<Value>{{}, 200, 200, {}});
    sampler.read(2);
    CHECK(row(sampler) == std::vector<Value>{{}, {}, {}, {}});
}

TEST_CASE("a source that is asked seldom keeps its value meanwhile", "[record]") {
    Fake fake;
    Source source = fake.source(10);
    source.fast = 0;
    Sampler sampler({source});
    CHECK_FALSE(sampler.has_fast());
    for (int second = 1; second <= 25; ++second) {
        *fake.now = {1.0 * second, 50.0};
        sampler.read(second);
    }
    CHECK(fake.asked->second == 3);
    CHECK(sampler.values()[0] == 21);
}

TEST_CASE("a second that comes late or early is a second all the same", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    for (double const now : {1.0, 2.2, 3.0, 3.9, 5.0}) sampler.read(now);
    CHECK(fake.asked->second == 5);
}

TEST_CASE("a source that is slow three times is asked twice a minute", "[record]") {
    Fake const fake;
    double clock = 0;
    Sampler sampler({fake.source()}, [&] { return clock += 0.2; });
    for (int second = 1; second <= 3; ++second) sampler.read(second);
    CHECK(fake.asked->second == 3);  // 0.2 s each: quick enough

    Fake const slow;
    Sampler other({slow.source()}, [&] { return clock += 0.4; });
    for (int second = 1; second <= 63; ++second) {
        other.read_fast(second - 0.5);
        other.read(second);
    }
    CHECK(slow.asked->second <= 5);
    CHECK(slow.asked->first <= 3);
}

TEST_CASE("what a source has to say is handed on", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    *fake.now = {13.0, 13.0};
    CHECK(sampler.read_fast(0.1) == std::vector<std::string>{"thirteen"});
    CHECK(sampler.read(1) == std::vector<std::string>{"thirteen"});
}

TEST_CASE("more channels than four slots hold are left out, source by source", "[record]") {
    std::vector<Source> sources;
    Fake const fake;
    for (int i = 0; i < 100; ++i) sources.push_back(fake.source());
    Sampler sampler(std::move(sources));
    CHECK(sampler.channels().size() == 280);
    CHECK(sampler.left_out() == 2 * 30);
    sampler.read(1);
    CHECK(sampler.values().size() == 280);
}
