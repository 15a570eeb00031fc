#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checklists/rules/expectations.hpp"
#include "checklists/rules/verdict.hpp"
#include "probe/facts/snapshot.hpp"

namespace rigcheck {

// `id` without "storage.".
Verdict storage_verdict(std::string_view id, std::string const& subject, State state,
                        std::string_view words);
// The same about one drive: {drive} for people, {name} for commands.
Verdict drive_verdict(std::string_view id, Drive const& drive, State state, std::string_view words);
void fail_storage(Verdict& verdict, std::string_view words, Severity severity, double confidence);

// "Samsung SSD 980 PRO 1TB (nvme0n1)"
std::string drive_text(Drive const& drive);
std::string sysfs_of(Drive const& drive);
// "930 MB", "1.5 GB", "240 GB": decimal, as drives and shops count.
std::string bytes_text(std::uint64_t bytes);
std::string number_text(double number);

bool is_ssd(Drive const& drive);
Drive const* find_drive(Storage const& storage, std::string_view name);
Filesystem const* find_mount(Storage const& storage, std::string_view mount);
// A gap of the storage area about `what`, for this reason.
bool has_storage_gap(Snapshot const& snapshot, std::string_view what, Missing reason);

Verdicts hidden_drive_rules(Snapshot const&, Expectations const&);
Verdicts root_on_hdd_rules(Snapshot const&, Expectations const&);
Verdicts sata_link_rules(Snapshot const&, Expectations const&);
Verdicts drive_health_rules(Snapshot const&, Expectations const&);
Verdicts space_rules(Snapshot const&, Expectations const&);
Verdicts trim_rules(Snapshot const&, Expectations const&);
Verdicts usb2_rules(Snapshot const&, Expectations const&);
Verdicts controller_dead_rules(Snapshot const&, Expectations const&);

}  // namespace rigcheck
