#include "probe/history/journal.hpp"

#include <unistd.h>

#include <algorithm>

#include "probe/history/apart.hpp"
#include "probe/history/journal_reader.hpp"
#include "probe/history/signatures.hpp"
#include "probe/machine/number.hpp"
#include "probe/machine/redact.hpp"
#include "probe/platform/host_name.hpp"

namespace rigcheck {
namespace {

constexpr char const* kPersistent = "/var/log/journal";
constexpr char const* kRuntime = "/run/log/journal";
constexpr char const* kBootId = "/proc/sys/kernel/random/boot_id";
constexpr std::size_t kMostFiles = 2000;
// The reader itself stops after one second; this is for a drive that does not answer.
constexpr std::chrono::milliseconds kPatience{5000};

bool is_journal(std::string_view name) {
    return name.ends_with(".journal") || name.ends_with(".journal~");
}

// Names of the journal files of this system; those of other machines lie beside them.
std::vector<std::string> files_in(Machine const& machine, std::string const& directory) {
    std::vector<std::string> names;
    for (auto const& entry : machine.entries(directory)) {
        bool const is_file =
            entry.kind == EntryKind::file;  // a link may lead out of a captured tree
        if (is_file && is_journal(entry.name) && names.size() < kMostFiles)
            names.push_back(entry.name);
    }
    return names;
}

// The directory of this system below `parent`: its machine id, or the only one there is.
std::optional<std::string> own_directory(Machine const& machine, std::string const& parent) {
    std::vector<std::string> directories;
    for (auto const& entry : machine.entries(parent)) {
        if (entry.kind == EntryKind::directory && plain_id(entry.name) == entry.name)
            directories.push_back(entry.name);
    }
    auto const id = machine.read_line("/etc/machine-id").text.value_or("");
    bool const has_own = std::find(directories.begin(), directories.end(), id) != directories.end();
    if (has_own) return parent + "/" + id;
    if (directories.size() != 1) return std::nullopt;
    return parent + "/" + directories.front();
}

std::string list_files(Machine const& machine) {
    std::string list;
    for (auto const* parent : {kPersistent, kRuntime}) {
        auto const directory = own_directory(machine, parent);
        if (!directory) continue;
        for (auto const& name : files_in(machine, *directory))
            list += std::string(parent).substr(1, 3) + ' ' + name + '\n';
    }
    return list;
}

Reading read_live() {
    match_signature({});  // its table is made before the other process is
    auto reading = read_apart(read_system_journal, kPatience, 2 * kJournalTextLimit);
    bool const has_kernel =
        reading.text && reading.text->find("\n_TRANSPORT=kernel\n") != std::string::npos;
    if (!reading.text || has_kernel) return reading;
    // Files that may not be read are passed over in silence (sd_journal_open(3)).
    bool const hidden = ::geteuid() != 0;
    return {std::nullopt, hidden ? Missing::needs_group : Missing::absent};
}

Reading read_files(Machine const& machine) {
    std::vector<std::string> paths;
    if (auto const directory = own_directory(machine, kPersistent)) {
        auto const real = machine.path_for_library(*directory);
        for (auto const& name : files_in(machine, *directory)) {
            if (real) paths.push_back(std::string(*real).append("/").append(name));
        }
    }
    if (paths.empty()) return {std::nullopt, Missing::absent};
    match_signature({});
    auto reading =
        read_apart([&] { return read_journal_files(paths); }, kPatience, 2 * kJournalTextLimit);
    if (reading.text && reading.text->empty()) {
        bool const denied = std::all_of(paths.begin(), paths.end(), [](std::string const& path) {
            return ::access(path.c_str(), R_OK) != 0;
        });
        return {std::nullopt, denied ? Missing::needs_root : Missing::malformed};
    }
    return reading;
}

// Redacted ids of a capture are zeros; then the newest run is the one that went on.
std::string running_id(Machine const& machine) {
    auto const text = machine.read_line(kBootId).text;
    auto const id = plain_id(text.value_or(""));
    bool const redacted = id.find_first_not_of('0') == std::string::npos;
    return redacted ? kNewest : id;
}

void name_gap(Missing why, JournalStorage storage, std::vector<Gap>& gaps) {
    constexpr char const* kWhat = "journal";
    if (why == Missing::absent) {
        bool const none = storage == JournalStorage::none || storage == JournalStorage::unknown;
        gaps.push_back(
            {"history", kWhat, why,
             none ? "no systemd journal is kept here" : "no line of the kernel is in it"});
    } else if (why == Missing::needs_group || why == Missing::needs_root) {
        gaps.push_back({"history", kWhat, Missing::needs_group,
                        "sudo usermod -aG adm \"$USER\", then log in again; or use sudo"});
    } else {
        gaps.push_back({"history", kWhat, why, "journalctl --verify"});
    }
}

void name_storage(Journal const& journal, std::vector<Gap>& gaps) {
    auto const storage = journal.files.storage;
    bool const lost = storage == JournalStorage::runtime ||
                      (storage != JournalStorage::persistent && journal.runs.size() == 1);
    if (lost)
        gaps.push_back({"history", "journal of earlier runs", Missing::absent,
                        "sudo mkdir -p /var/log/journal && sudo journalctl --flush"});
    if (!journal.is_whole)
        gaps.push_back({"history", "journal: the older part", Missing::timed_out, {}});
}

}  // namespace

JournalFiles parse_journal_files(std::string_view list) {
    JournalFiles files{.storage = JournalStorage::none};
    while (!list.empty()) {
        auto const end = std::min(list.find('\n'), list.size());
        auto const line = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        bool const current = line.ends_with(".journal") && line.find('@') == std::string_view::npos;
        // While a file in memory is written to, nothing goes to the disk.
        if (line.starts_with("run ") && current) files.storage = JournalStorage::runtime;
        if (line.starts_with("var ") && files.storage == JournalStorage::none)
            files.storage = JournalStorage::persistent;
        auto const at = line.find('@');
        if (!line.ends_with(".journal~") || at == std::string_view::npos) continue;
        if (auto const time = parse_number<std::int64_t>(line.substr(at + 1), 16))
            files.set_aside_us.push_back(*time);
    }
    return files;
}

Journal read_journal(Machine const& machine, std::vector<Gap>& gaps) {
    auto reading = machine.ask("history/journal", read_live);
    auto list = machine.ask("history/journal-files", [&] {
        return Reading{list_files(machine), Missing::absent};
    });
    auto running = running_id(machine);
    bool const may_hold_files =
        !machine.is_live() && !reading.text && reading.why == Missing::absent;
    if (may_hold_files) {
        auto const files = list_files(machine);
        if (!files.empty()) {
            list = {files, Missing::absent};
            reading = read_files(machine);
            if (!machine.read(kBootId).text) running.clear();
        }
    }
    Journal journal;
    if (list.text) journal.files = parse_journal_files(*list.text);
    if (!reading.text) {
        name_gap(reading.why, journal.files.storage, gaps);
        return journal;
    }
    journal.is_whole = !reading.text->ends_with(kCutShort);
    auto entries = parse_journal_export(*reading.text);
    auto const names = host_names(machine);
    for (auto& entry : entries) entry.message = redact_text(entry.message, names);
    journal.runs = runs_of(std::move(entries), running);
    name_storage(journal, gaps);
    return journal;
}

}  // namespace rigcheck
