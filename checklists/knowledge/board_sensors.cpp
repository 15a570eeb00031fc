#include "checklists/knowledge/board_sensors.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Row {
    BoardSensors sensors;
    NamePattern vendor, board;
};

std::vector<Row> load() {
    std::vector<BoardSensors> boards;
    read_json(Json::parse(knowledge("board-sensors.json")).at("boards"), boards,
              "board-sensors.json boards");
    std::vector<Row> rows;
    rows.reserve(boards.size());
    for (auto const& board : boards) {
        rows.push_back({board, pattern_inside(board.vendor), pattern_inside(board.board)});
    }
    return rows;
}

}  // namespace

BoardSensors const* find_board_sensors(Platform const& platform) {
    if (!platform.board_vendor || !platform.board) return nullptr;
    static std::vector<Row> const rows = load();
    auto const found = std::find_if(rows.begin(), rows.end(), [&](Row const& row) {
        return row.vendor.match(*platform.board_vendor) && row.board.match(*platform.board);
    });
    return found == rows.end() ? nullptr : &found->sensors;
}

}  // namespace rigcheck
