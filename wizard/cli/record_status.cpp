#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "probe/blackbox/lock.hpp"
#include "probe/blackbox/retention.hpp"
#include "probe/facts/json.hpp"
#include "probe/utc_now.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/mark_pipe.hpp"
#include "wizard/cli/output.hpp"
#include "wizard/cli/record.hpp"
#include "wizard/cli/record_catch.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

struct Status {
    std::string schema = "rigcheck.record/1";
    std::string directory;
    bool recording = false;
    int segments = 0;
    std::uint64_t bytes = 0;
    std::optional<std::string> oldest, newest;  // UTC: the first segment's start, the last record
    std::vector<std::string> unexpected_ends;   // boot ids that are kept
    std::optional<std::string> catch_since, catch_until, caught;

    static constexpr auto fields() {
        using S = Status;
        return field_list(
            field("schema", &S::schema), field("directory", &S::directory),
            field("recording", &S::recording), field("segments", &S::segments),
            field("bytes", &S::bytes), field("oldest", &S::oldest), field("newest", &S::newest),
            field("unexpected_ends", &S::unexpected_ends), field("catch_since", &S::catch_since),
            field("catch_until", &S::catch_until), field("caught", &S::caught));
    }
};

std::string utc(std::uint64_t nanoseconds) {
    auto const since = std::chrono::nanoseconds(static_cast<std::int64_t>(nanoseconds));
    return utc_text(std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(since)));
}

std::optional<std::string> newest_record(blackbox::FileLayer const& files,
                                         std::string const& directory,
                                         std::vector<blackbox::StoredSegment> const& stored) {
    for (auto left = stored.size(); left > 0; --left) {
        auto const& segment = stored[left - 1];
        if (!segment.found) continue;
        auto const tail = blackbox::tail_of(files, directory, segment);
        if (tail.last) return utc(tail.last->record.at.realtime);
    }
    return std::nullopt;
}

Status read_status(std::string const& directory, blackbox::Id const& boot) {
    auto const files = blackbox::real_files();
    auto const stored = blackbox::stored_segments(files, directory);
    Status status;
    status.directory = directory;
    status.recording = blackbox::is_locked(directory);
    for (auto const& segment : stored) {
        ++status.segments;
        status.bytes += segment.size;
        if (!status.oldest && segment.found)
            status.oldest = utc(segment.found->header.created.realtime);
    }
    status.newest = newest_record(files, directory, stored);
    auto const unclean = blackbox::unclean_boots(files, directory, stored, boot);
    for (auto const& each : blackbox::kept_boots(files, directory, unclean))
        status.unexpected_ends.push_back(blackbox::id_hex(each));
    if (auto const found = find_catch(directory, boot)) {
        status.catch_since = found->since;
        status.catch_until = found->until;
        status.caught = found->caught;
    }
    return status;
}

std::string status_text(Status const& status) {
    constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;
    auto const count = static_cast<int>(status.unexpected_ends.size());
    std::string text = status.directory + ": " +
                       (status.recording ? _("recording now") : _("not recording")) + '\n';
    if (status.segments > 0)
        text += fill_in(_("{} MiB, from {} to {}"), status.bytes / kMebibyte,
                        status.oldest.value_or("?"), status.newest.value_or("?")) +
                '\n';
    if (count > 0)
        text += fill_in(translate_plural(
                            "{} run ended unexpectedly and is kept: rigcheck postmortem",
                            "{} runs ended unexpectedly and are kept: rigcheck postmortem", count),
                        count) +
                '\n';
    if (status.caught)
        text += fill_in(_("Caught an unexpected end at {}"), *status.caught) + '\n';
    else if (status.catch_until)
        text += fill_in(_("Waits for an unexpected end until {}"), *status.catch_until) + '\n';
    return text;
}

}  // namespace

int record_status(RecordOptions const& options) {
    auto const directory = place_to_look(options);
    if (::access(directory.c_str(), R_OK | X_OK) != 0 && errno != ENOENT)
        throw UsageError(directory + ": " + std::strerror(errno));
    auto const status = read_status(directory, boot_of(options));
    write_output(options.json ? to_json(status).dump(2) + '\n' : status_text(status), {});
    return kExitFine;
}

int record_mark(RecordOptions const& options) {
    auto const directory = place_to_look(options);
    int const error = send_mark(directory, options.mark);
    if (error == ENXIO || error == ENOENT)
        throw UsageError(directory + ": " + _("no recorder is at work there"));
    if (error != 0) throw UsageError(directory + ": " + std::strerror(error));
    return kExitFine;
}

int record_dismiss(RecordOptions const& options) {
    auto const directory = place_to_look(options);
    auto const files = blackbox::real_files();
    auto const stored = blackbox::stored_segments(files, directory);
    for (auto const& boot : blackbox::unclean_boots(files, directory, stored, boot_of(options))) {
        if (auto const fault = blackbox::dismiss(files, directory, boot))
            throw UsageError(blackbox::fault_text(*fault));
    }
    end_catch(directory);
    return kExitFine;
}

}  // namespace rigcheck
