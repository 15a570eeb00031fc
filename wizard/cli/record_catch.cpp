#include "wizard/cli/record_catch.hpp"

#include <fmt/chrono.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "probe/blackbox/retention.hpp"
#include "probe/facts/json.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/session/atomic_file.hpp"

namespace rigcheck {
namespace {

using Clock = std::chrono::system_clock;
using std::chrono::seconds;

constexpr unsigned kReadableByGroup = 0640;

struct State {
    std::string schema = "rigcheck.catch/1";
    std::int64_t since = 0;  // seconds after 1970

    static constexpr auto fields() {
        return field_list(field("schema", &State::schema), field("since", &State::since));
    }
};

std::string file_in(std::string const& directory) {
    return directory + "/catch.json";
}

// A damaged one is as good as none: the time then begins anew.
std::optional<State> read_state(std::string const& directory) {
    constexpr std::size_t kMost = 4096;
    std::ifstream in(file_in(directory), std::ios::binary);
    std::string text(kMost, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
    auto const json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    State state;
    auto const schema = state.schema;
    try {
        read_json(json, state);
    } catch (JsonShapeError const&) {
        return std::nullopt;
    }
    constexpr std::int64_t kFar = std::int64_t{1} << 40U;
    bool const possible = state.schema == schema && state.since > 0 && state.since < kFar;
    return possible ? std::optional(state) : std::nullopt;
}

std::string utc(seconds since_1970) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(static_cast<std::time_t>(since_1970.count())));
}

// The newest record of a boot that ended without a stop, if it was made since then.
std::optional<std::string> caught_since(std::string const& directory, blackbox::Id const& boot,
                                        std::int64_t since) {
    auto const files = blackbox::real_files();
    auto const stored = blackbox::stored_segments(files, directory);
    auto const unclean = blackbox::unclean_boots(files, directory, stored, boot);
    for (auto left = stored.size(); left > 0; --left) {
        auto const& segment = stored[left - 1];
        bool const ended = segment.found && std::find(unclean.begin(), unclean.end(),
                                                      segment.found->header.boot) != unclean.end();
        auto const tail =
            ended ? blackbox::tail_of(files, directory, segment) : blackbox::SegmentTail{};
        if (!tail.last) continue;
        constexpr std::uint64_t kNanoseconds = 1'000'000'000;
        auto const last = static_cast<std::int64_t>(tail.last->record.at.realtime / kNanoseconds);
        if (last >= since) return utc(seconds(last));
    }
    return std::nullopt;
}

}  // namespace

std::optional<Catch> find_catch(std::string const& directory, blackbox::Id const& boot) {
    auto const state = read_state(directory);
    if (!state) return std::nullopt;
    auto const now = std::chrono::floor<seconds>(Clock::now().time_since_epoch());
    seconds const since(state->since);
    // A clock that lost its battery goes back; that takes nothing off the time.
    auto const left = since + seconds(kCatchFor) - std::max(now, since);
    return Catch{.since = utc(since),
                 .until = utc(since + seconds(kCatchFor)),
                 .over = left.count() <= 0,
                 .caught = caught_since(directory, boot, state->since),
                 .left = left};
}

void begin_catch(std::string const& directory) {
    auto const now = std::chrono::floor<seconds>(Clock::now().time_since_epoch());
    State const state{.since = now.count()};
    try {
        write_atomically(file_in(directory), to_json(state).dump() + '\n', kReadableByGroup);
    } catch (std::system_error const& error) {
        throw UsageError(error.what());
    }
}

void end_catch(std::string const& directory) {
    ::unlink(file_in(directory).c_str());
}

}  // namespace rigcheck
