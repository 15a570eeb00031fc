#include "checklists/knowledge/driver_support.hpp"

#include <algorithm>
#include <charconv>

#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

std::vector<DriverSupport> load() {
    std::vector<DriverSupport> rows;
    read_json(Json::parse(knowledge("driver-support.json")).at("rows"), rows,
              "driver-support.json rows");
    return rows;
}

std::uint32_t id_of(std::string_view text) {
    std::uint32_t id = 0;
    text.remove_prefix(std::min<std::size_t>(2, text.size()));
    std::from_chars(text.data(), text.data() + text.size(), id, 16);
    return id;
}

bool in_range(std::string_view range, std::uint32_t id) {
    auto const dash = range.find('-');
    if (dash == std::string_view::npos) return id_of(range) == id;
    return id_of(range.substr(0, dash)) <= id && id <= id_of(range.substr(dash + 1));
}

// "6.1.0-18-amd64" is 6, 1, 0, 18.
std::vector<int> numbers_of(std::string_view release) {
    std::vector<int> numbers;
    while (!release.empty()) {
        int number = 0;
        auto const [end, error] =
            std::from_chars(release.data(), release.data() + release.size(), number);
        if (error != std::errc{}) break;
        numbers.push_back(number);
        release.remove_prefix(static_cast<std::size_t>(end - release.data()));
        if (!release.starts_with('.') && !release.starts_with('-')) break;
        release.remove_prefix(1);
    }
    return numbers;
}

}  // namespace

DriverSupport const* find_driver_support(Bus bus, Hex<4> vendor, Hex<4> device) {
    static std::vector<DriverSupport> const rows = load();
    auto const found = std::find_if(rows.begin(), rows.end(), [&](DriverSupport const& row) {
        return row.bus == bus && row.vendor == vendor &&
               std::any_of(row.devices.begin(), row.devices.end(),
                           [&](std::string const& range) { return in_range(range, device.value); });
    });
    return found == rows.end() ? nullptr : &*found;
}

bool older_kernel(std::string_view release, std::string_view than) {
    auto const a = numbers_of(release);
    auto const b = numbers_of(than);
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace rigcheck
