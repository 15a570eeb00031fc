// The page of the last end.
#include <catch2/catch.hpp>
#include <set>

#include "tests/support/ended_machines.hpp"
#include "tests/support/last_end.hpp"
#include "tests/support/window_desk.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

using test::ended_machine;
using test::ended_machines;
using Desk = test::WindowDesk;

void go_to_black_box(Desk& desk) {
    desk.app().page = Page::black_box;
    desk.settle();
}

TEST_CASE("wizard: whatever ended, its page has nothing cut off or overlapping", "[gui]") {
    for (auto const& [name, snapshot] : ended_machines()) {
        for (float const scale : {1.0F, 2.0F}) {
            for (auto const* language : {"en", "zh_CN"}) {
                for (float const width : {1200.0F, 900.0F}) {
                    Desk desk(snapshot, width * scale, scale);
                    desk.app().set_language(language);
                    desk.app().all_questions = true;
                    go_to_black_box(desk);
                    INFO(name << ' ' << scale << ' ' << language << ' ' << width);
                    CHECK(test::clipped(desk.seen()) == std::vector<std::string>{});
                    CHECK(test::overlapping(desk.seen()) == std::vector<std::string>{});
                }
            }
        }
    }
    choose_language("en");
}

TEST_CASE("wizard: the page says what the command line says", "[gui]") {
    Desk desk(ended_machine("power-ramp"));
    desk.click("Black box");
    auto const& screen = desk.app().shown().postmortem;
    CHECK(desk.shows(screen.verdict));
    CHECK(desk.shows(screen.bracket));
    for (auto const& cause : screen.suspects.cards) {
        CHECK(desk.shows(cause.title));
        CHECK(desk.shows(cause.word));
    }
    REQUIRE(screen.next_test);
    CHECK(desk.shows(screen.next_test->text));
    for (auto const& kind : screen.curves) {
        for (auto const& curve : kind.curves) {
            CHECK(desk.shows(curve.name));
            CHECK(desk.shows(curve.in_words()));
        }
    }
    for (auto const& moment : screen.timeline) CHECK(desk.shows(moment.what));
}

TEST_CASE("wizard: a click answers, the session keeps it, another click takes it back", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const file = scratch.root() + "/session.json";
    Desk desk(ended_machine("power-ramp"));
    desk.app().open_session(file, true);
    go_to_black_box(desk);
    auto const first = desk.app().shown().postmortem.next_question;
    auto const* const question = find_question(desk.app().shown().postmortem, first);
    REQUIRE(question != nullptr);
    auto const answer = question->answers.back();
    auto const label = answer.text + "##" + first;
    desk.click(label);
    CHECK(read_session(file).ends.at(test::kLastBoot).at(first) == answer.id);
    CHECK(desk.app().shown().postmortem.next_question != first);
    CHECK(desk.shows("What you said"));
    desk.click(label);
    CHECK(read_session(file).ends.empty());
    CHECK(desk.app().shown().postmortem.next_question == first);
}

TEST_CASE("wizard: answers change what is suspected", "[gui]") {
    Desk desk(ended_machine("power-ramp"), 1200, 1);
    desk.app().tell_of_end("after", "off");
    desk.app().tell_of_end("others", "no");
    desk.app().tell_of_end("times", "again");
    go_to_black_box(desk);
    auto const& cards = desk.app().shown().postmortem.suspects.cards;
    REQUIRE_FALSE(cards.empty());
    CHECK(cards.front().id == "psu-protection");
    desk.app().tell_of_end("others", "");
    desk.settle();
    CHECK(find_question(desk.app().shown().postmortem, "others")->given.empty());
}

TEST_CASE("wizard: of another's machine nothing is written into one's own session", "[gui]") {
    auto const scratch = test::Tree::from_text("/scratch/");
    auto const file = scratch.root() + "/session.json";
    Desk desk(ended_machine("power-ramp"));
    desk.app().open_session(file, false);
    desk.app().tell_of_end("others", "no");
    desk.settle();
    CHECK(read_session(file).ends.empty());
    CHECK(find_question(desk.app().shown().postmortem, "others")->given == "no");
}

TEST_CASE("wizard: the other questions open and close", "[gui]") {
    Desk desk(ended_machine("nothing-recorded"), 1200, 1);
    go_to_black_box(desk);
    auto const& screen = desk.app().shown().postmortem;
    auto const is_hidden = [&](QuestionRow const& question) {
        return question.id != screen.next_question && !desk.shows(question.text);
    };
    CHECK(std::any_of(screen.questions.begin(), screen.questions.end(), is_hidden));
    desk.click("The other questions###other-questions");
    CHECK(std::none_of(screen.questions.begin(), screen.questions.end(), is_hidden));
    desk.click("Hide the other questions###other-questions");
    CHECK(std::any_of(screen.questions.begin(), screen.questions.end(), is_hidden));
}

TEST_CASE("wizard: empty ends have pages of their own", "[gui]") {
    for (auto const* name : {"first-boot", "virtual", "orderly"}) {
        Desk desk(ended_machine(name));
        go_to_black_box(desk);
        INFO(name);
        CHECK(desk.shows(desk.app().shown().postmortem.verdict));
        CHECK(desk.shows("The black box is off"));
        CHECK_FALSE(desk.shows("What may have ended it"));
    }
    Desk desk(ended_machine("unreadable"), 1200, 1);
    go_to_black_box(desk);
    CHECK(desk.shows("Some of this only an administrator may read"));
    CHECK(desk.shows("/var/log/journal"));
    auto const& screen = desk.app().shown().postmortem;
    REQUIRE(find_question(screen, "unexpected") != nullptr);
    CHECK(desk.shows(find_question(screen, "unexpected")->text));
}

TEST_CASE("wizard: the list marks the page of the last end, and its findings stand there",
          "[gui]") {
    Desk desk(ended_machine("hardware-error"), 1200, 1);
    CHECK(worst_of(desk.app(), Page::black_box) == Mark::critical);
    go_to_black_box(desk);
    for (auto const* finding : findings_of(desk.app(), Page::black_box)) {
        INFO(finding->id);
        CHECK(desk.shows(finding->title));
    }
    CHECK(page_by_name("black-box") == Page::black_box);
}

TEST_CASE("keys: the keyboard reaches every answer of the black box", "[gui]") {
    Desk desk(test::Tree::from_text("/scratch/"),
              json_snapshot(ended_machine("nothing-recorded"), {}), 1200, 1, 4000);
    desk.app().all_questions = true;
    go_to_black_box(desk);
    desk.app().keyboard_to = App::Part::page;
    desk.settle();
    std::set<std::string> reached;
    auto const note = [&] {
        for (auto const& item : desk.seen().items()) {
            if (item.focused) reached.insert(item.label);
        }
    };
    for (int down = 0; down < 60; ++down) {
        desk.press(ImGuiKey_DownArrow);
        note();
        for (int right = 0; right < 4; ++right) {
            desk.press(ImGuiKey_RightArrow);
            note();
        }
        for (int left = 0; left < 4; ++left) desk.press(ImGuiKey_LeftArrow);
    }
    for (auto const& item : desk.seen().items()) {
        constexpr float kList = 240;  // its entries have a test of their own
        if (!item.clickable || item.min.x < kList) continue;
        INFO(item.label);
        CHECK(reached.contains(item.label));
    }
}

}  // namespace
}  // namespace rigcheck::gui
