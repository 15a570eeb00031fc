// The chips of hwmon (kernel: Documentation/hwmon/sysfs-interface.rst), by the labels that
// libsensors knows.
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "probe/record/awake.hpp"
#include "probe/record/crossing.hpp"
#include "probe/record/hwmon_choice.hpp"
#include "probe/record/source.hpp"
#include "probe/record/value_file.hpp"
#include "probe/sensors/channel.hpp"

namespace rigcheck::record {
namespace {

using blackbox::ChannelKind;
using blackbox::Unit;

constexpr double kMargin = 5;     // K below a limit where an event is worth a line
constexpr double kAwayAgain = 8;  // K
constexpr double kSag = 0.95;     // of a rail's nominal voltage
constexpr double kUpAgain = 0.96;

// A graphics card's power has a cap instead of a critical value.
std::optional<double> limit_of(Machine const& machine, SensorChip const& chip,
                               SensorFeature const& feature, Opinion const& opinion) {
    constexpr double kMicrowatts = 1e-6;
    if (opinion.limit || feature.kind != SensorKind::power) return opinion.limit;
    auto const cap = machine.read_line(*chip.path + "/" + feature.name + "_cap").text;
    auto const raw = cap ? parse_number<double>(*cap) : std::nullopt;
    return raw && *raw > 0 ? std::optional(*raw * kMicrowatts) : std::nullopt;
}

blackbox::Channel channel_of(SensorChip const& chip, SensorFeature const& feature,
                             Opinion const& opinion) {
    struct Form {
        ChannelKind kind;
        Unit unit;
        int scale;
    };
    auto const form = [&]() -> Form {
        switch (feature.kind) {
            case SensorKind::temperature:
                return {ChannelKind::temperature, Unit::celsius, -1};
            case SensorKind::power:
                return {ChannelKind::power, Unit::watt, -1};
            case SensorKind::voltage:
                return {ChannelKind::voltage, Unit::volt, -3};
            case SensorKind::current:
                return {ChannelKind::current, Unit::ampere, -2};
            default:
                return {ChannelKind::fan, Unit::rpm, 0};
        }
    }();
    auto channel =
        make_channel(form.kind, form.unit, form.scale, chip.name, feature.name, feature.label);
    channel.trust = opinion.trust;
    return channel;
}

// One channel: its file, the factor that sensors3.conf puts to it, and what would be news.
struct Input {
    ValueFile file;
    ChannelFile kind;
    double factor = 1;
    std::string name;
    std::optional<Crossing> limit = {};
    std::string against = {};  // "limit 95 C"

    std::optional<double> read() const {
        auto const raw = file.read_whole();  // kernel: Documentation/hwmon/sysfs-interface.rst
        auto const value = raw ? scaled(kind, *raw) : std::nullopt;
        return value ? std::optional(*value * factor) : std::nullopt;
    }
};

void watch(SensorFeature const& feature, Opinion const& opinion, Input& input) {
    if (opinion.trust == blackbox::Trust::doubtful) return;
    if (feature.kind == SensorKind::temperature && opinion.limit) {
        input.limit.emplace(*opinion.limit - kMargin, *opinion.limit - kAwayAgain);
        input.against = fmt::format("C, limit {:.4g}", *opinion.limit);
    } else if (feature.kind == SensorKind::voltage && opinion.nominal) {
        input.limit.emplace(*opinion.nominal * kSag, *opinion.nominal * kUpAgain);
        input.against = fmt::format("V, nominal {:.4g}", *opinion.nominal);
    }
}

std::optional<Input> open_input(Machine const& machine, SensorChip const& chip,
                                SensorFeature const& feature, Opinion const& opinion) {
    for (auto const* attribute : {"input", "average"}) {
        auto const file = feature.name + '_' + attribute;
        auto const kind = parse_channel_file(file);
        auto opened = ValueFile::open(machine, *chip.path + "/" + file);
        if (!kind || !opened) continue;
        // Not the view that was parsed: it is of `file`, which goes.
        Input input{.file = std::move(*opened),
                    .kind = {.kind = kind->kind, .number = kind->number, .attribute = attribute},
                    .name = chip.name + ' ' + feature.label};
        auto const raw = input.read();
        if (!raw) continue;
        // Both readings are of the same moment, nearly: only a formula makes that much difference.
        constexpr double kSame = 0.2;
        if (feature.kind == SensorKind::voltage && feature.value && *raw > 0 &&
            std::abs(*feature.value / *raw - 1) > kSame)
            input.factor = *feature.value / *raw;
        watch(feature, opinion, input);
        return input;
    }
    return std::nullopt;
}

struct Chip {
    std::string name;
    Awake awake;
    std::vector<Input> inputs;
    bool answered = false;
};

void read_chip(Chip& chip, Sample& sample) {
    if (!chip.awake.now()) {
        chip.answered = false;
        return;
    }
    bool answers = false;
    for (std::size_t i = 0; i < chip.inputs.size(); ++i) {
        auto& input = chip.inputs[i];
        auto const value = input.read();
        sample.values[i] = value;
        answers = answers || value.has_value();
        if (input.limit && input.limit->now(value))
            sample.events.push_back(fmt::format("{} {:.4g} {}", input.name, *value, input.against));
    }
    if (chip.answered && !answers)
        sample.events.push_back(chip.name + ": gives no values any more");
    chip.answered = answers;
}

// The channel opened once more, for a thread of its own.
Meter meter(Machine const& machine, SensorChip const& chip, SensorFeature const& feature,
            std::shared_ptr<Chip const> of) {
    auto const input =
        std::make_shared<std::optional<Input>>(open_input(machine, chip, feature, {}));
    return [input, of = std::move(of)](double /*now_s*/) {
        return *input && of->awake.lately() ? (*input)->read() : std::nullopt;
    };
}

std::optional<Source> chip_source(Machine const& machine, SensorChip const& chip,
                                  Opinions const& opinions) {
    auto const state = std::make_shared<Chip>();
    Source source{.name = chip.name, .channels = {}, .every_s = seconds_between(chip), .read = {}};
    for (auto const& feature : chip.features) {
        if (!is_wanted(chip, feature)) continue;
        auto const known = opinions.find({chip.name, feature.name});
        auto const opinion = known == opinions.end() ? Opinion{} : known->second;
        auto input = open_input(machine, chip, feature, opinion);
        if (!input) continue;
        if (is_fast(chip, feature))
            source.meters.emplace_back(state->inputs.size(), meter(machine, chip, feature, state));
        state->inputs.push_back(std::move(*input));
        source.channels.push_back(channel_of(chip, feature, opinion));
        source.channels.back().limit = limit_of(machine, chip, feature, opinion);
    }
    if (state->inputs.empty()) return std::nullopt;
    state->name = chip.name;
    state->awake = Awake::of(machine, *chip.path + "/device");
    source.read = [state](Sample& sample) { read_chip(*state, sample); };
    return source;
}

}  // namespace

std::vector<Source> hwmon_sources(Machine const& machine, std::vector<SensorChip> const& chips,
                                  Opinions const& opinions) {
    std::vector<Source> sources;
    for (auto const& chip : chips) {
        if (chip.asleep || !chip.path || is_left_out(chip)) continue;
        if (auto source = chip_source(machine, chip, opinions))
            sources.push_back(std::move(*source));
    }
    return sources;
}

}  // namespace rigcheck::record
