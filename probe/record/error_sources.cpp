// Errors that the hardware corrected or reported: memory (EDAC), PCIe (AER), machine checks. Values
// are the kernel's counts since its start, so that nothing is lost between two readings.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "probe/pcie/function.hpp"
#include "probe/record/counters.hpp"
#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"

namespace rigcheck::record {
namespace {

constexpr char const* kControllers = "/sys/devices/system/edac/mc";
constexpr std::size_t kMaxFunctions = 256;
// Counts lose nothing between two readings, and of what cannot wait the kernel's own line tells at
// once.
constexpr int kOften = 5, kSeldom = 10;  // s

blackbox::Channel count_channel(char const* chip, char const* feature) {
    return make_channel(blackbox::ChannelKind::count, blackbox::Unit::none, 0, chip, feature,
                        feature);
}

// A count of each device, of which the channel shows the sum. Says which of them rose.
class Counts {
public:
    explicit Counts(std::string what) : what_(std::move(what)) {}

    void add(std::string device, OpenFile file) {
        parts_.push_back({std::move(device), std::move(file), {}});
    }
    bool empty() const { return parts_.empty(); }

    template <class Parse>
    std::optional<double> read(Parse const& parse, std::vector<std::string>* events) {
        std::optional<double> sum;
        for (auto& part : parts_) {
            auto const text = part.file.read(room_);
            auto const count = text ? parse(*text) : std::nullopt;
            if (!count) continue;
            if (events != nullptr && part.before && *count > *part.before)
                events->push_back(
                    fmt::format("{}: {} more {}", part.device, *count - *part.before, what_));
            part.before = count;
            sum = sum.value_or(0) + static_cast<double>(*count);
        }
        return sum;
    }

private:
    struct Part {
        std::string device;
        OpenFile file;
        std::optional<std::uint64_t> before;
    };
    std::string what_;
    std::vector<Part> parts_;
    std::array<char, 2048> room_{};
};

std::optional<std::uint64_t> whole_number(std::string_view text) {
    return parse_number<std::uint64_t>(text);
}

std::optional<Source> memory_source(Machine const& machine) {
    struct State {
        Counts corrected{"corrected memory errors"}, uncorrected{"uncorrected memory errors"};
    };
    auto const state = std::make_shared<State>();
    for (auto const& name : machine.list(kControllers)) {
        if (!name.starts_with("mc")) continue;
        auto const folder = std::string(kControllers).append("/").append(name);
        if (auto file = machine.open(folder + "/ce_count"))
            state->corrected.add(name, std::move(*file));
        if (auto file = machine.open(folder + "/ue_count"))
            state->uncorrected.add(name, std::move(*file));
    }
    if (state->corrected.empty()) return std::nullopt;
    return Source{
        .name = "edac",
        .channels = {count_channel("edac", "corrected"), count_channel("edac", "uncorrected")},
        .every_s = kOften,
        .read = [state](Sample& sample) {
            sample.values[0] = state->corrected.read(whole_number, nullptr);
            sample.values[1] = state->uncorrected.read(whole_number, &sample.events);
        }};
}

// Both ends of each link count: the port may know what the card below could not tell.
void add_pcie_sources(Machine const& machine, std::vector<Source>& sources) {
    struct State {
        Counts correctable{"corrected PCIe errors"}, nonfatal{"nonfatal PCIe errors"},
            fatal{"fatal PCIe errors"};
    };
    auto const state = std::make_shared<State>();
    std::size_t functions = 0;
    for (auto const& address : machine.list(kPciDevices)) {
        auto const folder = std::string(kPciDevices).append("/").append(address);
        auto correctable = machine.open(folder + "/aer_dev_correctable");
        if (!correctable || ++functions > kMaxFunctions) continue;
        state->correctable.add(address, std::move(*correctable));
        if (auto file = machine.open(folder + "/aer_dev_nonfatal"))
            state->nonfatal.add(address, std::move(*file));
        if (auto file = machine.open(folder + "/aer_dev_fatal"))
            state->fatal.add(address, std::move(*file));
    }
    if (functions == 0) return;
    sources.push_back(
        {.name = "aer",
         .channels = {count_channel("pcie", "nonfatal"), count_channel("pcie", "fatal")},
         .every_s = kOften,
         .read = [state](Sample& sample) {
             sample.values[0] = state->nonfatal.read(aer_total, &sample.events);
             sample.values[1] = state->fatal.read(aer_total, &sample.events);
         }});
    // A marginal link corrects thousands a second: no event each time.
    sources.push_back({.name = "aer correctable",
                       .channels = {count_channel("pcie", "correctable")},
                       .every_s = kSeldom,
                       .read = [state](Sample& sample) {
                           sample.values[0] = state->correctable.read(aer_total, nullptr);
                       }});
}

// The table has a column for each processor and a line for each device, so it is looked at seldom;
// the kernel's line about a machine check comes at once.
std::optional<Source> machine_check_source(Machine const& machine) {
    constexpr std::size_t kRoom = std::size_t{1} << 20U;
    auto opened = machine.open("/proc/interrupts");
    if (!opened) return std::nullopt;
    auto const text = machine.read("/proc/interrupts", kRoom).text;
    if (!text || !interrupt_count(*text, "MCE")) return std::nullopt;
    struct State {
        OpenFile file;
        std::string room;
    };
    // A file of /proc comes in pieces; ours must have room for the whole.
    auto const state =
        std::make_shared<State>(State{std::move(*opened), std::string(2 * text->size(), '\0')});
    return Source{.name = "/proc/interrupts",
                  .channels = {count_channel("cpu", "machine checks")},
                  .every_s = kSeldom,
                  .read = [state](Sample& sample) {
                      auto const now = state->file.read(state->room);
                      auto const count = now ? interrupt_count(*now, "MCE") : std::nullopt;
                      if (count) sample.values[0] = static_cast<double>(*count);
                  }};
}

}  // namespace

std::vector<Source> error_sources(Machine const& machine) {
    std::vector<Source> sources;
    if (auto source = memory_source(machine)) sources.push_back(std::move(*source));
    add_pcie_sources(machine, sources);
    if (auto source = machine_check_source(machine)) sources.push_back(std::move(*source));
    return sources;
}

}  // namespace rigcheck::record
