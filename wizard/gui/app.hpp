#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checklists/payback/estimate.hpp"
#include "checklists/power/inputs.hpp"
#include "checklists/rules/expectations.hpp"
#include "wizard/cli/look.hpp"
#include "wizard/gui/history.hpp"
#include "wizard/gui/isolate_desk.hpp"
#include "wizard/gui/open_desk.hpp"
#include "wizard/gui/reader.hpp"
#include "wizard/gui/report_desk.hpp"
#include "wizard/gui/sampler.hpp"
#include "wizard/screens/drivers.hpp"
#include "wizard/screens/overview.hpp"
#include "wizard/screens/payback.hpp"
#include "wizard/screens/pcie.hpp"
#include "wizard/screens/postmortem.hpp"
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
    troubleshoot,
    isolate,
    black_box,
    payback,
    power,
    report,
    open
};

inline constexpr std::array kPages{
    Page::overview, Page::pcie,   Page::memory,       Page::sensors, Page::storage,
    Page::drivers,  Page::guides, Page::troubleshoot, Page::isolate, Page::black_box,
    Page::payback,  Page::power,  Page::report,       Page::open};

// What is shown of one snapshot, put together once and again when the language changes.
struct Shown {
    OverviewScreen overview;
    std::vector<TreeStage> tree;  // to all cards
    SensorScreen sensors;
    StorageScreen storage;
    DriverScreen drivers;
    PostmortemScreen postmortem;
};

class App {
public:
    App(LookAt at, Expectations bought);
    App(App const&) = delete;
    App& operator=(App const&) = delete;
    ~App() = default;

    // Called from other threads when there is something new to see.
    void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

    // Reads what is open, again.
    void read_machine();
    // Another machine instead: this one, a capture or a snapshot.
    void open(LookAt at);
    // Whatever the file is: a captured machine, a snapshot, a report, a session, a parts file.
    void open_file(std::string const& file);
    // What the person installed and pays. Throws UsageError naming the file and the field.
    void use_parts(std::string const& file);
    // This machine with what only an administrator may read; polkit asks for the password.
    void read_as_administrator();
    std::string administrator_program;  // what is run for it
    // Takes over what the threads brought. True: the page changed.
    bool update();
    // Before each picture: what was said during the last one is judged and put into words now,
    // since a page that is being drawn holds on to the findings.
    void settle();
    bool this_machine() const { return at_.this_machine(); }
    std::string const& opened() const;  // the file; empty for this machine

    Page page = Page::overview;
    bool quit = false;
    // The two parts of the window: which one has the keyboard, and which one gets it next.
    enum class Part { list, page };
    Part keyboard = Part::list;
    std::optional<Part> keyboard_to;
    bool dark = false;
    float text_scale = 1;            // of the person, beside that of the display
    std::set<std::string> evidence;  // findings whose evidence is open: id@subject

    bool reading() const { return reader_.busy(); }
    int areas_read() const { return reader_.areas_read(); }
    void stop_reading() { reader_.stop(); }
    std::string const& error() const { return error_; }
    bool has_machine() const { return snapshot_.has_value(); }
    Snapshot const& snapshot() const { return snapshot_.value(); }
    Findings const& findings() const { return findings_; }
    Shown const& shown() const { return shown_; }

    // A fault that the person knows and lives with, on this machine.
    void accept(Finding const& finding, std::string const& reason);
    void withdraw_acceptance(Finding const& finding);
    std::string accepting;  // id@subject of the finding that is being accepted; empty: none
    std::string reason;     // what was typed so far

    // The sensors of this machine are read again every second while their page is open.
    bool live() const { return sampler_.running(); }
    void watch_sensors(bool on);
    std::function<std::vector<SensorChip>()> sensor_source;
    History const& history() const { return history_; }
    std::string sensor;  // chip/name of the one that is drawn large; empty: none

    // A report of what is shown, without what names people.
    ReportDesk& report();
    OpenDesk& opening() { return opening_; }

    // "en" or "zh_CN"; everything is put into words again.
    void set_language(std::string const& language);
    std::string const& language() const { return language_; }

