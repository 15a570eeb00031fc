#include "wizard/report/board_svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/html.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/marks.hpp"
#include "wizard/report/svg_text.hpp"

namespace rigcheck {
namespace {

constexpr double kWidth = 360;         // a phone shows it in its own size
constexpr std::size_t kSlotsEach = 8;  // in one drawing
constexpr std::size_t kCardsEach = 4;

std::string drawing(double height, std::string const& in_words, std::string const& shapes) {
    return fmt::format(
        "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n", kWidth,
        height, escaped(in_words), shapes);
}

std::string hover(std::string const& in_words) {
    return "<g><title>" + escaped(in_words) + "</title>\n";
}

std::string slot_content(SlotBox const& slot) {
    auto const content = slot.content.empty() ? _("empty") : slot.content;
    return slot.to_do.empty() ? content : content + ", " + slot.to_do;
}

std::string slot_words(SlotBox const& slot) {
    auto words = slot.name;
    if (!slot.bank.empty()) words += " (" + slot.bank + ")";
    words += ": " + slot_content(slot);
    if (!slot.channel.empty()) words += ", " + fill_in(_("channel {}"), slot.channel);
    return words;
}

// How slots are drawn: long names, or two names, take a line of their own.
struct SlotShape {
    bool tall = false;
    double height = 29;

