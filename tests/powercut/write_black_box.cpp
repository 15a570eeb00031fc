// Writes a black box with known content, and says what of one came back: for tests that cut the
// power.
//
//   write_black_box write DIRECTORY [--count N] [--ack FILE [--ack-sector N]] [--no-sync]
//                                   [--boot ID] [--slots N] [--limit BYTES] [--channels N]
//                                   [--events] [--interval-ms N]
//   write_black_box read DIRECTORY [--boot ID]
//
// write: one sample after the other, as fast as it can; --count 0 never ends. After each sync the
// number of the last record that is on the drive goes to FILE (a path; "-", the default, is the
// standard output) as a line "ack N". --ack-sector: FILE is a block device, and the line is written
// straight to that sector of it, so that in a log of all writes to the drive it stands behind the
// flush that it tells of. --no-sync leaves out every flush, so that a test can be seen
// to fail. --events puts an event before every third sample, flushed with it. Ends with status 0,
// and the line "done N"; 1 and a sentence on the standard error when something failed.
//
// read: one line of JSON on the standard output:
//   {"records": 5, "first": 0, "last": 4, "ranges": [[0, 4]], "wrong": 0, "damaged_slots": 0,
//    "torn_slots": 0, "damaged_headers": 0, "segments": 1, "unused": 1, "malformed": 0,
//    "truncated": 0, "boots": 1}
// `ranges` are the numbers of the records that came back, `wrong` counts those whose content is not
// what write writes. Of all boots together; --boot ID: of that one alone.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <set>
#include <thread>

#include "probe/blackbox/segment_reader.hpp"
#include "probe/blackbox/storage.hpp"
#include "probe/blackbox/stored_segments.hpp"
#include "probe/blackbox/writer.hpp"
#include "probe/facts/json.hpp"

