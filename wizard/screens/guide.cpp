#include "wizard/screens/guide.hpp"

#include <algorithm>
#include <cmath>

#include "checklists/guides/codes.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace guides;

std::vector<std::string> translated(std::vector<std::string> const& texts) {
    std::vector<std::string> out;
    out.reserve(texts.size());
    for (auto const& text : texts) out.push_back(translate(text));
    return out;
}

std::string or_empty(std::string const& text) {
    return text.empty() ? text : translate(text);
}

Seen seen_of(Finding const& finding) {
    auto text = finding.title;
    if (!finding.reason.empty()) {
        text += ". " + finding.reason;
    } else if (!finding.evidence.empty()) {
        auto const& evidence = finding.evidence.front();
        text += " (" + evidence.source + ": " + evidence.value + ')';
    }
    return {.state = finding.state, .finding = finding.id, .text = std::move(text)};
}

StepScreen base_screen(Guide const& guide, Step const& step) {
    StepScreen screen;
    screen.id = guide.id + '/' + step.id;
    screen.text = or_empty(step.text);
    screen.why = or_empty(step.why);
    screen.expect = or_empty(step.expect);
    screen.risk = or_empty(step.risk);
    screen.undo = or_empty(step.undo);
    screen.source = step.source;
    screen.tools = translated(step.tools);
    screen.codes = step.codes;
    screen.isolate = step.isolate;
    screen.trouble = step.trouble;
    return screen;
}

// Findings that say the same of several devices are shown once.
void show(StepScreen& screen, Finding const& finding) {
    auto seen = seen_of(finding);
    auto const same = [&](Seen const& shown) { return shown.text == seen.text; };
    if (std::any_of(screen.seen.begin(), screen.seen.end(), same)) return;
    screen.seen.push_back(std::move(seen));
}

void add_live(StepScreen& screen, Step const& step, Findings const& findings) {
    for (auto const& finding : findings) {
        for (auto const& live : step.live) {
            if (finding.id != live.finding || finding.state != live.state) continue;
            show(screen, finding);
            if (!screen.points_to) screen.points_to = live.answer;
        }
        bool const about = std::find(step.findings.begin(), step.findings.end(), finding.id) !=
                           step.findings.end();
        if (about && finding.state != State::not_applicable) show(screen, finding);
    }
}

std::string answer_words(Guides const& all, Given const& said) {
    if (said.answer == kUnsure) return _("could not tell or could not do that");
    if (said.answer == kHeld) return _("It held every time");
    if (said.answer == kCameBack) return _("The trouble came back");
    auto const* const guide = find_guide(all, said.guide);
    auto const* const step = guide == nullptr ? nullptr : find_step(*guide, said.step);
    auto const* const answer = step == nullptr ? nullptr : find_answer(*step, said.answer);
    return answer == nullptr ? said.answer : translate(answer->text);
}

std::string mark_of(Item const& item) {
    if (item.given != nullptr && item.sight == Sight::wrong && item.state == ItemState::done) {
        return _("done?");
    }
    switch (item.state) {
        case ItemState::open:
            return item.sight == Sight::wrong ? _("look") : _("open");
        case ItemState::waiting:
            return _("later");
        case ItemState::done:
            return item.given == nullptr ? _("seen") : _("done");
        case ItemState::trouble:
            return _("trouble");
        case ItemState::skipped:
            return _("skipped");
    }
    return {};
}

// The failed one, else the first that says anything.
Finding const* telling(Item const& item) {
    auto const failed =
        std::find_if(item.seen.begin(), item.seen.end(),
                     [](Finding const* finding) { return finding->state == State::fail; });
    if (failed != item.seen.end()) return *failed;
    auto const said = std::find_if(item.seen.begin(), item.seen.end(), [](Finding const* finding) {
        return finding->state != State::not_applicable;
    });
    return said == item.seen.end() ? nullptr : *said;
}

bool settled(Item const& item) {
    return item.state != ItemState::open && item.state != ItemState::waiting;
}

}  // namespace

std::string duration(Minutes minutes) {
    constexpr double kHour = 60;
    constexpr double kShownInHours = 180;
    auto const whole = [](double value) { return static_cast<int>(std::lround(value)); };
    if (minutes.most > kShownInHours) {
        auto const least = whole(minutes.least / kHour);
        auto const most = whole(std::ceil(minutes.most / kHour));
        if (least == most) return fill_in(_("about {} hours"), most);
        return minutes.least < kHour
                   ? fill_in(_("{} minutes to {} hours"), whole(minutes.least), most)
                   : fill_in(_("{} to {} hours"), least, most);
    }
    auto const least = whole(minutes.least);
    auto const most = whole(minutes.most);
    if (least == most) return fill_in(translate_plural("{} minute", "{} minutes", most), most);
    return fill_in(_("{} to {} minutes"), least, most);
}

