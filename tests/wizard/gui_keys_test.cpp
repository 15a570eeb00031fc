// The keyboard alone.
#include <catch2/catch.hpp>

#include "tests/support/machines.hpp"
#include "tests/support/window_desk.hpp"

namespace rigcheck::gui {
namespace {

using Desk = test::WindowDesk;

std::string focused(Desk const& desk) {
    for (auto const& item : desk.seen().items()) {
        if (item.focused) return item.label;
    }
    return {};
}

TEST_CASE("keys: arrows walk the list of pages, Enter and Space choose", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    desk.press(ImGuiKey_DownArrow);
    CHECK(focused(desk) == "Overview");
    desk.press(ImGuiKey_DownArrow);
    CHECK(focused(desk) == "PCIe");
    CHECK(desk.focus_is_visible());
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app().page == Page::pcie);
    desk.press(ImGuiKey_DownArrow);
    desk.press(ImGuiKey_Space);
    CHECK(desk.app().page == Page::memory);
}

TEST_CASE("keys: the right arrow leads into the page, F6 leads back", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    desk.app().page = Page::pcie;
    desk.press(ImGuiKey_DownArrow);
    CHECK(desk.app().keyboard == App::Part::list);
    desk.press(ImGuiKey_RightArrow);
    desk.press(ImGuiKey_RightArrow);
    CHECK(desk.app().keyboard == App::Part::page);
    CHECK(focused(desk).starts_with("Step by step##pcie.gpu-width"));
    for (int i = 0; i < 3; ++i) desk.press(ImGuiKey_RightArrow);
    CHECK(focused(desk).starts_with("Evidence"));
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app().evidence.size() == 1);
    CHECK(focused(desk).starts_with("Hide evidence"));  // its words changed, the keyboard stays
    desk.press_f6();
    CHECK(desk.app().keyboard == App::Part::list);
    CHECK(focused(desk) == "Overview");
    desk.press_f6();
    CHECK(focused(desk).starts_with("Hide evidence"));
}

TEST_CASE("keys: Ctrl with Page Down turns the pages", "[gui]") {
    Desk desk(test::Tree("new-build.tree"));
    desk.press(ImGuiKey_PageDown, true);
    CHECK(desk.app().page == Page::pcie);
    desk.press(ImGuiKey_PageUp, true);
    desk.press(ImGuiKey_PageUp, true);
    CHECK(desk.app().page == Page::overview);
    for (std::size_t i = 0; i < 2 * kPages.size(); ++i) desk.press(ImGuiKey_PageDown, true);
    CHECK(desk.app().page == kPages.back());
}

TEST_CASE("keys: everything that a page offers is reached by arrows", "[gui]") {
    Desk desk(test::Tree("new-build.tree"), 1200, 1, 3000);
    for (auto const page : {Page::overview, Page::report, Page::open, Page::power}) {
        desk.app().page = page;
        desk.app().keyboard_to = App::Part::page;
        desk.settle();
        std::set<std::string> reached;
        for (int down = 0; down < 60; ++down) {
            desk.press(ImGuiKey_DownArrow);
            reached.insert(focused(desk));
            for (int right = 0; right < 4; ++right) {
                desk.press(ImGuiKey_RightArrow);
                reached.insert(focused(desk));
            }
            for (int left = 0; left < 4; ++left) desk.press(ImGuiKey_LeftArrow);
        }
        for (auto const& item : desk.seen().items()) {
            constexpr float kList = 240;  // its entries have a test of their own
            if (!item.clickable || item.min.x < kList) continue;
            INFO(page_name(page) << ": " << item.label);
            CHECK(reached.contains(item.label));
        }
    }
}

}  // namespace
}  // namespace rigcheck::gui