namespace {

using namespace rigcheck;            // NOLINT(google-build-using-namespace)
using namespace rigcheck::blackbox;  // NOLINT(google-build-using-namespace)

struct Options {
    std::string directory, ack = "-", boot;
    std::uint64_t count = 300;
    std::optional<std::uint64_t> ack_sector;
    bool no_sync = false, events = false;
    std::uint32_t slots = kUsualSlots;
    std::uint64_t limit = std::uint64_t{64} * 1024 * 1024;
    std::uint16_t channels = 20;
    unsigned interval_ms = 0;
};

// The content follows from the time that the record carries, so that nothing else need be known to
// find out whether it is right.
std::int32_t expected_number(Clocks const& at, std::uint16_t channel) {
    auto const mixed = (at.boottime ^ (at.realtime << 7U)) * 0x9E3779B97F4A7C15U + channel;
    return static_cast<std::int32_t>((mixed * 0xBF58476D1CE4E5B9U) >> 33U);
}

std::string expected_text(Clocks const& at) {
    return "event of " + std::to_string(at.boottime) + " " +
           std::string(static_cast<std::size_t>(expected_number(at, 0)) % 400, 'x');
}

bool is_right(Record const& record) {
    if (record.type == RecordType::event) return record.text == expected_text(record.at);
    return std::all_of(record.values.begin(), record.values.end(), [&](Value const& value) {
        return value.number == expected_number(record.at, value.channel);
    });
}

std::vector<Channel> channels_of(std::uint16_t count) {
    std::vector<Channel> channels;
    for (std::uint16_t id = 0; id < count; ++id) {
        channels.push_back({.id = id,
                            .kind = ChannelKind::temperature,
                            .unit = Unit::celsius,
                            .limit = {},
                            .chip = "test",
                            .feature = "temp" + std::to_string(id),
                            .label = {}});
    }
    return channels;
}

Id boot_of(Options const& options) {
    std::string text = options.boot;
    if (text.empty()) {
        int const fd = ::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
        std::array<char, 64> buffer{};
        auto const got = fd < 0 ? 0 : ::read(fd, buffer.data(), buffer.size());
        if (fd >= 0) ::close(fd);
        text.assign(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return parse_id(text).value_or(Id{});
}

int failed(Fault const& fault) {
    std::cerr << fault_text(fault) << '\n';
    return 1;
}

int open_ack(Options const& options) {
    if (options.ack == "-") return STDOUT_FILENO;
    int const how =
        options.ack_sector ? O_WRONLY | O_DIRECT : O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY;
    return ::open(options.ack.c_str(), how, 0644);
}

bool write_line(int ack, std::optional<std::uint64_t> sector, std::string_view line) {
    if (!sector) return ::write(ack, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    alignas(4096) std::array<char, kSlotSize> block{};  // O_DIRECT wants it aligned
    std::copy(line.begin(), line.end(), block.begin());
    auto const place = static_cast<off_t>(*sector * kSlotSize);
    return ::pwrite(ack, block.data(), kSlotSize, place) == static_cast<ssize_t>(kSlotSize);
}

int write(Options const& options) {
    int const ack = open_ack(options);
    if (ack < 0) return failed({"open", options.ack, errno});
    if (auto const fault = prepare_directory(options.directory)) return failed(*fault);
    auto files = real_files();
    if (options.no_sync) {
        files.data_sync = files.sync = [](int) { return 0; };
        files.sync_directory = [](std::string const&) { return 0; };
    }
    Fault fault;
    auto writer = Writer::open({.directory = options.directory,
                                .boot = boot_of(options),
                                .channels = channels_of(options.channels),
                                .slots = options.slots,
                                .limit = options.limit},
                               files, read_clocks(), fault);
    if (!writer) return failed(fault);
    auto const tell = [&](char const* word) {
        auto const line =
            std::string(word) + " " + std::to_string(writer->last_synced().value_or(0)) + "\n";
        return write_line(ack, options.ack_sector, line);
    };
    for (std::uint64_t i = 0; options.count == 0 || i < options.count; ++i) {
        auto const at = read_clocks();
        std::vector<std::optional<double>> values;
        for (std::uint16_t id = 0; id < options.channels; ++id)
            values.emplace_back(expected_number(at, id));
        std::optional<Fault> wrong;
        if (options.events && i % 3 == 0)
            wrong = writer->event(at, EventKind::kernel, expected_text(at), Sync::with_next_sample);
        if (!wrong) wrong = writer->sample(at, values);
        if (wrong) return failed(*wrong);
        if (!tell("ack")) return failed({"write", options.ack, errno});
        if (options.interval_ms > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(options.interval_ms));
    }
    tell("done");
    return 0;
}

Json ranges_of(std::set<std::uint32_t> const& numbers) {
    auto ranges = Json::array();
    for (auto const number : numbers) {
        if (!ranges.empty() && ranges.back()[1].get<std::uint32_t>() + 1 == number) {
            ranges.back()[1] = number;
        } else {
            ranges.push_back({number, number});
        }
    }
    return ranges;
}

int read(Options const& options) {
    auto const files = real_files();
    auto const only = parse_id(options.boot);
    std::set<std::uint32_t> numbers;
    std::set<Id> boots;
    std::map<std::string, std::uint64_t> counts{
        {"wrong", 0},    {"damaged_slots", 0}, {"torn_slots", 0}, {"damaged_headers", 0},
        {"segments", 0}, {"unused", 0},        {"malformed", 0},  {"truncated", 0}};
    for (auto const& stored : stored_segments(files, options.directory)) {
        auto const bytes = files.read(options.directory + "/" + stored.name, 0, SIZE_MAX);
        auto const segment = parse_segment(bytes);
        bool const empty =
            segment.state == SegmentState::unused || segment.state == SegmentState::malformed;
        if (!empty && only && segment.header.boot != *only) continue;
        counts["segments"] += empty ? 0 : 1;
        counts["unused"] += segment.state == SegmentState::unused ? 1 : 0;
        counts["malformed"] += segment.state == SegmentState::malformed ? 1 : 0;
        counts["truncated"] += segment.state == SegmentState::truncated ? 1 : 0;
        counts["damaged_headers"] += segment.header_damaged ? 1 : 0;
        counts["damaged_slots"] += segment.damaged_slots;
        counts["torn_slots"] += segment.torn_slots;
        if (!empty) boots.insert(segment.header.boot);
        for (auto const& record : segment.records) {
            numbers.insert(record.seq);
            counts["wrong"] += is_right(record) ? 0 : 1;
        }
    }
    Json out{{"records", numbers.size()},
             {"first", numbers.empty() ? Json() : Json(*numbers.begin())},
             {"last", numbers.empty() ? Json() : Json(*numbers.rbegin())},
             {"ranges", ranges_of(numbers)},
             {"boots", boots.size()}};
    for (auto const& [name, count] : counts) out[name] = count;
    std::cout << out.dump() << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    Options options;
    CLI::App app("Writes and reads black boxes for tests that cut the power");
    app.require_subcommand(1);
    auto* const writing = app.add_subcommand("write", "write a black box");
    writing->add_option("directory", options.directory)->required();
    writing->add_option("--count", options.count, "samples; 0: until it is killed");
    writing->add_option("--ack", options.ack, "where the numbers go that are on the drive");
    writing->add_option("--ack-sector", options.ack_sector, "of a block device");
    writing->add_flag("--no-sync", options.no_sync, "never flush");
    writing->add_flag("--events", options.events);
    writing->add_option("--boot", options.boot, "the id of the boot, else that of the kernel");
    writing->add_option("--slots", options.slots, "of a segment")
        ->check(CLI::Range(16U, kMaxSlots));
    writing->add_option("--limit", options.limit, "bytes of all segments");
    writing->add_option("--channels", options.channels)->check(CLI::Range(1, 1000));
    writing->add_option("--interval-ms", options.interval_ms);
    auto* const reading = app.add_subcommand("read", "say what is there");
    reading->add_option("directory", options.directory)->required();
    reading->add_option("--boot", options.boot, "of this boot alone");
    CLI11_PARSE(app, argc, argv);
    return writing->parsed() ? write(options) : read(options);
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
