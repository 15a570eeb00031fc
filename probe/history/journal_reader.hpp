#pragma once

#include <string>
#include <vector>

namespace rigcheck {

// The entries of systemd's journal that tell how the last runs ended, as journal export text: of
// each of the newest runs the first lines, the last ones, what logind and systemd say of keys,
// sleep and shutdown, and the lines of the kernel that speak of faults; of other programs nothing
// else, since their lines may name people. Empty where no entry may be read.
//
// Reads for about a second, whatever the size of the journal, the run that ended first; a text that
// had to be cut short ends with kCutShort. Maps the journal's files: call it by read_apart().
std::string read_system_journal();
std::string read_journal_files(std::vector<std::string> const& paths);

inline constexpr char const* kCutShort = "RIGCHECK_CUT_SHORT=1\n\n";
inline constexpr std::size_t kJournalTextLimit = std::size_t{768} * 1024;

}  // namespace rigcheck
