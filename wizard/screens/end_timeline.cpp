#include "wizard/screens/end_timeline.hpp"

#include <algorithm>
#include <limits>

#include "checklists/causes/moment.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

constexpr double kShownSeconds = 600;
constexpr std::size_t kMostRows = 60;
constexpr std::size_t kMostCurves = 4;
constexpr double kEarly = 120;  // s of the next run: it speaks of the end before

std::string event_text(RecordedEvent const& event) {
    if (event.kind == "mark") return _("You marked this moment");
    if (event.kind == "resume") return _("The machine woke up");
    if (event.kind == "clock-step") return _("The clock was set");
    if (event.kind == "trigger") return _("The black box noticed something");
    return _("The kernel says");
}

class Writer {
public:
    explicit Writer(History const& history) : history_(history) {}

    std::vector<TimelineRow> rows() {
        auto const& end = history_.previous_end;
        boot_ = causes::previous_boot(history_);
        box_ = causes::black_box_of_end(history_);
        if (end) last_ = seconds_of(end->last_sign_at);
        add_run();
        add_lines();
        add_black_box();
        add_end();
        std::stable_sort(rows_.begin(), rows_.end(),
                         [](TimelineRow const& a, TimelineRow const& b) { return a.at < b.at; });
        if (rows_.size() > kMostRows)
            rows_.erase(rows_.begin(), rows_.end() - static_cast<std::ptrdiff_t>(kMostRows));
        return std::move(rows_);
    }

private:
    bool is_shown(std::string const& at) const {
        auto const seconds = seconds_of(at);
        return seconds && (!last_ || *last_ - *seconds <= kShownSeconds);
    }

    void add(std::string const& at, std::string what, std::string line = {}) {
        if (is_shown(at)) rows_.push_back({at, std::move(what), std::move(line)});
    }

    void add_run() {
        if (boot_ == nullptr) return;
        add(boot_->first_at, _("The run that ended began"));
        if (boot_->key)
            add(boot_->last_at, _("A key was pressed"), std::string(enum_name(*boot_->key)));
        if (boot_->shutdown_started.value_or(false))
            add(boot_->last_at, _("The system shut down"), boot_->requested_by.value_or(""));
    }

    void add_lines() {
        for (auto const& match : history_.log_matches) {
            bool const of_end = boot_ != nullptr && match.boot_id == boot_->boot_id;
            bool const of_next = !history_.boots.empty() &&
                                 match.boot_id == history_.boots.front().boot_id &&
                                 match.boot_s.value_or(kEarly) < kEarly;
            if (of_end) add(match.at, _("The kernel says"), match.line);
            if (of_next) add(match.at, _("The next start says"), match.line);
        }
        for (auto const& record : history_.pstore) {
            if (record.panic)
                add(record.at, _("The kernel saved this while it died"), *record.panic);
        }
    }

    void add_black_box() {
        if (box_ == nullptr) return;
        for (auto const& event : box_->events) add(event.at, event_text(event), event.text);
        add(box_->last_at, box_->end == RecordEnd::cut ? _("The black box stops in mid-run")
                                                       : _("The black box was stopped"));
    }

    void add_end() {
        auto const& end = history_.previous_end;
        if (!end) return;
        add(end->last_sign_at, _("Last sign of life"));
        add(end->next_boot_at, _("The next start"));
        if (end->reset_reason) {
            std::string texts;
            for (auto const& text : end->reset_reason->texts)
                texts += (texts.empty() ? "" : "; ") + text;
            add(end->next_boot_at, _("The processor kept a reason"), texts);
        }
    }

    History const& history_;
    Boot const* boot_ = nullptr;
    BlackBoxRun const* box_ = nullptr;
    std::optional<double> last_;
    std::vector<TimelineRow> rows_;
};

EndCurve curve_of(BlackBoxRun const& run, RecordedChannel const& channel) {
    EndCurve curve{channel.name, channel.unit, {}, {}, channel.limit};
    auto const count = std::min(run.seconds.size(), channel.values.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (!channel.values[i]) continue;
        curve.seconds.push_back(run.seconds[i]);
        curve.values.push_back(*channel.values[i]);
    }
    return curve;
}

// Closeness to the limit, or the value itself where there is none.
double weight_of(EndCurve const& curve) {
    double const most = *std::max_element(curve.values.begin(), curve.values.end());
    return curve.limit && *curve.limit > 0 ? most / *curve.limit : most / 1e4;
}

std::vector<EndCurve> curves_of(BlackBoxRun const& run, std::string_view kind) {
    std::vector<EndCurve> curves;
    for (auto const& channel : run.channels) {
        if (channel.kind != kind) continue;
        auto curve = curve_of(run, channel);
        if (!curve.values.empty()) curves.push_back(std::move(curve));
    }
    std::stable_sort(curves.begin(), curves.end(), [](EndCurve const& a, EndCurve const& b) {
        return weight_of(a) > weight_of(b);
    });
    if (curves.size() > kMostCurves) curves.resize(kMostCurves);
    return curves;
}

}  // namespace

std::string clock_text(std::string const& utc) {
    constexpr std::size_t kDate = 10, kWhole = 19;
    if (!seconds_of(utc)) return utc;
    return utc.substr(0, kDate) + ' ' + utc.substr(kDate + 1, kWhole - kDate - 1) + " UTC";
}

std::vector<TimelineRow> end_timeline(History const& history) {
    return Writer(history).rows();
}

void add_end_curves(History const& history, PostmortemScreen& screen) {
    auto const* const run = causes::black_box_of_end(history);
    if (run == nullptr) return;
    screen.temperatures = curves_of(*run, "temperature");
    screen.powers = curves_of(*run, "power");
}

}  // namespace rigcheck