StepScreen flow_step_screen(Guides const& all, Place const& place, std::vector<Given> const& given,
                            Findings const& findings) {
    auto const& step = place.step.value();
    auto screen = base_screen(*place.guide, step);
    screen.progress = fill_in(_("Step {}"), given.size() + 1);
    auto const left = minutes_left(all, place, proof_runs(told_chance(all, given)));
    screen.minutes =
        fill_in(_("this takes {}; {} to the end"),
                duration({.least = step.minutes, .most = step.minutes}), duration(left));
    add_live(screen, step, findings);
    for (auto const& answer : step.answers) {
        screen.choices.push_back(
            {.id = answer.id, .text = translate(answer.text), .lamp = answer.lamp});
    }
    return screen;
}

EndScreen end_screen(End const& end) {
    return {.kind = end.kind,
            .text = translate(end.text),
            .suspect = or_empty(end.suspect),
            .confidence =
                end.confidence ? std::to_string(std::lround(*end.confidence * 100)) + " %" : "",
            .actions = translated(end.actions)};
}

std::vector<GuideRow> tried_rows(Guides const& all, Guide const& flow,
                                 std::vector<Given> const& given) {
    std::vector<GuideRow> rows;
    auto place = first_place(flow);
    auto const runs = proof_runs(told_chance(all, given));
    for (auto const& said : given) {
        bool const here =
            place.step && place.guide->id == said.guide && place.step->id == said.step;
        if (!here) continue;
        auto note = answer_words(all, said);
        if (!said.note.empty()) note += " (" + said.note + ')';
        rows.push_back({.mark = std::to_string(rows.size() + 1),
                        .text = translate(place.step->text),
                        .note = std::move(note)});
        if (auto next = follow(all, place, said.answer, runs)) place = std::move(*next);
    }
    return rows;
}

std::optional<CodeScreen> code_screen(StepScreen const& step, std::string const& code) {
    auto const* const table = find_code_table(step.codes);
    if (table == nullptr || code.empty()) return std::nullopt;
    auto const* const row = look_up(*table, code);
    CodeScreen screen{.meaning = row == nullptr
                                     ? _("not in the list; look in the manual of the board")
                                     : translate(row->meaning),
                      .about = translate(table->about),
                      .choice = std::nullopt,
                      .known = row != nullptr};
    for (std::size_t i = 0; row != nullptr && i < step.choices.size(); ++i) {
        if (step.choices[i].id == row->stage) screen.choice = i;
    }
    return screen;
}

StepScreen item_screen(Guide const& checklist, std::vector<Item> const& items, Item const& item) {
    auto screen = base_screen(checklist, *item.step);
    auto const number = &item - items.data() + 1;
    auto const done = std::count_if(items.begin(), items.end(), settled);
    screen.progress =
        fill_in(_("Item {} of {}, {} settled"), number, items.size(), static_cast<int>(done));
    screen.minutes = fill_in(_("this takes {}; {} to the end"),
                             duration({.least = item.step->minutes, .most = item.step->minutes}),
                             duration(minutes_left(items)));
    for (auto const* finding : item.seen) show(screen, *finding);
    if (item.given != nullptr) {
        screen.said = mark_of(item);
        if (!item.given->note.empty()) screen.said += ": " + item.given->note;
    }
    screen.choices = {
        {.id = std::string(kDone),
         .text = item.sight == Sight::wrong ? _("Done, all the same") : _("Done"),
         .lamp = {}},
        {.id = std::string(kTrouble), .text = _("Not as expected"), .lamp = {}},
    };
    return screen;
}

std::vector<GuideRow> checklist_rows(std::vector<Item> const& items) {
    std::vector<GuideRow> rows;
    rows.reserve(items.size());
    for (auto const& item : items) {
        GuideRow row{.mark = mark_of(item), .text = translate(item.step->text), .note = ""};
        if (item.given != nullptr) row.note = item.given->note;
        bool const look = item.given == nullptr || item.sight == Sight::wrong;
        if (auto const* const finding = telling(item); finding != nullptr && look) {
            row.note += (row.note.empty() ? "" : ". ") + seen_of(*finding).text;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace rigcheck
