#pragma once

#include <imgui.h>

#include "wizard/screens/overview.hpp"

// Colours and distances, in one place. Every colour that means something comes with a shape and a
// word; contrast on both papers is at least 4.5 to 1 for text.
namespace rigcheck::gui {

struct Theme {
    bool dark = false;
    ImVec4 ink, soft, paper, panel, card, line, accent, accent_over, on_accent;
    ImVec4 fine, notice, warning, critical, unknown;

    ImVec4 of(Mark mark) const;
};

Theme light_theme();
Theme dark_theme();

// The grid: all distances are multiples of this, in pixels at the present scale.
float unit();

// Sets Dear ImGui's own style. `scale`: pixels a point, 1 on an ordinary screen.
void apply(Theme const& theme, float scale);

ImU32 colour(ImVec4 const& c);

}  // namespace rigcheck::gui
