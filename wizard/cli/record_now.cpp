#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>

#include "checklists/rules/sensors_opinions.hpp"
#include "probe/blackbox/storage.hpp"
#include "probe/platform/platform.hpp"
#include "probe/record/recorder.hpp"
#include "probe/record/service_manager.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/duration.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/mark_pipe.hpp"
#include "wizard/cli/record.hpp"
#include "wizard/cli/record_catch.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/readings.hpp"

namespace rigcheck {
namespace {

using record::Recorder;
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

std::string complaint_text(blackbox::StorageComplaint complaint) {
    using Complaint = blackbox::StorageComplaint;
    switch (complaint) {
        case Complaint::memory:
            return _("lies in memory and is gone when the power is");
        case Complaint::overlay:
            return _(
                "belongs to a live session and is gone with it; a partition of the stick is not");
        case Complaint::network:
            return _("lies on the network, which is too slow for the last second");
        case Complaint::read_only:
            return _("cannot be written to");
        case Complaint::little_space:
            return _("has less than 200 MiB free");
        case Complaint::unknown:
            break;
    }
    return {};
}

// A place that the person named is taken, with a warning; one of ours is not.
void check_place(RecordOptions const& options, std::string const& directory) {
    auto const complaint = blackbox::storage_complaint(directory);
    if (!complaint || complaint_text(*complaint).empty()) return;  // writing there will tell
    auto const text = directory + ": " + complaint_text(*complaint);
    if (options.directory.empty())
        throw UsageError(text + "; " + _("name another place with --dir"));
    std::cerr << "rigcheck: record: " << text << '\n';
}

// The signals that end the recording, as a descriptor. They are blocked in every thread from here.
class Signals {
public:
    Signals() {
        sigset_t wanted{};
        sigemptyset(&wanted);
        for (int const signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&wanted, signal);
        ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
        fd_ = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    Signals(Signals const&) = delete;
    Signals(Signals&&) = delete;
    Signals& operator=(Signals const&) = delete;
    Signals& operator=(Signals&&) = delete;
    ~Signals() {
        if (fd_ >= 0) ::close(fd_);
    }
    int descriptor() const { return fd_; }

private:
    int fd_ = -1;
};

// Until a signal comes (true) or the time is over. Marks are handed on meanwhile.
bool wait_for_end(Recorder& recorder, Signals const& signals, MarkPipe const& marks,
                  std::optional<seconds> limit) {
    auto const end = Clock::now() + limit.value_or(seconds(0));
    for (;;) {
        int timeout = -1;
        if (limit) {
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
            if (left.count() <= 0) return false;
            constexpr std::chrono::milliseconds kLongest{std::chrono::hours(1)};
            timeout = static_cast<int>(std::min(left, kLongest).count());
        }
        std::array<pollfd, 2> watched{{{.fd = signals.descriptor(), .events = POLLIN, .revents = 0},
                                       {.fd = marks.descriptor(), .events = POLLIN, .revents = 0}}};
        if (::poll(watched.data(), watched.size(), timeout) < 0 && errno != EINTR) return false;
        if (watched[0].revents != 0) return true;
        if (watched[1].revents != 0) {
            for (auto& line : marks.take()) recorder.mark(std::move(line));
        }
    }
}

std::unique_ptr<Recorder> start(RecordOptions const& options, std::string const& directory) {
    auto machine = open_machine(options.root);
    std::vector<Gap> ignored;
    auto const platform = read_platform(machine, ignored);
    record::RecorderOptions settings;
    settings.directory = directory;
    settings.judge = [platform](std::vector<SensorChip> const& chips) {
        return sensor_opinions(platform, chips);
    };
    settings.told = [](std::string const& problem) {
        std::cerr << "rigcheck: record: " << (problem.empty() ? _("writing goes on") : problem)
                  << '\n';
    };
    blackbox::Fault fault;
    auto recorder = Recorder::start(std::move(machine), std::move(settings), fault);
    if (!recorder && fault.error == EWOULDBLOCK)
        throw UsageError(directory + ": " + _("another recorder is at work there"));
    if (!recorder) throw UsageError(blackbox::fault_text(fault));
    return recorder;
}

// How long a catch still goes on. Empty when it has ended; that was said then, and to systemd too,
// which takes a service that ends without a word for one that failed.
std::optional<seconds> catch_time(RecordOptions const& options, std::string const& directory) {
    auto const found = find_catch(directory, boot_of(options));
    if (!found) {
        begin_catch(directory);
        return seconds(kCatchFor);
    }
    if (!found->caught && !found->over) return found->left;
    auto const text =
        found->caught
            ? fill_in(_("An unexpected end was recorded at {}. What it says: rigcheck postmortem. "
                        "To wait for the next: rigcheck record --dismiss"),
                      *found->caught)
            : fill_in(_("Nothing was caught in the 14 days since {}. To wait on: rigcheck record "
                        "--dismiss"),
                      found->since);
    std::cout << text << '\n';
    record::tell_ready(text);
    return std::nullopt;
}

void say_what_is_recorded(Recorder const& recorder, RecordOptions const& options,
                          std::string const& directory) {
    auto const row = recorder.row();
    auto const line =
        fill_in(_("Recording {} values a second to {}"), row.values.size(), directory);
    std::cout << line << '\n';
    if (row.left_out > 0) std::cout << fill_in(_("{} more find no room"), row.left_out) << '\n';
    if (options.root.empty() && !recorder.reads_kernel_log())
        std::cout << _("The kernel's log may not be read; root may, and rigcheck-record.service")
                  << '\n';
    std::cout.flush();
    record::tell_ready(line);
}

int record_once(Recorder& recorder) {
    constexpr std::uint64_t kRows = 2;  // rates are between two
    constexpr std::chrono::milliseconds kPatience{10000};
    bool const done = recorder.wait_for_rows(kRows, kPatience);
    recorder.stop(blackbox::StopReason::service);
    if (!done) throw UsageError("record: " + _("the sensors do not answer"));
    auto const row = recorder.row();
    std::cout << readings_text(row.channels, row.values);
    return kExitFine;
}

}  // namespace

int record_now(RecordOptions const& options) {
    std::optional<seconds> limit;
    if (!options.duration.empty()) limit = parse_duration("--for", options.duration);
    auto const directory = place_to_record(options);
    check_place(options, directory);
    if (auto const fault = blackbox::prepare_directory(directory))
        throw UsageError(blackbox::fault_text(*fault));
    if (options.catch_end) {
        limit = catch_time(options, directory);
        if (!limit) return kExitFine;
    }
    Signals const signals;
    auto const recorder = start(options, directory);
    if (options.once) return record_once(*recorder);
    MarkPipe const marks(directory);
    say_what_is_recorded(*recorder, options, directory);
    bool const by_signal = wait_for_end(*recorder, signals, marks, limit);
    record::tell_stopping();
    bool const shutdown = by_signal && record::system_is_stopping();
    recorder->stop(shutdown ? blackbox::StopReason::shutdown : blackbox::StopReason::service);
    return kExitFine;
}

}  // namespace rigcheck
