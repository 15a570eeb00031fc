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
void troubleshoot_page(Ui& ui, App& app);
void isolate_page(Ui& ui, App& app);
void black_box_page(Ui& ui, App& app);
void payback_page(Ui& ui, App& app);
void power_page(Ui& ui, App& app);
void report_page(Ui& ui, App& app);
void open_page(Ui& ui, App& app);

// How far a reading is, and a way to stop it.
void reading_progress(Ui& ui, App& app);
// In place of a page: a machine is being read, or could not be, or was not yet.
void waiting_page(Ui& ui, App& app);
// Where something on this page is not known because only an administrator may read it: says so,
// and offers to read it. True when it did.
bool ask_for_rights(Ui& ui, App& app, Page page);

// Which graphics card does the work, where it is another than the one seen, or none is.
void choose_card(Ui& ui, App& app);

// The page of the search while none was begun.
void isolate_form(Ui& ui, App& app);

// A finding: what, how sure, what to do, the evidence on demand.
void finding_card(Ui& ui, App& app, Finding const& finding);
// What is wrong with what a page is about, as cards, the worst first.
void fault_cards(Ui& ui, App& app, Page page);
// What could not be checked, what was accepted, what is fine.
void finding_lists(Ui& ui, App& app, Page page);

// The whole window: the list of pages on the left, one page on the right.
void frame(Ui& ui, App& app);

}  // namespace rigcheck::gui
