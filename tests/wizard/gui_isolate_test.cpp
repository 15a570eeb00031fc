// The search for the faulty part by clicks, into the file that the command line reads.
#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/facts/json.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/window_desk.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

using isolation::Outcome;
using test::clipped;
using test::overlapping;
using test::WindowDesk;

constexpr char const* kTwoSticks = R"(# two sticks and no graphics card
smbios array slots=2
smbios dimm "DIMM 0" "P0 CHANNEL A" 16384 type=DDR4 speed=3200 configured=3200
smbios dimm "DIMM 0" "P0 CHANNEL B" 16384 type=DDR4 speed=3200 configured=3200
)";

// The page of the search before a session file of its own; tall, so that nothing has to be
// scrolled.
struct Table {
    explicit Table(float width = 1200, float scale = 1)
        : window(test::Tree::from_text(kTwoSticks), width, scale, 2400 * scale) {
        window.app().open_session(file, true);
        window.app().page = Page::isolate;
        window.settle();
    }
    isolation::Search saved() const { return read_session(file).search.value(); }
    Json standing() const {
        return Json::parse(test::run_rigcheck({"isolate", "--json", "--session", file}).out);
    }
    // One try on a machine with that part at fault, as the advice asks for it. False: it is over.
    bool try_once(std::string const& bad) {
        auto const now = standing();
        if (!now.at("next").is_object()) return false;
        auto const out = now.at("next").at("out");
        bool const held = std::find(out.begin(), out.end(), bad) != out.end();
        window.click(held ? "It held" : "It failed as before");
        return true;
    }

    test::Tree scratch = test::Tree::from_text("/scratch/");
    std::string file = scratch.root() + "/session.json";
    WindowDesk window;
};

TEST_CASE("wizard: a search is set up by clicks, with what the machine shows", "[gui]") {
    Table table;
    auto& window = table.window;
    CHECK(window.shows("RAM stick 2"));  // of the parts that may have changed
    window.click("+##gpu");
    window.click("+##nvme");
    window.click("+##nvme");
    window.click("-##nvme");
    window.click("Have you got a known-good power supply to try, with its own cables?");
    window.click("most times");
    window.click("RAM stick 1");
    window.click("The board's DRAM lamp stays on");
    window.click("Begin the search");
    auto const search = table.saved();
    auto const count = [&](std::string const& id) {
        return std::count_if(search.parts.begin(), search.parts.end(),
                             [&](auto const& part) { return part.class_id == id; });
    };
    CHECK(count("dimm") == 2);
    CHECK(count("gpu") == 1);
    CHECK(count("nvme") == 1);
    CHECK(count("sata") == 0);
    CHECK(search.told_chance == 0.7);
    CHECK(search.watch_minutes == 2);
    CHECK(search.evidence == std::vector<std::string>{"lamp-dram"});
    CHECK(search.one_stays == std::vector<std::string>{"gpu"});  // unless it is ticked
    for (auto const& part : search.parts) {
        CHECK(part.spare == (part.id == "psu-1"));
        CHECK(part.changed == (part.id == "dimm-1"));
    }
    CHECK(window.shows("Try 1: with everything connected"));
}

TEST_CASE("wizard: a search is followed by clicks until its proof", "[gui]") {
    Table table;
    auto& window = table.window;
    window.click("every time");
    window.click("Begin the search");
    window.click("It failed as before");
    CHECK(window.shows("After how many seconds?"));
    window.app().isolate().seconds = 4;
    window.settle();
    window.click("Note the seconds");
    CHECK_FALSE(window.shows("After how many seconds?"));
    CHECK(table.saved().trials.front().seconds == 4);
    CHECK(table.saved().trials.front().reseated_all);
    CHECK(window.shows("it failed after 4 seconds"));

    REQUIRE(table.try_once("dimm-2"));
    REQUIRE(table.try_once("dimm-2"));
    CHECK(table.saved().trials.size() == 3);
    CHECK(table.standing().at("search").at("trials").size() == 3);
    window.click("Take the last try back");
    CHECK(table.saved().trials.size() == 2);
    CHECK(window.shows("Try 3: "));

    for (int tries = 0; tries < 20 && table.try_once("dimm-2"); ++tries) {
    }
    CHECK(table.standing().at("phase") == "proven");
    CHECK(window.shows("Proven: RAM stick 2."));
    CHECK(window.shows("RAM stick 2: "));
    CHECK_FALSE(window.shows("It held"));
    CHECK(window.shows("without RAM stick 2: it held"));
}

