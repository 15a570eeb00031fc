// `rigcheck guide` as a person at a terminal meets them, by scripts.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "checklists/guides/guide.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"
#include "wizard/session/store.hpp"

namespace rigcheck {
namespace {

using test::contains;
using test::Desk;
using test::kOneStick;
using test::run_rigcheck;
using test::Tree;

TEST_CASE("a flow is walked to its end, and stays there", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"dead-machine"}, "still\npins\n");
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(contains(run.out, "The suspect: the case's power button"));
    CHECK(contains(run.out, "how sure: 90 %"));
    CHECK(desk.answers("dead-machine").size() == 2);

    // Next time it says so, and asks before it begins again.
    CHECK(contains(desk.guide({"dead-machine"}, "n\n").out, "Start again?"));
    CHECK(desk.answers("dead-machine").size() == 2);
    CHECK(contains(desk.guide({"dead-machine"}, "y\nstill\n").out, "Step 2"));
    CHECK(desk.answers("dead-machine").size() == 1);
}

TEST_CASE("a cure is proven before it counts", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"dead-machine"}, "still\ncured\nheld\n");
    CHECK(contains(run.out, "3 times in a row"));
    CHECK(contains(run.out, "Fixed, and proven."));
    // It came back: the list goes on.
    auto const again = desk.guide({"dead-machine"}, "y\nstill\ncured\ncame-back\nq\n");
    CHECK(contains(again.out, "Press every power plug home"));
}

TEST_CASE("how often it fails decides how long the proof is", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"start"}, "no\nnew\nhalf\nnothing\ncured\n");
    CHECK(contains(run.out, "Nothing happens when I press the button"));
    CHECK(contains(run.out, "5 times in a row"));
    CHECK(desk.saved().last_guide == "start");
}

TEST_CASE("quit and come back later", "[guide]") {
    Desk const desk;
    CHECK(contains(desk.guide({"dead-machine"}, "2\nq\n").out, "All answers are kept"));
    CHECK(contains(desk.guide({}, "l\n").out, "1. Use an outlet"));  // without a name: the last one
    CHECK(contains(desk.guide({"dead-machine"}, "b\n").out, "Step 1"));
    CHECK(desk.answers("dead-machine").empty());
    CHECK(contains(desk.guide({"dead-machine"}, "b\n").out, "no answer to take back"));
}

TEST_CASE("what cannot be done is skipped with a reason, which is on the sheet", "[guide]") {
    Desk const desk;
    desk.guide({"dead-machine"}, "s\nno lamp at hand\n");
    auto const sheet = run_rigcheck({"guide", "dead-machine", "--print", "--session", desk.file()});
    CHECK(sheet.exit_code == 0);
    CHECK(contains(sheet.out, "Tried so far"));
    CHECK(contains(sheet.out, "no lamp at hand"));
}

TEST_CASE("the reason may stand behind the s", "[guide]") {
    Desk const desk;
    desk.guide({"dead-machine"}, "s no lamp\nstill\n");
    auto const given = desk.answers("dead-machine");
    REQUIRE(given.size() == 2);
    CHECK(given.at(0).note == "no lamp");
    CHECK(given.at(1).answer == "still");
}

TEST_CASE("input that ends at a second question loses nothing", "[guide]") {
    Desk const desk;
    desk.guide({"dead-machine"}, "s\n");
    CHECK(desk.answers("dead-machine").size() == 1);
    desk.guide({"dead-machine"}, "still\nstill\npins\n");
    // A wrong last answer is taken back, and the others stay.
    CHECK(contains(desk.guide({"dead-machine"}, "b\nq\n").out, "Step"));
}

TEST_CASE("a capture does not become the person's own machine", "[guide]") {
    auto const state = Tree::from_text("/scratch/");
    auto const tree = Tree::from_text(kOneStick);
    auto const run =
        test::run_command("XDG_STATE_HOME=" + state.root() +
                              " " RIGCHECK_PROGRAM " guide first-boot --root " + tree.root(),
                          "q\n");
    CHECK(run.exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(state.root() + "/rigcheck/session.json"));
    auto const own = "XDG_STATE_HOME=" + state.root() + " " RIGCHECK_PROGRAM " guide ";
    auto const baseline = test::run_command(own + "--new-baseline --root " + tree.root());
    CHECK(baseline.exit_code == 3);
    auto const accepted =
        test::run_command(own + "first-boot --root " + tree.root(), "g 3\na\nq\n");
    CHECK(contains(accepted.out, "Name a --session for it"));
    CHECK_FALSE(std::filesystem::exists(state.root() + "/rigcheck/session.json"));
}

