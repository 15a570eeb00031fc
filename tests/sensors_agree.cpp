// Run under umockdev-wrapper with UMOCKDEV_DIR: reads the chips of a tree through libsensors, which
// then sees that tree as /sys, and by the files themselves. Prints both and fails if they differ.
#include <iostream>

#include "probe/facts/json.hpp"
#include "probe/sensors/hwmon.hpp"
#include "probe/sensors/libsensors.hpp"
#include "probe/sensors/place.hpp"

int main(int argc, char** argv) {
    using namespace rigcheck;
    std::string error;
    auto const machine = Machine::captured(argc > 1 ? argv[1] : "", error);
    if (!machine) {
        std::cout << error << '\n';
        return 2;
    }
    auto const chips = find_chips(*machine);
    auto by_files = chips;
    std::vector<Gap> gaps;
    read_hwmon(*machine, by_files, gaps);
    auto const answer = ask_libsensors(chips);
    if (!answer) {
        std::cout << "libsensors does not start\n";
        return 2;
    }
    bool same = !by_files.empty() && by_files.size() == answer->chips.size();
    std::cout << by_files.size() << " chips by files, " << answer->chips.size()
              << " by libsensors\n";
    for (std::size_t i = 0; i < std::min(by_files.size(), answer->chips.size()); ++i) {
        auto const left = to_json(by_files[i]), right = to_json(answer->chips[i]);
        if (left == right) continue;
        same = false;
        std::cout << "by files:   " << left.dump() << "\nlibsensors: " << right.dump() << '\n';
    }
    return same ? 0 : 1;
}
