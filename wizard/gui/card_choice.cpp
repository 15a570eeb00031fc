#include "checklists/knowledge/gpus.hpp"
#include "wizard/gui/pages.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {

void choose_card(Ui& ui, App& app) {
    if (app.card() != nullptr) {
        text(ui, fill_in(_("Graphics card: {}"), app.card()->name));
        if (button(ui, _("Another card"))) {
            app.card_typed.clear();
            app.state_card(nullptr, 1);
        }
        return;
    }
    text_field(ui, _("Graphics card, by name, where it is another than seen"), app.card_typed);
    if (app.card_typed.empty()) return;
    auto names = similar_gpu_models(app.card_typed);
    if (auto const* const exact = find_gpu_model(app.card_typed); exact != nullptr && names.empty())
        names.push_back(exact->name);
    for (auto const& name : names) {
        if (link(ui, name)) app.state_card(find_gpu_model(name), 1);
    }
    if (names.empty()) text(ui, _("There is no card of that name in the tables."), Tone::soft);
}

}  // namespace rigcheck::gui