TEST_CASE("codes of the board are explained, with the answer they mean", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"no-picture"},
                                "still\nno\nk 55\nk 0x d6\nk 70\nk zz\nnone\nk 1 long 2 short\n");
    CHECK(contains(run.out, "55: no memory is found"));
    CHECK(desk.answers("no-picture").back().note ==
          "code 70");  // the last code goes with the answer
    CHECK(contains(run.out, "That is answer 2."));
    CHECK(contains(run.out, "no graphics found"));
    CHECK(contains(run.out, "None of these answers is meant by it"));
    CHECK(contains(run.out, "zz: not in the list"));
    CHECK(contains(run.out, "1 long 2 short: no memory is found"));
}

TEST_CASE("a script with a wrong answer names file, line and what was expected", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"dead-machine"}, "# a comment\n\n2\n9\n");
    CHECK(run.exit_code == 3);
    CHECK(contains(run.err, "answers: line 4: \"9\": expected a number from 1 to 3"));
    CHECK(desk.answers("dead-machine").size() == 1);
    CHECK(run_rigcheck({"guide", "no-such"}).exit_code == 3);
    CHECK(run_rigcheck({"guide", "plan", "--answers", "/no/such", "--session", desk.file()})
              .exit_code == 3);
}

TEST_CASE("a person who mistypes is told, not thrown out", "[guide]") {
    Desk const desk;
    auto const run =
        run_rigcheck({"guide", "dead-machine", "--session", desk.file()}, "what?\n2\n\x1b[A\nq\n");
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "Not understood. Expected a number from 1 to 2"));
    CHECK(contains(run.out, "Step 2"));
    CHECK(run.out.find('\x1b') == std::string::npos);
}

TEST_CASE("items that rigcheck sees are settled by it, and looked at again", "[guide]") {
    Desk const desk;
    auto const tree = Tree::from_text(kOneStick);
    auto const run = desk.guide({"first-boot", "--root", tree.root()}, "l\nc\nq\n");
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "3. look     The RAM uses all its channels."));
    CHECK(contains(run.out, "Seen at 20"));
    Tree const healthy("ram-healthy-dual.tree");
    auto const fine = Desk().guide({"first-boot", "--root", healthy.root()}, "l\nq\n");
    CHECK(contains(fine.out, "items are fine by what rigcheck sees"));
    CHECK(contains(fine.out, "3. seen     The RAM uses all its channels."));
    // Nothing of what it saw was written down as an answer.
    CHECK(desk.answers("first-boot").empty());
    CHECK(desk.saved().baseline.has_value());
}

TEST_CASE("a person's word stands, and what rigcheck sees stands beside it", "[guide]") {
    Desk const desk;
    auto const tree = Tree::from_text(kOneStick);
    auto const run = desk.guide({"first-boot", "--root", tree.root()}, "g 3\ndone\nl\nq\n");
    CHECK(contains(run.out, "Done, all the same"));
    CHECK(contains(run.out, "3. done?    The RAM uses all its channels."));
    auto const back = desk.guide({"first-boot", "--root", tree.root()}, "g 3\nq\n");
    CHECK(contains(back.out, "You said: done?"));
}

// The program itself, killed at a prompt: every answer that it took is there, and it goes on.
TEST_CASE("the program killed at any prompt goes on where it was", "[guide]") {
    Desk const desk;
    for (std::size_t answers = 1; answers <= 10; ++answers) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        auto const child = ::fork();
        if (child == 0) {
            ::dup2(ends[0], STDIN_FILENO);
            ::close(ends[1]);
            ::close(STDOUT_FILENO);
            ::open("/dev/null", O_WRONLY);
            ::execl(RIGCHECK_PROGRAM, "rigcheck", "guide", "remote-access", "--no-look",
                    "--session", desk.file().c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[0]);
        REQUIRE(::write(ends[1], "done\n", 5) == 5);
        for (int wait = 0; wait < 500 && desk.answers("remote-access").size() < answers; ++wait) {
            ::usleep(10000);
        }
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[1]);
        REQUIRE(desk.answers("remote-access").size() == answers);
    }
}

