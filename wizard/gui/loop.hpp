#pragma once

#include <chrono>
#include <string>

#include "wizard/gui/app.hpp"
#include "wizard/gui/fonts.hpp"
#include "wizard/gui/items.hpp"
#include "wizard/gui/lines.hpp"
#include "wizard/gui/theme.hpp"
#include "wizard/gui/window.hpp"

namespace rigcheck::gui {

// Files that tests read; empty: they are not written.
struct Watched {
    // After each picture {"labels":[{"label","x","y","width","height","clickable",
    // "focused"}]}, in pixels.
    std::string places;
    // Whenever nothing is left to do {"first_ms","pictures","longest_ms","mean_ms"}: the program's
    // own time for a picture, with all that it did before it, without what OpenGL takes. `first_ms`
    // is from the start of the program to the first picture on the screen.
    std::string timings;
};

// Pictures while anything happens, none while nothing does.
class Loop {
public:
    Loop(Window& window, App& app, Watched watched);
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    void run();
    // Until the machine is read and all its letters are there; then saves the picture.
    void run_for_picture(std::string const& file);

private:
    void picture();
    void write_places() const;
    void write_timings() const;

    Window& window_;
    App& app_;
    Watched watched_;
    Fonts fonts_;
    Lines lines_;
    Theme light_ = light_theme(), dark_ = dark_theme();
    std::optional<ItemListener> listener_;
    struct {
        double first_ms = 0, longest_ms = 0, sum_ms = 0;
        double before_ms = 0;  // work done since the last picture
        std::int64_t pictures = 0;
    } times_;
};

}  // namespace rigcheck::gui
