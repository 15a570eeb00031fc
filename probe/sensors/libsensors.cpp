#include "probe/sensors/libsensors.hpp"

#include <sensors/error.h>
#include <sensors/sensors.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>

#include "probe/facts/json.hpp"
#include "probe/sensors/channel.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMaxChips = 128;
constexpr std::size_t kMaxFeatures = 256;

// A mistake in the user's sensors3.conf is no reason to write on our standard error.
void keep_quiet(char const* /*what*/, int /*line*/) {}
void keep_quiet_about_file(char const* /*what*/, char const* /*file*/, int /*line*/) {}

// The library holds its chips in global variables and does not notice new ones, so it is started
// for each reading.
class Library {
public:
    Library() : lock_(mutex()) {
        sensors_parse_error = keep_quiet;
        sensors_parse_error_wfn = keep_quiet_about_file;
        started_ = sensors_init(nullptr) == 0;
    }
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;
    ~Library() {
        if (started_) sensors_cleanup();
    }
    bool started() const { return started_; }

private:
    static std::mutex& mutex() {
        static std::mutex one;
        return one;
    }
    std::lock_guard<std::mutex> lock_;
    bool started_ = false;
};

std::string name_of(sensors_chip_name const& chip) {
    std::array<char, 256> name{};
    if (sensors_snprintf_chip_name(name.data(), name.size(), &chip) < 0) return {};
    return firmware_text(name.data()).value_or("");
}

std::optional<std::string> label_of(sensors_chip_name const& chip, sensors_feature const& feature) {
    std::unique_ptr<char, decltype(&std::free)> const label(sensors_get_label(&chip, &feature),
                                                            &std::free);
    return label ? firmware_text(label.get()) : std::nullopt;
}

// A chip's channels as the library knows them, by the names of their files.
struct Known {
    std::vector<std::string> files;
    std::map<std::string, int> numbers;                      // of a file
    std::map<std::string, sensors_feature const*> features;  // of a channel
};

Known known_channels(sensors_chip_name const& chip) {
    Known known;
    int next = 0;
    while (auto const* feature = sensors_get_features(&chip, &next)) {
        int sub = 0;
        known.features[feature->name] = feature;
        while (auto const* part = sensors_get_all_subfeatures(&chip, feature, &sub)) {
            if ((part->flags & SENSORS_MODE_R) == 0) continue;
            known.files.emplace_back(part->name);
            known.numbers[part->name] = part->number;
        }
    }
    return known;
}

bool read_chip(sensors_chip_name const& found, SensorChip& chip) {
    auto const known = known_channels(found);
    ChannelSource const source{
        [&](std::string const& file) -> std::optional<double> {
            double value = 0;
            bool const got = sensors_get_value(&found, known.numbers.at(file), &value) == 0;
            return got && std::isfinite(value) ? std::optional(value) : std::nullopt;
        },
        [&](Channel const& channel) { return label_of(found, *known.features.at(channel.name)); }};
    chip.name = name_of(found);
    auto const* const adapter = sensors_get_adapter_name(&found.bus);
    chip.adapter = adapter != nullptr ? firmware_text(adapter).value_or("") : "";
    return read_channels(channels_of(known.files), source, chip);
}

sensors_chip_name const* find(std::string const& path) {
    int next = 0;
    while (auto const* chip = sensors_get_detected_chips(nullptr, &next)) {
        if (path == chip->path) return chip;
    }
    return nullptr;
}

bool sensible(SensorFeature const& feature) {
    auto const fits = [](std::optional<double> number) {
        return !number || (std::isfinite(*number) && std::abs(*number) < 1e13);
    };
    return fits(feature.value) && fits(feature.min) && fits(feature.max) && fits(feature.crit) &&
           fits(feature.lcrit) && fits(feature.emergency) && fits(feature.max_hyst) &&
           fits(feature.crit_hyst) && fits(feature.lowest) && fits(feature.highest) &&
           feature.name.size() <= 64 && feature.label.size() <= 64;
}

bool sensible(SensorChip const& chip) {
    return chip.name.size() <= 128 && chip.prefix.size() <= 64 && chip.adapter.size() <= 64 &&
           chip.features.size() <= kMaxFeatures &&
           std::all_of(chip.features.begin(), chip.features.end(),
                       [](SensorFeature const& feature) { return sensible(feature); });
}

}  // namespace

std::optional<SensorAnswer> ask_libsensors(std::vector<SensorChip> const& chips) {
    Library const library;
    if (!library.started()) return std::nullopt;
    SensorAnswer answer;
    for (auto chip : chips) {
        auto const* const found = find(*chip.path);
        if (found != nullptr && !chip.asleep && !read_chip(*found, chip))
            answer.gaps.push_back({"sensors", *chip.path, Missing::timed_out, {}});
        if (chip.asleep || !chip.features.empty()) answer.chips.push_back(std::move(chip));
    }
    return answer;
}

std::optional<SensorAnswer> parse_sensor_answer(std::string_view text) {
    auto const json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    SensorAnswer answer;
    try {
        read_json(json, answer);
    } catch (JsonShapeError const&) {
        return std::nullopt;
    }
    bool const fits = answer.chips.size() <= kMaxChips && answer.gaps.size() <= kMaxChips &&
                      std::all_of(answer.chips.begin(), answer.chips.end(),
                                  [](SensorChip const& chip) { return sensible(chip); });
    return fits ? std::optional(std::move(answer)) : std::nullopt;
}

}  // namespace rigcheck
