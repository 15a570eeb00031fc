#include "wizard/gui/loop.hpp"

#include <algorithm>

#include "probe/facts/json.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck::gui {
namespace {

constexpr unsigned kReadableByAll = 0644;

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

// Processor time of the program so far would leave out waiting, so the start of the process is
// taken: the clock was read before main() began.
auto const kStarted = std::chrono::steady_clock::now();

}  // namespace

Loop::Loop(Window& window, App& app, Watched watched)
    : window_(window), app_(app), watched_(std::move(watched)) {
    if (!watched_.places.empty()) listener_.emplace();
}

void Loop::picture() {
    constexpr float kText = 17;  // points
    auto const& theme = app_.dark ? dark_ : light_;
    float const scale = window_.scale() * app_.text_scale;
    auto const start = std::chrono::steady_clock::now();
    fonts_.set_size(kText * scale);
    bool const new_fonts = fonts_.refresh();
    if (new_fonts) lines_.forget();
    apply(theme, scale);
    double took = times_.before_ms + milliseconds_since(start);
    times_.before_ms = 0;
    if (listener_) listener_->forget();
    Ui ui{.theme = theme, .fonts = fonts_, .lines = lines_};
    window_.draw(
        [&] {
            auto const drawing = std::chrono::steady_clock::now();
            frame(ui, app_);
            took += milliseconds_since(drawing);
            times_.longest_ms = std::max(times_.longest_ms, took);
            times_.sum_ms += took;
            ++times_.pictures;
        },
        new_fonts);
    if (listener_) write_places();
}

void Loop::run() {
    while (!window_.wants_to_close() && !app_.quit) {
        auto const start = std::chrono::steady_clock::now();
        if (auto const file = window_.take_dropped(); !file.empty()) app_.open_file(file);
        app_.update();
        app_.watch_sensors(app_.page == Page::sensors && app_.this_machine() && app_.has_machine());
        times_.before_ms = milliseconds_since(start);
        // A quick click is down in the first picture and up in the second, and what it did is seen
        // in the third; letters that were missing are there in the next one.
        constexpr int kPictures = 3;
        for (int i = 0; i < kPictures || fonts_.stale(); ++i) {
            picture();
            window_.show();
            if (times_.first_ms == 0) times_.first_ms = milliseconds_since(kStarted);
        }
        write_timings();
        if (!app_.quit) window_.wait();
    }
}

void Loop::run_for_picture(std::string const& file) {
    while (app_.reading()) {
        window_.wait();
        app_.update();
    }
    constexpr int kToSettle = 4;
    for (int i = 0; i < kToSettle; ++i) picture();
    window_.save_picture(file);
    write_timings();
}

void Loop::write_places() const {
    Json labels = Json::array();
    for (auto const& item : listener_->items()) {
        labels.push_back({{"label", item.label},
                          {"x", item.min.x},
                          {"y", item.min.y},
                          {"width", item.max.x - item.min.x},
                          {"height", item.max.y - item.min.y},
                          {"clickable", item.clickable},
                          {"focused", item.focused}});
    }
    write_atomically(watched_.places, Json{{"labels", std::move(labels)}}.dump(), kReadableByAll);
}

void Loop::write_timings() const {
    if (watched_.timings.empty() || times_.pictures == 0) return;
    Json const json{{"first_ms", times_.first_ms},
                    {"pictures", times_.pictures},
                    {"longest_ms", times_.longest_ms},
                    {"mean_ms", times_.sum_ms / static_cast<double>(times_.pictures)}};
    write_atomically(watched_.timings, json.dump() + '\n', kReadableByAll);
}

}  // namespace rigcheck::gui