    double step() const { return height + 7; }
};

SlotShape shape_of(std::vector<SlotBox> const& slots) {
    constexpr int kLongest = 17;
    constexpr double kTall = 46;
    bool const tall = std::any_of(slots.begin(), slots.end(), [](SlotBox const& slot) {
        return !slot.bank.empty() || display_width(slot.name) > kLongest;
    });
    return tall ? SlotShape{.tall = true, .height = kTall} : SlotShape{};
}

std::string draw_slot_text(SlotBox const& slot, SlotShape shape, double base) {
    constexpr double kLeft = 10;
    constexpr double kMiddle = 150;
    constexpr double kLine = 17;
    constexpr int kColumns = 33;
    constexpr int kChannelColumns = 4;
    bool const filled = !slot.content.empty();
    auto const line = [](std::string const& text, int columns) {
        auto const lines = lines_of(text, columns, 1);
        return lines.empty() ? std::string() : lines.front();
    };
    auto const name = slot.bank.empty() ? slot.name : slot.name + " (" + slot.bank + ")";
    auto out = svg_text(kLeft, base, "label strong", "start", line(name, kColumns));
    out += svg_text(shape.tall ? kLeft : kMiddle, shape.tall ? base + kLine : base,
                    filled ? "label" : "label soft", "start", line(slot_content(slot), kColumns));
    if (!slot.channel.empty())
        out += svg_text(kWidth - kLeft, shape.tall ? base + kLine : base, "small", "end",
                        fill_in(_("channel {}"), line(slot.channel, kChannelColumns)));
    return out;
}

// A slot as it lies on the board, with the contacts of the stick that is in it.
std::string draw_slot(SlotBox const& slot, Mark mark, double top, SlotShape shape) {
    constexpr double kBase = 18;
    bool const filled = !slot.content.empty();
    auto out = hover(slot_words(slot));
    out += fmt::format(
        "<rect class=\"slot {}\" x=\"1\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "rx=\"4\"/>\n",
        filled ? mark_class(mark) : "empty", top + 1, kWidth - 2, shape.height);
    if (filled)
        out += fmt::format("<path class=\"contacts\" d=\"M10 {0:.0f}H200M212 {0:.0f}H350\"/>\n",
                           top + shape.height - 2);
    return out + draw_slot_text(slot, shape, top + kBase) + "</g>\n";
}

std::string draw_slots(std::vector<SlotBox> const& slots, Mark mark, std::size_t from,
                       std::size_t to) {
    auto const shape = shape_of(slots);
    auto words = _("Memory slots");
    std::string shapes;
    for (auto i = from; i < to; ++i) {
        words += (i == from ? ": " : "; ") + slot_words(slots[i]);
        shapes += draw_slot(slots[i], mark, shape.step() * static_cast<double>(i - from), shape);
    }
    return drawing(shape.step() * static_cast<double>(to - from), words, shapes);
}

std::string card_words(BoardCard const& card) {
    auto words = card.name + " (" + card.address + ")";
    if (!card.link.empty()) words += ", " + card.link;
    if (!card.place.empty()) words += ", " + fill_in(_("at the {}"), card.place);
    return words + ", " + mark_word(card.mark);
}

constexpr double kCardHeight = 84, kCardStep = 92;
constexpr double kBlockWidth = 78, kCardLeft = 140;

// As many strokes as the card could have lanes, those in use drawn through.
std::string draw_lanes(BoardCard const& card, double top) {
    constexpr int kMost = 32;
    constexpr double kRoom = 60;
    constexpr double kWidestGap = 7;
    int const possible = std::clamp(card.possible_lanes, 0, kMost);
    double const gap = possible == 0 ? 0 : std::min(kWidestGap, kRoom / possible);
    double const first = top + kCardHeight / 2 - gap * (possible - 1) / 2;
    std::string out;
    if (possible == 0)  // it hangs there, and nobody knows how
        out = fmt::format("<path class=\"lane unused\" d=\"M{:.0f} {:.0f}H{:.0f}\"/>\n",
                          kBlockWidth, top + kCardHeight / 2, kCardLeft);
    for (int i = 0; i < possible; ++i) {
        bool const used = i < card.lanes;
        out += fmt::format("<path class=\"lane {}\" d=\"M{:.0f} {:.1f}H{:.0f}\"/>\n",
                           used ? mark_class(card.mark) : "unused", kBlockWidth, first + gap * i,
                           kCardLeft);
    }
    return out;
}

std::string draw_card(BoardCard const& card, double top) {
    constexpr double kText = 172;
    constexpr double kNameBase = 20;
    constexpr double kLinkBase = 58;
    constexpr double kLine = 16;
    constexpr int kColumns = 25;
    auto out = hover(card_words(card)) + draw_lanes(card, top);
    out += fmt::format(
        "<rect class=\"part {}\" x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "rx=\"6\"/>\n",
        mark_class(card.mark), kCardLeft, top + 1, kWidth - kCardLeft - 1, kCardHeight - 2);
    out += svg_mark(card.mark, kCardLeft + 17, top + kNameBase - 4);
    double base = top + kNameBase;
    for (auto const& line : lines_of(card.name, kColumns, 2)) {
        out += svg_text(kText, base, "label", "start", line);
        base += kLine;
    }
    if (!card.link.empty())
        out += svg_text(kText, top + kLinkBase, "label strong", "start", card.link);
    out += svg_text(kText, top + kLinkBase + kLine, "small", "start", card.address);
    out += svg_text(kWidth - 9, top + kLinkBase + kLine, "small", "end", mark_word(card.mark));
    return out + "</g>\n";
}

// The part of the board that the lanes come from, beside all of its cards.
std::string draw_block(std::string const& place, double top, std::size_t cards) {
    constexpr int kColumns = 10;
    constexpr double kLine = 15;
    double const height = kCardStep * static_cast<double>(cards) - (kCardStep - kCardHeight);
    auto out = fmt::format(
        "<rect class=\"block\" x=\"1\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "rx=\"4\"/>\n",
        top + 1, kBlockWidth - 1, height - 2);
    auto const lines = lines_of(place.empty() ? "?" : place, kColumns, 2);
    double base = top + height / 2 + 4 - kLine * (static_cast<double>(lines.size()) - 1) / 2;
    for (auto const& line : lines) {
        out += svg_text(kBlockWidth / 2, base, "label", "middle", line);
        base += kLine;
    }
    return out;
}

std::string draw_cards(std::vector<BoardCard> const& cards, std::size_t from, std::size_t to) {
    auto words = _("Cards and drives on PCIe");
    std::string shapes;
    for (auto i = from; i < to; ++i) {
        double const top = kCardStep * static_cast<double>(i - from);
        words += (i == from ? ": " : "; ") + card_words(cards[i]);
        auto same = i;
        while (same < to && cards[same].place == cards[i].place) ++same;
        bool const first = i == from || cards[i - 1].place != cards[i].place;
        if (first) shapes += draw_block(cards[i].place, top, same - i);
        shapes += draw_card(cards[i], top);
    }
    return drawing(kCardStep * static_cast<double>(to - from), words, shapes);
}

// The processor's cards first, then chipset and others as they come.
std::vector<BoardCard> by_place(std::vector<BoardCard> cards) {
    std::vector<std::string> places{_("processor"), _("chipset")};
    for (auto const& card : cards) {
        if (std::find(places.begin(), places.end(), card.place) == places.end())
            places.push_back(card.place);
    }
    auto const rank = [&](BoardCard const& card) {
        return std::find(places.begin(), places.end(), card.place) - places.begin();
    };
    std::stable_sort(cards.begin(), cards.end(),
                     [&](auto const& a, auto const& b) { return rank(a) < rank(b); });
    return cards;
}

// Drawings of so many things each, side by side where there is room.
template <class Draw>
std::string figure(std::string const& caption, std::size_t count, std::size_t each,
                   Draw const& draw) {
    if (count == 0) return {};
    auto out = fmt::format("<figure{}>\n<figcaption>{}</figcaption>\n<div class=\"drawings\">\n",
                           count > each ? " class=\"wide\"" : "", caption);
    for (std::size_t from = 0; from < count; from += each)
        out += draw(from, std::min(from + each, count));
    return out + "</div>\n</figure>\n";
}

}  // namespace

std::string board_html(OverviewScreen const& screen) {
    auto const cards = by_place(screen.cards);
    auto const figures =
        figure(escaped(_("Memory slots")) + ' ' + mark_badge(screen.memory), screen.dimms.size(),
               kSlotsEach,
               [&](std::size_t from, std::size_t to) {
                   return draw_slots(screen.dimms, screen.memory, from, to);
               }) +
        figure(escaped(_("Cards and drives on PCIe")), cards.size(), kCardsEach,
               [&](std::size_t from, std::size_t to) { return draw_cards(cards, from, to); });
    if (figures.empty()) return {};
    return "<h2>" + escaped(_("The board")) + "</h2>\n<div class=\"board\">\n" + figures +
           "</div>\n";
}

}  // namespace rigcheck
