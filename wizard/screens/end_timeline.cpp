#include "wizard/screens/end_timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checklists/causes/evidence.hpp"
#include "checklists/causes/moment.hpp"
#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

constexpr double kShownSeconds = 600;
constexpr std::size_t kMostRows = 60;
constexpr double kEarly = 120;   // s of the next run: it speaks of the end before
constexpr double kSameLine = 3;  // s between the journal's and the black box's copy of a line

std::string event_text(RecordedEvent const& event) {
    if (event.kind == "mark") return _("You marked this moment");
    if (event.kind == "resume") return _("The machine woke up");
    if (event.kind == "clock-step") return _("The clock was set");
    if (event.kind == "trigger") return _("The black box noticed something");
    return _("The kernel says");
}

Happening kind_of(RecordedEvent const& event) {
    if (event.kind == "kernel") return Happening::kernel;
    return event.kind == "resume" ? Happening::sleep : Happening::black_box;
}

std::string key_text(PowerKey key) {
    switch (key) {
        case PowerKey::pressed:
            return _("In the last minute the power key was pressed");
        case PowerKey::long_press:
            return _("In the last minute the power key was held down");
        case PowerKey::reboot_key:
            return _("In the last minute the key for a restart was pressed");
        case PowerKey::suspend_key:
            return _("In the last minute the key for sleep was pressed");
    }
    return {};
}

std::string shutdown_text(Boot const& boot) {
    auto const to = boot.shutdown_to.value_or("");
    if (to == "reboot" || to == "kexec") return _("The system shut down to restart");
    if (to == "poweroff" || to == "halt") return _("The system shut down to switch off");
    return _("The system shut down");
}

class Writer {
public:
    explicit Writer(History const& history) : history_(history) {
        auto const& end = history.previous_end;
        boot_ = causes::previous_boot(history);
        box_ = causes::black_box_of_end(history);
        if (end) last_ = seconds_of(end->last_sign_at);
        if (!last_ && boot_ != nullptr) last_ = seconds_of(boot_->last_at);
        if (end) next_ = seconds_of(end->next_boot_at);
    }

    std::vector<TimelineRow> rows() {
        if (boot_ == nullptr && !history_.previous_end) return {};
        add_lines();
        add_black_box();
        add_run();
        add_end();
        add_next_start();
        std::stable_sort(rows_.begin(), rows_.end(),
                         [](Row const& a, Row const& b) { return a.seconds < b.seconds; });
        if (rows_.size() > kMostRows)
            rows_.erase(rows_.begin(), rows_.end() - static_cast<std::ptrdiff_t>(kMostRows));
        std::vector<TimelineRow> out;
        for (auto& row : rows_) out.push_back(std::move(row.row));
        return out;
    }

private:
    struct Row {
        double seconds = 0;
        TimelineRow row;
    };

    void add(std::string const& at, Happening kind, std::string what, std::string line = {}) {
        auto const seconds = seconds_of(at);
        if (!seconds || (last_ && *last_ - *seconds > kShownSeconds)) return;
        auto const before = last_ ? std::optional(*last_ - *seconds) : std::nullopt;
        rows_.push_back({*seconds, {at, before, kind, std::move(what), std::move(line)}});
    }

    void add_lines() {
        for (auto const& match : history_.log_matches) {
            bool const of_end = boot_ != nullptr && match.boot_id == boot_->boot_id;
            bool const of_next = !of_end && !history_.boots.empty() &&
                                 match.boot_id == history_.boots.front().boot_id &&
                                 match.boot_s.value_or(kEarly) < kEarly;
            if (of_end) add(match.at, Happening::kernel, _("The kernel says"), match.line);
            if (of_next) add(match.at, Happening::start, _("The next start says"), match.line);
        }
        for (auto const& record : history_.pstore) {
            auto const at = seconds_of(record.at);
            if (record.panic && at && next_ && *at <= *next_)
                add(record.at, Happening::saved, _("The kernel saved this while it died"),
                    *record.panic);
        }
    }

    // The journal may hold the line as well.
    bool is_shown(RecordedEvent const& event) const {
        auto const at = seconds_of(event.at);
        return at && std::any_of(rows_.begin(), rows_.end(), [&](Row const& row) {
                   return std::abs(row.seconds - *at) < kSameLine && row.row.line == event.text;
               });
    }

    void add_black_box() {
        if (box_ == nullptr) return;
        for (auto const& event : box_->events) {
            if (!is_shown(event)) add(event.at, kind_of(event), event_text(event), event.text);
        }
        auto const text = box_->end == RecordEnd::cut ? _("The black box stops in mid-run")
                          : box_->end == RecordEnd::suspended
                              ? _("The black box stops: the machine went to sleep")
                              : _("The black box was stopped");
        add(box_->last_at, Happening::black_box, text);
    }

    void add_run() {
        if (boot_ == nullptr) return;
        add(boot_->first_at, Happening::run, _("The run that ended began"));
        if (boot_->suspended_at_end.value_or(false))
            add(boot_->last_at, Happening::sleep, _("The machine went to sleep"));
        if (boot_->key) add(boot_->last_at, Happening::key, key_text(*boot_->key));
        if (boot_->shutdown_started.value_or(false)) {
            add(boot_->last_at, Happening::shutdown, shutdown_text(*boot_),
                boot_->requested_by ? fill_in(_("asked for by {}"), *boot_->requested_by) : "");
        }
    }

    void add_end() {
        auto const& at =
            history_.previous_end ? history_.previous_end->last_sign_at : std::string();
        add(at, Happening::end, _("Last sign of life"));
    }

    void add_next_start() {
        auto const& end = history_.previous_end;
        if (!end) return;
        auto const say = [&](std::string what, std::string line = {}) {
            add(end->next_boot_at, Happening::start, std::move(what), std::move(line));
        };
        say(_("The next start"));
        if (end->clock_lost.value_or(false)) say(_("The clock of the machine had stood still"));
        if (end->journal_renamed.value_or(false)) say(_("The journal was found not closed"));
        if (end->filesystem_replay.value_or(false))
            say(_("A file system was found not unmounted, and was mended"));
        for (auto const& [drive, more] : end->unsafe_shutdowns_more) {
            if (more > 0) say(fill_in(_("The drive {} lost its power without warning"), drive));
        }
        if (end->reset_reason) {
            std::string texts;
            for (auto const& text : end->reset_reason->texts)
                texts += (texts.empty() ? "" : "; ") + text;
            say(_("The processor kept a reason"), texts);
        }
        if (!history_.bert) return;
        for (auto const& error : history_.bert->errors)
            say(_("The firmware kept an error"),
                fmt::format("{}, {} {}", error.severity, error.section, error.detail.value_or("")));
    }

    History const& history_;
    Boot const* boot_ = nullptr;
    BlackBoxRun const* box_ = nullptr;
    std::optional<double> last_, next_;
    std::vector<Row> rows_;
};

}  // namespace

std::string TimelineRow::when() const {
    constexpr double kAtOnce = 0.05;
    if (!before_s) return {};
    if (std::abs(*before_s) < kAtOnce) return _("the end");
    return *before_s > 0 ? fill_in(_("{} before"), span_text(*before_s))
                         : fill_in(_("{} after"), span_text(-*before_s));
}

std::vector<TimelineRow> end_timeline(History const& history) {
    return Writer(history).rows();
}

}  // namespace rigcheck
