// `rigcheck postmortem` as people and programs meet it.
#include <catch2/catch.hpp>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/ended_machines.hpp"
#include "tests/support/last_end.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

using test::contains;
using test::Desk;
using test::ended_machine;
using test::Outcome;
using test::run_rigcheck;

// A machine in a snapshot file, and a session for it.
class Ended {
public:
    explicit Ended(std::string const& name) : Ended(ended_machine(name)) {}
    explicit Ended(Snapshot const& snapshot) : file_(desk_.file() + ".machine") {
        std::ofstream(file_) << json_snapshot(snapshot, {});
    }

    Outcome run(std::vector<std::string> arguments, std::string const& input = {}) const {
        arguments.insert(arguments.begin(), {"postmortem", "--snapshot", file_});
        return run_rigcheck(arguments, input);
    }
    Outcome keep(std::vector<std::string> arguments, std::string const& input = {}) const {
        arguments.insert(arguments.end(), {"--session", desk_.file()});
        return run(arguments, input);
    }
    Json json(std::vector<std::string> arguments = {}) const {
        arguments.emplace_back("--json");
        return Json::parse(run(arguments).out);
    }
    Desk const& desk() const { return desk_; }

private:
    Desk desk_;
    std::string file_;
};

TEST_CASE("postmortem: the exit code says how bad the end was", "[postmortem]") {
    std::vector<std::pair<char const*, int>> const expected{
        {"orderly", 0},     {"first-boot", 0},       {"unreadable", 0},
        {"key-pressed", 0}, {"nothing-recorded", 1}, {"virtual", 1},
        {"panic", 1},       {"hardware-error", 2},   {"heat", 2}};
    for (auto const& [name, code] : expected) {
        INFO(name);
        auto const outcome = Ended(name).run({});
        CHECK(outcome.exit_code == code);
        CHECK(outcome.err.empty());
    }
}

TEST_CASE("postmortem: what cannot be done is one line on stderr and 3", "[postmortem]") {
    Ended const machine("power-ramp");
    for (auto const& wrong : std::vector<std::vector<std::string>>{{"--answer", "others"},
                                                                   {"--answer", "others=maybe"},
                                                                   {"--answer", "moon=full"},
                                                                   {"--answer", "moon="},
                                                                   {"--boot", "-0"},
                                                                   {"--boot", "-7"},
                                                                   {"--boot", "zz"},
                                                                   {"--format", "pdf"},
                                                                   {"--ask", "--json"},
                                                                   {"--answers", "/nowhere"},
                                                                   {"-o", "/nowhere/x.html"}}) {
        INFO(wrong.front() << ' ' << wrong.back());
        auto const outcome = machine.run(wrong);
        CHECK(outcome.exit_code == 3);
        CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    }
    CHECK(contains(machine.run({"--answer", "others=maybe"}).err, "expected one of yes, no"));
}

TEST_CASE("postmortem: an answer counts, and is not kept for another's machine", "[postmortem]") {
    Ended const machine("power-ramp");
    auto const before = machine.json();
    auto const after =
        machine.json({"--answer", "after=off", "--answer", "others=no", "--answer", "times=again"});
    CHECK(before.at("causes") != after.at("causes"));
    CHECK(after.at("causes").at(0).at("id") == "psu-protection");
    CHECK(machine.json() == before);
}

TEST_CASE("postmortem: answers are kept in the session, for that end alone", "[postmortem]") {
    Ended const machine("power-ramp");
    machine.keep({"--answer", "others=no"});
    CHECK(machine.desk().saved().ends.at(test::kLastBoot).at("others") == "no");
    CHECK(contains(machine.keep({}).out, "No, they stayed on"));
    machine.keep({"--answer", "others="});
    CHECK(machine.desk().saved().ends.empty());
    // The next end of the same machine knows nothing of it.
    machine.keep({"--answer", "others=no"});
    auto next = ended_machine("power-ramp");
    next.history.previous_end->boot_id = next.history.boots[1].boot_id =
        "44444444444444444444444444444444";
    Ended const later(next);
    std::vector<std::string> const with{"--session", machine.desk().file()};
    CHECK_FALSE(contains(later.run(with).out, "What you said"));
}

