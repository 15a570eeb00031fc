#include "wizard/gui/fonts.hpp"

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace rigcheck::gui {

// Fonts with Chinese letters have tens of megabytes, and each new letter makes the atlas anew: so
// they are mapped, not read, and once for all sizes.
class MappedFile {
public:
    static std::shared_ptr<MappedFile> open(std::string const& path) {
        int const fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) return nullptr;
        struct stat about {};
        bool const fine = ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
                          about.st_size < (1 << 30);
        auto const size = static_cast<std::size_t>(about.st_size);
        void* const data = fine ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
        ::close(fd);
        if (data == MAP_FAILED) return nullptr;
        return std::shared_ptr<MappedFile>(new MappedFile(data, size));
    }
    MappedFile(MappedFile const&) = delete;
    MappedFile& operator=(MappedFile const&) = delete;
    ~MappedFile() { ::munmap(data_, size_); }

    void* data() const { return data_; }
    int size() const { return static_cast<int>(size_); }

private:
    MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
    void* data_;
    std::size_t size_;
};

namespace {

constexpr float kTitle = 1.5F;  // of the body size
constexpr float kMono = 0.85F;
constexpr unsigned kLatin1 = 0xFF;
constexpr bool kGlyphsOnDemand = IMGUI_VERSION_NUM >= 19200;

struct Found {
    std::string path;
    int index = 0;
};

// The file that the system shows for a family and a language.
Found find_font(char const* pattern_text) {
    struct Release {
        void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
    };
    using Pattern = std::unique_ptr<FcPattern, Release>;
    Pattern const pattern(FcNameParse(reinterpret_cast<FcChar8 const*>(pattern_text)));
    if (!pattern) return {};
    FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    Pattern const match(FcFontMatch(nullptr, pattern.get(), &result));
    FcChar8* path = nullptr;
    Found found;
    if (!match || FcPatternGetString(match.get(), FC_FILE, 0, &path) != FcResultMatch) return found;
    found.path = reinterpret_cast<char const*>(path);
    FcPatternGetInteger(match.get(), FC_INDEX, 0, &found.index);
    return found;
}

// The code points of a UTF-8 text that Dear ImGui can draw (16 bits in 1.86).
template <class Take>
void for_each_code(std::string_view text, Take const& take) {
    auto const* at = text.data();
    auto const* const end = text.data() + text.size();
    while (at < end) {
        auto const lead = static_cast<unsigned char>(*at++);
        unsigned code = lead;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
        if (more > 0) code = lead & (0x3FU >> static_cast<unsigned>(more));
        for (; more > 0 && at < end; --more)
            code = code << 6U | (static_cast<unsigned char>(*at++) & 0x3FU);
        if (code >= 0x20 && code <= 0xFFFF) take(code);
    }
}

}  // namespace

Fonts::Fonts() {
    auto const add_file = [](std::vector<File>& files, char const* pattern) {
        auto const found = find_font(pattern);
        bool const known = std::any_of(files.begin(), files.end(), [&](File const& file) {
            return file.path == found.path && file.index == found.index;
        });
        // Dear ImGui reads TrueType and OpenType outlines, no bitmap fonts.
        bool const outlines = found.path.ends_with(".ttf") || found.path.ends_with(".ttc") ||
                              found.path.ends_with(".otf");
        if (outlines && !known)
            files.push_back({found.path, found.index, MappedFile::open(found.path)});
    };
    add_file(regular_, "Noto Sans,Inter,DejaVu Sans,sans-serif:weight=regular");
    add_file(regular_, "Noto Sans CJK SC,WenQuanYi Micro Hei,sans-serif:lang=zh-cn:weight=regular");
    add_file(bold_files_, "Noto Sans,Inter,DejaVu Sans,sans-serif:weight=bold");
    add_file(bold_files_, "Noto Sans CJK SC,WenQuanYi Micro Hei,sans-serif:lang=zh-cn:weight=bold");
    add_file(mono_files_, "DejaVu Sans Mono,Noto Sans Mono,monospace");
    add_file(mono_files_, "Noto Sans Mono CJK SC,WenQuanYi Micro Hei,monospace:lang=zh-cn");
}

void Fonts::set_size(float pixels) {
    constexpr float kLeast = 8;
    constexpr float kMost = 96;
    pixels = std::clamp(pixels, kLeast, kMost);
    stale_ = stale_ || pixels != pixels_;
    pixels_ = pixels;
}

void Fonts::need(std::string_view text) {
    if (kGlyphsOnDemand) return;
    for_each_code(text, [&](unsigned code) {
        if (code > kLatin1 && wanted_.insert(code).second) stale_ = true;
    });
}

bool Fonts::refresh() {
    if (!stale_) return false;
    build();
    stale_ = false;
    return true;
}

ImFont* Fonts::add(std::vector<File> const& files, float pixels) const {
    auto* const atlas = ImGui::GetIO().Fonts;
    ImFont* font = nullptr;
    for (auto const& file : files) {
        // Chinese fonts leave more room around their letters, so they are taken a little larger.
        constexpr float kChinese = 1.2F;
        float const height = font == nullptr ? pixels : pixels * kChinese;
        ImFontConfig config;
        config.FontNo = file.index;
        config.OversampleH = 2;
        config.MergeMode = font != nullptr;
        if (!file.map) continue;
        auto* const added = atlas->AddFontFromMemoryTTF(file.map->data(), file.map->size(), height,
                                                        &config, ranges_.Data);
        if (font == nullptr) font = added;
    }
    if (font != nullptr) return font;
    ImFontConfig config;
    config.SizePixels = pixels;
    return atlas->AddFontDefault(&config);
}

void Fonts::build() {
    auto* const atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    choose_glyphs();
    body_ = add(regular_, pixels_);
    bold_ = add(bold_files_, pixels_);
    title_ = add(bold_files_, pixels_ * kTitle);
    mono_ = add(mono_files_, pixels_ * kMono);
#if IMGUI_VERSION_NUM >= 19200
    auto& configs = atlas->Sources;
#else
    atlas->Build();
    auto& configs = atlas->ConfigData;
#endif
    // Dear ImGui copies what it does not own, so it was told that it owns our maps until here.
    for (auto const* files : {&regular_, &bold_files_, &mono_files_}) {
        for (auto const& file : *files) {
            for (auto& config : configs) {
                if (file.map && config.FontData == file.map->data())
                    config.FontDataOwnedByAtlas = false;
            }
        }
    }
}

// No ranges at all: every glyph that the fonts have.
void Fonts::choose_glyphs() {
    ranges_.clear();
    if (kGlyphsOnDemand) return;
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(ImGui::GetIO().Fonts->GetGlyphRangesDefault());
    for (unsigned const code : wanted_) builder.AddChar(static_cast<ImWchar>(code));
    builder.BuildRanges(&ranges_);
}

}  // namespace rigcheck::gui