    // Checklists and troubleshooting. Answers go to the session file, which the command line uses
    // too; without one they are kept while the window is open. `named`: the person chose the file,
    // so it is about the machine that is open, whichever that is; else it is about this computer.
    // One that cannot be used leaves what was open before.
    void open_session(std::string const& file, bool named);
    bool session_named() const { return session_named_; }
    // What the session knows is about the machine that is open.
    bool session_fits() const { return at_.this_machine() || session_named_; }
    std::string const& session_error() const { return session_error_; }
    Session const& session() const { return store_ ? store_->session() : session_; }
    // The ones that are open; empty: the list of all.
    std::string checklist, flow;
    std::string item;  // of the checklist, the step that was chosen; empty: the next open one
    std::string code;  // typed where a step asks what the board shows
    // Opens a guide on its page.
    void follow(std::string const& guide);
    // What rigcheck sees of the machine that the guide is about; nothing where that is another one.
    Findings const& seen_by(guides::Guide const& about) const;
    // `walk`: the guide that was begun; given.guide may be one it led into.
    void answer(std::string const& walk, guides::Given const& given);
    void take_back(std::string const& walk);
    void start_again(std::string const& walk);

    // The search for the faulty part, and the machine it is about: null where that is another one.
    IsolateDesk& isolate() { return isolate_; }
    Snapshot const* machine_in_question() const;

    // What the person says of the last end of the machine that is open; an empty answer takes back
    // what was said. Kept in the session where that is about this machine and the end has a name,
    // else while the machine is open.
    void tell_of_end(std::string const& question, std::string const& answer);
    bool all_questions = false;  // the other questions are open

    // What the person says of the payback and the power supply; each answer is reckoned anew.
    void state_payback(std::string const& input, double value);
    PaybackScreen const& payback() const { return payback_; }
    payback::Inputs const& payback_inputs() const { return estimate_.inputs; }
    bool stated(std::string const& input) const { return question_.stated.has(input); }
    // The card that does the work, by name; null: the ones that are seen.
    void state_card(GpuModel const* card, int count);
    GpuModel const* card() const { return instead_.card; }
    std::string card_typed;
    void state_supply(SupplyLabel const& label);
    SupplyLabel const& supply() const { return label_; }
    PowerScreen const& power() const { return power_; }
    // What draws power that nothing tells; 0: not said.
    bool asks_card_watts() const { return asks_card_watts_; }
    bool asks_cpu_watts() const { return asks_cpu_watts_; }
    double card_watts = 0, cpu_watts = 0;
    void state_watts();  // after either was typed

private:
    void read(std::function<ReadResult(AreaRead const&)> how);
    void take_bought(Expectations bought);
    void judge_and_show();
    void take_over(std::vector<SensorChip> chips);
    void reckon();
    void judge_soon() { to_do_ = ToDo::judge; }
    void reckon_soon() { to_do_ = std::max(to_do_, ToDo::reckon); }
    void act(Action const& action);
    causes::Answers const& told() const;
    void save(Action const& action);

    enum class ToDo { nothing, reckon, judge };

    LookAt at_;
    bool as_administrator_ = false;  // how it was read last
    ToDo to_do_ = ToDo::nothing;
    Expectations bought_;
    std::function<void()> wake_;
    Reader reader_;
    Sampler sampler_;
    History history_;
    OpenDesk opening_;
    ReportDesk report_;
    bool report_stale_ = true;
    std::string language_, error_;
    std::optional<SessionStore> store_;
    Session session_;  // while there is no file
    Session aside_;    // what is said of an end that the session does not keep
    std::string session_error_;
    bool session_named_ = false;
    IsolateDesk isolate_;
    std::optional<Snapshot> snapshot_;
    std::vector<std::string> names_;
    Findings findings_;
    Shown shown_;
    payback::Question question_;
    payback::Estimate estimate_;
    PaybackScreen payback_;
    SupplyLabel label_;
    power::Instead instead_;
    bool asks_card_watts_ = false, asks_cpu_watts_ = false;
    PowerScreen power_;
};

// The findings that a page is about, faults first.
std::vector<Finding const*> findings_of(App const& app, Page page);
Mark worst_of(App const& app, Page page);
// Whether facts and findings of an area stand on a page.
bool is_about(Page page, std::string const& area);
// "overview", as --screen takes it.
std::string page_name(Page page);
std::optional<Page> page_by_name(std::string const& name);
std::string page_title(Page page);

}  // namespace rigcheck::gui
