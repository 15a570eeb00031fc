#include "wizard/screens/boots.hpp"

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/screens/spans.hpp"

namespace rigcheck {
namespace {

std::string ended_text(Boot const& boot) {
    if (boot.is_running) return _("runs now");
    if (boot.shutdown_started.value_or(false)) {
        auto const to = boot.shutdown_to.value_or("");
        return to == "reboot" || to == "kexec" ? _("with a restart") : _("with a shutdown");
    }
    if (boot.suspended_at_end.value_or(false)) return _("asleep");
    if (boot.journal_stopped.value_or(false)) return _("with a shutdown");
    bool const known = boot.journal_stopped && boot.shutdown_started;
    return known ? _("without a shutdown") : _("not known");
}

}  // namespace

std::vector<BootRow> boot_rows(History const& history) {
    constexpr std::size_t kMost = 20;
    std::vector<BootRow> rows;
    for (std::size_t i = 0; i < std::min(history.boots.size(), kMost); ++i) {
        auto const& boot = history.boots[i];
        rows.push_back({clock_text(boot.first_at), boot.lasted_s ? span_text(*boot.lasted_s) : "",
                        boot.kernel.value_or(""), ended_text(boot)});
    }
    return rows;
}

}  // namespace rigcheck
