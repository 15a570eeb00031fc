#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>

#include "probe/facts/json.hpp"
#include "tests/support/tree.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

guides::Given answer(std::string step, std::string said) {
    return {.guide = "dead-machine",
            .step = std::move(step),
            .answer = std::move(said),
            .note = "",
            .at = "2026-11-21T08:00:00Z"};
}

class Scratch {
public:
    std::string file() const { return tree_.root() + "/state/rigcheck/session.json"; }

private:
    test::Tree tree_ = test::Tree::from_text("/scratch/");
};

TEST_CASE("actions change only what they say", "[session]") {
    Session session;
    session = act(session, GiveAnswer{"dead-machine", answer("mains", "still")});
    session = act(session, GiveAnswer{"dead-machine", answer("leads", "still")});
    CHECK(answers_to(session, "dead-machine").size() == 2);
    CHECK(session.last_guide == "dead-machine");
    session = act(session, TakeBackAnswer{"dead-machine"});
    CHECK(answers_to(session, "dead-machine").back().step == "mains");
    CHECK(answers_to(session, "plan").empty());
    session = act(session, TakeBackAnswer{"plan"});
    session = act(session, StartAgain{"dead-machine"});
    CHECK(answers_to(session, "dead-machine").empty());

    session = act(session, AcceptFinding{{"memory.mixed", std::nullopt, "known", "t"}});
    session = act(session, AcceptFinding{{"memory.mixed", std::nullopt, "still known", "t"}});
    REQUIRE(session.accepted.size() == 1);
    CHECK(session.accepted.front().reason == "still known");
    session = act(session, WithdrawAcceptance{"memory.mixed", std::nullopt});
    CHECK(session.accepted.empty());

    // Without a search there is nothing to record.
    CHECK_FALSE(act(session, RecordTrial{}).search.has_value());
    isolation::Search search;
    search.parts = {{"gpu-1", "card", "gpu", false, false, false}};
    session = act(session, StartSearch{search});
    session = act(session, RecordTrial{});
    session = act(session, LeavePartAlone{"gpu-1"});
    CHECK(session.search->trials.size() == 1);
    CHECK(session.search->parts.front().cannot);
    session = act(session, TakeBackTrial{});
    CHECK(session.search->trials.empty());
    CHECK_FALSE(act(session, DropSearch{}).search.has_value());
}

TEST_CASE("what is told of an end is told of that end alone, and can be taken back", "[session]") {
    Session session;
    session = act(session, TellOfEnd{"run-1", "others", "no"});
    session = act(session, TellOfEnd{"run-1", "after", "off"});
    session = act(session, TellOfEnd{"run-2", "others", "yes"});
    CHECK(told_of_end(session, "run-1").at("others") == "no");
    CHECK(told_of_end(session, "run-2").size() == 1);
    CHECK(told_of_end(session, "run-3").empty());
    // What no question asks, and an end without a name, is not kept.
    CHECK(act(session, TellOfEnd{"run-1", "others", "maybe"}).ends == session.ends);
    CHECK(act(session, TellOfEnd{"run-1", "moon", "full"}).ends == session.ends);
    CHECK(act(session, TellOfEnd{"", "others", "no"}).ends == session.ends);
    session = act(session, ForgetOfEnd{"run-2", "others"});
    CHECK_FALSE(session.ends.contains("run-2"));
    CHECK(act(session, ForgetOfEnd{"run-9", "others"}).ends == session.ends);
}

TEST_CASE("a session of a thousand ends is never one that we would refuse", "[session]") {
    Session session;
    for (int i = 0; i < 1000; ++i) session.ends["run-" + std::to_string(i)] = {{"others", "no"}};
    session = act(session, TellOfEnd{"the last one", "others", "yes"});
    CHECK(session.ends.size() == kMostEnds);
    CHECK(told_of_end(session, "the last one").at("others") == "yes");
    CHECK(complaint(session).empty());
}

TEST_CASE("an end is named by its run, or by the run after it", "[session]") {
    Snapshot snapshot;
    CHECK(end_key(snapshot).empty());
    snapshot.boot_id = "now";
    CHECK(end_key(snapshot) == "before now");
    snapshot.history.previous_end.emplace().boot_id = "then";
    CHECK(end_key(snapshot) == "then");
}

