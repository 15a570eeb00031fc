#include "wizard/gui/end_pictures.hpp"

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck::gui {
namespace {

constexpr int kSteps = 3;

int steps_of(causes::Word level) {
    switch (level) {
        case causes::Word::established:
            return 3;
        case causes::Word::likely:
            return 2;
        case causes::Word::possible:
            return 1;
        case causes::Word::cannot_be_told_apart:
            break;
    }
    return 0;
}

void draw_steps(Ui& ui, int filled, Mark mark) {
    auto* const list = ImGui::GetWindowDrawList();
    float const height = ImGui::GetTextLineHeight();
    auto const at = ImGui::GetCursorScreenPos();
    auto const ink = colour(ui.theme.of(mark == Mark::none ? Mark::unknown : mark));
    float const width = height * 0.42F;
    for (int i = 0; i < kSteps; ++i) {
        // Each step is higher than the one before.
        float const top = height * (0.62F - 0.22F * static_cast<float>(i));
        float const x = at.x + (width + unit() / 2) * static_cast<float>(i);
        ImVec2 const min{x, at.y + top};
        ImVec2 const max{x + width, at.y + height * 0.88F};
        if (i < filled)
            list->AddRectFilled(min, max, ink);
        else
            list->AddRect(min, max, ink);
    }
    ImGui::Dummy({(width + unit() / 2) * kSteps, height});
    ImGui::SameLine();
}

// What is logged is a small dot, what a person or a program did a ring, the end a large one.
void draw_moment(Ui& ui, Happening kind, ImVec2 centre, float radius) {
    auto* const list = ImGui::GetWindowDrawList();
    auto const ink = colour(kind == Happening::end ? ui.theme.critical : ui.theme.accent);
    list->AddCircleFilled(centre, radius * 1.6F, colour(ui.theme.card));
    switch (kind) {
        case Happening::end:
            list->AddCircleFilled(centre, radius * 1.4F, ink);
            break;
        case Happening::kernel:
        case Happening::saved:
            list->AddCircleFilled(centre, radius * 0.8F, ink);
            break;
        default:
            list->AddCircle(centre, radius, ink, 0, radius * 0.4F);
    }
}

}  // namespace

void how_sure(Ui& ui, SuspectCard const& cause) {
    auto const filled = steps_of(cause.level);
    if (filled > 0) draw_steps(ui, filled, cause.mark);
    text(ui, cause.word, Tone::soft);
}

void bullet(Ui& ui, std::string const& words, Tone tone, int depth) {
    float const indent = unit() * 2 * static_cast<float>(depth);
    float const line = ImGui::GetTextLineHeight();
    auto const at = ImGui::GetCursorScreenPos();
    auto const ink = colour(tone == Tone::soft ? ui.theme.soft : ui.theme.ink);
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + indent - unit(), at.y + line / 2},
                                                unit() / 4, ink);
    ImGui::Indent(indent);
    text(ui, words, tone);
    ImGui::Unindent(indent);
}

void draw_timeline(Ui& ui, std::vector<TimelineRow> const& rows) {
    constexpr float kWhen = 0.24F;
    float const width = ImGui::GetContentRegionAvail().x;
    float const line = ImGui::GetTextLineHeight();
    auto const start = ImGui::GetCursorScreenPos();
    float const x = start.x + width * kWhen - unit() * 2;
    std::vector<float> heights;
    for (auto const& moment : rows) {
        heights.push_back(ImGui::GetCursorScreenPos().y + line / 2);
        auto const when = moment.when().empty() ? clock_text(moment.at) : moment.when();
        row(ui, {when, moment.what}, kWhen);
        if (!moment.line.empty()) row(ui, {"", moment.line}, kWhen, Tone::soft);
    }
    ImGui::GetWindowDrawList()->AddLine({x, heights.front()}, {x, heights.back()},
                                        colour(ui.theme.line), unit() / 4);
    for (std::size_t i = 0; i < rows.size(); ++i)
        draw_moment(ui, rows[i].kind, {x, heights[i]}, unit() * 0.6F);
    text(ui, fill_in(_("From {} to {}"), clock_text(rows.front().at), clock_text(rows.back().at)),
         Tone::soft);
}

}  // namespace rigcheck::gui