TEST_CASE("an acceptance can be withdrawn", "[guide]") {
    Desk const desk;
    auto const tree = Tree::from_text(kOneStick);
    desk.guide({"first-boot", "--root", tree.root()}, "g 3\na\nuntil spring\nq\n");
    auto const list = run_rigcheck({"guide", "--list", "--session", desk.file()});
    CHECK(contains(list.out, "memory.single-channel@memory: until spring"));
    auto const id = std::string("memory.single-channel@memory");
    CHECK(run_rigcheck({"guide", "--withdraw", id, "--session", desk.file()}).exit_code == 0);
    CHECK(desk.saved().accepted.empty());
    CHECK(run_rigcheck({"guide", "--withdraw", id, "--session", desk.file()}).exit_code == 3);
}

TEST_CASE("a note behind an answer is kept, listed and printed", "[guide]") {
    Desk const desk;
    auto const run = desk.guide({"cooling-tune", "--no-look"}, "1 CPU 61, room 22\nl\nq\n");
    CHECK(run.exit_code == 0);
    CHECK(desk.answers("cooling-tune").front().note == "CPU 61, room 22");
    CHECK(contains(run.out, "CPU 61, room 22 2. open"));
    auto const sheet =
        run_rigcheck({"guide", "cooling-tune", "--print", "--no-look", "--session", desk.file()});
    CHECK(contains(sheet.out, "You said: done: CPU 61, room 22"));
}

TEST_CASE("what is known is accepted with a reason, for check too", "[guide]") {
    Desk const desk;
    auto const tree = Tree::from_text(kOneStick);
    desk.guide({"first-boot", "--root", tree.root()},
               "g 3\na\nthe second kit comes in spring\nq\n");
    REQUIRE(desk.saved().accepted.size() == 1);
    CHECK(desk.saved().accepted.front().id == "memory.single-channel");
    auto const check = run_rigcheck({"check", "--root", tree.root(), "--session", desk.file()});
    CHECK(check.exit_code == 0);
    CHECK(contains(check.out, "the second kit comes in spring"));
    // Other machines do not know of it.
    CHECK(run_rigcheck({"check", "--root", tree.root()}).exit_code == 1);
}

TEST_CASE("not as expected leads into the list for it, and back", "[guide]") {
    Desk const desk;
    auto const run =
        desk.guide({"first-power-on", "--no-look"}, "done\ntrouble\ny\nstill\npins\ndone\nq\n");
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "There is a list for that: Nothing happens"));
    CHECK(contains(run.out, "The suspect: the case's power button"));
    auto const given = desk.answers("first-power-on");
    REQUIRE(given.size() == 3);
    CHECK(given.at(1).answer == "trouble");
    CHECK(desk.answers("dead-machine").size() == 2);
}

TEST_CASE("a list for a dead machine does not judge the computer that it is read on", "[guide]") {
    Desk const desk;
    // From "what is wrong?" to a list that looks: it asks whose machine this is.
    auto const other = desk.guide({"start"}, "no\nnew\nalways\nhot\nn\nq\n");
    CHECK(contains(other.out, "Is this computer the one with the trouble?"));
    CHECK_FALSE(contains(other.out, "Seen at"));
    CHECK_FALSE(desk.saved().baseline.has_value());
    // A named capture is the machine in question: nothing to ask.
    Tree const tree("ram-healthy-dual.tree");
    auto const named = Desk().guide({"start", "--root", tree.root()}, "no\nnew\nalways\nhot\nq\n");
    CHECK_FALSE(contains(named.out, "Is this computer the one"));
}

TEST_CASE("a finding points to its answer, and the person decides", "[guide]") {
    Desk const desk;
    Tree const tree("drivers-nouveau.tree");
    auto const run = desk.guide({"gpu-missing", "--root", tree.root()}, "q\n");
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "what rigcheck sees speaks for this"));
    CHECK(desk.answers("gpu-missing").empty());
}

