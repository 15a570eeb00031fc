// The pages of the window without a window: Dear ImGui draws into nothing, and what it drew is read
// back by label and place.
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "tests/support/machines.hpp"
#include "tests/support/window_desk.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

using test::clipped;
using test::overlapping;
using Desk = test::WindowDesk;

TEST_CASE("wizard: the overview says the verdict and what matters most", "[gui]") {
    Desk const desk(test::Tree("pcie-chipset-third-card.tree"));
    CHECK(desk.shows("Found: 2 warnings"));
    CHECK(desk.shows("Graphics card runs at x4 in a chipset slot"));
    CHECK(desk.shows("x4 of x16, at the chipset"));
    CHECK(desk.seen().find("GeForce RTX 3090") != nullptr);
}

TEST_CASE("wizard: a click on the list turns the page", "[gui]") {
    Desk desk(test::Tree::from_text(test::kOneStick));
    desk.click("Memory");
    CHECK(desk.app().page == Page::memory);
    CHECK(desk.shows("16 GB DDR4"));
    CHECK(desk.shows("empty"));
    auto const faults = findings_of(desk.app(), Page::memory);
    REQUIRE_FALSE(faults.empty());
    CHECK(desk.shows(faults.front()->title));
    CHECK(desk.shows(faults.front()->actions.front()));
}

TEST_CASE("wizard: the evidence comes on demand", "[gui]") {
    Desk desk(test::Tree::from_text(test::kOneStick));
    desk.click("Memory");
    auto const& finding = *findings_of(desk.app(), Page::memory).front();
    REQUIRE_FALSE(finding.evidence.empty());
    auto const source = finding.evidence.front().source;
    CHECK_FALSE(desk.shows(source));
    desk.click("Evidence###evidence:" + finding.id + "@" + finding.subject);
    CHECK(desk.shows(source));
}

TEST_CASE("wizard: every page, both languages, two scales: nothing cut off or overlapping",
          "[gui]") {
    for (auto const* tree : {"pcie-chipset-third-card.tree", "sensors-healthy-asus.tree"}) {
        for (float const scale : {1.0F, 2.0F}) {
            for (auto const* language : {"en", "zh_CN"}) {
                Desk desk(test::Tree(tree), 1200 * scale, scale);
                desk.app().set_language(language);
                for (auto const page : kPages) {
                    desk.app().page = page;
                    desk.settle();
                    INFO(tree << ' ' << page_name(page) << ' ' << scale << ' ' << language);
                    CHECK(clipped(desk.seen()) == std::vector<std::string>{});
                    CHECK(overlapping(desk.seen()) == std::vector<std::string>{});
                }
            }
        }
    }
    choose_language("en");
}

TEST_CASE("wizard: the language changes while it runs", "[gui]") {
    Desk desk(test::Tree("pcie-chipset-third-card.tree"));
    desk.click("中文");
    CHECK(desk.app().language() == "zh_CN");
    CHECK(desk.shows("显卡"));
    desk.click("English");
    CHECK(desk.shows("Graphics card runs at x4"));
}

TEST_CASE("wizard: what the label says settles the power page", "[gui]") {
    Desk desk(test::Tree("pcie-idle-nvidia.tree"));
    desk.click("Power supply");
    CHECK(desk.shows("What stands on the label"));
    desk.app().state_supply({.rating_w = 500,
                             .kind = PsuKind::legacy,
                             .tier = PsuTier::gold,
                             .mains = Mains::v230,
                             .assumed = false});
    desk.settle();
    CHECK(desk.shows("Too small: 500 W"));
    CHECK(worst_of(desk.app(), Page::power) == Mark::critical);
    desk.app().state_supply({});  // the field was emptied again
    desk.settle();
    CHECK(desk.shows("What stands on the label"));
    CHECK(worst_of(desk.app(), Page::power) == Mark::unknown);
}

