// `rigcheck isolate` as a person at a terminal meets it, by scripts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/desk.hpp"

namespace rigcheck {
namespace {

using test::contains;
using test::Desk;
using test::run_rigcheck;

// Nothing but the parts that every machine has, and two sticks.
constexpr char const* kPlainMachine = "2\n0\n0\n0\n0\n0\n0\n0\n0\n";

TEST_CASE("isolate asks, proposes, records, and ends in a proof", "[guide]") {
    Desk const desk;
    auto const isolate = [&](std::string const& answers) {
        auto const script = desk.file() + ".answers";
        std::ofstream(script) << answers;
        return run_rigcheck({"isolate", "--answers", script, "--session", desk.file()});
    };
    // No spare supply, nothing changed, fails every time, at once, the DRAM lamp is lit.
    auto const begun = isolate(std::string(kPlainMachine) + "n\n0\n1\n0\n3\n1\n4\n");
    CHECK(begun.exit_code == 0);
    CHECK(contains(begun.out, "Try 1: with everything connected"));
    CHECK(contains(begun.out, "Try 2: without RAM stick"));
    CHECK(contains(begun.out, "All tries are kept"));
    REQUIRE(desk.saved().search->trials.size() == 1);
    CHECK(desk.saved().search->trials.front().seconds == 4);

    // Goes on where it was, one try a run: it fails while the named stick is in.
    auto const standing = [&] {
        auto const run = run_rigcheck({"isolate", "--json", "--session", desk.file()});
        return Json::parse(run.out);
    };
    CHECK(standing().at("schema") == "rigcheck.isolation/1");
    std::string const stick = "dimm-2";
    test::Outcome last;
    for (int tries = 0; tries < 20 && standing().at("next").is_object(); ++tries) {
        auto const out = standing().at("next").at("out");
        bool const held = std::find(out.begin(), out.end(), stick) != out.end();
        last = isolate(held ? "2\n" : "1\n0\n");
    }
    CHECK(standing().at("phase") == "proven");
    CHECK(contains(last.out, "Proven: RAM stick 2."));
    CHECK(contains(last.out, "The tries"));
    CHECK(contains(last.out, "without RAM stick 2: it held"));
}

TEST_CASE("isolate left after each try goes on as if it had not been left", "[guide]") {
    Desk const desk;
    auto const script = desk.file() + ".answers";
    auto const isolate = [&](std::string const& answers) {
        std::ofstream(script) << answers;
        return run_rigcheck({"isolate", "--answers", script, "--session", desk.file()});
    };
    // It fails half the time, so pressing everything home takes five good tries in a row.
    auto last = isolate(std::string(kPlainMachine) + "n\n0\n3\n0\n0\n");
    for (int tries = 0; tries < 5; ++tries) last = isolate("2\n");
    CHECK(contains(last.out, "Cured by pressing it home."));
}

TEST_CASE("isolate takes no for an answer", "[guide]") {
    Desk const desk;
    auto const script = desk.file() + ".answers";
    std::ofstream(script) << kPlainMachine << "n\n0\n1\n0\n0\nx\nx\nx\nx\nq\n";
    auto const run = run_rigcheck({"isolate", "--answers", script, "--session", desk.file()});
    CHECK(desk.saved().search->reseat_declined);
    CHECK(contains(run.out, "Not separable at home."));
}

TEST_CASE("isolate --simulate refuses what it cannot do", "[guide]") {
    for (auto const& wrong : std::vector<std::vector<std::string>>{{"--parts", "3"},
                                                                   {"--parts", "99"},
                                                                   {"--chance", "0"},
                                                                   {"--chance", "1.1"},
                                                                   {"--runs", "0"},
                                                                   {"--runs", "-4"},
                                                                   {"--seed", "x"}}) {
        std::vector<std::string> arguments{"isolate", "--simulate"};
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        auto const run = run_rigcheck(arguments);
        INFO(wrong.front() << ' ' << wrong.back());
        CHECK(run.exit_code == 3);
        CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
    }
    auto const json = Json::parse(run_rigcheck({"isolate", "--simulate", "--parts", "8", "--chance",
                                                "1", "--runs", "20", "--json"})
                                      .out);
    REQUIRE(json.size() == 5);
    for (auto const* key : {"parts", "chance", "strategy", "right", "minutes", "tests"}) {
        CHECK(json.at(0).contains(key));
    }
}

}  // namespace
}  // namespace rigcheck