TEST_CASE("a session with impossible answers is refused by field", "[session]") {
    auto const refusal = [](std::string const& ends) {
        try {
            parse_session(R"({"schema":"rigcheck.session/1","ends":)" + ends + "}", "s");
        } catch (SessionError const& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(refusal(R"({"run":{"others":"no"}})").empty());
    CHECK(refusal(R"({"run":{"others":"maybe"}})") ==
          "s: ends.run.others: expected one of yes, no");
    CHECK(refusal(R"({"run":{"moon":"full"}})") == "s: ends.run.moon: no such question");
    CHECK(refusal(R"({"":{"others":"no"}})") == "s: ends: expected ids of runs");
    CHECK(refusal("{\"" + std::string(65, 'x') + R"(":{"others":"no"}})") ==
          "s: ends: expected ids of runs");
    CHECK(refusal(R"({"run":{"others":7}})").starts_with("s: ends"));
    CHECK(refusal(R"({"run":["others"]})").starts_with("s: ends"));
    CHECK(refusal(R"({"\u001b[2J":{"others":"maybe"}})").find('\x1b') == std::string::npos);
}

TEST_CASE("a session is there again after the program ends", "[session]") {
    Scratch const scratch;
    {
        SessionStore store(scratch.file());
        store.act(GiveAnswer{"dead-machine", answer("mains", "still")});
        Snapshot snapshot;
        snapshot.platform.board = "B450";
        store.act(KeepBaseline{snapshot});
        store.act(TellOfEnd{"run-1", "others", "no"});
    }
    SessionStore const store(scratch.file());
    CHECK(answers_to(store.session(), "dead-machine").front().answer == "still");
    CHECK(store.session().baseline->platform.board == "B450");
    CHECK(told_of_end(store.session(), "run-1").at("others") == "no");
    CHECK(store.set_aside().empty());
    CHECK((fs::status(scratch.file()).permissions() & fs::perms::others_read) == fs::perms::none);
}

TEST_CASE("two programs on one session lose no answer of each other", "[session]") {
    Scratch const scratch;
    SessionStore guide(scratch.file());
    SessionStore isolate(scratch.file());
    guide.act(GiveAnswer{"dead-machine", answer("mains", "still")});
    isolate.act(GiveAnswer{"plan", answer("goals", "done")});
    guide.act(GiveAnswer{"dead-machine", answer("leads", "still")});
    auto const saved = read_session(scratch.file());
    CHECK(answers_to(saved, "dead-machine").size() == 2);
    CHECK(answers_to(saved, "plan").size() == 1);
}

TEST_CASE("what is no session is left alone", "[session]") {
    Scratch const scratch;
    fs::create_directories(fs::path(scratch.file()).parent_path());
    std::ofstream(scratch.file()) << R"({"sticks":[{"count":2}]})";
    CHECK_THROWS_WITH(SessionStore(scratch.file()), Catch::Contains("not a session"));
    CHECK(test::read_file(scratch.file()) == R"({"sticks":[{"count":2}]})");
    CHECK_THROWS_WITH(SessionStore("/dev/null"), Catch::Contains("not a file"));
    CHECK_THROWS_WITH(SessionStore(fs::path(scratch.file()).parent_path().string()),
                      Catch::Contains("not a file"));
}

TEST_CASE("a leftover or planted partial file is not followed", "[session]") {
    Scratch const scratch;
    fs::create_directories(fs::path(scratch.file()).parent_path());
    auto const elsewhere = scratch.file() + ".precious";
    std::ofstream(elsewhere) << "precious";
    fs::create_symlink(elsewhere, scratch.file() + ".partial");
    SessionStore store(scratch.file());
    store.act(GiveAnswer{"plan", answer("goals", "done")});
    CHECK(test::read_file(elsewhere) == "precious");
}

TEST_CASE("a damaged session is kept aside and named, never overwritten", "[session]") {
    Scratch const scratch;
    fs::create_directories(fs::path(scratch.file()).parent_path());
    auto const damaged = GENERATE(
        std::string("{\"schema\":\"rigcheck.session/1\",\"walks\":{\"plan\":{\"given\":[{\"gui"),
        std::string(""), std::string(R"({"schema":"rigcheck.session/1","walks":[)"),
        std::string(R"({"schema":"rigcheck.session/1","walks":7})"),
        std::string(R"({"schema":"rigcheck.session/1","search":{"told_chance":7}})"),
        std::string(R"({"schema":"rigcheck.session/1","search":{"parts":[]}})"),
        std::string(R"({"schema":"rigcheck.session/1","search":{"trials":[{"out":["x"]}]}})"),
        std::string(R"({"schema":"rigcheck.session/1","search":{"parts":[{"class":"x"}]}})"));
    std::ofstream(scratch.file(), std::ios::binary) << damaged;
    std::string aside;
    {
        SessionStore store(scratch.file());
        aside = store.set_aside();
        CHECK(store.damage().find("session.json") != std::string::npos);
        CHECK(test::read_file(aside) == damaged);
        CHECK_THROWS_AS(read_session(aside), SessionError);
        store.act(GiveAnswer{"plan", answer("goals", "done")});
    }
    // A second damage does not replace the first.
    std::ofstream(scratch.file(), std::ios::binary)
        << R"({"schema":"rigcheck.session/1" broken again)";
    SessionStore const store(scratch.file());
    CHECK(store.set_aside() != aside);
    CHECK(test::read_file(aside) == damaged);
}

TEST_CASE("a session of a newer rigcheck is left alone", "[session]") {
    Scratch const scratch;
    fs::create_directories(fs::path(scratch.file()).parent_path());
    std::string const newer = R"({"schema":"rigcheck.session/2","walks":[]})";
    std::ofstream(scratch.file(), std::ios::binary) << newer;
    CHECK_THROWS_WITH(SessionStore(scratch.file()), Catch::Contains("newer rigcheck"));
    CHECK(test::read_file(scratch.file()) == newer);
}

TEST_CASE("what cannot be written says so, and changes nothing", "[session]") {
    Scratch const scratch;
    SessionStore store(scratch.file());
    store.act(GiveAnswer{"plan", answer("goals", "done")});
    fs::create_directory(scratch.file() + ".partial");
    CHECK_THROWS_WITH(store.act(StartAgain{"plan"}), Catch::Contains("session.json"));
    CHECK(answers_to(store.session(), "plan").size() == 1);
    auto const saved = read_session(scratch.file());
    CHECK(answers_to(saved, "plan").size() == 1);
}

TEST_CASE("where nobody can tell whether there is a session, that is said", "[session]") {
    Scratch const scratch;
    fs::create_directories(fs::path(scratch.file()).parent_path());
    fs::create_symlink(scratch.file(), scratch.file());  // leads to itself
    CHECK_THROWS_AS(read_session(scratch.file()), SessionError);
    CHECK_THROWS_AS(SessionStore(scratch.file()), SessionError);
}

// The child answers without pause, and tells by a pipe how many answers were saved for certain.
void answer_for_ever(std::string const& file, int pipe) {
    SessionStore store(file);
    Snapshot snapshot;  // large enough that a write can be cut in the middle
    snapshot.gaps.resize(500);
    store.act(KeepBaseline{snapshot});
    for (int i = 0;; ++i) {
        store.act(GiveAnswer{"dead-machine", answer(std::to_string(i), "still")});
        if (::write(pipe, &i, sizeof i) != sizeof i) ::_exit(1);
    }
}

TEST_CASE("killed at any moment, the session holds every answer that was given", "[session]") {
    Scratch const scratch;
    std::mt19937 random(4);
    std::uniform_int_distribution<int> answers_before(0, 5);
    std::uniform_int_distribution<useconds_t> pause(0, 3000);
    constexpr int kKills = 200;
    for (int kill = 0; kill < kKills; ++kill) {
        fs::remove(scratch.file());
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        auto const child = ::fork();
        if (child == 0) answer_for_ever(scratch.file(), ends[1]);
        ::close(ends[1]);
        int told = -1;
        auto const hear = [&] { return ::read(ends[0], &told, sizeof told) == sizeof told; };
        for (int i = answers_before(random); i > 0 && hear();) --i;
        ::usleep(pause(random));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (hear()) continue;
        ::close(ends[0]);
        SessionStore const store(scratch.file());
        REQUIRE(store.set_aside().empty());
        auto const& given = answers_to(store.session(), "dead-machine");
        REQUIRE(static_cast<int>(given.size()) >= told + 1);
        for (std::size_t i = 0; i < given.size(); ++i) REQUIRE(given[i].step == std::to_string(i));
    }
}

}  // namespace
}  // namespace rigcheck
