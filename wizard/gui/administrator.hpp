#pragma once

#include <string>

#include "probe/facts/snapshot.hpp"

namespace rigcheck::gui {

// This machine as an administrator sees it: polkit asks for the password and runs the command line
// tool ("pkexec rigcheck probe") once; the window itself gains no right. Blocks until the person
// has answered. Throws std::runtime_error with a sentence for the person when there is no polkit,
// when it was declined, and when what came back is no snapshot.
Snapshot read_as_administrator(std::string const& rigcheck_program);

// The command line tool that was installed together with this program.
std::string rigcheck_beside_this_program();

}  // namespace rigcheck::gui
