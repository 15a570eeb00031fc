#pragma once

#include "wizard/gui/app.hpp"
#include "wizard/gui/widgets.hpp"

// One function a page, each in a file of its name. They draw the state and call actions of App.
namespace rigcheck::gui {

void overview_page(Ui& ui, App& app);
void pcie_page(Ui& ui, App& app);
void memory_page(Ui& ui, App& app);
void sensors_page(Ui& ui, App& app);
void storage_page(Ui& ui, App& app);
void drivers_page(Ui& ui, App& app);
void guides_page(Ui& ui, App& app);
void isolate_page(Ui& ui, App& app);
void payback_page(Ui& ui, App& app);
void power_page(Ui& ui, App& app);

// The page of the search while none was begun.
void isolate_form(Ui& ui, App& app);

// A finding: what, how sure, what to do, the evidence on demand.
void finding_card(Ui& ui, App& app, Finding const& finding);
// All findings of a page: faults and unknowns as cards, what is fine as a list.
void finding_cards(Ui& ui, App& app, Page page);

// The whole window: the list of pages on the left, one page on the right.
void frame(Ui& ui, App& app, std::function<void()> const& read_again);

}  // namespace rigcheck::gui
