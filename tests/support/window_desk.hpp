#pragma once

#include <imgui.h>

// The frame around the item of the keyboard is not told in public.
#include <imgui_internal.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/tree.hpp"
#include "wizard/gui/items.hpp"
#include "wizard/gui/keys.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/report/report.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck::test {

// A machine before the eyes of somebody who clicks.
class WindowDesk {
public:
    explicit WindowDesk(Tree tree, float width = 1200, float scale = 1, float height = 900)
        : WindowDesk(std::move(tree), std::string(), width, scale, height) {}
    // A machine that is no tree of files.
    explicit WindowDesk(Snapshot const& snapshot, float width = 1200, float scale = 1)
        : WindowDesk(Tree::from_text("/scratch/"), json_snapshot(snapshot, {}), width, scale, 900) {
    }
    WindowDesk(Tree tree, std::string const& snapshot, float width, float scale, float height)
        : tree_(std::move(tree)), app_(look_at(tree_, snapshot), {}), scale_(scale) {
        ImGui::CreateContext();
        auto& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {width, height};
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
#if IMGUI_VERSION_NUM < 18700
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
#endif
        fonts_ = std::make_unique<gui::Fonts>();
        app_.read_machine();
        wait_for_machine();
    }
    WindowDesk(WindowDesk const&) = delete;
    WindowDesk& operator=(WindowDesk const&) = delete;
    ~WindowDesk() {
        ImGui::DestroyContext();
    }

    gui::App& app() {
        return app_;
    }
    gui::ItemListener const& seen() const {
        return listener_;
    }
    bool shows(std::string const& part) const {
        auto const& items = listener_.items();
        return std::any_of(items.begin(), items.end(), [&](gui::Item const& item) {
            return item.label.find(part) != std::string::npos;
        });
    }

    void wait_for_machine() {
        while (app_.reading() && !app_.update())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        settle();
    }
    void settle() {
        for (int i = 0; i < 3; ++i) draw();
    }
    // A key, with Ctrl or without, as the window's own loop takes it.
    void press(int key, bool control = false) {
        auto& io = ImGui::GetIO();
        io.KeyCtrl = control;
        io.KeysDown[key] = true;
        gui::let_enter_choose();
        draw();
        io.KeysDown[key] = false;
        draw();
        io.KeyCtrl = false;
        settle();
    }
    void press_f6() {
        constexpr int kF6 = 295;  // as GLFW numbers it
        press(kF6);
    }
    // Dear ImGui frames the item that the keyboard would choose.
    static bool focus_is_visible() {
        auto const& context = *ImGui::GetCurrentContext();
        return context.NavId != 0 && !context.NavDisableHighlight;
    }
    void click(std::string const& label) {
        auto const* const item = listener_.find(label);
        REQUIRE(item != nullptr);
        CHECK(item->clickable);
        auto& io = ImGui::GetIO();
        io.MousePos = {(item->min.x + item->max.x) / 2, (item->min.y + item->max.y) / 2};
        draw();
        io.MouseDown[0] = true;
        draw();
        io.MouseDown[0] = false;
        draw();
        settle();
    }

    void draw() {
        constexpr float kText = 17;
        fonts_->set_size(kText * scale_ * app_.text_scale);
        if (fonts_->refresh()) lines_.forget();
        gui::apply(theme_, scale_);
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        listener_.forget();
        ImGui::NewFrame();
        gui::Ui ui{.theme = theme_, .fonts = *fonts_, .lines = lines_};
        gui::frame(ui, app_);
        ImGui::Render();
    }

private:
    static LookAt look_at(Tree const& tree, std::string const& snapshot) {
        if (snapshot.empty()) return {.root = tree.root(), .snapshot = {}};
        auto const file = tree.root() + "/snapshot.json";
        write_atomically(file, snapshot, 0600);
        return {.root = {}, .snapshot = file};
    }

    Tree tree_;
    gui::App app_;
    float scale_;
    gui::Theme theme_ = gui::light_theme();
    std::unique_ptr<gui::Fonts> fonts_;
    gui::Lines lines_;
    gui::ItemListener listener_;
};

// Items whose right edge is cut off. Those below the edge of the page can be scrolled to.
inline std::vector<std::string> clipped(gui::ItemListener const& seen) {
    std::vector<std::string> labels;
    for (auto const& item : seen.items()) {
        if (item.max.x > item.clip_max.x + 1 || item.min.x < item.clip_min.x - 1)
            labels.push_back(item.label);
    }
    return labels;
}

// Texts that lie over each other.
inline std::vector<std::string> overlapping(gui::ItemListener const& seen) {
    std::vector<std::string> pairs;
    auto const& items = seen.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            auto const& a = items[i];
            auto const& b = items[j];
            bool const apart = a.max.x <= b.min.x + 1 || b.max.x <= a.min.x + 1 ||
                               a.max.y <= b.min.y + 1 || b.max.y <= a.min.y + 1;
            if (!apart) pairs.push_back(a.label + " / " + b.label);
        }
    }
    return pairs;
}

}  // namespace rigcheck::test
