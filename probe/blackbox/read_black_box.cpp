#include "probe/blackbox/read_black_box.hpp"

#include <algorithm>
#include <cstdlib>

#include "probe/blackbox/directory_reader.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

constexpr std::string_view kAnswer = "history/black-box";

struct Answer {
    std::optional<BlackBox> box;
    std::vector<Gap> gaps;

    static constexpr auto fields() {
        return field_list(field("box", &Answer::box), field("gaps", &Answer::gaps));
    }
};

std::string environment(char const* name) {
    auto const* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

using Runs = std::vector<BlackBoxRun>;

// Of two recorders in one boot, the one that saw more of its end counts.
void drop_shorter(Runs& runs, Runs const& others) {
    auto const is_shorter = [&](BlackBoxRun const& run) {
        return std::any_of(others.begin(), others.end(), [&](BlackBoxRun const& other) {
            return other.boot_id == run.boot_id && other.last_at > run.last_at;
        });
    };
    runs.erase(std::remove_if(runs.begin(), runs.end(), is_shorter), runs.end());
}

// The order within each stays: it was found without the clock.
Runs merged(Runs a, Runs b) {
    drop_shorter(a, b);
    drop_shorter(b, a);
    Runs all;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        bool const take_left =
            right == b.end() || (left != a.end() && left->last_at >= right->last_at);
        all.push_back(std::move(take_left ? *left++ : *right++));
    }
    return all;
}

Answer read_directories(Machine const& machine, std::vector<std::string> const& directories) {
    Answer answer;
    BlackBox box;
    for (auto const& directory : directories) {
        auto runs = blackbox::read_directory(machine, directory, answer.gaps);
        if (runs.empty()) continue;
        bool const newest = box.runs.empty() || runs.front().last_at > box.runs.front().last_at;
        if (newest) box.directory = directory;
        box.runs = merged(std::move(box.runs), std::move(runs));
    }
    if (!box.runs.empty()) answer.box = std::move(box);
    return answer;
}

Answer read_live(Machine const& machine) {
    std::vector<std::string> directories{std::string(kServiceBlackBox)};
    if (auto const user = user_black_box(); !user.empty()) directories.push_back(user);
    return read_directories(machine, directories);
}

Answer parse_answer(std::string const& text) {
    Answer answer;
    try {
        read_json(Json::parse(text, nullptr, false), answer, "history/black-box");
    } catch (JsonShapeError const&) {
        return {{}, {{"history", "black box", Missing::malformed, {}}}};
    }
    return answer;
}

// A capture holds what was read; a disk of another machine holds the files.
Answer read_any(Machine const& machine) {
    auto const reading = machine.ask(kAnswer, [&]() -> Reading {
        // What a machine named its sensors and what its kernel says may be any bytes.
        auto const json = to_json(read_live(machine));
        return {json.dump(-1, ' ', false, Json::error_handler_t::replace), Missing::absent};
    });
    if (reading.text) return parse_answer(*reading.text);
    if (reading.why != Missing::absent) return {{}, {{"history", "black box", reading.why, {}}}};
    return read_directories(machine, {std::string(kServiceBlackBox)});
}

}  // namespace

std::string user_black_box() {
    auto const state = environment("XDG_STATE_HOME");
    if (!state.empty()) return state + "/rigcheck/blackbox";
    auto const home = environment("HOME");
    return home.empty() ? "" : home + "/.local/state/rigcheck/blackbox";
}

std::optional<BlackBox> read_black_box(Machine const& machine, std::vector<Gap>& gaps) {
    auto answer = read_any(machine);
    gaps.insert(gaps.end(), answer.gaps.begin(), answer.gaps.end());
    return std::move(answer.box);
}

}  // namespace rigcheck
