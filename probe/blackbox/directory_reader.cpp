#include "probe/blackbox/directory_reader.hpp"

#include <algorithm>

#include "probe/blackbox/machine_hash.hpp"
#include "probe/blackbox/runs.hpp"
#include "probe/blackbox/stored_segments.hpp"

namespace rigcheck::blackbox {
namespace {

constexpr std::size_t kMostFiles = 256;
constexpr std::size_t kMostRuns = 16;
constexpr std::size_t kLongRuns = 3;  // with two minutes each; of older ones the very end will do
constexpr double kLongEnd = 120, kShortEnd = 10;  // s
constexpr std::size_t kMostBytes = std::size_t{160} * 1024 * 1024;
constexpr std::size_t kLargestSegment = std::size_t{32} * 1024 * 1024;

struct Found {
    std::string path;
    Header header;
};

std::span<std::byte const> bytes_of(std::string const& text) {
    return std::as_bytes(std::span(text));
}

class DirectoryReader {
public:
    DirectoryReader(Machine const& machine, std::string directory, std::vector<Gap>& gaps)
        : machine_(machine), directory_(std::move(directory)), gaps_(gaps) {}

    std::vector<BlackBoxRun> read() {
        if (!is_readable()) return {};
        boot_ = id_of("/proc/sys/kernel/random/boot_id");
        find_segments();
        std::vector<BlackBoxRun> runs;
        // By ordinal, not by the clock, which may have been lost with the power.
        for (auto at = found_.rbegin(); at != found_.rend() && runs.size() < kMostRuns; ++at) {
            bool const first = std::none_of(found_.rbegin(), at, [&](Found const& newer) {
                return newer.header.boot == at->header.boot;
            });
            if (!first) continue;
            auto run = read_run(at->header.boot, runs.size() < kLongRuns ? kLongEnd : kShortEnd);
            if (run) runs.push_back(std::move(*run));
        }
        return runs;
    }

private:
    bool is_readable() {
        auto const why = machine_.read_start(directory_, 1).why;
        if (why == Missing::needs_root) note_denied(directory_);
        return why == Missing::malformed;  // what reading a directory answers
    }

    // Its group may read it (rigcheck record sets it so), and so may root.
    void note_denied(std::string const& path) {
        gaps_.push_back({"history", path, Missing::needs_group,
                         "sudo usermod -aG adm \"$USER\", then log in again; or use sudo"});
    }

    std::optional<Id> id_of(std::string_view path) const {
        auto const text = machine_.read_line(path).text;
        return text ? parse_id(*text) : std::nullopt;
    }

    void find_segments() {
        auto const machine_id = machine_.read_line("/etc/machine-id").text;
        auto const own = machine_hash(machine_id.value_or(""));
        std::size_t looked_at = 0;
        for (auto const& name : machine_.list(directory_)) {
            if (!is_segment_name(name) || ++looked_at > kMostFiles) continue;
            auto const path = directory_ + "/" + name;
            auto const start = machine_.read_start(path, 2 * kMaxHeader);
            if (!start.text) {
                if (start.why == Missing::needs_root) {
                    note_denied(path);
                } else {
                    gaps_.push_back({"history", path, start.why, {}});
                }
                continue;
            }
            auto found = find_header(bytes_of(*start.text));
            bool const foreign = found && own != Id{} && found->header.machine != Id{} &&
                                 found->header.machine != own;
            if (found && !foreign) found_.push_back({path, std::move(found->header)});
        }
        std::stable_sort(found_.begin(), found_.end(), [](Found const& a, Found const& b) {
            return a.header.ordinal < b.header.ordinal;
        });
    }

    std::optional<BlackBoxRun> read_run(Id const& boot, double kept_seconds) {
        RunBuilder builder(kept_seconds);
        for (auto const& found : found_) {
            if (found.header.boot != boot) continue;
            auto const reading = machine_.read(found.path, std::min(kLargestSegment, bytes_left_));
            if (!reading.text) {
                gaps_.push_back({"history", found.path, reading.why, {}});
                continue;
            }
            bytes_left_ -= reading.text->size();
            auto const segment = parse_segment(bytes_of(*reading.text));
            // It may have been changed between the two readings.
            if (segment.header.boot == boot) builder.add(segment);
        }
        return builder.run(boot_ == boot);
    }

    Machine const& machine_;
    std::string directory_;
    std::vector<Gap>& gaps_;
    std::optional<Id> boot_;
    std::vector<Found> found_;  // the oldest first
    std::size_t bytes_left_ = kMostBytes;
};

}  // namespace

std::vector<BlackBoxRun> read_directory(Machine const& machine, std::string const& directory,
                                        std::vector<Gap>& gaps) {
    return DirectoryReader(machine, directory, gaps).read();
}

}  // namespace rigcheck::blackbox