TEST_CASE("wizard: the payback follows what is typed", "[gui]") {
    Desk desk(test::Tree("pcie-idle-nvidia.tree"));
    desk.click("Own or rent?");
    CHECK(desk.shows("What did the machine cost?"));
    desk.app().state_payback("purchase", 2500);
    desk.settle();
    CHECK(desk.shows("It pays for itself"));
    CHECK(desk.app().stated("purchase"));
    desk.app().state_payback("hours_week", 500);
    desk.settle();
    CHECK(desk.shows("These figures cannot be reckoned with."));
}

TEST_CASE("wizard: a guide is followed by clicks, and its answers are kept", "[gui]") {
    auto const tree = test::Tree::from_text("/scratch/");
    auto const file = tree.root() + "/session.json";
    Desk desk(test::Tree::from_text(test::kOneStick));
    desk.app().open_session(file, true);
    desk.click("Troubleshoot");
    CHECK(desk.shows("What does it do?"));
    auto const& flow = *guides::find_guide(guides::all_guides(), "dead-machine");
    desk.click(flow.title);
    CHECK(desk.shows(flow.steps.front().text));
    CHECK(desk.shows(flow.safety.front()));
    desk.click(flow.steps.front().answers.front().text);
    auto const saved = read_session(file);
    REQUIRE(answers_to(saved, "dead-machine").size() == 1);
    CHECK(answers_to(saved, "dead-machine").front().answer ==
          flow.steps.front().answers.front().id);
    desk.click("Take the last answer back");
    auto const emptied = read_session(file);
    CHECK(answers_to(emptied, "dead-machine").empty());
    desk.click("All guides");
    CHECK(desk.shows("What does it do?"));
}

TEST_CASE("wizard: a checklist shows what rigcheck sees, and takes its answers", "[gui]") {
    Desk desk(test::Tree::from_text(test::kOneStick));
    desk.app().follow("first-boot");
    desk.settle();
    CHECK(desk.shows("rigcheck sees: "));
    desk.click("Done");
    CHECK(answers_to(desk.app().session(), "first-boot").size() == 1);
    desk.click("Skip");
    CHECK(answers_to(desk.app().session(), "first-boot").back().answer == guides::kSkipped);
}

TEST_CASE("wizard: a finding leads to its guide", "[gui]") {
    Desk desk(test::Tree::from_text(test::kOneStick));
    desk.click("Memory");
    auto const& finding = *findings_of(desk.app(), Page::memory).front();
    desk.click("Step by step##" + finding.id + "@" + finding.subject);
    CHECK(desk.app().page == Page::guides);
    CHECK(desk.app().checklist == finding.guide);
}

TEST_CASE("wizard: a session of another make is left alone, and said so", "[gui]") {
    auto const tree = test::Tree::from_text("/scratch/\n/session.json = {\"schema\":\"else/1\"}\n");
    Desk desk(test::Tree("pcie-idle-nvidia.tree"));
    desk.app().open_session(tree.root() + "/session.json", true);
    CHECK(desk.app().session_error().find("session.json") != std::string::npos);
    desk.click("Checklists");
    CHECK(desk.shows("session.json"));
}

TEST_CASE("wizard: a machine that cannot be read says why, and offers to try again", "[gui]") {
    App app({.root = "/nowhere/at/all", .snapshot = {}}, {});
    app.read_machine();
    while (app.reading() && !app.update())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK_FALSE(app.has_machine());
    CHECK(app.error().find("/nowhere/at/all") != std::string::npos);
}

TEST_CASE("wizard: a reading that was stopped never arrives", "[gui]") {
    Reader reader;
    reader.start(
        [](AreaRead const&) {
            return ReadResult{.snapshot = Snapshot{}, .error = {}, .names = {}};
        },
        {});
    reader.stop();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(reader.take().has_value());
    CHECK_FALSE(reader.busy());
}

}  // namespace
}  // namespace rigcheck::gui
