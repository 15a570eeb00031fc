#include "wizard/report/sheet.hpp"

#include <algorithm>

#include "checklists/guides/codes.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace guides;

// Ends are lettered, steps are numbered, other guides are sheets of their own.
class Maker {
public:
    Maker(Guides const& all, Guide const& guide, std::vector<Given> const& given)
        : all_(all), guide_(guide), given_(given) {
        sheet_.title = translate(guide.title);
        sheet_.summary = translate(guide.summary);
        for (auto const& rule : guide.safety) sheet_.safety.push_back(translate(rule));
    }

    Sheet flow(std::vector<std::string> const& tries) {
        for (auto const& step : guide_.steps) add_flow_step(step);
        char name = 'A';
        for (auto const& end : guide_.ends) {
            sheet_.ends.push_back(end_screen(end));
            sheet_.end_names.emplace_back(1, name++);
        }
        if (guide_.proof) add_proof();
        sheet_.tried = tried_rows(all_, guide_, given_);
        auto const place = locate(all_, guide_, given_);
        if (place.end != nullptr) sheet_.reached = end_screen(*place.end);
        if (place.guide->id != guide_.id || isolates(guide_)) sheet_.tries = tries;
        return std::move(sheet_);
    }

    Sheet checklist(Findings const& findings) {
        auto const items = items_of(guide_, given_, findings);
        auto const rows = checklist_rows(items);
        for (std::size_t i = 0; i < items.size(); ++i) {
            Sheet::Line line;
            line.number = std::to_string(i + 1);
            line.step = item_screen(guide_, items, items[i]);
            bool const settled =
                items[i].state != ItemState::open && items[i].state != ItemState::waiting;
            if (settled) line.mark = rows[i].mark;
            if (!line.step.trouble.empty()) line.unsure = on_sheet(line.step.trouble);
            sheet_.lines.push_back(std::move(line));
        }
        return std::move(sheet_);
    }

private:
    static bool isolates(Guide const& guide) {
        return std::any_of(guide.steps.begin(), guide.steps.end(),
                           [](Step const& step) { return step.isolate; });
    }

    void add_flow_step(Step const& step) {
        Sheet::Line line;
        line.number = std::to_string(sheet_.lines.size() + 1);
        line.step =
            flow_step_screen(all_, {.guide = &guide_, .step = step, .end = nullptr}, given_, {});
        for (auto const& answer : step.answers) {
            line.leads.push_back(
                answer.cured ? fill_in(_("prove it; if it comes back: {}"), where(answer.next))
                             : where(answer.next));
        }
        line.unsure = where(step.unsure);
        if (!step.codes.empty()) add_codes(step.codes);
        sheet_.lines.push_back(std::move(line));
    }

    std::string where(std::string const& next) const {
        if (next.starts_with("end:")) {
            auto const* const end = find_end(guide_, next.substr(4));
            char const letter = static_cast<char>('A' + (end - guide_.ends.data()));
            return fill_in(_("end {}"), std::string(1, letter));
        }
        if (next.starts_with("guide:")) return on_sheet(next.substr(6));
        auto const* const step = find_step(guide_, next);
        return fill_in(_("step {}"), step - guide_.steps.data() + 1);
    }

    std::string on_sheet(std::string const& name) const {
        return fill_in(_("sheet \"{}\""), translate(find_guide(all_, name)->title));
    }

    void add_proof() {
        auto const runs = proof_runs(told_chance(all_, given_));
        sheet_.proof = translate(guide_.proof->text);
        constexpr std::string_view kCount = "{count}";
        if (auto const at = sheet_.proof.find(kCount); at != std::string::npos) {
            sheet_.proof.replace(at, kCount.size(), std::to_string(runs));
        }
        sheet_.proof += ' ' + translate(guide_.proof->why);
    }

    void add_codes(std::string const& name) {
        auto const& table = *find_code_table(name);
        sheet_.codes.push_back(translate(table.about));
        for (auto const& code : table.codes) {
            sheet_.codes.push_back(code.code + ": " + translate(code.meaning));
        }
    }

    Guides const& all_;
    Guide const& guide_;
    std::vector<Given> const& given_;
    Sheet sheet_;
};

}  // namespace

Sheet make_sheet(Guides const& all, Guide const& guide, std::vector<Given> const& given,
                 Findings const& findings, std::vector<std::string> const& tries) {
    Maker maker(all, guide, given);
    return guide.kind == Kind::flow ? maker.flow(tries) : maker.checklist(findings);
}

}  // namespace rigcheck
