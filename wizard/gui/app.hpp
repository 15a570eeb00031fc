#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checklists/payback/estimate.hpp"
#include "checklists/power/inputs.hpp"
#include "checklists/rules/expectations.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/gui/isolate_desk.hpp"
#include "wizard/gui/reader.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/overview.hpp"
#include "wizard/screens/payback.hpp"
#include "wizard/screens/pcie.hpp"
#include "wizard/screens/power.hpp"
#include "wizard/screens/sensors.hpp"
#include "wizard/screens/storage.hpp"
#include "wizard/session/store.hpp"

// The state behind the window and all that changes it. Nothing here draws, so everything here is
// tested without a window.
namespace rigcheck::gui {

// The pages, in the order of the list on the left.
enum class Page {
    overview,
    pcie,
    memory,
    sensors,
    storage,
    drivers,
    guides,
    isolate,
    payback,
    power
};

inline constexpr std::array kPages{Page::overview, Page::pcie,    Page::memory, Page::sensors,
                                   Page::storage,  Page::drivers, Page::guides, Page::isolate,
                                   Page::payback,  Page::power};

// What is shown of one snapshot, put together once and again when the language changes.
struct Shown {
    OverviewScreen overview;
    std::vector<PathScreen> paths;  // as overview.cards
    SensorScreen sensors;
    StorageScreen storage;
    DriverScreen drivers;
};

class App {
public:
    App(LookAt at, Expectations bought);
    App(App const&) = delete;
    App& operator=(App const&) = delete;
    ~App() = default;

    // `wake` is called from another thread when something is to be seen.
    void read_machine(std::function<void()> wake);
    // Takes over what the reader brought. True: the page changed.
    bool update();

    Page page = Page::overview;
    bool dark = false;
    float text_scale = 1;            // of the person, beside that of the display
    std::set<std::string> evidence;  // findings whose evidence is open: id@subject

    bool reading() const { return reader_.busy(); }
    void stop_reading() { reader_.stop(); }
    std::string const& error() const { return error_; }
    bool has_machine() const { return snapshot_.has_value(); }
    Snapshot const& snapshot() const { return snapshot_.value(); }
    Findings const& findings() const { return findings_; }
    Shown const& shown() const { return shown_; }

    // "en" or "zh_CN"; everything is put into words again.
    void set_language(std::string const& language);
    std::string const& language() const { return language_; }

    // Checklists and troubleshooting. Answers go to the session file, which the command line uses
    // too; without one they are kept while the window is open.
    void open_session(std::string const& file);
    std::string const& session_error() const { return session_error_; }
    Session const& session() const { return store_ ? store_->session() : session_; }
    std::string guide;  // the one that is followed; empty: the list of all
    std::string item;   // of a checklist, the step that was chosen; empty: the next open one
    // What rigcheck sees of the machine that the guide is about; nothing where that is another one.
    Findings const& seen_by(guides::Guide const& about) const;
    void answer(guides::Given const& given);
    void take_back();
    void start_again();

    // The search for the faulty part, and the machine it is about: null where that is another one.
    IsolateDesk& isolate() { return isolate_; }
    Snapshot const* machine_in_question() const;

    // What the person says of the payback and the power supply; each answer is reckoned anew.
    void state_payback(std::string const& input, double value);
    PaybackScreen const& payback() const { return payback_; }
    payback::Inputs const& payback_inputs() const { return estimate_.inputs; }
    bool stated(std::string const& input) const { return question_.stated.has(input); }
    void state_supply(SupplyLabel const& label);
    SupplyLabel const& supply() const { return label_; }
    PowerScreen const& power() const { return power_; }

private:
    void judge_and_show();
    void reckon();
    void act(Action const& action);
    void save(Action const& action);

    LookAt at_;
    Expectations bought_;
    Reader reader_;
    std::string language_, error_;
    std::optional<SessionStore> store_;
    Session session_;  // while there is no file
    std::string session_error_;
    IsolateDesk isolate_;
    std::optional<Snapshot> snapshot_;
    Findings findings_;
    Shown shown_;
    payback::Question question_;
    payback::Estimate estimate_;
    PaybackScreen payback_;
    SupplyLabel label_;
    PowerScreen power_;
};

// The findings that a page is about, faults first.
std::vector<Finding const*> findings_of(App const& app, Page page);
Mark worst_of(App const& app, Page page);
// "overview", as --screen takes it.
std::string page_name(Page page);
std::optional<Page> page_by_name(std::string const& name);
std::string page_title(Page page);

}  // namespace rigcheck::gui
