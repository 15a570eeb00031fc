#include "tests/support/black_box_builder.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "probe/blackbox/writer.hpp"

namespace rigcheck::test {
namespace {

struct Kind {
    blackbox::ChannelKind kind;
    blackbox::Unit unit;
};

Kind kind_of(std::string const& name) {
    static std::map<std::string, Kind> const kinds{
        {"temperature", {blackbox::ChannelKind::temperature, blackbox::Unit::celsius}},
        {"power", {blackbox::ChannelKind::power, blackbox::Unit::watt}},
        {"load", {blackbox::ChannelKind::load, blackbox::Unit::percent}}};
    return kinds.at(name);
}

// The values of one second; a channel with fewer of them begins later.
std::vector<std::optional<double>> row_of(BlackBoxPlan const& plan, std::size_t second,
                                          std::size_t seconds) {
    std::vector<std::optional<double>> row;
    for (auto const& values : plan.values) {
        bool const known = second + values.size() >= seconds;
        row.push_back(known ? std::optional(values[second + values.size() - seconds])
                            : std::nullopt);
    }
    return row;
}

}  // namespace

void add_channel(BlackBoxPlan& plan, std::istringstream& in) {
    std::string kind, limit;
    blackbox::Channel channel;
    in >> kind >> channel.label >> limit;
    channel.id = static_cast<std::uint16_t>(plan.channels.size() + 1);
    channel.kind = kind_of(kind).kind;
    channel.unit = kind_of(kind).unit;
    channel.trust = blackbox::Trust::good;
    channel.scale = -1;
    if (limit != "-") channel.limit = std::stod(limit);
    plan.channels.push_back(channel);
    auto& values = plan.values.emplace_back();
    for (std::string word; in >> word;) {
        auto const star = word.find('*');
        auto const count = star == std::string::npos ? 1 : std::stoul(word.substr(star + 1));
        values.insert(values.end(), count, std::stod(word));
    }
}

void write_black_box(std::string const& directory, std::string const& boot_id, std::int64_t start,
                     BlackBoxPlan const& plan) {
    auto const clocks_at = [&](double at) {
        auto const ns = static_cast<std::uint64_t>(at * 1e9);
        auto const begin = static_cast<std::uint64_t>(start) * 1'000'000'000;
        return blackbox::Clocks{.boottime = ns, .realtime = begin + ns, .monotonic = ns};
    };
    std::size_t seconds = 0;
    for (auto const& values : plan.values) seconds = std::max(seconds, values.size());
    auto const begin = plan.until - static_cast<double>(seconds);
    std::filesystem::create_directories(directory);
    auto files = blackbox::real_files();
    files.data_sync = files.sync = [](int) { return 0; };  // no power is cut here
    blackbox::Fault fault;
    auto writer = blackbox::Writer::open({.directory = directory,
                                          .boot = blackbox::parse_id(boot_id).value(),
                                          .channels = plan.channels,
                                          .slots = 256},
                                         files, clocks_at(begin), fault);
    if (!writer) throw std::runtime_error("black box: cannot be written");
    for (std::size_t i = 0; i < seconds; ++i) {
        auto const at = begin + 1 + static_cast<double>(i);
        for (auto const& line : plan.lines) {
            if (line.at > at - 1 && line.at <= at)
                writer->event(clocks_at(line.at), blackbox::EventKind::kernel, line.text,
                              blackbox::Sync::with_next_sample);
        }
        writer->sample(clocks_at(at), row_of(plan, i, seconds));
    }
    auto const end = clocks_at(plan.until);
    if (plan.end == "shutdown") writer->stop(end, blackbox::StopReason::shutdown);
    if (plan.end == "service") writer->stop(end, blackbox::StopReason::service);
    if (plan.end == "suspended") writer->anchor(end, blackbox::AnchorKind::going_to_sleep);
}

}  // namespace rigcheck::test