TEST_CASE("wizard: a new search is asked for twice", "[gui]") {
    Table table;
    auto& window = table.window;
    window.click("Begin the search");
    window.click("Something else happened");
    CHECK(table.saved().trials.front().outcome == Outcome::odd);
    CHECK_FALSE(window.shows("After how many seconds?"));
    window.click("Begin a new search");
    window.click("Keep it");
    CHECK(table.saved().trials.size() == 1);
    window.click("Begin a new search");
    window.click("Drop it and begin anew");
    auto const emptied = read_session(table.file);
    CHECK_FALSE(emptied.search.has_value());
    CHECK(window.shows("What is in the machine?"));
}

TEST_CASE("wizard: no is an answer, and where several parts move one is chosen", "[gui]") {
    Table table;
    auto& window = table.window;
    window.click("Begin the search");
    window.click("Skip this: it is done already");
    CHECK(table.saved().reseat_declined);
    // Until a try comes that takes several parts out at once.
    for (int tries = 0; tries < 10 && window.app().isolate().refusals().size() < 2; ++tries)
        window.click("It failed as before");
    auto const choices = window.app().isolate().refusals();
    REQUIRE(choices.size() > 1);
    window.click("I cannot do that");
    CHECK(window.shows("Which one has to stay?"));
    window.click("Back");
    CHECK(window.shows("It held"));
    window.click("I cannot do that");
    window.click(choices.back().part + "##stays");
    auto const parts = table.saved().parts;
    auto const stays = std::count_if(parts.begin(), parts.end(),
                                     [](isolation::Part const& part) { return part.cannot; });
    CHECK(stays == 1);
}

TEST_CASE("wizard: a step of a guide opens the search and keeps its place", "[gui]") {
    WindowDesk window(test::Tree::from_text(test::kOneStick), 1200, 1, 2400);
    auto& app = window.app();
    app.follow("dead-machine");
    auto const& flow = *guides::find_guide(guides::all_guides(), "dead-machine");
    for (int steps = 0; steps < 60; ++steps) {
        window.settle();
        if (window.seen().find("Find the faulty part##step") != nullptr) break;
        auto const place =
            guides::locate(guides::all_guides(), flow, answers_to(app.session(), flow.id));
        REQUIRE(place.step.has_value());
        auto const& answers = place.step->answers;
        bool const may_start = std::any_of(answers.begin(), answers.end(), [](auto const& answer) {
            return answer.id == "starts";
        });
        app.answer(flow.id, {.guide = place.guide->id,
                             .step = place.step->id,
                             .answer = may_start ? "starts" : std::string(guides::kUnsure),
                             .note = {},
                             .at = {}});
    }
    window.click("Find the faulty part##step");
    CHECK(app.page == Page::isolate);
    CHECK(app.flow == "dead-machine");
}

TEST_CASE("wizard: the form, a try and the end of a search: nothing cut off or overlapping",
          "[gui]") {
    std::vector<std::string> const none;
    auto const whole = [&](Table& table, std::string const& what) {
        table.window.settle();
        INFO(what << ' ' << table.window.app().language());
        CHECK(clipped(table.window.seen()) == none);
        CHECK(overlapping(table.window.seen()) == none);
    };
    for (float const scale : {1.0F, 2.0F}) {
        for (float const width : {700.0F, 1200.0F}) {
            for (auto const* language : {"en", "zh_CN"}) {
                INFO(scale << ' ' << width);
                Table table(width * scale, scale);
                auto& app = table.window.app();
                auto& desk = app.isolate();
                app.set_language(language);
                whole(table, "form");
                auto setup = desk.setup(app.machine_in_question());
                for (auto const& row : isolation::part_classes()) setup.counts[row.id] = 8;
                desk.set_up(setup);
                whole(table, "full form");
                desk.begin(setup);
                whole(table, "first try");
                desk.record(Outcome::failed);
                whole(table, "seconds");
                desk.record(Outcome::failed);
                desk.skip_seconds();
                whole(table, "a try");
                desk.refuse();
                desk.begin_anew();
                whole(table, "questions");
                for (int tries = 0; tries < 100 && !ended(desk.screen()->phase); ++tries)
                    desk.record(Outcome::failed);
                whole(table, "end");
            }
        }
    }
    choose_language("en");
}

}  // namespace
}  // namespace rigcheck::gui
