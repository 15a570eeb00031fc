#include "wizard/gui/app.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "probe/sensors/sensors.hpp"
#include "probe/utc_now.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/payback_question.hpp"
#include "wizard/cli/place.hpp"
#include "wizard/gui/administrator.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/redact_report.hpp"

namespace rigcheck::gui {
App::App(LookAt at, Expectations bought)
    : administrator_program(rigcheck_beside_this_program()),
      sensor_source([] { return read_sensor_chips(Machine::live()); }),
      at_(std::move(at)),
      language_(language_tag() == "zh-CN" ? "zh_CN" : "en"),
      isolate_([this]() -> Session const& { return session(); },
               [this](Action const& action) { act(action); }) {
    question_.country = country_of({});
    question_.prices = cloud_prices();
    question_.today = utc_now();
    take_bought(std::move(bought));
    reckon();
}

void App::take_bought(Expectations bought) {
    bought_ = std::move(bought);
    question_.bought = bought_;
    question_.money.currency = bought_.currency.value_or("USD");
    if (bought_.psu_w) label_.rating_w = *bought_.psu_w;
    label_.kind = bought_.psu_kind;
    label_.tier = bought_.psu_tier.value_or(PsuTier::gold);
    label_.mains = bought_.mains.value_or(usual_mains(question_.country));
}

void App::use_parts(std::string const& file) {
    auto const parts = load_parts_file(file);
    auto stated = question_.stated;
    auto const errors = state_inputs(stated, parts.payback, file);
    if (!errors.empty()) throw UsageError(file + ": " + errors.front());
    question_.stated = std::move(stated);
    take_bought(parts.bought);
    judge_soon();
}

void App::read(std::function<ReadResult(AreaRead const&)> how) {
    error_.clear();
    reader_.start(std::move(how), wake_);
}

void App::read_machine() {
    if (as_administrator_) return read_as_administrator();
    read([at = at_](AreaRead const& area_read) {
        auto snapshot = look(at, area_read);
        auto names = at.root.empty() ? names_of_this_machine() : names_of(open_machine(at.root));
        return ReadResult{.snapshot = std::move(snapshot), .error = {}, .names = std::move(names)};
    });
}

void App::open(LookAt at) {
    watch_sensors(false);
    history_.forget();
    sensor.clear();
    at_ = std::move(at);
    as_administrator_ = false;
    session_named_ = false;  // it was about the machine before
    aside_ = {};
    all_questions = false;
    snapshot_.reset();
    findings_.clear();
    shown_ = {};
    read_machine();
}

void App::open_file(std::string const& file) {
    try {
        switch (kind_of_file(file)) {
            case FileKind::machine:
                return open({.root = file, .snapshot = {}});
            case FileKind::snapshot:
                return open({.root = {}, .snapshot = file});
            case FileKind::parts:
                use_parts(file);
                page = Page::overview;
                return;
            case FileKind::session:
                open_session(file, true);
                page = Page::guides;
                judge_soon();
                return;
        }
    } catch (UsageError const& error) {
        error_ = error.what();
    }
}

void App::read_as_administrator() {
    at_ = {};
    as_administrator_ = true;
    read([program = administrator_program](AreaRead const&) {
        return ReadResult{.snapshot = gui::read_as_administrator(program),
                          .error = {},
                          .names = names_of_this_machine()};
    });
}

std::string const& App::opened() const {
    return at_.root.empty() ? at_.snapshot : at_.root;
}

void App::settle() {
    auto const what = std::exchange(to_do_, ToDo::nothing);
    if (what == ToDo::judge && snapshot_) return judge_and_show();
    if (what != ToDo::nothing) reckon();
}

bool App::update() {
    bool changed = false;
    if (auto chips = sampler_.take(); chips && snapshot_) {
        take_over(std::move(*chips));
        changed = true;
    }
    auto result = reader_.take();
    if (!result) return changed;
    error_ = result->error;
    // Without the right there is nothing to repeat; what is shown was read without it.
    if (!error_.empty()) as_administrator_ = false;
    if (result->snapshot) {
        snapshot_ = std::move(result->snapshot);
        names_ = std::move(result->names);
        judge_and_show();
    }
    return true;
}

// The values alone are new: what was judged was judged of one moment.
void App::take_over(std::vector<SensorChip> chips) {
    snapshot_->sensors.chips = std::move(chips);
    shown_.sensors = sensor_screen(*snapshot_);
    history_.add(shown_.sensors, std::chrono::steady_clock::now());
}

void App::watch_sensors(bool on) {
    if (on == sampler_.running()) return;
    if (on)
        sampler_.start(sensor_source, wake_);
    else
        sampler_.stop();
}

void App::accept(Finding const& finding, std::string const& why) {
    act(AcceptFinding{
        {.id = finding.id, .subject = finding.subject, .reason = why, .at = utc_now()}});
    accepting.clear();
    reason.clear();
    judge_soon();
}

void App::withdraw_acceptance(Finding const& finding) {
    act(WithdrawAcceptance{.id = finding.id, .subject = finding.subject});
    judge_soon();
}

ReportDesk& App::report() {
    if (report_stale_ && snapshot_) {
        report_.use(redacted({.snapshot = *snapshot_, .findings = findings_}, names_));
        report_stale_ = false;
    }
    return report_;
}

void App::set_language(std::string const& language) {
    choose_language(language);
    language_ = language;
    isolate_.refresh();
    judge_soon();
}

void App::judge_and_show() {
    // What the person accepted and what an earlier run saw are about this computer alone.
    bool const ours = session_fits();
    bought_.baseline = ours ? session().baseline : std::nullopt;
    findings_ = judge(*snapshot_, bought_, ours ? session().accepted : std::vector<Accepted>{});
    shown_ = {.overview = overview_screen(*snapshot_, findings_),
              .tree = {},
              .sensors = sensor_screen(*snapshot_),
              .storage = storage_screen(*snapshot_),
              .drivers = driver_screen(*snapshot_),
              .postmortem = postmortem_screen(*snapshot_, told())};
    std::vector<std::string> addresses;
    for (auto const& card : shown_.overview.cards) addresses.push_back(card.address);
    shown_.tree = pcie_tree(*snapshot_, addresses);
    report_stale_ = true;
    question_.machine = *snapshot_;
    reckon();
}

void App::reckon() {
    estimate_ = payback::estimate(question_);
    payback_ = payback_screen(estimate_, question_.money);
    if (!snapshot_) return;
    auto budget = power::budget_of(*snapshot_, bought_, instead_);
    asks_card_watts_ = !budget.unknown_gpus.empty();
    asks_cpu_watts_ = budget.unknown_cpu;
    if (asks_card_watts_ && card_watts > 0)
        power::state(budget, power::Consumer::gpu,
                     std::vector<double>(budget.unknown_gpus.size(), card_watts));
    if (asks_cpu_watts_ && cpu_watts > 0) power::state(budget, power::Consumer::cpu, {cpu_watts});
    power_ = power_screen(budget, budget.demand(), label_);
}

void App::state_payback(std::string const& input, double value) {
    auto const put = [&](auto const& f) {
        using Member = std::remove_cvref_t<decltype(question_.stated.values.*f.member)>;
        if (input != f.name) return;
        if constexpr (std::is_same_v<Member, double>) {
            question_.stated.values.*f.member = value;
            question_.stated.names.insert(input);
        } else if constexpr (std::is_same_v<Member, int>) {
            constexpr double kMost = 1e6;
            question_.stated.values.*f.member = static_cast<int>(std::clamp(value, -kMost, kMost));
            question_.stated.names.insert(input);
        }
    };
    for_each_field<payback::Inputs>(put);
    reckon_soon();
}

void App::state_card(GpuModel const* card, int count) {
    instead_ = {.card = card, .cards = count, .cpu = nullptr};
    question_.card = card == nullptr ? std::nullopt : std::optional(card->name);
    question_.cards = count;
    reckon_soon();
}

void App::state_watts() {
    constexpr double kMost = 5000;
    card_watts = std::clamp(card_watts, 0.0, kMost);
    cpu_watts = std::clamp(cpu_watts, 0.0, kMost);
    reckon_soon();
}

void App::state_supply(SupplyLabel const& label) {
    label_ = label;
    bought_.psu_w =
        label.rating_w ? std::optional(static_cast<int>(*label.rating_w)) : std::nullopt;
    bought_.psu_kind = label.kind;
    judge_soon();
}

void App::open_session(std::string const& file, bool named) {
    try {
        SessionStore store(file);
        session_error_ =
            store.set_aside().empty()
                ? std::string()
                : fill_in(_("The session was damaged and is kept as {}."), store.set_aside());
        store_.emplace(std::move(store));
        session_named_ = named;
    } catch (SessionError const& error) {
        session_error_ = error.what();
    }
    isolate_.refresh();
}

void App::act(Action const& action) {
    if (!store_)
        session_ = rigcheck::act(session_, action);
    else
        save(action);
    isolate_.refresh();
}

void App::save(Action const& action) {
    try {
        store_->act(action);
        session_error_.clear();
    } catch (SessionError const& error) {
        session_error_ = error.what();
    }
}

causes::Answers const& App::told() const {
    auto const end = end_key(*snapshot_);
    return told_of_end(session_fits() && !end.empty() ? session() : aside_, end);
}

void App::tell_of_end(std::string const& question, std::string const& answer) {
    if (!snapshot_) return;
    auto const end = end_key(*snapshot_);
    auto const action = answer.empty() ? Action(ForgetOfEnd{end, question})
                                       : Action(TellOfEnd{end, question, answer});
    if (session_fits() && !end.empty())
        act(action);
    else
        aside_ = rigcheck::act(std::move(aside_), action);
    judge_soon();
}

Snapshot const* App::machine_in_question() const {
    return snapshot_ && !at_.this_machine() ? &*snapshot_ : nullptr;
}

Findings const& App::seen_by(guides::Guide const& about) const {
    static Findings const none;
    bool const about_it = about.machine == guides::Where::here || !at_.this_machine();
    return about_it ? findings_ : none;
}

void App::follow(std::string const& id) {
    auto const* const guide = guides::find_guide(guides::all_guides(), id);
    if (guide == nullptr) return;
    bool const is_flow = guide->kind == guides::Kind::flow;
    (is_flow ? flow : checklist) = id;
    item.clear();
    page = is_flow ? Page::troubleshoot : Page::guides;
}

void App::answer(std::string const& walk, guides::Given const& given) {
    item.clear();
    code.clear();
    act(GiveAnswer{walk, given});
}

void App::take_back(std::string const& walk) {
    item.clear();
    act(TakeBackAnswer{walk});
}

void App::start_again(std::string const& walk) {
    item.clear();
    act(StartAgain{walk});
}

}  // namespace rigcheck::gui
