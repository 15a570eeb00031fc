#include <algorithm>

#include "probe/utc_now.hpp"
#include "wizard/cli/guide_talk.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

using namespace guides;

class ChecklistTalk : private StepTalk {
public:
    ChecklistTalk(Talk& talk, Guide const& checklist) : StepTalk(talk), checklist_(checklist) {}

    Left run() {
        refresh();
        say_overview();
        while (true) {
            refresh();
            auto const* const item = chosen_ != nullptr ? chosen() : next_item(items_);
            if (item == nullptr) {
                say_end();
                return Left::ended;
            }
            item_ = item;
            if (!at_step(item_screen(checklist_, items_, *item))) return Left::quit;
        }
    }

private:
    void refresh() {
        items_ = items_of(checklist_, answers_to(talk_.store.session(), checklist_.id),
                          talk_.eyes.findings());
    }
    Item const* chosen() const {
        auto const found = std::find_if(items_.begin(), items_.end(),
                                        [&](Item const& item) { return item.step == chosen_; });
        return &*found;
    }

    std::string keys(StepScreen const& /*screen*/) const override {
        return _("Or: s skip, b back, c check again, a accept what rigcheck sees, l list, g NUMBER "
                 "go to an item, w where this comes from, r start again, h these keys, q quit.") +
               ' ' + _("A note may stand behind an answer: 1 82 degrees.");
    }

    std::string expected(StepScreen const& /*screen*/) const override {
        return _("1 (done), 2 (not as expected), or one of s b c a l g w r h q");
    }
    std::string_view word_for_skip() const override { return kSkipped; }

    bool answer(StepScreen const& screen, std::string const& id, std::string const& note) override {
        chosen_ = nullptr;
        talk_.store.act(GiveAnswer{checklist_.id,
                                   {.guide = checklist_.id,
                                    .step = item_->step->id,
                                    .answer = id,
                                    .note = note,
                                    .at = utc_now()}});
        return id != kTrouble || help(screen);
    }

    // Not as expected: what rigcheck would do about it, and the flow for it.
    bool help(StepScreen const& screen) {
        say_help(screen);
        if (screen.trouble.empty()) return true;
        auto const& flow = *find_guide(all_guides(), screen.trouble);
        auto const go_now = ask_yes(
            talk_,
            fill_in(_("There is a list for that: {}. Go through it now?"), translate(flow.title)));
        if (!go_now.value_or(false)) return go_now.has_value();
        auto const left = talk_through(talk_, flow);
        turn_eyes_to(talk_, checklist_);
        if (left == Left::ended) talk_.dialogue.say('\n' + translate(checklist_.title) + '\n');
        return left == Left::ended;
    }

    // What rigcheck itself would do about it.
    void say_help(StepScreen const& screen) {
        for (auto const& finding : talk_.eyes.findings()) {
            bool const here =
                finding.state == State::fail &&
                std::any_of(screen.seen.begin(), screen.seen.end(),
                            [&](Seen const& seen) { return seen.finding == finding.id; });
            if (!here) continue;
            talk_.dialogue.say(paragraph("  ", finding.title));
            for (auto const& action : finding.actions) {
                talk_.dialogue.say(paragraph("  - ", action));
            }
        }
    }

    // Back to the item that was answered last, and its answer is taken back.
    void go_back() override {
        auto const& given = answers_to(talk_.store.session(), checklist_.id);
        if (!given.empty()) chosen_ = find_step(checklist_, given.back().step);
        take_back(talk_, checklist_.id);
    }

    void start_again() override {
        chosen_ = nullptr;
        talk_.store.act(StartAgain{checklist_.id});
    }

    bool own_key(StepScreen const& screen, Reply const& reply) override {
        if (reply.kind == Reply::Kind::go) return go(reply.text);
        talk_.dialogue.refuse("k", expected(screen));
        return false;
    }

    bool go(std::string const& number) {
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (number != std::to_string(i + 1)) continue;
            chosen_ = items_[i].step;
            return true;
        }
        talk_.dialogue.refuse("g " + number,
                              fill_in(_("g and a number from 1 to {}"), items_.size()));
        return false;
    }

    void list() override {
        auto const rows = checklist_rows(items_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const head = "  " + std::to_string(i + 1) + ". " + fit(rows[i].mark, 8) + ' ';
            talk_.dialogue.say(paragraph(head, rows[i].text));
            if (!rows[i].note.empty()) {
                talk_.dialogue.say(
                    paragraph(std::string(head.size(), ' '), printable(rows[i].note)));
            }
        }
        say_when();
    }

    void say_when() {
        if (!talk_.eyes.open()) return;
        talk_.dialogue.say(
            paragraph("  ", fill_in(_("Seen at {}."), talk_.eyes.snapshot().taken_at)));
    }

    void say_overview() {
        auto const seen = std::count_if(items_.begin(), items_.end(), [](Item const& item) {
            return item.given == nullptr && item.state == ItemState::done;
        });
        if (seen == 0) return;
        talk_.dialogue.say(
            '\n' + paragraph("", fill_in(_("{} of {} items are fine by what rigcheck sees by "
                                           "itself; l lists them."),
                                         seen, items_.size())));
    }

    void say_end() {
        std::string text = '\n' + _("Every item is settled.") + '\n';
        for (auto const& item : items_) {
            bool const left = item.state == ItemState::trouble ||
                              item.state == ItemState::skipped || item.sight == Sight::wrong;
            if (!left) continue;
            auto const row = checklist_rows({item}).front();
            text += paragraph("  " + row.mark + ": ", row.text);
            if (!row.note.empty()) text += paragraph("      ", printable(row.note));
        }
        for (auto const& name : checklist_.then) {
            text += paragraph("  ", fill_in(_("Next: rigcheck guide {} ({})"), name,
                                            translate(find_guide(all_guides(), name)->title)));
        }
        talk_.dialogue.say(text);
    }

    Guide const& checklist_;
    std::vector<Item> items_;
    Item const* item_ = nullptr;  // the one that is shown
    Step const* chosen_ = nullptr;
};

}  // namespace

Left talk_through_checklist(Talk& talk, Guide const& checklist) {
    return ChecklistTalk(talk, checklist).run();
}

}  // namespace rigcheck
