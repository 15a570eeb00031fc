#include "probe/record/recorder.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "probe/blackbox/machine_hash.hpp"
#include "probe/platform/host_name.hpp"
#include "probe/record/kernel_watch.hpp"
#include "probe/record/monotonic.hpp"
#include "probe/record/sampler.hpp"
#include "probe/record/ticker.hpp"
#include "probe/record/write_thread.hpp"

namespace rigcheck::record {
namespace {

using blackbox::Sync;

// Sensors come and go with their modules: soon after the start of the machine, then seldom.
constexpr double kFirstLook = 5, kLongestPause = 60;
constexpr std::chrono::milliseconds kLookTime{5000};

blackbox::WriterOptions writer_options(Machine const& machine, std::string const& directory,
                                       std::vector<blackbox::Channel> channels) {
    blackbox::WriterOptions options;
    options.directory = directory;
    auto const boot = machine.read_line("/proc/sys/kernel/random/boot_id").text.value_or("");
    options.boot = blackbox::parse_id(boot).value_or(blackbox::Id{});
    options.machine =
        blackbox::machine_hash(machine.read_line("/etc/machine-id").text.value_or(""));
    options.channels = std::move(channels);
    return options;
}

std::optional<KernelWatch> open_kernel_log(Machine const& machine) {
    if (!machine.is_live()) return std::nullopt;
    Missing why = Missing::absent;
    auto messages = KernelMessages::open(KernelMessages::From::now, why);
    if (!messages) return std::nullopt;
    return KernelWatch(std::move(*messages), host_names(machine));
}

// Events of one kind differ in their numbers.
std::string kind_of(std::string text) {
    std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return text;
}

}  // namespace

struct Recorder::State {
    Machine machine;
    Judge judge;
    Sampler sampler;
    std::optional<KernelWatch> kernel;
    std::string there;
    FloodGate gate;
    double next_look_s, pause_s = kFirstLook;
    Ticker ticker;
    std::unique_ptr<MeterThread> meters;
    std::optional<blackbox::Clocks> dozing;  // since then the machine is about to sleep
    std::optional<WriteThread> writer;

    mutable std::mutex mutex;
    mutable std::condition_variable row_taken;
    Row row;
    std::atomic<bool> over = false;
    std::thread thread;

    State(Machine taken, Judge judged)
        : machine(std::move(taken)),
          judge(std::move(judged)),
          sampler(sources_of(machine, judge)),
          kernel(open_kernel_log(machine)),
          there(what_is_there(machine)),
          next_look_s(monotonic_s() + kFirstLook),
          meters(std::make_unique<MeterThread>(sampler.meters())) {}

    void push(What what) { writer->push(ToWrite{blackbox::read_clocks(), std::move(what)}); }
    void push_events(blackbox::EventKind kind, std::vector<std::string> lines, Sync last);
    void tell(std::vector<std::string> const& events, Sync last);
    void copy_kernel_lines();
    void take_row();
    bool is_dozing();
    void look_for_sensors();
    void run();
};

void Recorder::State::push_events(blackbox::EventKind kind, std::vector<std::string> lines,
                                  Sync last) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const sync = i + 1 == lines.size() ? last : Sync::with_next_sample;
        push(EventEntry{kind, std::move(lines[i]), sync});
    }
}

// What the sources had to say, as far as it is not too much.
void Recorder::State::tell(std::vector<std::string> const& events, Sync last) {
    std::vector<std::string> lines;
    lines.reserve(events.size());
    for (auto const& event : events)
        lines.push_back(gate.pass(kind_of(event), event, monotonic_s()));
    std::erase(lines, "");
    push_events(blackbox::EventKind::trigger, std::move(lines), last);
}

void Recorder::State::copy_kernel_lines() {
    auto news = kernel->take(monotonic_s());
    push_events(blackbox::EventKind::kernel, std::move(news.lines), Sync::now);
    if (news.back) dozing.reset();
    if (!news.going_to_sleep) return;
    dozing = blackbox::read_clocks();
    push(AnchorEntry{blackbox::AnchorKind::going_to_sleep});
}

