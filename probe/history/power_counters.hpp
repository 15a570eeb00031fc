#pragma once

#include <string>
#include <vector>

#include "probe/facts/history.hpp"
#include "probe/facts/storage.hpp"
#include "probe/record/ledger.hpp"

namespace rigcheck {

// The entry that a run wrote at its start; null where it wrote none.
record::LedgerEntry const* entry_of(record::Ledger const& ledger, std::string const& boot_id);

// How much the drives' counters grew since the run that ended began: until the start of the run
// after it (`next`), or until now where that wrote no entry. A drive counts where model and place
// are the same and stand for one drive only.
void add_power_counters(record::LedgerEntry const& ended, record::LedgerEntry const* next,
                        std::vector<Drive> const& now, PreviousEnd& end);

}  // namespace rigcheck
