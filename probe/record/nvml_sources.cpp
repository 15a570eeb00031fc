// NVIDIA's cards by the management library (NVIDIA Management Library API reference). Its session
// stays open; no card is asked that sleeps, or that could.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "probe/gpu/nvml_library.hpp"
#include "probe/pcie/function.hpp"
#include "probe/record/awake.hpp"
#include "probe/record/source.hpp"
#include "probe/sensors/place.hpp"

namespace rigcheck::record {
namespace {

using blackbox::ChannelKind;
using blackbox::Unit;
using nvml::Long;
using nvml::Number;

constexpr double kMilliwatts = 1e-3;
constexpr Number kPowerAverage = 185, kPowerInstant = 186,
                 kMemoryTemperature = 82;  // NVML_FI_DEV_*

// Event reasons that are news: hw-slowdown, sw-thermal, hw-thermal, hw-power-brake. A card at its
// power limit is not.
constexpr Long kNotable = 0x08 | 0x20 | 0x40 | 0x80;

struct Card {
    std::string address, name;
    nvml::Device device;
    Awake awake;
    int code = nvml::kSuccess;
    Long reasons = 0;
};

struct Session {
    explicit Session(char const* file) : library(file) {}
    nvml::Library library;
    std::vector<Card> cards;
};

// By their places among the channels of a card; the power, which is read fast, stands apart.
enum Calm : std::size_t {
    kTemperature,
    kMemory,
    kAverage,
    kLimit,
    kGraphicsClock,
    kMemoryClock,
    kBusy,
    kReasons,
    kState,
    kFan,
    kLinkSpeed,
    kLinkWidth,
    kError,
    kCalm
};

struct Form {
    ChannelKind kind;
    Unit unit;
    int scale;
    char const* label;
};

constexpr std::array<Form, kCalm> kForms{{
    {ChannelKind::temperature, Unit::celsius, 0, "GPU"},
    {ChannelKind::temperature, Unit::celsius, 0, "memory"},
    {ChannelKind::power, Unit::watt, -1, "power, average"},
    {ChannelKind::power, Unit::watt, -1, "power limit"},
    {ChannelKind::clock, Unit::megahertz, 0, "graphics clock"},
    {ChannelKind::clock, Unit::megahertz, 0, "memory clock"},
    {ChannelKind::load, Unit::percent, 0, "busy"},
    {ChannelKind::state, Unit::none, 0, "clock event reasons"},
    {ChannelKind::state, Unit::none, 0, "performance state"},
    {ChannelKind::fan, Unit::percent, 0, "fan"},
    {ChannelKind::link, Unit::gigatransfers, -1, "link speed"},
    {ChannelKind::link, Unit::none, 0, "link width"},
    {ChannelKind::state, Unit::none, 0, "error of the driver"},
}};

blackbox::Channel channel(Card const& card, Form const& form, std::optional<double> limit) {
    auto made = make_channel(form.kind, form.unit, form.scale, card.name, card.address, form.label);
    made.limit = limit;
    return made;
}

std::optional<double> field(Session const& session, Card const& card, Number id) {
    nvml::FieldValue value{.id = id};
    auto const code = session.library.call("nvmlDeviceGetFieldValues", card.device, 1, &value);
    bool const known = code == nvml::kSuccess && value.code == nvml::kSuccess;
    return known ? std::optional<double>(value.value.number) : std::nullopt;
}

std::optional<double> milliwatts(std::optional<Number> value) {
    constexpr Number kMost = 5'000'000;
    return value && *value <= kMost ? std::optional(*value * kMilliwatts) : std::nullopt;
}

// Of the moment, where the card tells it; else what it calls its usage, which newer cards average
// over a second.
std::optional<double> power(Session const& session, Card const& card) {
    if (auto const instant = field(session, card, kPowerInstant)) return *instant * kMilliwatts;
    return milliwatts(nvml::Card(session.library, card.device).ask("nvmlDeviceGetPowerUsage"));
}

std::optional<double> link_speed(std::optional<Number> generation) {
    constexpr std::array kSpeeds{0.0, 2.5, 5.0, 8.0, 16.0, 32.0, 64.0};
    bool const known = generation && *generation > 0 && *generation < kSpeeds.size();
    return known ? std::optional(kSpeeds.at(*generation)) : std::nullopt;
}

Long event_reasons(nvml::Card const& asked) {
    auto bits = asked.ask<Long>("nvmlDeviceGetCurrentClocksEventReasons");
    if (!bits) bits = asked.ask<Long>("nvmlDeviceGetCurrentClocksThrottleReasons");
    return bits.value_or(0);
}

// Whether the driver still has the card: what the temperature's call returns.
bool still_there(Session const& session, Card& card, std::span<std::optional<double>> values,
                 std::vector<std::string>& events) {
    constexpr int kCore = 0;
    Number celsius = 0;
    auto const code =
        session.library.call("nvmlDeviceGetTemperature", card.device, kCore, &celsius);
    bool const failed = code != nvml::kSuccess && code != nvml::kNotSupported;
    if (failed && code != card.code)
        events.push_back(
            fmt::format("{}: the driver no longer answers for it (NVML {})", card.address, code));
    card.code = failed ? code : nvml::kSuccess;
    values[kError] = card.code;
    if (code == nvml::kSuccess) values[kTemperature] = celsius;
    return !failed;
}

void read_calm(Session const& session, Card& card, std::span<std::optional<double>> values,
               std::vector<std::string>& events) {
    if (!still_there(session, card, values, events)) return;
    constexpr int kGraphics = 0, kMemoryDomain = 2;
    nvml::Card const asked(session.library, card.device);
    values[kMemory] = field(session, card, kMemoryTemperature);
    if (values[kMemory] == 0) values[kMemory].reset();
    if (auto const average = field(session, card, kPowerAverage))
        values[kAverage] = *average * kMilliwatts;
    values[kLimit] = milliwatts(asked.ask("nvmlDeviceGetEnforcedPowerLimit"));
    values[kGraphicsClock] = asked.ask("nvmlDeviceGetClockInfo", kGraphics);
    values[kMemoryClock] = asked.ask("nvmlDeviceGetClockInfo", kMemoryDomain);
    if (auto const busy = asked.ask<nvml::Utilization>("nvmlDeviceGetUtilizationRates"))
        values[kBusy] = busy->gpu;
    auto const state = asked.ask<int>("nvmlDeviceGetPerformanceState");
    if (state && *state >= 0 && *state <= 15) values[kState] = *state;  // 32: unknown
    values[kFan] = asked.ask("nvmlDeviceGetFanSpeed");
    values[kLinkSpeed] = link_speed(asked.ask("nvmlDeviceGetCurrPcieLinkGeneration"));
    values[kLinkWidth] = asked.ask("nvmlDeviceGetCurrPcieLinkWidth");
    auto const reasons = event_reasons(asked);
    values[kReasons] = static_cast<double>(reasons);
    if ((reasons & kNotable & ~card.reasons) != 0)
        events.push_back(fmt::format("{}: slowed down, reasons {:#x}", card.address, reasons));
    card.reasons = reasons;
}

// All powers first, since those are read fast; then the rest card by card.
void read(Session& session, Sample& sample) {
    auto const count = session.cards.size();
    bool const all_awake = std::all_of(session.cards.begin(), session.cards.end(),
                                       [](Card const& card) { return card.awake.now(); });
    if (!all_awake) return;  // a question to one may wake the others
    for (std::size_t i = 0; i < count; ++i) {
        if (session.cards[i].code == nvml::kSuccess)
            sample.values[i] = power(session, session.cards[i]);
    }
    if (sample.fast_alone) return;
    for (std::size_t i = 0; i < count; ++i)
        read_calm(session, session.cards[i], sample.values.subspan(count + i * kCalm, kCalm),
                  sample.events);
}

void open_cards(Machine const& machine, std::vector<std::string> const& addresses,
                Session& session) {
    for (auto const& address : addresses) {
        nvml::Device device = nullptr;
        auto const* const name = "nvmlDeviceGetHandleByPciBusId_v2";
        auto code = session.library.call(name, address.c_str(), &device);
        if (code == nvml::kFunctionNotFound)
            code = session.library.call("nvmlDeviceGetHandleByPciBusId", address.c_str(), &device);
        if (code != nvml::kSuccess || device == nullptr) continue;
        auto const chip = chip_address("nvidia", "pci", address);
        auto const path = std::string(kPciDevices).append("/").append(address);
        session.cards.push_back({.address = address,
                                 .name = chip ? chip->name : "nvidia " + address,
                                 .device = device,
                                 .awake = Awake::of(machine, path)});
    }
}

}  // namespace

std::vector<Source> nvml_sources(Machine const& machine, char const* library,
                                 std::vector<std::string> const& addresses) {
    if (addresses.empty()) return {};
    auto const session = std::make_shared<Session>(library);
    if (session->library.start() != nvml::kSuccess) return {};
    open_cards(machine, addresses, *session);
    if (session->cards.empty()) return {};
    Source source{.name = "NVML", .channels = {}, .fast = session->cards.size(), .read = {}};
    constexpr Form kPower{ChannelKind::power, Unit::watt, -1, "power"};
    constexpr int kShutdown = 0, kSlowdown = 1;
    for (auto const& card : session->cards) {
        nvml::Card const asked(session->library, card.device);
        auto const limit = milliwatts(asked.ask("nvmlDeviceGetEnforcedPowerLimit"));
        source.channels.push_back(channel(card, kPower, limit));
    }
    for (auto const& card : session->cards) {
        nvml::Card const asked(session->library, card.device);
        auto hottest = asked.ask("nvmlDeviceGetTemperatureThreshold", kSlowdown);
        if (!hottest) hottest = asked.ask("nvmlDeviceGetTemperatureThreshold", kShutdown);
        for (auto const& form : kForms) {
            bool const heat = &form == &kForms[kTemperature] && hottest && *hottest < 200;
            source.channels.push_back(
                channel(card, form, heat ? std::optional<double>(*hottest) : std::nullopt));
        }
    }
    source.read = [session](Sample& sample) { read(*session, sample); };
    return {std::move(source)};
}

}  // namespace rigcheck::record
