#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace rigcheck::gui {

// Texts broken into lines. Breaking takes longer than drawing, and a page shows the same texts in
// every picture, so the lines are kept.
class Lines {
public:
    // In the present font of Dear ImGui, at most `width` pixels wide. Valid until the next call.
    std::vector<std::string> const& of(std::string const& words, float width);
    // The fonts were made anew.
    void forget() { kept_.clear(); }

private:
    std::unordered_map<std::string, std::vector<std::string>> kept_;
};

}  // namespace rigcheck::gui
