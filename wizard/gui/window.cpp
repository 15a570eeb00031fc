#include "wizard/gui/window.hpp"

#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <mutex>
#include <utility>
#include <vector>

#include "backends/imgui_impl_glfw.h"
#include "backends/imgui_impl_opengl3.h"
#include "wizard/gui/keys.hpp"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb_image_write.h>

namespace rigcheck::gui {

struct Window::State {
    GLFWwindow* window = nullptr;
    std::string dropped;
};

namespace {

std::string last_error() {
    char const* text = nullptr;
    glfwGetError(&text);
    return text == nullptr ? "no reason given" : text;
}

// Threads that still read must not wake a library that is gone.
std::mutex wake_mutex;
bool is_open = false;

void keep_dropped(GLFWwindow* window, int count, char const** files) {
    if (count < 1) return;
    *static_cast<std::string*>(glfwGetWindowUserPointer(window)) = files[0];
}

}  // namespace

Window::Window(std::string const& title) : state_(new State) {
    constexpr int kWidth = 1200, kHeight = 820;
    glfwSetErrorCallback(nullptr);
    bool const started = glfwInit() == GLFW_TRUE;
    if (started) {
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
        state_->window = glfwCreateWindow(kWidth, kHeight, title.c_str(), nullptr, nullptr);
    }
    if (state_->window == nullptr) {
        auto const why = last_error();
        if (started) glfwTerminate();
        delete state_;
        throw NoDisplay(why);
    }
    glfwSetWindowUserPointer(state_->window, &state_->dropped);
    glfwSetDropCallback(state_->window, keep_dropped);
    glfwMakeContextCurrent(state_->window);
    glfwSwapInterval(1);
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui_ImplGlfw_InitForOpenGL(state_->window, true);
    ImGui_ImplOpenGL3_Init("#version 150");
    std::lock_guard const lock(wake_mutex);
    is_open = true;
}

Window::~Window() {
    {
        std::lock_guard const lock(wake_mutex);
        is_open = false;
    }
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(state_->window);
    glfwTerminate();
    delete state_;
}

float Window::scale() const {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(state_->window, &x, &y);
    return x > 0 ? x : 1;
}

bool Window::wants_to_close() const {
    return glfwWindowShouldClose(state_->window) == GLFW_TRUE;
}

void Window::wait() const {
    // Nothing is drawn while nothing happens, but a caret blinks.
    constexpr double kBlink = 0.4;
    if (ImGui::GetIO().WantTextInput)
        glfwWaitEventsTimeout(kBlink);
    else
        glfwWaitEvents();
}

void Window::wake() {
    std::lock_guard const lock(wake_mutex);
    if (is_open) glfwPostEmptyEvent();
}

std::string Window::take_dropped() const {
    return std::exchange(state_->dropped, {});
}

void Window::draw(std::function<void()> const& draw, bool new_fonts) {
#if IMGUI_VERSION_NUM < 19200
    if (new_fonts) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
#else
    static_cast<void>(new_fonts);  // this version of the back-end looks itself
#endif
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    let_enter_choose();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(state_->window, &width, &height);
    glViewport(0, 0, width, height);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::show() {
    glfwSwapBuffers(state_->window);
}

void Window::save_picture(std::string const& file) const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(state_->window, &width, &height);
    constexpr int kChannels = 3;
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height) * kChannels);
    glReadBuffer(GL_BACK);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    stbi_flip_vertically_on_write(1);
    if (stbi_write_png(file.c_str(), width, height, kChannels, pixels.data(), width * kChannels) ==
        0)
        throw std::runtime_error(file + ": the picture could not be written");
}

}  // namespace rigcheck::gui
