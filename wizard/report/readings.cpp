#include "wizard/report/readings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

constexpr int kChip = 22, kName = 26, kValue = 15;

std::string number(blackbox::Channel const& channel, double value) {
    auto const digits = std::max(0, -channel.scale);
    return fmt::format("{:.{}f} {}", value, digits, enum_name(channel.unit));
}

}  // namespace

std::string readings_text(std::vector<blackbox::Channel> const& channels,
                          std::vector<std::optional<double>> const& values) {
    std::string text;
    for (std::size_t i = 0; i < channels.size() && i < values.size(); ++i) {
        auto const& channel = channels[i];
        if (channel.aspect != blackbox::Aspect::last) continue;
        auto line = fit(printable(channel.chip), kChip) + ' ' +
                    fit(printable(channel.label), kName) + ' ' +
                    fit(values[i] ? number(channel, *values[i]) : "-", kValue);
        if (channel.trust == blackbox::Trust::doubtful) {
            line += _("not believed");
        } else if (channel.limit) {
            line += fill_in(_("limit {}"), number(channel, *channel.limit));
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

}  // namespace rigcheck
