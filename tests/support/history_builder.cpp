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

#include "probe/blackbox/writer.hpp"
#include "probe/history/journal_export.hpp"
#include "probe/history/runs.hpp"

namespace rigcheck::test {
namespace {

namespace fs = std::filesystem;

constexpr std::array kWords{"run",  "log",  "key", "shutdown", "journal-stop", "sleep",
                            "wake", "wtmp", "box", "channel",  "box-log"};

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

struct RecordedLine {
    double at = 0;
    std::string text;
};

struct Box {
    double until = 0;
    std::string end;
    std::vector<blackbox::Channel> channels;
    std::vector<std::vector<double>> values;
    std::vector<RecordedLine> lines;
};

struct OneRun {
    std::string id;
    std::int64_t start = 0;  // seconds since 1970
    std::vector<JournalEntry> entries;
    std::optional<Box> box;
};

// "60*118" is 118 times 60.
void add_values(std::string const& word, std::vector<double>& values) {
    auto const star = word.find('*');
    auto const count = star == std::string::npos ? 1 : std::stoul(word.substr(star + 1));
    values.insert(values.end(), count, std::stod(word));
}

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
        if (word == "channel") return read_channel(in);
        double at = 0;
        in >> at;
        if (word == "log") read_log(at, in);
        if (word == "key") read_key(at, in);
        if (word == "shutdown") read_shutdown(at, in);
        if (word == "journal-stop")
            add(at, "systemd-journal", message_id::kJournalStop, "Journal stopped");
        if (word == "sleep") add(at, "systemd-sleep", message_id::kSleepStart, "Entering sleep");
        if (word == "wake") add(at, "systemd-sleep", message_id::kSleepStop, "Left sleep");
        if (word == "box") run().box = Box{.until = at, .end = rest_of(in)};
        if (word == "box-log") run().box.value().lines.push_back({at, rest_of(in)});
    }

    void write() {
        std::vector<JournalEntry> entries;
        for (auto const& one : runs_) {
            entries.insert(entries.end(), one.entries.begin(), one.entries.end());
            if (one.box) write_box(one);
        }
        if (!runs_.empty()) {
            put("/rigcheck/history/journal", write_journal_export(entries));
            put("/rigcheck/history/journal-files", "var system.journal\n");
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

    void read_channel(std::istringstream& in) {
        struct Kind {
            blackbox::ChannelKind kind;
            blackbox::Unit unit;
        };
        std::map<std::string, Kind> const kinds{
            {"temperature", {blackbox::ChannelKind::temperature, blackbox::Unit::celsius}},
            {"power", {blackbox::ChannelKind::power, blackbox::Unit::watt}},
            {"load", {blackbox::ChannelKind::load, blackbox::Unit::percent}}};
        std::string kind, name, limit;
        in >> kind >> name >> limit;
        auto& box = run().box.value();
        blackbox::Channel channel;
        channel.id = static_cast<std::uint16_t>(box.channels.size() + 1);
        channel.kind = kinds.at(kind).kind;
        channel.unit = kinds.at(kind).unit;
        channel.trust = blackbox::Trust::good;
        channel.scale = -1;
        channel.label = name;
        if (limit != "-") channel.limit = std::stod(limit);
        box.channels.push_back(channel);
        auto& values = box.values.emplace_back();
        for (std::string word; in >> word;) add_values(word, values);
    }

    static blackbox::Clocks clocks_at(OneRun const& one, double at) {
        auto const ns = static_cast<std::uint64_t>(at * 1e9);
        auto const start = static_cast<std::uint64_t>(one.start) * 1'000'000'000;
        return {.boottime = ns, .realtime = start + ns, .monotonic = ns};
    }

    // As the recorder would have left it: its own writer, at a drive that need not be waited for.
    void write_box(OneRun const& one) const {
        auto const directory = root_ + "/var/lib/rigcheck/blackbox";
        fs::create_directories(directory);
        auto files = blackbox::real_files();
        files.data_sync = files.sync = [](int) { return 0; };
        auto const& box = *one.box;
        std::size_t count = 0;
        for (auto const& values : box.values) count = std::max(count, values.size());
        auto const begin = box.until - static_cast<double>(count);
        blackbox::Fault fault;
        auto writer = blackbox::Writer::open({.directory = directory,
                                              .boot = blackbox::parse_id(one.id).value(),
                                              .channels = box.channels,
                                              .slots = 256},
                                             files, clocks_at(one, begin), fault);
        if (!writer) throw std::runtime_error("history: no black box");
        for (std::size_t i = 0; i < count; ++i) {
            auto const at = begin + 1 + static_cast<double>(i);
            std::vector<std::optional<double>> row;
            for (auto const& values : box.values) {
                bool const known = i + values.size() >= count;
                row.push_back(known ? std::optional(values[i + values.size() - count])
                                    : std::nullopt);
            }
            for (auto const& line : box.lines) {
                if (line.at > at - 1 && line.at <= at)
                    writer->event(clocks_at(one, line.at), blackbox::EventKind::kernel, line.text,
                                  blackbox::Sync::with_next_sample);
            }
            writer->sample(clocks_at(one, at), row);
        }
        auto const end = clocks_at(one, box.until);
        if (box.end == "shutdown") writer->stop(end, blackbox::StopReason::shutdown);
        if (box.end == "service") writer->stop(end, blackbox::StopReason::service);
        if (box.end == "suspended") writer->anchor(end, blackbox::AnchorKind::going_to_sleep);
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
