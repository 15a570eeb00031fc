#include "probe/drivers/modprobe_config.hpp"

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

// A file name in an earlier directory hides the same name in a later one.
constexpr std::array kDirectories{"/etc/modprobe.d", "/run/modprobe.d", "/usr/local/lib/modprobe.d",
                                  "/lib/modprobe.d"};
constexpr std::size_t kMaxFiles = 512;

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; (at = line.find_first_not_of(" \t", at)) != std::string_view::npos;) {
        auto const end = std::min(line.find_first_of(" \t", at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

// A command that loads nothing.
bool does_nothing(std::string_view command) {
    constexpr std::array kNothing{"/bin/false", "/bin/true", "/usr/bin/false", "/usr/bin/true"};
    return std::find(kNothing.begin(), kNothing.end(), command) != kNothing.end();
}

void note_line(std::string_view line, std::string const& file, ModprobeConfig& config) {
    auto const words = words_of(line);
    if (words.size() < 2 || words[0].starts_with('#')) return;
    if (words[0] == "blacklist") config.blacklist.emplace(module_name(words[1]), file);
    if (words[0] == "install" && words.size() > 2 && does_nothing(words[2])) {
        config.redirect.emplace(module_name(words[1]), file);
    }
}

}  // namespace

std::string module_name(std::string_view name) {
    std::string out(name);
    std::replace(out.begin(), out.end(), '-', '_');
    return out;
}

void parse_modprobe_file(std::string_view text, std::string const& file, ModprobeConfig& config) {
    std::string line;  // a backslash at the end continues it
    for (std::size_t at = 0; at <= text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        line += text.substr(at, end - at);
        at = end + 1;
        if (line.ends_with('\\') && at <= text.size()) {
            line.pop_back();
            continue;
        }
        note_line(line, file, config);
        line.clear();
    }
}

void parse_command_line(std::string_view cmdline, ModprobeConfig& config) {
    for (auto const& word : words_of(cmdline)) {
        auto const equals = word.find('=');
        if (equals == std::string::npos) continue;
        auto const key = word.substr(0, equals);
        if (key != "modprobe.blacklist" && key != "module_blacklist") continue;
        for (std::size_t at = equals + 1; at <= word.size();) {
            auto const end = std::min(word.find(',', at), word.size());
            auto const name = module_name(std::string_view(word).substr(at, end - at));
            if (!name.empty()) config.blacklist.emplace(name, "/proc/cmdline");
            at = end + 1;
        }
    }
}

ModprobeConfig read_modprobe_config(Machine const& machine) {
    std::map<std::string, std::string> files;  // name -> path; modprobe reads by name
    for (auto const* directory : kDirectories) {
        for (auto const& name : machine.list(directory)) {
            if (name.ends_with(".conf") && files.size() < kMaxFiles) {
                files.emplace(name, std::string(directory) + "/" + name);
            }
        }
    }
    ModprobeConfig config;
    for (auto const& [name, path] : files) {
        auto const reading = machine.read(path, std::size_t{1024} * 1024);
        if (!reading.text) continue;
        config.files.push_back(path);
        parse_modprobe_file(*reading.text, path, config);
    }
    if (auto const cmdline = machine.read_line("/proc/cmdline"); cmdline.text) {
        parse_command_line(*cmdline.text, config);
    }
    return config;
}

}  // namespace rigcheck
