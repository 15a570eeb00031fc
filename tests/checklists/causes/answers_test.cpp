#include <catch2/catch.hpp>

#include "tests/support/last_end.hpp"

namespace rigcheck::causes {
namespace {

TEST_CASE("an answer says its signs and denies the other ones of its question", "[causes]") {
    auto const signs = signs_of(Snapshot{}, {{"after", "latched"}});
    CHECK(holds("latched", signs) == true);
    CHECK(holds("stayed-off", signs) == false);
    CHECK(holds("froze", signs) == false);
    CHECK_FALSE(holds("others-blinked", signs));
    CHECK(signs.at("latched").by.source == "person");
}

TEST_CASE("answers that nobody was asked for are refused by name, and passed over", "[causes]") {
    CHECK(complaint({{"after", "off"}, {"plug", "no"}}).empty());
    CHECK(complaint({{"weather", "rain"}}) == "weather: no such question");
    CHECK(complaint({{"plug", "perhaps"}}) == "plug: expected one of yes, no");
    CHECK(signs_of(Snapshot{}, {{"weather", "rain"}, {"plug", "perhaps"}}).empty());
}

TEST_CASE("what the machine recorded counts before what the person remembers", "[causes]") {
    auto machine = test::machine_after(test::End::clean);
    CHECK(diagnose(machine, {{"unexpected", "yes"}}).ended == Ended::orderly);
    machine = test::machine_after(test::End::cut);
    CHECK(diagnose(machine, {{"unexpected", "no"}}).ended == Ended::unexpected);
    CHECK(diagnose(Snapshot{}, {{"unexpected", "no"}}).ended == Ended::orderly);
    CHECK(diagnose(Snapshot{}, {{"unexpected", "yes"}}).ended == Ended::unexpected);
}

TEST_CASE("where nothing is recorded the first question is whether it was meant", "[causes]") {
    auto const diagnosis = diagnose(Snapshot{}, {});
    CHECK(diagnosis.ended == Ended::unknown);
    CHECK(diagnosis.suspects.empty());
    CHECK(diagnosis.next.question == find_question("unexpected"));
    CHECK(diagnosis.next.test == nullptr);
}

TEST_CASE("a first run has no end to ask about, until somebody tells of one", "[causes]") {
    auto machine = test::machine_after(test::End::clean);
    machine.history.boots.resize(1);
    machine.history.previous_end.reset();
    auto const diagnosis = diagnose(machine, {});
    CHECK(diagnosis.ended == Ended::first_boot);
    CHECK(diagnosis.suspects.empty());
    CHECK(diagnosis.next.question == nullptr);
    CHECK(test::said(diagnose(machine, {{"work", "starting"}})) ==
          "before-system cannot be told apart");
}

TEST_CASE("what speaks against a cause stands beside it", "[causes]") {
    auto machine = test::machine_after(test::End::cut);
    machine.history.previous_end->watchdog_status = 0x20;
    auto const diagnosis = diagnose(machine, {{"after", "off"}});
    REQUIRE(test::said(diagnosis) == "watchdog established");
    CHECK(diagnosis.suspects[0].contradicting == Conditions{"stayed-off|latched"});
}

TEST_CASE("guesses that the evidence supports equally are not ranked", "[causes]") {
    auto machine = test::machine_after(test::End::cut);
    machine.history.log_matches = {test::line_before_end("amdgpu-reset-failed", 60),
                                   test::line_before_end("oom-kill", 60)};
    Answers const frozen{{"after", "froze"}};
    CHECK(test::said(diagnose(machine, frozen)) == "gpu-frozen likely, memory-full likely");
    machine.history.log_matches = {test::line_before_end("amdgpu-ring-timeout", 5),
                                   test::line_before_end("oom-kill", 60)};
    auto const tied = diagnose(machine, frozen);
    CHECK(test::said(tied) == "gpu-frozen cannot be told apart, memory-full cannot be told apart");
    CHECK(tied.next.test == find_test("watch-memory"));  // the quickest that only one calls for
}

// Section 2: the same kind of evidence once more never makes a cause less sure.
TEST_CASE("the same evidence twice is worth no less than once", "[causes]") {
    auto machine = test::machine_after(test::End::cut);
    machine.history.log_matches = {
        test::line_before_end("nvidia-xid", 60, {{"xid", "79"}}),
        test::line_before_end("edac-corrected", 50, {{"dimm", "DIMM_A2"}, {"count", "3"}}),
        test::line_before_end("machine-check", 1)};
    machine.history.pstore = {test::panic_record("Fatal machine check", test::before_end(0))};
    auto twice = machine;
    auto& lines = twice.history.log_matches;
    for (auto const& line : machine.history.log_matches) lines.push_back(line);
    twice.history.pstore.push_back(machine.history.pstore[0]);
    CHECK(test::said(diagnose(twice, {})) == test::said(diagnose(machine, {})));
}

}  // namespace
}  // namespace rigcheck::causes
