#include "probe/storage/sata.hpp"

#include <fmt/format.h>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kWords = 256;

// Word `number` of an identification; every word takes five characters, the last of them white.
std::string_view word_at(std::string_view text, std::size_t number) {
    constexpr std::size_t kStride = 5;
    return text.size() < kWords * kStride - 1 ? std::string_view()
                                              : text.substr(number * kStride, 4);
}

// libata names links after the port alone, or after the port and the place behind a port
// multiplier; there the SCSI channel is that place.
struct Names {
    std::string link, device;
};

Names names_of(Machine const& machine, DrivePlace const& place) {
    auto const first = place.target.find(':');
    auto const second = place.target.find(':', first + 1);
    auto const target = std::string_view(place.target);
    if (first == std::string::npos || second == std::string::npos) {
        return {"link" + place.ata_port, "dev" + place.ata_port + ".0"};
    }
    auto const channel = target.substr(first + 1, second - first - 1);
    auto const multiplied = fmt::format("link{}.{}", place.ata_port, channel);
    if (!machine.list(fmt::format("/{}/{}", place.ata, multiplied)).empty()) {
        return {multiplied, fmt::format("dev{}.{}.0", place.ata_port, channel)};
    }
    return {"link" + place.ata_port,
            fmt::format("dev{}.{}", place.ata_port, target.substr(second + 1))};
}

}  // namespace

std::optional<double> parse_sata_speed(std::string_view text) {
    if (text.find("Gbps") == std::string_view::npos) return std::nullopt;
    auto const speed = parse_number<double>(text);
    return speed && *speed > 0 && *speed <= 24 ? speed : std::nullopt;
}

std::optional<double> parse_identify_speed(std::string_view text) {
    auto const word = parse_number<unsigned>(word_at(text, 76), 16);
    if (!word || *word == 0 || *word == 0xFFFF) return std::nullopt;  // says nothing
    if ((*word & 8U) != 0) return 6.0;
    if ((*word & 4U) != 0) return 3.0;
    return (*word & 2U) != 0 ? std::optional(1.5) : std::nullopt;
}

std::string redact_identify(std::string_view text) {
    std::string out(text);
    for (std::size_t word = 0; word < kWords; ++word) {
        bool const identifies = (word >= 10 && word <= 19) || (word >= 108 && word <= 111);
        if (identifies && !word_at(text, word).empty()) out.replace(word * 5, 4, "0000");
    }
    // What is not laid out as expected is not kept at all.
    return word_at(text, 0).empty() ? std::string() : out;
}

void read_sata(Machine const& machine, DrivePlace const& place, Drive& drive,
               std::vector<Gap>& gaps) {
    auto const names = names_of(machine, place);
    auto const port = "/" + place.ata + "/" + names.link;
    auto const speed = [&](char const* file) -> std::optional<double> {
        auto const reading =
            machine.read_line(fmt::format("{}/ata_link/{}/{}", port, names.link, file));
        return reading.text ? parse_sata_speed(*reading.text) : std::nullopt;
    };
    drive.sata_speed_gbps = speed("sata_spd");
    drive.sata_max_gbps = speed("hw_sata_spd_limit");
    drive.sata_limit_gbps = speed("sata_spd_limit");
    auto const device = fmt::format("{}/{}/ata_device/{}", port, names.device, names.device);
    drive.sata_speed_downs = read_number<int>(machine, "storage", device + "/spdn_cnt", gaps);
    if (drive.sata_speed_downs < 0) drive.sata_speed_downs.reset();
    auto const identity = machine.read(device + "/id");
    if (identity.text) drive.sata_drive_gbps = parse_identify_speed(*identity.text);
}

}  // namespace rigcheck
