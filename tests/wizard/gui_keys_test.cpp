// The keyboard alone.
#include <catch2/catch.hpp>

#include "tests/support/machines.hpp"
#include "tests/support/window_desk.hpp"

namespace rigcheck::gui {
namespace {

using Desk = test::WindowDesk;

TEST_CASE("keys: arrows walk from the list of pages into the page, Enter chooses", "[gui]") {
    Desk desk(test::Tree("new-build.tree"), 1200, 1, 2000);
    desk.press(ImGuiKey_DownArrow);  // the first key shows where the keyboard is
    for (int i = 0; i < 30 && desk.app().page != Page::memory; ++i) {
        desk.press(ImGuiKey_DownArrow);
        desk.press(ImGuiKey_Enter);
    }
    CHECK(desk.app().page == Page::memory);
    CHECK(desk.focus_is_visible());
    desk.press(ImGuiKey_RightArrow);
    for (int i = 0; i < 10 && desk.app().evidence.empty(); ++i) {
        desk.press(ImGuiKey_Space);
        if (desk.app().page != Page::memory) break;
        desk.press(ImGuiKey_DownArrow);
        desk.press(ImGuiKey_RightArrow);
    }
    bool const in_the_page = !desk.app().evidence.empty() || desk.app().page != Page::memory;
    CHECK(in_the_page);
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

}  // namespace
}  // namespace rigcheck::gui
