#include "wizard/report/payback_json.hpp"

#include <cmath>

#include "checklists/payback/uncertainty.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

using namespace payback;

void round_to(Json& value, int digits) {
    if (!value.is_number_float()) return;
    double const scale = std::pow(10.0, digits);
    double const rounded = std::round(value.get<double>() * scale) / scale;
    value = rounded == 0 ? 0.0 : rounded;  // no -0.0
}

Json result_json(Result const& result) {
    constexpr int kMonths = 3, kHourly = 4, kMoney = 2;
    auto json = to_json(result);
    for (auto& [name, value] : json.items()) {
        bool const months = name.ends_with("_months");
        bool const hourly = name.ends_with("_per_hour") || name.ends_with("_local_hour");
        round_to(value, months ? kMonths : hourly ? kHourly : kMoney);
    }
    if (result.errors.empty()) json.erase("errors");
    return json;
}

Json band_json(Inputs const& inputs, std::vector<Range> const& ranges) {
    if (ranges.empty()) return nullptr;
    auto json = to_json(band(inputs, ranges));
    for (auto& [name, value] : json.items())
        round_to(value, name == "share_within_horizon" ? 4 : 3);
    return json;
}

Json offer_json(Offer const& offer) {
    auto json = to_json(offer.price);
    json["own_price_hour"] = to_json(offer.price_hour);
    json["speed"] = to_json(offer.speed);
    json["work_hour"] = to_json(offer.work_hour);
    json["enough_memory"] = offer.enough_memory;
    json["age_days"] = offer.age_days;
    return json;
}

}  // namespace

std::string payback_json(Estimate const& estimate, std::vector<std::string> const& errors,
                         std::string const& currency) {
    Result result;
    result.errors = errors;
    for (auto const& open : estimate.open) result.errors.push_back(open.input + ": needed");
    bool const able = result.errors.empty();
    if (able) result = evaluate(estimate.inputs);
    Json json{
        {"schema", "rigcheck.payback/1"},
        {"inputs", to_json(estimate.inputs)},
        {"result", result_json(result)},
        {"band", able ? band_json(estimate.inputs, estimate.ranges) : Json(nullptr)},
        {"currency", currency},
        {"ranges", to_json(estimate.ranges)},
        {"tornado", able ? to_json(tornado(estimate.inputs, estimate.ranges)) : Json::array()},
        {"assumptions", to_json(estimate.assumptions)},
        {"open", to_json(estimate.open)},
        {"compared_with", estimate.offer ? offer_json(*estimate.offer) : Json(nullptr)}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string offers_json(std::vector<Offer> const& offers) {
    Json json{{"schema", "rigcheck.instances/1"}, {"offers", Json::array()}};
    for (auto const& offer : offers) json["offers"].push_back(offer_json(offer));
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace rigcheck
