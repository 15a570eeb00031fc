// The guides that ship: whole, without dead ends, circles or missing texts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "checklists/findings/words.hpp"
#include "checklists/guides/validate.hpp"
#include "checklists/guides/walk.hpp"

namespace rigcheck::guides {
namespace {

TEST_CASE("the guides that ship have no fault", "[guides]") {
    for (auto const& problem : problems_of(all_guides())) FAIL_CHECK(problem);
}

TEST_CASE("every guide that was asked for is there", "[guides]") {
    for (auto const* name :
         {"plan",          "assembly",        "first-power-on", "os-and-drivers",  "first-boot",
          "remote-access", "cooling-tune",    "start",          "dead-machine",    "on-then-off",
          "no-picture",    "off-during-boot", "off-under-load", "idle-reboots",    "gpu-missing",
          "m2-missing",    "wifi-missing",    "ram-missing",    "fans-full-speed", "overheating"}) {
        INFO(name);
        CHECK(find_guide(all_guides(), name) != nullptr);
    }
}

// Every step of every flow, with every answer, is taken once; each way must come to an end.
class Walker {
public:
    void walk(Guide const& flow) { visit(first_place(flow)); }
    std::set<std::string> ends;

private:
    void visit(Place const& place) {
        if (place.end != nullptr) {
            CHECK_FALSE(place.end->text.empty());
            CHECK_FALSE(place.end->actions.empty());
            ends.insert(place.guide->id + '/' + place.end->id);
            return;
        }
        auto const& step = place.step.value();
        INFO(place.guide->id << '/' << step.id);
        if (!seen_.insert(place.guide->id + '/' + step.id).second) return;
        CHECK_FALSE(step.text.empty());
        CHECK_FALSE(step.why.empty());
        CHECK_FALSE(step.expect.empty());
        CHECK(step.minutes > 0);
        CHECK(step.text.find("{count}") == std::string::npos);
        auto const unsure = follow(all_guides(), place, kUnsure, 3);
        REQUIRE(unsure);
        visit(*unsure);
        for (auto const& answer : step.answers) {
            auto const next = follow(all_guides(), place, answer.id, 3);
            REQUIRE(next);
            visit(*next);
        }
    }

    std::set<std::string> seen_;
};

TEST_CASE("every answer of every flow leads to an end", "[guides]") {
    Walker walker;
    for (auto const& guide : all_guides()) {
        if (guide.kind == Kind::flow) walker.walk(guide);
    }
    for (auto const& guide : all_guides()) {
        for (auto const& end : guide.ends) {
            INFO(guide.id << '/' << end.id);
            CHECK(walker.ends.count(guide.id + '/' + end.id) == 1);
        }
    }
}

TEST_CASE("each flow can end fixed after a proof, and ends honestly otherwise", "[guides]") {
    for (auto const& guide : all_guides()) {
        if (guide.kind != Kind::flow) continue;
        INFO(guide.id);
        CHECK(guide.proof.has_value());
        for (auto const& end : guide.ends) {
            if (end.kind == EndKind::suspect) {
                CHECK(end.confidence.value() >= 0.5);
                CHECK(end.confidence.value() < 1);
            }
        }
    }
}

TEST_CASE("the two faults of the guides' authors are met within four checks and ten minutes",
          "[guides]") {
    auto const& flow = *find_guide(all_guides(), "dead-machine");
    auto place = first_place(flow);
    double minutes = 0;
    std::vector<std::string> met;
    for (int check = 0; check < 4; ++check) {
        minutes += place.step->minutes;
        met.push_back(place.step->id);
        place = follow(all_guides(), place, "still", 3).value();
    }
    CHECK(std::count(met.begin(), met.end(), "leads") == 1);
    CHECK(std::count(met.begin(), met.end(), "plugs") == 1);
    CHECK(minutes < 10);

    // The lead on the wrong pins: put right, it starts, and after the proof it is fixed.
    std::vector<Given> given{{"dead-machine", "mains", "still", "", ""},
                             {"dead-machine", "leads", "cured", "", ""},
                             {"dead-machine", "leads+proof:cured", "held", "", ""}};
    CHECK(locate(all_guides(), flow, given).end->kind == EndKind::fixed);
    // It came back: the flow goes on where the answer says.
    given.back().answer = kCameBack;
    CHECK(locate(all_guides(), flow, given).step->id == "plugs");
}

TEST_CASE("every finding names a guide, and some guide looks at it", "[guides]") {
    for (auto const& words : all_words()) {
        INFO(words.id);
        CHECK(find_guide(all_guides(), words.guide) != nullptr);
        bool const looked_at =
            std::any_of(all_guides().begin(), all_guides().end(), [&](Guide const& guide) {
                return std::any_of(guide.steps.begin(), guide.steps.end(), [&](Step const& step) {
                    auto const& ids = step.findings;
                    return std::find(ids.begin(), ids.end(), words.id) != ids.end();
                });
            });
        CHECK(looked_at);
    }
}

TEST_CASE("minutes left shrink along every way", "[guides]") {
    for (auto const& guide : all_guides()) {
        if (guide.kind != Kind::flow) continue;
        INFO(guide.id);
        auto const place = first_place(guide);
        auto const here = minutes_left(all_guides(), place, 3);
        CHECK(here.least >= place.step->minutes);
        CHECK(here.least <= here.most);
        for (auto const& answer : place.step->answers) {
            auto const next = follow(all_guides(), place, answer.id, 3).value();
            CHECK(minutes_left(all_guides(), next, 3).most < here.most);
        }
    }
}

}  // namespace
}  // namespace rigcheck::guides
