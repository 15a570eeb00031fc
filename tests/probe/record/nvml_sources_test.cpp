#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

#include "probe/record/source.hpp"
#include "tests/support/tree.hpp"

using namespace rigcheck;
using namespace rigcheck::record;

namespace {

using Value = std::optional<double>;

struct Answer {
    std::map<std::string, Value> values;  // by label
    std::vector<std::string> events;
};

Answer ask(Source const& source, char const* role) {
    ::setenv("RIGCHECK_NVML", role, 1);
    std::vector<Value> values(source.channels.size());
    Answer answer;
    Sample sample{.now_s = 0, .values = values, .events = answer.events};
    source.read(sample);
    for (std::size_t i = 0; i < values.size(); ++i)
        answer.values[source.channels[i].label] = values[i];
    return answer;
}

std::vector<Source> sources(test::Tree const& tree, char const* role,
                            char const* library = RIGCHECK_NVML_STUB) {
    ::setenv("RIGCHECK_NVML", role, 1);
    return nvml_sources(tree.machine(), library, {"0000:01:00.0"});
}

blackbox::Channel channel(Source const& source, std::string const& label) {
    for (auto const& each : source.channels) {
        if (each.label == label) return each;
    }
    FAIL("no channel " + label);
    return {};
}

}  // namespace

TEST_CASE("an NVIDIA card, second by second", "[record][nvml]") {
    auto const tree = test::Tree::from_text("/sys/");
    auto const found = sources(tree, "present");
    REQUIRE(found.size() == 1);
    auto const& source = found[0];
    CHECK(source.channels[0].chip == "nvidia-pci-0100");
    CHECK(channel(source, "power").limit == 450);
    CHECK(channel(source, "GPU").limit == 97);  // where it slows down
    auto const answer = ask(source, "present");
    auto const& values = answer.values;
    CHECK(values.at("power") == Approx(331.25));
    CHECK(values.at("power, average") == std::nullopt);
    CHECK(values.at("power limit") == 450);
    CHECK(values.at("GPU") == 41);
    CHECK(values.at("graphics clock") == 2520);
    CHECK(values.at("memory clock") == 10501);
    CHECK(values.at("busy") == 7);
    CHECK(values.at("link speed") == 2.5);
    CHECK(values.at("link width") == 16);
    CHECK(values.at("clock event reasons") == 0x84);
    CHECK(values.at("error of the driver") == 0);
    // A power brake is news, the power cap beside it is not; and neither the second time.
    CHECK(answer.events == std::vector<std::string>{"0000:01:00.0: slowed down, reasons 0x84"});
    CHECK(ask(source, "present").events.empty());

    REQUIRE(source.meters.size() == 1);
    CHECK(source.channels.at(source.meters[0].first).label == "power");
    CHECK(source.meters[0].second(0.1) == Approx(331.25));
}

TEST_CASE("a card that falls off the bus is told once", "[record][nvml]") {
    auto const tree = test::Tree::from_text("/sys/");
    auto const source = sources(tree, "present").at(0);
    ask(source, "present");
    auto const lost = ask(source, "lost");
    CHECK(lost.events ==
          std::vector<std::string>{"0000:01:00.0: the driver no longer answers for it (NVML 15)"});
    CHECK(lost.values.at("error of the driver") == 15);
    CHECK(lost.values.at("GPU") == std::nullopt);
    CHECK(ask(source, "lost").events.empty());
    CHECK(lost.values.at("power") == std::nullopt);
    CHECK(source.meters.at(0).second(0.1) == std::nullopt);
    CHECK(ask(source, "present").values.at("GPU") == 41);
}

TEST_CASE("an old driver, a lean card, no library at all", "[record][nvml]") {
    auto const tree = test::Tree::from_text("/sys/");
    auto const old = sources(tree, "present", RIGCHECK_NVML_OLD_STUB);
    REQUIRE(old.size() == 1);
    CHECK(ask(old[0], "present").values.at("clock event reasons") == 1);

    auto const lean = sources(tree, "lean");
    REQUIRE(lean.size() == 1);
    auto const answer = ask(lean[0], "lean");
    CHECK(answer.values.at("power") == std::nullopt);
    CHECK(answer.values.at("error of the driver") == 0);  // not supported is no error
    CHECK(answer.events.empty());

    CHECK(sources(tree, "9").empty());
    CHECK(sources(tree, "handle-15").empty());
    CHECK(nvml_sources(tree.machine(), "/nowhere/libnvidia-ml.so.1", {"0000:01:00.0"}).empty());
    CHECK(nvml_sources(tree.machine(), RIGCHECK_NVML_STUB, {}).empty());
}

TEST_CASE("a card that sleeps is not asked through the library", "[record][nvml]") {
    auto const tree = test::Tree::from_text(
        "/sys/bus/pci/devices/0000:01:00.0/power/control = auto\n"
        "/sys/bus/pci/devices/0000:01:00.0/power/runtime_status = suspended\n");
    auto const found = sources(tree, "present");
    REQUIRE(found.size() == 1);
    CHECK(ask(found[0], "present").values.at("power") == std::nullopt);
    CHECK(ask(found[0], "present").values.at("error of the driver") == std::nullopt);
    CHECK(found[0].meters.at(0).second(0.1) == std::nullopt);
}
