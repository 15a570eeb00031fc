#include "checklists/causes/signs.hpp"

// Did the run end in an orderly way, and who asked for it?
namespace rigcheck::causes {
namespace {

// Anything that shows an orderly end counts for more than what shows none: a log can lose its last
// lines. A journal alone may also stop because it was restarted.
void read_orderly_end(History const& history, Boot const* boot, BlackBoxRun const* box,
                      Signs& signs) {
    auto const& end = history.previous_end;
    if (boot != nullptr && boot->shutdown_started.value_or(false))
        tell(signs, "clean", true, {"journal", "shutdown started"});
    if (end && end->wtmp_shutdown.value_or(false))
        tell(signs, "clean", true, {"/var/log/wtmp", "shutdown"});
    if (box != nullptr && box->end == RecordEnd::shutdown)
        tell(signs, "clean", true, {"black box", "stopped for a shutdown"});
}

void read_unclean_end(History const& history, Boot const* boot, BlackBoxRun const* box,
                      Signs& signs) {
    auto const& end = history.previous_end;
    bool const stops =
        has_kernel_log(boot) && boot->shutdown_started == false && boot->journal_stopped == false;
    if (stops) tell(signs, "clean", false, {"journal", "last entry " + boot->last_at});
    if (box != nullptr && box->end == RecordEnd::cut)
        tell(signs, "clean", false, {"black box", "last record " + box->last_at});
    // A journal that was stopped speaks against it: then neither is told.
    bool const stopped = boot != nullptr && boot->journal_stopped.value_or(false);
    if (end && end->wtmp_shutdown == false && !stopped)
        tell(signs, "clean", false, {"/var/log/wtmp", "no shutdown before the next start"});
}

void read_key(Boot const& boot, Signs& signs) {
    bool const pressed = boot.key && *boot.key != PowerKey::suspend_key;
    if (pressed)
        tell(signs, "key", true, {"journal", std::string(enum_name(*boot.key))});
    else if (boot.shutdown_started)
        tell(signs, "key", false, {"journal", "no power key"});
}

}  // namespace

void read_end_signs(Snapshot const& snapshot, Signs& signs) {
    auto const& history = snapshot.history;
    auto const* const boot = previous_boot(history);
    auto const* const box = black_box_of_end(history);
    read_orderly_end(history, boot, box, signs);
    read_unclean_end(history, boot, box, signs);
    if (boot != nullptr) {
        read_key(*boot, signs);
        if (boot->requested_by) tell(signs, "ordered", true, {"journal", *boot->requested_by});
        if (boot->suspended_at_end)
            tell(signs, "suspended", *boot->suspended_at_end, {"journal", "sleep"});
    }
    if (box != nullptr && box->end == RecordEnd::suspended)
        tell(signs, "suspended", true, {"black box", "last record"});
}

}  // namespace rigcheck::causes
