#include "probe/record/sampler.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <thread>

using namespace rigcheck::record;
using rigcheck::blackbox::Aspect;
using rigcheck::blackbox::ChannelKind;
using rigcheck::blackbox::Unit;

namespace {

using Value = std::optional<double>;

// A source of two channels, power (with a meter) and temperature, that says what the test puts in.
struct Fake {
    std::shared_ptr<std::vector<Value>> now = std::make_shared<std::vector<Value>>(2);
    std::shared_ptr<int> asked = std::make_shared<int>(0);

    Source source(int every_s = 1) const {
        return {
            .name = "fake",
            .channels = {make_channel(ChannelKind::power, Unit::watt, -1, "fake", "power1", "P"),
                         make_channel(ChannelKind::temperature, Unit::celsius, -1, "fake", "temp1",
                                      "T")},
            .every_s = every_s,
            .read =
                [now = now, asked = asked](Sample& sample) {
                    ++*asked;
                    std::copy(now->begin(), now->end(), sample.values.begin());
                    if (now->at(0) == 13.0) sample.events.emplace_back("thirteen");
                },
            .meters = {{0, [now = now](double /*now_s*/) { return now->at(0); }}}};
    }
};

std::vector<Value> row(Sampler const& sampler) {
    return {sampler.values().begin(), sampler.values().end()};
}

}  // namespace

TEST_CASE("a metered channel shows the last, the least and the most of its second", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    REQUIRE(sampler.channels().size() == 4);
    CHECK(sampler.channels()[1].aspect == Aspect::least);
    CHECK(sampler.channels()[2].aspect == Aspect::most);
    CHECK(sampler.channels()[2].of == sampler.channels()[0].id);
    CHECK(sampler.channels()[3].label == "T");

    for (double const watts : {100.0, 350.0, 40.0}) {
        *fake.now = {watts, 60.0};
        sampler.meters()->read(0.5);
    }
    *fake.now = {120.0, 61.0};
    sampler.read(1);
    CHECK(row(sampler) == std::vector<Value>{120, 40, 350, 61});
    CHECK(*fake.asked == 1);

    sampler.read(2);  // nothing of the second before is left
    CHECK(row(sampler) == std::vector<Value>{120, 120, 120, 61});
}

TEST_CASE("a channel that gives nothing leaves a gap, and the range of what it gave", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    *fake.now = {200.0, 60.0};
    sampler.meters()->read(0.5);
    *fake.now = {{}, {}};
    sampler.meters()->read(0.6);
    sampler.read(1);
    CHECK(row(sampler) == std::vector<Value>{{}, 200, 200, {}});
    sampler.read(2);
    CHECK(row(sampler) == std::vector<Value>{{}, {}, {}, {}});
}

TEST_CASE("meters are read by a thread until it ends", "[record]") {
    std::atomic<int> times = 0;
    auto const meters = std::make_shared<Meters>(
        std::vector<Meter>{[&](double /*now_s*/) -> Value { return ++times; }});
    {
        MeterThread const thread(meters);
        while (times < 3) std::this_thread::yield();
    }
    int const at_end = times;
    auto const range = meters->take().at(0);
    CHECK(range.least == 1);
    CHECK(range.most == at_end);
    CHECK(meters->take().at(0).least == std::nullopt);
    MeterThread const idle(std::make_shared<Meters>(std::vector<Meter>{}));
}

TEST_CASE("a source with a thread of its own is asked first and answers last", "[record]") {
    std::vector<std::string> order;
    auto const source = [&](std::string const& name, bool asks) {
        Source made{.name = name, .channels = {}, .read = {}};
        made.read = [&order, name](Sample& /*sample*/) { order.push_back("read " + name); };
        if (asks) made.ask = [&order, name](double /*now_s*/) { order.push_back("ask " + name); };
        return made;
    };
    Sampler sampler({source("card", true), source("chip", false)});
    sampler.read(1);
    CHECK(order == std::vector<std::string>{"ask card", "read chip", "read card"});
}

TEST_CASE("a source that is asked seldom keeps its value meanwhile", "[record]") {
    Fake const fake;
    auto source = fake.source(10);
    source.meters.clear();
    Sampler sampler({source});
    CHECK(sampler.meters()->empty());
    for (int second = 1; second <= 25; ++second) {
        *fake.now = {1.0 * second, 50.0};
        sampler.read(second);
    }
    CHECK(*fake.asked == 3);
    CHECK(sampler.values()[0] == 21);
}

TEST_CASE("a second that comes late or early is a second all the same", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    for (double const now : {1.0, 2.2, 3.0, 3.9, 5.0}) sampler.read(now);
    CHECK(*fake.asked == 5);
}

TEST_CASE("a source that is slow three times is asked twice a minute", "[record]") {
    Fake const fake;
    double clock = 0;
    Sampler sampler({fake.source()}, [&] { return clock += 0.2; });
    for (int second = 1; second <= 5; ++second) sampler.read(second);
    CHECK(*fake.asked == 5);  // 0.2 s each: quick enough

    Fake const slow;
    Sampler other({slow.source()}, [&] { return clock += 0.4; });
    for (int second = 1; second <= 63; ++second) other.read(second);
    CHECK(*slow.asked == 5);  // at 1, 2, 3, 33 and 63
}

TEST_CASE("what a source has to say is handed on", "[record]") {
    Fake const fake;
    Sampler sampler({fake.source()});
    *fake.now = {13.0, 13.0};
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
