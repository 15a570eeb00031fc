#include "wizard/gui/app.hpp"

#include <algorithm>

#include "probe/snapshot.hpp"
#include "probe/utc_now.hpp"
#include "wizard/cli/place.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck::gui {
namespace {

// The areas whose findings stand on a page; the part of an id before the dot.
std::vector<std::string> areas_of(Page page) {
    switch (page) {
        case Page::overview:
            return {"build", "setup"};
        case Page::pcie:
            return {"pcie"};
        case Page::memory:
            return {"memory"};
        case Page::sensors:
            return {"sensors"};
        case Page::storage:
            return {"storage"};
        case Page::drivers:
            return {"drivers"};
        case Page::power:
            return {"power"};
        case Page::guides:
        case Page::isolate:
        case Page::payback:
            break;
    }
    return {};
}

bool belongs(Finding const& finding, Page page) {
    auto const areas = areas_of(page);
    return std::any_of(areas.begin(), areas.end(),
                       [&](std::string const& area) { return finding.id.starts_with(area + '.'); });
}

}  // namespace

App::App(LookAt at, Expectations bought)
    : at_(std::move(at)),
      bought_(std::move(bought)),
      isolate_([this]() -> Session const& { return session(); },
               [this](Action const& action) { act(action); }) {
    question_.bought = bought_;
    question_.money.currency = bought_.currency.value_or("USD");
    question_.country = country_of({});
    question_.prices = cloud_prices();
    question_.today = utc_now();
    if (bought_.psu_w) label_.rating_w = *bought_.psu_w;
    label_.kind = bought_.psu_kind;
    label_.tier = bought_.psu_tier.value_or(PsuTier::gold);
    label_.mains = bought_.mains.value_or(usual_mains(question_.country));
    reckon();
}

void App::read_machine(std::function<void()> wake) {
    error_.clear();
    reader_.start([at = at_] { return ReadResult{.snapshot = look(at), .error = {}}; },
                  std::move(wake));
}

bool App::update() {
    auto result = reader_.take();
    if (!result) return false;
    error_ = result->error;
    if (result->snapshot) {
        snapshot_ = std::move(result->snapshot);
        judge_and_show();
    }
    return true;
}

void App::set_language(std::string const& language) {
    choose_language(language);
    language_ = language;
    isolate_.refresh();
    if (snapshot_)
        judge_and_show();
    else
        reckon();
}

void App::judge_and_show() {
    // What the person accepted and what an earlier run saw are about this computer alone.
    bool const ours = at_.this_machine();
    bought_.baseline = ours ? session().baseline : std::nullopt;
    findings_ = judge(*snapshot_, bought_, ours ? session().accepted : std::vector<Accepted>{});
    shown_ = {.overview = overview_screen(*snapshot_, findings_),
              .paths = {},
              .sensors = sensor_screen(*snapshot_),
              .storage = storage_screen(*snapshot_),
              .drivers = driver_screen(*snapshot_)};
    for (auto const& card : shown_.overview.cards)
        shown_.paths.push_back(path_screen(*snapshot_, card.address));
    question_.machine = *snapshot_;
    reckon();
}

void App::reckon() {
    estimate_ = payback::estimate(question_);
    payback_ = payback_screen(estimate_, question_.money);
    if (!snapshot_) return;
    auto const budget = power::budget_of(*snapshot_, bought_);
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
    std::apply([&](auto const&... f) { (put(f), ...); }, payback::Inputs::fields());
    reckon();
}

void App::state_supply(SupplyLabel const& label) {
    label_ = label;
    bought_.psu_w =
        label.rating_w ? std::optional(static_cast<int>(*label.rating_w)) : std::nullopt;
    bought_.psu_kind = label.kind;
    if (snapshot_)
        judge_and_show();
    else
        reckon();
}

void App::open_session(std::string const& file) {
    try {
        store_.emplace(file);
        session_error_ =
            store_->set_aside().empty()
                ? std::string()
                : fill_in(_("The session was damaged and is kept as {}."), store_->set_aside());
    } catch (SessionError const& error) {
        store_.reset();
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

Snapshot const* App::machine_in_question() const {
    return snapshot_ && !at_.this_machine() ? &*snapshot_ : nullptr;
}

Findings const& App::seen_by(guides::Guide const& about) const {
    static Findings const none;
    bool const about_it = about.machine == guides::Where::here || !at_.this_machine();
    return about_it ? findings_ : none;
}

void App::answer(guides::Given const& given) {
    item.clear();
    act(GiveAnswer{guide, given});
}

void App::take_back() {
    item.clear();
    act(TakeBackAnswer{guide});
}

void App::start_again() {
    item.clear();
    act(StartAgain{guide});
}

std::vector<Finding const*> findings_of(App const& app, Page page) {
    std::vector<Finding const*> found;
    for (auto const& finding : app.findings()) {
        if (belongs(finding, page) && finding.state != State::not_applicable)
            found.push_back(&finding);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](Finding const* a, Finding const* b) { return mark_of(*a) > mark_of(*b); });
    return found;
}

Mark worst_of(App const& app, Page page) {
    if (page == Page::overview) return app.has_machine() ? app.shown().overview.worst : Mark::none;
    auto const found = findings_of(app, page);
    if (found.empty()) return Mark::none;
    auto const worst = mark_of(*found.front());
    // What could not be checked beside something that is fine does not mark the whole page.
    bool const any_fine = std::any_of(found.begin(), found.end(), [](Finding const* finding) {
        return mark_of(*finding) == Mark::fine;
    });
    return worst == Mark::unknown && any_fine ? Mark::fine : worst;
}

std::string page_name(Page page) {
    constexpr std::array names{"overview", "pcie",   "memory",  "sensors", "storage",
                               "drivers",  "guides", "isolate", "payback", "power"};
    return names.at(static_cast<std::size_t>(page));
}

std::optional<Page> page_by_name(std::string const& name) {
    for (auto const page : kPages) {
        if (page_name(page) == name) return page;
    }
    return std::nullopt;
}

std::string page_title(Page page) {
    switch (page) {
        case Page::overview:
            return _("Overview");
        case Page::pcie:
            return "PCIe";
        case Page::memory:
            return _("Memory");
        case Page::sensors:
            return _("Sensors");
        case Page::storage:
            return _("Drives");
        case Page::drivers:
            return _("Drivers");
        case Page::guides:
            return _("Step by step");
        case Page::isolate:
            return _("Find the faulty part");
        case Page::payback:
            return _("Own or rent?");
        case Page::power:
            return _("Power supply");
    }
    return {};
}

}  // namespace rigcheck::gui
