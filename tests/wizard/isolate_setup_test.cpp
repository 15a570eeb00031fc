// What the search for the faulty part is told before it begins.
#include <algorithm>
#include <catch2/catch.hpp>

#include "wizard/screens/isolate_refusal.hpp"
#include "wizard/screens/isolate_setup.hpp"

namespace rigcheck {
namespace {

SearchSetup with(std::map<std::string, int> counts) {
    SearchSetup setup;
    setup.counts = std::move(counts);
    return setup;
}

TEST_CASE("search setup: nothing said gives the parts that every machine has", "[guide]") {
    auto const search = make_search({});
    std::vector<std::string> ids;
    for (auto const& part : search.parts) ids.push_back(part.id);
    CHECK(ids == std::vector<std::string>{"board-cpu-1", "psu-1", "dimm-1", "front-panel-1"});
    CHECK(search.watch_minutes == 2);
    CHECK_FALSE(search.told_chance.has_value());
}

TEST_CASE("search setup: more parts than a search takes are left out, and said so", "[guide]") {
    auto const setup = with({{"dimm", 8}, {"gpu", 4}, {"nvme", 3}});
    CHECK(parts_of(setup).size() == isolation::kMostParts);
    CHECK(left_out(setup, *isolation::find_class("gpu")) == 0);
    CHECK(left_out(setup, *isolation::find_class("nvme")) == 2);
    CHECK(left_out_text(*isolation::find_class("nvme"), 2).find("2 x M.2 drive") !=
          std::string::npos);
}

TEST_CASE("search setup: a number that cannot be is brought within reach", "[guide]") {
    auto const setup = with({{"dimm", 0}, {"psu", 7}, {"sata", -3}, {"rgb", 99}});
    CHECK(count_of(setup, *isolation::find_class("dimm")) == 1);
    CHECK(count_of(setup, *isolation::find_class("psu")) == 1);
    CHECK(count_of(setup, *isolation::find_class("sata")) == 0);
    CHECK(count_of(setup, *isolation::find_class("rgb")) == 8);
}

TEST_CASE("search setup: a spare stick counts only where there is one stick", "[guide]") {
    auto setup = with({{"dimm", 2}});
    setup.spare_dimm = true;
    auto const any_spare = [](isolation::Search const& search) {
        return std::any_of(search.parts.begin(), search.parts.end(),
                           [](isolation::Part const& part) { return part.spare; });
    };
    CHECK_FALSE(any_spare(make_search(setup)));
    setup.counts["dimm"] = 1;
    CHECK(any_spare(make_search(setup)));
}

TEST_CASE("search setup: a card that must stay matters only where there is one", "[guide]") {
    auto setup = with({});
    setup.runs_without_card = false;
    CHECK(make_search(setup).one_stays.empty());
    setup.counts["gpu"] = 2;
    CHECK(make_search(setup).one_stays == std::vector<std::string>{"gpu"});
}

TEST_CASE("search setup: a no leaves out the step, or one part that would move", "[guide]") {
    auto const search = make_search(with({{"dimm", 2}}));
    isolation::Advice advice;
    advice.phase = isolation::Phase::reseat;
    REQUIRE(refusals(search, advice).size() == 1);
    CHECK(std::holds_alternative<DeclineReseat>(refusals(search, advice).front().action));
    advice.phase = isolation::Phase::search;
    CHECK(refusals(search, advice).empty());
    advice.put_out = isolation::bit(2) | isolation::bit(3);
    auto const choices = refusals(search, advice);
    REQUIRE(choices.size() == 2);
    CHECK(choices.back().part == "RAM stick 2");
    CHECK(std::get<LeavePartAlone>(choices.back().action).part == "dimm-2");
    advice.phase = isolation::Phase::proven;
    CHECK(refusals(search, advice).empty());
}

}  // namespace
}  // namespace rigcheck
