#include "checklists/knowledge/cuda_versions.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/driver_support.hpp"
#include "checklists/knowledge/knowledge.hpp"
#include "probe/facts/json.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

struct DriverRow {
    std::string cuda, driver;
    static constexpr auto fields() {
        return field_list(field("cuda", &DriverRow::cuda), field("driver", &DriverRow::driver));
    }
};

struct CudnnRow {
    int major = 0;
    std::string first_cuda, last_cuda;
    static constexpr auto fields() {
        return field_list(field("major", &CudnnRow::major),
                          field("first_cuda", &CudnnRow::first_cuda),
                          field("last_cuda", &CudnnRow::last_cuda));
    }
};

struct KeyRow {
    std::string id, what;
    static constexpr auto fields() {
        return field_list(field("id", &KeyRow::id), field("what", &KeyRow::what));
    }
};

struct Table {
    std::vector<DriverRow> drivers;
    std::vector<CudnnRow> cudnn;
    std::vector<KeyRow> keys;
    static constexpr auto fields() {
        return field_list(field("drivers", &Table::drivers), field("cudnn", &Table::cudnn),
                          field("retired_apt_keys", &Table::keys));
    }
};

Table const& table() {
    static Table const loaded = [] {
        Table read;
        read_json(Json::parse(knowledge("cuda.json")), read, "cuda.json");
        return read;
    }();
    return loaded;
}

// "12" stands for "12.4", "12.0" does not.
bool covers(std::string_view row, std::string_view version) {
    return version == row || (version.starts_with(row) && version.substr(row.size(), 1) == ".");
}

}  // namespace

bool less_version(std::string_view a, std::string_view b) {
    return older_kernel(a, b);
}

std::optional<std::string> driver_for_cuda(std::string_view cuda) {
    for (auto const& row : table().drivers) {
        if (covers(row.cuda, cuda)) return row.driver;
    }
    return std::nullopt;
}

std::optional<bool> cudnn_fits(std::string_view cudnn, std::string_view cuda) {
    auto const major = parse_number<int>(cudnn);
    auto const& rows = table().cudnn;
    auto const row =
        std::find_if(rows.begin(), rows.end(), [&](CudnnRow const& r) { return r.major == major; });
    if (row == rows.end()) return std::nullopt;
    bool const too_old = less_version(cuda, row->first_cuda);
    bool const too_new = less_version(row->last_cuda, cuda) && !covers(row->last_cuda, cuda);
    return !too_old && !too_new;
}

std::string const* retired_apt_key(std::string_view id) {
    auto const& keys = table().keys;
    auto const found =
        std::find_if(keys.begin(), keys.end(), [&](KeyRow const& row) { return row.id == id; });
    return found == keys.end() ? nullptr : &found->what;
}

}  // namespace rigcheck
