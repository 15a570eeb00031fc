// How long the program itself takes for a picture of each page, with a machine of the largest kind:
// Dear ImGui draws into nothing, so what OpenGL takes is left out. Prints "page mean longest" in
// milliseconds.
#include <chrono>
#include <cstdio>

#include "tests/support/big_machine.hpp"
#include "tests/support/window_desk.hpp"

int main() {
    using namespace rigcheck;
    constexpr int kPictures = 200;
    test::WindowDesk desk(test::big_machine());
    for (auto const page : gui::kPages) {
        desk.app().page = page;
        desk.settle();  // the first pictures make letters and lines, once
        double sum = 0;
        double longest = 0;
        for (int i = 0; i < kPictures; ++i) {
            auto const start = std::chrono::steady_clock::now();
            desk.draw();
            double const took =
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                    .count();
            sum += took;
            longest = std::max(longest, took);
        }
        std::printf("%s %.3f %.3f\n", gui::page_name(page).c_str(), sum / kPictures, longest);
    }
    return 0;
}
