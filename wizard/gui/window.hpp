#pragma once

#include <functional>
#include <stdexcept>
#include <string>

// A window of the desktop with an OpenGL picture in it (GLFW, Dear ImGui's own back-ends).
namespace rigcheck::gui {

// No display, or no OpenGL on it.
class NoDisplay : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Window {
public:
    // Throws NoDisplay.
    explicit Window(std::string const& title);
    Window(Window const&) = delete;
    Window& operator=(Window const&) = delete;
    ~Window();

    // Pixels a point, as the display has it.
    float scale() const;
    bool wants_to_close() const;
    // Sleeps until something happens, or wake() is called.
    void wait() const;
    static void wake();  // from any thread
    // The file that was dropped into the window, once; empty when there was none.
    std::string take_dropped() const;

    // Draws one picture: `draw` is called between the begin and the end of a frame of Dear ImGui.
    // `new_fonts`: the font atlas was made anew since the last picture.
    void draw(std::function<void()> const& draw, bool new_fonts);
    // Puts the drawn picture on the screen.
    void show();
    // The picture that was drawn and not shown yet, as a PNG file. Throws std::runtime_error naming
    // the file.
    void save_picture(std::string const& file) const;

private:
    struct State;
    State* state_;
};

}  // namespace rigcheck::gui
