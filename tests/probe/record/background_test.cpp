#include "probe/record/background.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <memory>

using namespace rigcheck::record;
using rigcheck::blackbox::ChannelKind;
using rigcheck::blackbox::Unit;

namespace {

using Value = std::optional<double>;

struct Answer {
    Value value;
    std::vector<std::string> events;
};

Answer ask(Source const& source, double now_s) {
    std::vector<Value> values(source.channels.size());
    Answer answer;
    Sample sample{.now_s = now_s, .values = values, .events = answer.events};
    source.ask(now_s);
    source.read(sample);
    answer.value = values[0];
    return answer;
}

Source source_that(std::function<void(Sample&)> read) {
    return {.name = "card",
            .channels = {make_channel(ChannelKind::power, Unit::watt, 0, "card", "p", "p")},
            .read = std::move(read)};
}

}  // namespace

TEST_CASE("a source in the background gives what it gives", "[record]") {
    auto const source = in_background(source_that([](Sample& sample) {
        sample.values[0] = sample.now_s;
        sample.events.emplace_back("read");
    }));
    for (double const now_s : {4.0, 5.0}) {
        auto const answer = ask(source, now_s);
        CHECK(answer.value == now_s);
        CHECK(answer.events == std::vector<std::string>{"read"});
    }
}

TEST_CASE("a card that hangs leaves gaps and holds nobody up", "[record]") {
    auto const released = std::make_shared<std::promise<void>>();
    auto const release = released->get_future().share();
    auto const source = in_background(source_that([release](Sample& sample) {
        release.wait();
        sample.values[0] = 1;
        sample.events.emplace_back("back again");
    }));
    CHECK(ask(source, 0).value == std::nullopt);  // after its patience
    CHECK(ask(source, 1).value == std::nullopt);  // at once
    released->set_value();
    Answer answer;
    std::vector<std::string> events;
    while (!answer.value) {
        answer = ask(source, 2);
        events.insert(events.end(), answer.events.begin(), answer.events.end());
    }
    CHECK(events.front() == "back again");
}

TEST_CASE("a card that hangs to the end does not keep the recorder from ending", "[record]") {
    auto const released = std::make_shared<std::promise<void>>();
    auto const finished = std::make_shared<std::promise<void>>();
    {
        auto const source = in_background(
            source_that([release = released->get_future().share(), finished](Sample& /*sample*/) {
                release.wait();
                finished->set_value();
            }));
        CHECK(ask(source, 0).value == std::nullopt);
    }
    released->set_value();
    finished->get_future().wait();  // the thread that was left behind ends by itself
}
