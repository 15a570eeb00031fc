#include "tests/support/last_end.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rigcheck::test {
namespace {

constexpr int kSamples = 120;

Boot run(char const* id, std::string const& first, std::string const& last) {
    Boot boot;
    boot.boot_id = id;
    boot.kernel = "6.12.10-amd64";
    boot.first_at = first;
    boot.last_at = last;
    return boot;
}

}  // namespace

std::string before_end(double seconds) {
    auto const end = 21 * 3600 + 48 * 60 + 5;
    auto const micros = static_cast<long long>((end - seconds) * 1e6);
    auto const whole = micros / 1'000'000;
    return fmt::format("2026-11-20T{:02}:{:02}:{:02}.{:06}Z", whole / 3600, whole / 60 % 60,
                       whole % 60, micros % 1'000'000);
}

Snapshot machine_after(End end) {
    Snapshot snapshot;
    auto& history = snapshot.history;
    auto last = run(kLastBoot, before_end(3600), before_end(0));
    last.journal_stopped = last.shutdown_started = end == End::clean;
    last.suspended_at_end = false;
    last.last_lines = {"usb 1-1: new high-speed USB device number 2"};
    history.boots = {run(kThisBoot, before_end(-30), before_end(-300)), last};
    history.boots[0].is_running = true;
    history.previous_end.emplace();
    history.previous_end->boot_id = kLastBoot;
    history.previous_end->last_sign_at = before_end(0);
    history.previous_end->next_boot_at = before_end(-30);
    return snapshot;
}

LogMatch line_before_end(std::string const& signature, double seconds,
                         std::map<std::string, std::string> values) {
    LogMatch match;
    match.signature = signature;
    match.boot_id = kLastBoot;
    match.at = before_end(seconds);
    match.boot_s = 3600 - seconds;
    match.line = "a line of " + signature;
    match.values = std::move(values);
    return match;
}

LogMatch line_of_next(std::string const& signature, double boot_s) {
    auto match = line_before_end(signature, -30 - boot_s);
    match.boot_id = kThisBoot;
    match.boot_s = boot_s;
    return match;
}

ResetReason reset_reason(std::vector<int> const& bits) {
    ResetReason reason;
    reason.bits = bits;
    for (int const bit : bits) {
        reason.value.value |= 1U << static_cast<unsigned>(bit);
        reason.texts.push_back("bit " + std::to_string(bit));
    }
    return reason;
}

PstoreRecord panic_record(std::string const& panic, std::string const& at,
                          std::vector<std::string> lines) {
    PstoreRecord record;
    record.file = "dmesg-erst-1";
    record.at = at;
    record.kind = "Panic";
    record.panic = panic;
    record.lines = std::move(lines);
    return record;
}

RecordedChannel recorded(std::string const& name, std::string const& kind, double limit,
                         double value, std::vector<double> const& last) {
    RecordedChannel channel;
    channel.name = name;
    channel.kind = kind;
    channel.unit = kind == "power" ? "W" : kind == "load" ? "%" : "C";
    if (limit > 0) channel.limit = limit;
    std::vector<double> values(kSamples - last.size(), value);
    values.insert(values.end(), last.begin(), last.end());
    auto const [least, most] = std::minmax_element(values.begin(), values.end());
    channel.least = *least - 10;  // earlier in the run
    channel.most = *most;
    channel.values.assign(values.begin(), values.end());
    return channel;
}

BlackBoxRun black_box_run(std::string const& boot_id, std::vector<RecordedChannel> channels) {
    BlackBoxRun run;
    run.boot_id = boot_id;
    run.end = RecordEnd::cut;
    run.first_at = before_end(3600);
    run.last_at = before_end(0);
    for (int i = 1 - kSamples; i <= 0; ++i) run.seconds.push_back(i);
    run.channels = std::move(channels);
    return run;
}

bool has_ties(std::vector<causes::Suspect> const& suspects) {
    using causes::Word;
    return std::any_of(suspects.begin(), suspects.end(), [](causes::Suspect const& suspect) {
        return suspect.word == Word::cannot_be_told_apart &&
               suspect.cause->word != Word::cannot_be_told_apart;
    });
}

std::string said(causes::Diagnosis const& diagnosis) {
    std::string text;
    for (auto const& suspect : diagnosis.suspects) {
        if (!text.empty()) text += ", ";
        text += suspect.cause->id + ' ' + std::string(enum_name(suspect.word));
    }
    return text;
}

}  // namespace rigcheck::test