TEST_CASE("postmortem: --ask asks what tells most, stores it, and takes it back", "[postmortem]") {
    Ended const machine("nothing-recorded");
    auto const ask = [&](std::string const& answers) {
        auto const script = machine.desk().file() + ".answers";
        std::ofstream(script) << answers;
        return machine.keep({"--answers", script});
    };
    auto const first = machine.json().at("next_question").at("id").get<std::string>();
    auto const one = ask("1\nb\n2\nq\n");
    CHECK(one.exit_code == 1);
    auto const& told = machine.desk().saved().ends.at(test::kLastBoot);
    REQUIRE(told.size() == 1);
    CHECK(told.begin()->first == first);
    CHECK(contains(one.out, "What you said"));
    // Skipping leads to the others; all of them come to an end.
    auto const skipped = ask("s\ns\ns\ns\ns\ns\ns\n");
    CHECK(contains(skipped.out, "That is all that you can tell."));
    CHECK(machine.desk().saved().ends.at(test::kLastBoot).size() == 1);
    auto const wrong = ask("17\n");
    CHECK(wrong.exit_code == 3);
    CHECK(contains(wrong.err, "expected a number from 1 to"));
}

TEST_CASE("postmortem: --ask at the keyboard is patient", "[postmortem]") {
    Ended const machine("nothing-recorded");
    auto const outcome = machine.run({"--ask"}, "perhaps\n1\nq\n");
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.out, "Not understood. Expected a number from 1 to"));
    CHECK(contains(outcome.out, "What you said"));
    CHECK(contains(Ended("orderly").run({"--ask"}).out, "There is nothing to ask."));
    CHECK(machine.run({"--ask"}, "").exit_code == 1);
}

TEST_CASE("postmortem: an earlier run by number and by id", "[postmortem]") {
    auto snapshot = ended_machine("power-ramp");
    auto older = snapshot.history.boots[1];
    older.boot_id = "abcdef00000000000000000000000000";
    older.shutdown_started = older.journal_stopped = true;
    older.first_at = test::before_end(90000);
    older.last_at = test::before_end(80000);
    snapshot.history.boots.push_back(older);
    Ended const machine(snapshot);
    CHECK(machine.json({"--boot", "-2"}).at("boot").at("ended") == "orderly");
    CHECK(machine.json({"--boot", "abcdef"}).at("boot").at("ended") == "orderly");
    CHECK(machine.json({"--boot=-1"}) == machine.json());
    CHECK(contains(machine.run({"--boot", "-9"}).err, "expected -1 to -2"));
    // What is said of one end is not said of the other.
    machine.keep({"--boot", "-2", "--answer", "button=yes"});
    CHECK(machine.desk().saved().ends.contains(older.boot_id));
    CHECK_FALSE(contains(machine.keep({}).out, "What you said"));
}

TEST_CASE("postmortem: what is written to be passed on names nobody", "[postmortem]") {
    auto snapshot = ended_machine("card-lost");
    snapshot.history.log_matches.front().line += " comm=/home/alice/bin/train";
    snapshot.history.boots[1].last_lines = {"usb: serial number: S7DNNJ0W"};
    Ended const machine(snapshot);
    for (auto const& format : {"json", "html"}) {
        auto const safe = machine.run({"--format", format}).out;
        CHECK(safe.find("alice") == std::string::npos);
        CHECK(safe.find(test::kLastBoot) == std::string::npos);
        auto const open = machine.run({"--format", format, "--with-identifiers"}).out;
        CHECK(open.find("/home/alice") != std::string::npos);
    }
    CHECK(machine.run({}).out.find("/home/alice") != std::string::npos);
    auto const file = machine.desk().file() + ".txt";
    machine.run({"-o", file});
    CHECK(test::read_file(file).find("alice") == std::string::npos);
    // The verdict is the same.
    CHECK(machine.json().at("causes").size() ==
          machine.json({"--with-identifiers"}).at("causes").size());
}

TEST_CASE("postmortem: --json is --format json", "[postmortem]") {
    Ended const machine("heat");
    CHECK(machine.run({"--json"}).out == machine.run({"--format", "json"}).out);
    CHECK(machine.run({"--format", "html"}).out.starts_with("<!DOCTYPE html>"));
}

TEST_CASE("check --all lists the runs, and the findings of the last end stand with the others",
          "[postmortem]") {
    Ended const machine("hardware-error");
    auto const file = machine.desk().file() + ".machine";
    auto const text = run_rigcheck({"check", "--snapshot", file, "--all"}).out;
    CHECK(contains(text, "Runs of this machine"));
    CHECK(contains(text, "without a shutdown"));
    CHECK(contains(text, "history.machine-check"));
    auto const html = run_rigcheck({"check", "--snapshot", file, "--format", "html"}).out;
    CHECK(html.find("Runs of this machine") != std::string::npos);
    CHECK(html.find("history.machine-check") != std::string::npos);
    CHECK(run_rigcheck({"explain", "history.unclean-end"}).exit_code == 0);
}

}  // namespace
}  // namespace rigcheck