// That it went to sleep is to be the last word of a run that ended there, so nothing is recorded
// until it slept; not for long, since it may not have come to that.
bool Recorder::State::is_dozing() {
    if (!dozing) return false;
    constexpr std::uint64_t kNoticed = 500'000'000;  // ns
    constexpr std::uint64_t kLongest = 30'000'000'000;
    auto const now = blackbox::read_clocks();
    auto const asleep = now.boottime - dozing->boottime - (now.monotonic - dozing->monotonic);
    if (asleep >= kNoticed || now.monotonic - dozing->monotonic >= kLongest) dozing.reset();
    return dozing.has_value();
}

void Recorder::State::take_row() {
    tell(sampler.read(monotonic_s()), Sync::with_next_sample);
    std::vector<std::optional<double>> values(sampler.values().begin(), sampler.values().end());
    {
        std::lock_guard const lock(mutex);
        row.values = values;
        ++row.number;
    }
    row_taken.notify_all();
    push(SampleEntry{std::move(values)});
}

void Recorder::State::look_for_sensors() {
    auto const now_s = monotonic_s();
    if (now_s < next_look_s) return;
    pause_s = std::min(kLongestPause, 2 * pause_s);
    next_look_s = now_s + pause_s;
    machine.set_time_limit(kLookTime);
    auto now = what_is_there(machine);
    if (now == there) return;
    there = std::move(now);
    sampler = Sampler(sources_of(machine, judge));
    meters = std::make_unique<MeterThread>(sampler.meters());
    push(ChannelsEntry{sampler.channels()});
    std::lock_guard const lock(mutex);
    row.channels = sampler.channels();
    row.values.assign(row.channels.size(), std::nullopt);
    row.left_out = sampler.left_out();
}

void Recorder::State::run() {
    tell(sampler.read(monotonic_s()), Sync::now);  // rates need a reading before the first row
    while (!over) {
        auto const woke = ticker.wait(kernel ? kernel->descriptor() : -1);
        if (over) return;
        if (woke.readable) copy_kernel_lines();
        if (woke.second && !is_dozing()) {
            take_row();
            look_for_sensors();
        }
    }
}

std::unique_ptr<Recorder> Recorder::start(Machine machine, RecorderOptions options,
                                          blackbox::Fault& fault) {
    auto state = std::make_unique<State>(std::move(machine), std::move(options.judge));
    state->row.channels = state->sampler.channels();
    state->row.values.resize(state->row.channels.size());
    state->row.left_out = state->sampler.left_out();
    std::optional<blackbox::Fault> refused;
    state->writer.emplace(
        writer_options(state->machine, options.directory, state->sampler.channels()),
        std::move(options.files), std::move(options.told), refused);
    if (refused) {
        fault = *refused;
        return nullptr;
    }
    state->thread = std::thread([each = state.get()] { each->run(); });
    return std::unique_ptr<Recorder>(new Recorder(std::move(state)));
}

Recorder::Recorder(std::unique_ptr<State> state) : state_(std::move(state)) {}

Recorder::~Recorder() {
    stop(blackbox::StopReason::service);
}

void Recorder::mark(std::string text) {
    if (!state_->over) state_->push(MarkEntry{std::move(text)});
}

void Recorder::stop(blackbox::StopReason reason) {
    if (state_->over.exchange(true)) return;
    state_->ticker.tell();
    state_->thread.join();
    state_->push(StopEntry{reason});
    state_->writer.reset();
}

Recorder::Row Recorder::row() const {
    std::lock_guard const lock(state_->mutex);
    return state_->row;
}

bool Recorder::wait_for_rows(std::uint64_t number, std::chrono::milliseconds limit) const {
    std::unique_lock lock(state_->mutex);
    return state_->row_taken.wait_for(lock, limit, [&] { return state_->row.number >= number; });
}

bool Recorder::reads_kernel_log() const {
    return state_->kernel.has_value();
}

}  // namespace rigcheck::record
