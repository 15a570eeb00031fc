#include "wizard/gui/keys.hpp"

#include <imgui.h>

#include <algorithm>

namespace rigcheck::gui {
namespace {

enum class Key { page_up, page_down, right, f5, f6, o, s, q };

// Until 1.87 Dear ImGui knows few keys by name; the others have the number that GLFW gives them.
bool pressed(Key key) {
#if IMGUI_VERSION_NUM >= 18700
    constexpr std::array kKeys{ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_RightArrow, ImGuiKey_F5,
                               ImGuiKey_F6,     ImGuiKey_O,        ImGuiKey_S,          ImGuiKey_Q};
    return ImGui::IsKeyPressed(kKeys.at(static_cast<std::size_t>(key)), false);
#else
    constexpr int kF5 = 294, kF6 = 295;
    auto const& map = ImGui::GetIO().KeyMap;
    std::array const codes{map[ImGuiKey_PageUp],
                           map[ImGuiKey_PageDown],
                           map[ImGuiKey_RightArrow],
                           kF5,
                           kF6,
                           int{'O'},
                           int{'S'},
                           int{'Q'}};
    int const code = codes.at(static_cast<std::size_t>(key));
    return code >= 0 && ImGui::IsKeyPressed(code, false);
#endif
}

void turn_page(App& app, std::ptrdiff_t by) {
    auto const at = std::find(kPages.begin(), kPages.end(), app.page) - kPages.begin() + by;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(kPages.size()))
        app.page = kPages.at(static_cast<std::size_t>(at));
}

void change_part(App& app) {
    using Part = App::Part;
    bool const in_list = app.keyboard == Part::list;
    if (pressed(Key::f6)) app.keyboard_to = in_list ? Part::page : Part::list;
    if (pressed(Key::right) && in_list && !ImGui::GetIO().WantTextInput)
        app.keyboard_to = Part::page;
}

}  // namespace

void follow_keys(App& app) {
    bool const control = ImGui::GetIO().KeyCtrl;
    if (control && pressed(Key::page_up)) turn_page(app, -1);
    if (control && pressed(Key::page_down)) turn_page(app, 1);
    if (control && pressed(Key::o)) app.page = Page::open;
    if (control && pressed(Key::s)) app.page = Page::report;
    if (control && pressed(Key::q)) app.quit = true;
    if (pressed(Key::f5) && !app.reading()) app.read_machine();
    change_part(app);
}

void let_enter_choose() {
#if IMGUI_VERSION_NUM < 18700
    auto& io = ImGui::GetIO();
    int const enter = io.KeyMap[ImGuiKey_Enter];
    bool const down = enter >= 0 && io.KeysDown[enter];
    if (down && !io.WantTextInput) io.NavInputs[ImGuiNavInput_Activate] = 1;
#endif
}

}  // namespace rigcheck::gui
