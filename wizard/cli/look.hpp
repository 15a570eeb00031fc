#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "checklists/findings/words.hpp"
#include "checklists/rules/expectations.hpp"
#include "probe/snapshot.hpp"
#include "wizard/session/session.hpp"

namespace rigcheck {

// Which machine a command looks at: this one, a capture, or one in a saved snapshot.
struct LookAt {
    std::string root, snapshot;

    bool this_machine() const { return root.empty() && snapshot.empty(); }
};

// Adds --root and --snapshot.
void add_look_options(CLI::App& command, LookAt& at);

// Reads it. `area_read` as for read_snapshot. Throws UsageError.
Snapshot look(LookAt const& at, AreaRead const& area_read = {});

// Host and people of that machine, to leave out of what is passed on. A snapshot was mostly made
// where it is looked at.
std::vector<std::string> names_behind(LookAt const& at);

// Every finding of a machine in the words of the person's language; accepted ones marked so.
Findings judge(Snapshot const& snapshot, Expectations const& expectations,
               std::vector<Accepted> const& accepted);

}  // namespace rigcheck
