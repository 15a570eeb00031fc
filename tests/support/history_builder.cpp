#include "tests/support/history_builder.hpp"

#include <time.h>  // NOLINT(modernize-deprecated-headers): timegm is not standard
#include <utmpx.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "probe/history/journal_export.hpp"
#include "probe/history/runs.hpp"
#include "tests/support/black_box_builder.hpp"

namespace rigcheck::test {
namespace {

namespace fs = std::filesystem;

constexpr std::array kWords{"run",  "log",  "key", "shutdown", "journal-stop", "sleep",
                            "wake", "wtmp", "box", "channel",  "box-log"};

constexpr char const* kFiles = "/rigcheck/history/journal-files";

std::int64_t seconds_of_utc(std::string const& text) {
    std::tm when{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &when) == nullptr)
        throw std::runtime_error("not a moment: " + text);
    return ::timegm(&when);
}

std::string rest_of(std::istringstream& in) {
    std::string text;
    std::getline(in >> std::ws, text);
    return text;
}

struct OneRun {
    std::string id;
    std::int64_t start = 0;  // seconds since 1970
    std::vector<JournalEntry> entries = {};
    std::optional<BlackBoxPlan> box = {};
};

class Builder {
public:
    explicit Builder(std::string root) : root_(std::move(root)) {}

    void read(std::string const& line) {
        std::istringstream in(line);
        std::string word;
        in >> word;
        if (word == "run") return read_run(in);
        if (word == "wtmp") return read_wtmp(in);
        if (runs_.empty()) throw std::runtime_error("history: no run before: " + line);
        if (word == "channel") return add_channel(run().box.value(), in);
        double at = 0;
        in >> at;
        if (word == "log") read_log(at, in);
        if (word == "key") read_key(at, in);
        if (word == "shutdown") read_shutdown(at, in);
        if (word == "journal-stop")
            add(at, "systemd-journal", message_id::kJournalStop, "Journal stopped");
        if (word == "sleep") add(at, "systemd-sleep", message_id::kSleepStart, "Entering sleep");
        if (word == "wake") add(at, "systemd-sleep", message_id::kSleepStop, "Left sleep");
        if (word == "box") run().box = BlackBoxPlan{.until = at, .end = rest_of(in)};
        if (word == "box-log") run().box.value().lines.push_back({at, rest_of(in)});
    }

    void write() {
        std::vector<JournalEntry> entries;
        for (auto const& one : runs_) {
            entries.insert(entries.end(), one.entries.begin(), one.entries.end());
            if (one.box)
                write_black_box(root_ + "/var/lib/rigcheck/blackbox", one.id, one.start, *one.box);
        }
        if (!runs_.empty()) {
            put("/rigcheck/history/journal", write_journal_export(entries));
            if (!fs::exists(root_ + kFiles)) put(kFiles, "var system.journal\n");
        }
        if (!wtmp_.empty()) put("/var/log/wtmp", wtmp_);
    }

private:
    OneRun& run() { return runs_.back(); }

    void put(std::string const& path, std::string const& bytes) const {
        fs::create_directories(fs::path(root_ + path).parent_path());
        std::ofstream(root_ + path, std::ios::binary) << bytes;
    }

    JournalEntry& add(double at, std::string const& program, std::string const& message_id,
                      std::string const& message) {
        auto& entry = run().entries.emplace_back();
        entry.boot_id = run().id;
        entry.realtime_us = run().start * 1'000'000 + static_cast<std::int64_t>(at * 1e6);
        entry.monotonic_us = static_cast<std::int64_t>(at * 1e6);
        entry.transport = program == "kernel" ? "kernel" : "journal";
        if (program != "kernel") entry.program = program;
        entry.message_id = message_id;
        entry.message = message;
        return entry;
    }

    void read_run(std::istringstream& in) {
        std::string start, kernel;
        in >> start >> kernel;
        auto const digit = static_cast<char>('1' + runs_.size());
        runs_.push_back({.id = std::string(32, digit), .start = seconds_of_utc(start)});
        if (!kernel.empty())
            add(0, "kernel", "", "Linux version " + kernel + " (builder@example) #1 SMP");
    }

    void read_log(double at, std::istringstream& in) {
        std::string program;
        in >> program;
        add(at, program, "", rest_of(in));
    }

    void read_key(double at, std::istringstream& in) {
        std::map<std::string, std::pair<char const*, char const*>> const keys{
            {"pressed", {message_id::kPowerKey, "Power key pressed short."}},
            {"long", {message_id::kPowerKeyLong, "Power key pressed long."}},
            {"reboot", {message_id::kRebootKey, "Reboot key pressed short."}},
            {"suspend", {message_id::kSuspendKey, "Suspend key pressed short."}}};
        auto const& [id, message] = keys.at(rest_of(in));
        add(at, "systemd-logind", id, message);
    }

    void read_shutdown(double at, std::istringstream& in) {
        std::string to, by;
        in >> to >> by;
        bool const off = to == "poweroff";
        if (!by.empty())
            add(at, "systemd-logind", "",
                std::string(off ? "Power-off" : "Reboot") + " requested from client PID 812 ('" +
                    by + "') (unit session-2.scope)...");
        auto& logind = add(at, "systemd-logind", message_id::kShutdown,
                           off ? "System is powering down." : "System is rebooting.");
        logind.shutdown = off ? "power-off" : "reboot";
        auto& target =
            add(at + 1, "systemd", message_id::kUnitStarted, "Reached target " + to + ".");
        target.unit = to + ".target";
        add(at + 1.5, "systemd-journal", message_id::kJournalStop, "Journal stopped");
    }

    void read_wtmp(std::istringstream& in) {
        std::string what, at;
        in >> what >> at;
        ::utmpx record{};
        record.ut_type = what == "boot" ? BOOT_TIME : RUN_LVL;
        std::strncpy(record.ut_user, what == "boot" ? "reboot" : "shutdown",
                     sizeof record.ut_user - 1);
        std::strncpy(record.ut_line, "~", sizeof record.ut_line - 1);
        record.ut_tv.tv_sec = static_cast<std::int32_t>(seconds_of_utc(at));
        wtmp_.append(reinterpret_cast<char const*>(&record), sizeof record);
    }

    std::string root_;
    std::vector<OneRun> runs_;
    std::string wtmp_;
};

}  // namespace

bool is_of_history(std::string const& line) {
    auto const word = line.substr(0, line.find(' '));
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

void write_history(std::string const& root, std::vector<std::string> const& lines) {
    Builder builder(root);
    for (auto const& line : lines) builder.read(line);
    builder.write();
}

}  // namespace rigcheck::test
