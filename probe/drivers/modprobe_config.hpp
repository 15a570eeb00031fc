#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "probe/machine/machine.hpp"

namespace rigcheck {

// modprobe.d(5): which modules are kept from loading by an alias, and which file says so. libkmod
// applies the same lines but does not tell the file, and it mixes in the command line of the
// computer it runs on, which a captured machine must not get.
struct ModprobeConfig {
    std::vector<std::string> files;                // in the order in which they count
    std::map<std::string, std::string> blacklist;  // module, with "_" for "-" -> file
    std::map<std::string, std::string> redirect;   // "install NAME /bin/false" -> file
};

// "snd-hda-intel" and "snd_hda_intel" are one module.
std::string module_name(std::string_view name);

// The lines of one file, added to the rest.
void parse_modprobe_file(std::string_view text, std::string const& file, ModprobeConfig& config);

// modprobe.blacklist= and module_blacklist= (kernel: Documentation/admin-guide).
void parse_command_line(std::string_view cmdline, ModprobeConfig& config);

ModprobeConfig read_modprobe_config(Machine const& machine);

}  // namespace rigcheck
