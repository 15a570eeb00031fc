#pragma once

#include <string>

#include "checklists/rules/expectations.hpp"
#include "probe/facts/json.hpp"
#include "probe/facts/snapshot.hpp"
#include "probe/machine/machine.hpp"

namespace rigcheck {

// What a person points us at. Each throws UsageError naming the file and the field.

// "" is this machine, else a captured directory or tar archive.
Machine open_machine(std::string const& root);
// A saved snapshot, or a report that holds one; "-" is standard input.
Snapshot load_snapshot(std::string const& file);
// The same from its text; `name` stands in the error.
Snapshot parse_snapshot(std::string const& text, std::string const& name);
// Any file as JSON, or as text.
Json load_json(std::string const& file);
std::string load_text(std::string const& file);
// What was installed: {"sticks":[{"count":2,"size_mib":16384,"speed_mts":6000}],"gpus":[…],…}.
Expectations load_expectations(std::string const& file);
// The same, with what stands in it for payback and power: {"payback":{"hours_week":20}}.
struct PartsFile {
    Expectations bought;
    Json payback = Json::object(), power = Json::object();
};
PartsFile load_parts_file(std::string const& file);

}  // namespace rigcheck
