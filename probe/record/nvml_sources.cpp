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

// By their places among the channels of a card.
enum Place : std::size_t {
    kPower,
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
    kPlaces
};

struct Form {
    ChannelKind kind;
    Unit unit;
    int scale;
    char const* label;
};

constexpr std::array<Form, kPlaces> kForms{{
    {ChannelKind::power, Unit::watt, -1, "power"},
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

void read_card(Session const& session, Card& card, std::span<std::optional<double>> values,
               std::vector<std::string>& events) {
    if (!still_there(session, card, values, events)) return;
    constexpr int kGraphics = 0;
    constexpr int kMemoryDomain = 2;
    nvml::Card const asked(session.library, card.device);
    values[kPower] = power(session, card);
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

// A question to one card may wake the others.
bool all_awake(Session const& session) {
    bool awake = true;
    for (auto const& card : session.cards) awake = card.awake.now() && awake;
    return awake;
}

bool were_awake(Session const& session) {
    return std::all_of(session.cards.begin(), session.cards.end(),
                       [](Card const& card) { return card.awake.lately(); });
}

void read(Session& session, Sample& sample) {
    if (!all_awake(session)) return;
    for (std::size_t i = 0; i < session.cards.size(); ++i)
        read_card(session, session.cards[i], sample.values.subspan(i * kPlaces, kPlaces),
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

void add_channels(Session const& session, Card const& card,
                  std::vector<blackbox::Channel>& channels) {
    constexpr int kShutdown = 0;
    constexpr int kSlowdown = 1;
    constexpr Number kMostDegrees = 200;
    nvml::Card const asked(session.library, card.device);
    auto hottest = asked.ask("nvmlDeviceGetTemperatureThreshold", kSlowdown);
    if (!hottest) hottest = asked.ask("nvmlDeviceGetTemperatureThreshold", kShutdown);
    auto const first = channels.size();
    for (auto const& form : kForms)
        channels.push_back(
            make_channel(form.kind, form.unit, form.scale, card.name, card.address, form.label));
    channels[first + kPower].limit = milliwatts(asked.ask("nvmlDeviceGetEnforcedPowerLimit"));
    if (hottest && *hottest < kMostDegrees) channels[first + kTemperature].limit = *hottest;
}

}  // namespace

std::vector<Source> nvml_sources(Machine const& machine, char const* library,
                                 std::vector<std::string> const& addresses) {
    if (addresses.empty()) return {};
    auto const session = std::make_shared<Session>(library);
    if (session->library.start() != nvml::kSuccess) return {};
    open_cards(machine, addresses, *session);
    if (session->cards.empty()) return {};
    Source source{.name = "NVML", .channels = {}, .read = {}};
    for (std::size_t i = 0; i < session->cards.size(); ++i) {
        source.meters.emplace_back(i * kPlaces + kPower, [session, i](double /*now_s*/) {
            return were_awake(*session) ? power(*session, session->cards[i]) : std::nullopt;
        });
        add_channels(*session, session->cards[i], source.channels);
    }
    source.read = [session](Sample& sample) { read(*session, sample); };
    return {std::move(source)};
}

}  // namespace rigcheck::record
