// history.kernel-panic and history.out-of-memory: what the kernel said of itself.
#include "checklists/rules/history_checks.hpp"

namespace rigcheck {

Verdict kernel_panic(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.kernel-panic", About::last_end);
    auto const* const panic = seen(end, "panic");
    if (panic == nullptr) return verdict;
    verdict.evidence = {*panic};
    auto const is = [&](char const* sign) { return seen(end, sign) != nullptr; };
    settle_fail(verdict,
                is("panic-machine-check") ? "hardware"
                : is("panic-storage")     ? "storage"
                : is("panics-differ")     ? "differ"
                : is("panic-driver")      ? "driver"
                                          : "panic",
                0.95);
    if (verdict.words == "driver") verdict.values["driver"] = seen(end, "panic-driver")->value;
    return verdict;
}

Verdict out_of_memory(LastEnd const& end) {
    auto verdict = nothing_found(end, "history.out-of-memory", About::both_runs);
    auto const lines = recent_lines(end.snapshot, {"oom-kill"});
    if (lines.empty()) return verdict;
    add_lines(verdict, lines);
    verdict.values = {{"process", named(*lines.back(), "process")},
                      {"count", std::to_string(lines.size())}};
    settle_fail(verdict, "killed", 0.95);
    return verdict;
}

}  // namespace rigcheck
