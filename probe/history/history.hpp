#pragma once

#include "probe/facts/gap.hpp"
#include "probe/facts/history.hpp"
#include "probe/facts/storage.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// How the runs before this one ended: journal, wtmp, pstore, BERT, reset reason, watchdog, the
// drives' counters and the black box.
// `drives` as they are now: their counters are compared with the ledger's.
History read_history(Machine const& machine, std::vector<Drive> const& drives,
                     std::vector<Gap>& gaps);

}  // namespace rigcheck