TEST_CASE("a changed machine says what changed, once it is asked", "[guide]") {
    Desk const desk;
    auto const before = Tree::from_text(kOneStick);
    std::string two = kOneStick;
    two.replace(two.find("\"P0 CHANNEL B\" empty"), 20, "\"P0 CHANNEL B\" 16384 type=DDR4");
    auto const after = Tree::from_text(two);
    desk.guide({"first-boot", "--root", before.root()}, "q\n");
    auto const kept = desk.guide({"first-boot", "--root", after.root()}, "n\nq\n");
    CHECK(contains(kept.out, "There is a new RAM stick in DIMM 0 (P0 CHANNEL B)"));
    auto const renewed = desk.guide({"first-boot", "--root", after.root()}, "y\nq\n");
    CHECK(contains(renewed.out, "this machine has changed"));
    CHECK_FALSE(contains(desk.guide({"first-boot", "--root", after.root()}, "q\n").out, "changed"));
    desk.guide({"--new-baseline", "--root", before.root()}, "");
    CHECK(contains(desk.guide({"first-boot", "--root", after.root()}, "n\nq\n").out, "changed"));
}

TEST_CASE("a damaged session is named and kept, and the guide goes on", "[guide]") {
    Desk const desk;
    std::string const broken = R"({"schema":"rigcheck.session/1","wal)";
    std::ofstream(desk.file()) << broken;
    auto const run = desk.guide({"dead-machine"}, "2\n");
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "session.json.damaged"));
    CHECK(test::read_file(desk.file() + ".damaged") == broken);
    CHECK(desk.answers("dead-machine").size() == 1);
}

TEST_CASE("every guide can be printed, as text and as HTML", "[guide]") {
    auto const count = [](std::string const& text, std::string const& part) {
        int found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
            ++found;
        }
        return found;
    };
    Desk const desk;
    for (auto const& guide : guides::all_guides()) {
        INFO(guide.id);
        auto const text =
            run_rigcheck({"guide", guide.id, "--print", "--no-look", "--session", desk.file()});
        CHECK(text.exit_code == 0);
        CHECK(contains(text.out, guide.title));
        auto const html = run_rigcheck({"guide", guide.id, "--print", "--no-look", "--format",
                                        "html", "--session", desk.file()});
        CHECK(html.exit_code == 0);
        CHECK(contains(html.out, "<meta name=\"viewport\""));
        CHECK(contains(html.out, "@media print"));
        CHECK_FALSE(contains(html.out, "<script"));
        for (std::string const tag : {"div", "p", "ul", "ol", "li", "h1", "h2", "body", "html"}) {
            INFO(tag);
            CHECK(count(html.out, "<" + tag + ">") + count(html.out, "<" + tag + " ") ==
                  count(html.out, "</" + tag + ">"));
        }
        for (auto const& step : guide.steps) CHECK(contains(text.out, step.text.substr(0, 20)));
    }
}

TEST_CASE("the list says how far each guide is", "[guide]") {
    Desk const desk;
    desk.guide({"dead-machine"}, "2\n");
    auto const list = run_rigcheck({"guide", "--list", "--session", desk.file()});
    CHECK(list.exit_code == 0);
    for (auto const& guide : guides::all_guides()) CHECK(contains(list.out, guide.id));
    CHECK(contains(list.out, "(1 answer)"));
}

TEST_CASE("findings and explain name the guide that sets them right", "[guide]") {
    auto const tree = Tree::from_text(kOneStick);
    CHECK(
        contains(run_rigcheck({"check", "--root", tree.root()}).out, "rigcheck guide first-boot"));
    CHECK(contains(run_rigcheck({"explain", "memory.single-channel"}).out,
                   "rigcheck guide first-boot"));
    auto const report =
        Json::parse(run_rigcheck({"check", "--root", tree.root(), "--format", "json"}).out);
    for (auto const& finding : report.at("findings")) CHECK(finding.at("guide").is_string());
}

}  // namespace
}  // namespace rigcheck
