#include "wizard/report/power_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "probe/facts/json.hpp"
#include "wizard/po/language.hpp"
#include "wizard/report/layout.hpp"

namespace rigcheck {
namespace {

std::string rows_text(PowerScreen const& screen) {
    constexpr int kLabel = 44, kBar = 16;
    double most = 1;
    for (auto const& row : screen.rows) most = std::max(most, row.watts);
    std::string out;
    for (auto const& row : screen.rows) {
        double const share = std::clamp(row.watts / most, 0.0, 1.0);
        auto const bar = static_cast<std::size_t>(std::lround(share * kBar));
        out += fmt::format("  {}{:>6.0f} W  {}\n", fit(printable(row.label), kLabel), row.watts,
                           std::string(std::max<std::size_t>(bar, 1), '#'));
        out += paragraph("      ", row.count.empty() ? row.why : row.count + ", " + row.why);
    }
    if (!screen.rows.empty() && screen.sum_w > 0)
        out += fmt::format("  {}{:>6.0f} W\n", fit(_("Together"), kLabel), screen.sum_w);
    return out;
}

Json result_json(power::Inputs const& inputs) {
    auto json = to_json(power::need_of(power::demand_of(inputs)));
    for (auto& [name, value] : json.items()) {
        if (value.is_number_float()) value = std::round(value.get<double>() * 10) / 10;
    }
    return json;
}

}  // namespace

std::string power_text(PowerScreen const& screen) {
    auto out = paragraph("", screen.verdict) + '\n' + rows_text(screen);
    if (!screen.also.empty() || !screen.care.empty() || !screen.open.empty()) out += '\n';
    for (auto const& sentence : screen.also) out += paragraph("  - ", sentence);
    for (auto const& hint : screen.care) out += paragraph("  ! ", printable(hint.in_terminal()));
    for (auto const& question : screen.open)
        out += paragraph("  ? ", printable(question.in_terminal()));
    return out;
}

std::string power_json(power::Inputs const& inputs, power::Budget const& budget,
                       PowerScreen const& screen, std::vector<std::string> const& errors) {
    Json result = Json::object();
    if (errors.empty() && budget.complete()) {
        result = result_json(inputs);
        result["headroom"] =
            screen.headroom ? Json(std::string(enum_name(*screen.headroom))) : Json(nullptr);
    } else {
        auto all = errors;
        if (!budget.unknown_gpus.empty()) all.emplace_back("gpus: needed");
        if (budget.unknown_cpu) all.emplace_back("cpu_peak_w: needed");
        result["status"] = "invalid";
        result["errors"] = all;
    }
    Json json{{"schema", "rigcheck.power/1"},
              {"inputs", to_json(inputs)},
              {"result", result},
              {"budget", to_json(budget.items)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace rigcheck
