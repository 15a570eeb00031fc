#include "probe/history/journal_config.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr double kDefault = 300;
constexpr std::array kPlaces{"/usr/lib/systemd", "/usr/local/lib/systemd", "/run/systemd",
                             "/etc/systemd"};

std::string_view trimmed(std::string_view text) {
    auto const begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    auto const end = text.find_last_not_of(" \t\r");
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::optional<double> unit_seconds(std::string_view unit) {
    struct Unit {
        std::string_view name;
        double seconds;
    };
    constexpr std::array kUnits{Unit{"", 1},        Unit{"s", 1},        Unit{"sec", 1},
                                Unit{"second", 1},  Unit{"seconds", 1},  Unit{"ms", 1e-3},
                                Unit{"us", 1e-6},   Unit{"m", 60},       Unit{"min", 60},
                                Unit{"minute", 60}, Unit{"minutes", 60}, Unit{"h", 3600},
                                Unit{"hr", 3600},   Unit{"hour", 3600},  Unit{"hours", 3600},
                                Unit{"d", 86400},   Unit{"day", 86400},  Unit{"days", 86400}};
    for (auto const& known : kUnits) {
        if (known.name == unit) return known.seconds;
    }
    return std::nullopt;
}

// The last setting of a file counts.
void read_file(Machine const& machine, std::string const& path, double& seconds) {
    auto const reading = machine.read(path);
    std::string_view text = reading.text ? std::string_view(*reading.text) : std::string_view();
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        constexpr std::string_view kName = "SyncIntervalSec";
        auto const equals = line.find('=');
        if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != kName) continue;
        auto const value = trimmed(line.substr(equals + 1));
        seconds = value.empty() ? kDefault : parse_time_span(value).value_or(seconds);
    }
}

}  // namespace

std::optional<double> parse_time_span(std::string_view text) {
    double sum = 0;
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        auto const digits = std::min(text.find_first_not_of("0123456789."), text.size());
        auto const number = parse_number<double>(text.substr(0, digits));
        text = trimmed(text.substr(digits));
        auto const letters = std::min(text.find_first_of("0123456789. "), text.size());
        auto const unit = unit_seconds(text.substr(0, letters));
        if (digits == 0 || !number || !unit) return std::nullopt;
        sum += *number * *unit;
        text = trimmed(text.substr(letters));
    }
    return sum;
}

// Later directories and names count before earlier ones; the same name stands for one file
// (journald.conf(5)).
double journal_sync_s(Machine const& machine) {
    constexpr std::size_t kMostFiles = 64;
    double seconds = kDefault;
    std::map<std::string, std::string> pieces;
    std::string main;
    for (std::string const place : kPlaces) {
        auto const file = place + "/journald.conf";
        if (machine.read(file).text) main = file;
        for (auto const& name : machine.list(file + ".d")) {
            if (name.ends_with(".conf") && pieces.size() < kMostFiles)
                pieces[name] = file + ".d/" + name;
        }
    }
    if (!main.empty()) read_file(machine, main, seconds);
    for (auto const& [name, path] : pieces) read_file(machine, path, seconds);
    return seconds;
}

}  // namespace rigcheck
