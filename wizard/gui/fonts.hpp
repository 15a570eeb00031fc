#pragma once

#include <imgui.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The fonts of the system, in the sizes of the theme. All code that knows how Dear ImGui makes its
// font atlas stands in fonts.cpp: from 1.92 on it draws glyphs as they are asked for, before that
// an atlas holds those that were named when it was made.
namespace rigcheck::gui {

class MappedFile;

class Fonts {
public:
    // Finds the files (fontconfig) and makes the first atlas. Without any font file the built-in
    // one of Dear ImGui serves.
    Fonts();

    ImFont* body() const { return body_; }
    ImFont* bold() const { return bold_; }
    ImFont* title() const { return title_; }
    ImFont* mono() const { return mono_; }  // all letters of one width, for text as in a file

    // `pixels`: height of the body text.
    void set_size(float pixels);
    float size() const { return pixels_; }

    // The next picture will have letters that the last one lacked.
    bool stale() const { return stale_; }
    // This text will be drawn: are its characters in the atlas?
    void need(std::string_view text);
    // Makes the atlas anew when characters or the size changed. Between frames alone. True: the
    // texture has to be given to the graphics card again.
    bool refresh();

private:
    struct File {
        std::string path;
        int index = 0;                    // of the face, in a collection
        std::shared_ptr<MappedFile> map;  // null: it cannot be read
    };
    void build();
    void choose_glyphs();
    ImFont* add(std::vector<File> const& files, float pixels) const;

    std::vector<File> regular_, bold_files_, mono_files_;  // Latin, then Chinese
    std::set<unsigned> wanted_;                            // code points beyond Latin-1
    ImVector<ImWchar> ranges_;                             // must outlive the atlas
    ImFont* body_ = nullptr;
    ImFont* bold_ = nullptr;
    ImFont* title_ = nullptr;
    ImFont* mono_ = nullptr;
    float pixels_ = 18;
    bool stale_ = true;
};

}  // namespace rigcheck::gui
