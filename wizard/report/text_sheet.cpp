#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"
#include "wizard/report/sheet.hpp"

namespace rigcheck {
namespace {

void add(std::string& text, std::string const& label, std::string const& value) {
    if (!value.empty()) text += paragraph("     " + label + ": ", value);
}

std::string box(Sheet::Line const& line) {
    return line.mark.empty() ? "[ ] " : "[x] ";
}

std::string step_text(Sheet::Line const& line) {
    auto const& step = line.step;
    auto text = paragraph(box(line) + line.number + ". ", step.text);
    add(text, _("Why"), step.why);
    add(text, _("You should see"), step.expect);
    std::string tools;
    for (auto const& tool : step.tools) tools += (tools.empty() ? "" : ", ") + tool;
    add(text, _("You need"), tools);
    add(text, _("Take care"), step.risk);
    add(text, _("To undo it"), step.undo);
    for (auto const& seen : step.seen) add(text, _("rigcheck sees"), printable(seen.text));
    add(text, _("You said"), printable(step.said));
    for (std::size_t i = 0; i < line.leads.size(); ++i) {
        text += paragraph("     [ ] ", step.choices[i].text + " -> " + line.leads[i]);
    }
    if (!line.leads.empty()) {
        text += paragraph("     [ ] ", _("Cannot tell, cannot do that") + " -> " + line.unsure);
    } else if (!line.unsure.empty()) {
        text += paragraph("     ", _("Not as expected") + " -> " + line.unsure);
    }
    return text + '\n';
}

std::string end_text(std::string const& name, EndScreen const& end) {
    auto const head = name.empty() ? _("Where it stands") : _("End") + ' ' + name;
    auto text = paragraph(head + ". ", end.text);
    if (!end.suspect.empty()) {
        add(text, _("The suspect"),
            end.suspect + " (" + fill_in(_("how sure: {}"), end.confidence) + ')');
    }
    for (auto const& action : end.actions) text += paragraph("     - ", action);
    return text + '\n';
}

}  // namespace

std::string text_sheet(Sheet const& sheet) {
    auto text = sheet.title + '\n' + std::string(kColumns, '=') + '\n';
    text += paragraph("", sheet.summary) + '\n';
    for (auto const& rule : sheet.safety) text += paragraph("  ! ", rule);
    if (!sheet.safety.empty()) text += '\n';
    if (!sheet.tried.empty()) {
        text += _("Tried so far") + '\n';
        for (auto const& row : sheet.tried) {
            text += paragraph("  " + row.mark + ". ", row.text);
            text += paragraph("     -> ", printable(row.note));
        }
        text += '\n';
    }
    if (sheet.reached) text += end_text({}, *sheet.reached);
    if (!sheet.tries.empty()) {
        text += _("The tries of rigcheck isolate") + '\n';
        for (auto const& line : sheet.tries) text += paragraph("  ", line);
        text += '\n';
    }
    if (!sheet.seen_at.empty()) {
        text += paragraph("", fill_in(_("rigcheck looked at {}."), sheet.seen_at)) + '\n';
    }
    for (auto const& line : sheet.lines) text += step_text(line);
    if (!sheet.proof.empty()) {
        text += paragraph(_("The proof") + ". ", sheet.proof) + '\n';
    }
    for (std::size_t i = 0; i < sheet.ends.size(); ++i) {
        text += end_text(sheet.end_names[i], sheet.ends[i]);
    }
    if (!sheet.codes.empty()) text += _("Codes") + '\n';
    for (auto const& code : sheet.codes) text += paragraph("  ", code);
    return text;
}

}  // namespace rigcheck
