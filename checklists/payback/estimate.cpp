#include "checklists/payback/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/electricity.hpp"
#include "checklists/knowledge/gpu_resale.hpp"
#include "checklists/knowledge/payback_ranges.hpp"
#include "checklists/power/cards.hpp"

namespace rigcheck::payback {
namespace {

Estimate stated_alone(Question const& question) {
    Estimate out;
    apply(question.stated, out.inputs);
    return out;
}

// Fills what was not stated, one subject a function.
class Filling {
public:
    explicit Filling(Question const& question) : question_(question) {}

    Estimate take() && { return std::move(out_); }

    void purchase() {
        if (said("purchase")) return;
        double sum = 0;
        for (auto const& part : question_.bought.parts) sum += part.price * part.count;
        auto const currency = question_.bought.currency.value_or(question_.money.currency);
        auto const own = question_.money.in_own(sum, currency);
        if (sum > 0 && !own) {
            ask(Open::currency, "purchase", currency);
        } else if (sum > 0) {
            out_.inputs.purchase = *own;
            assume("purchase", Reason::parts_file, {});
        } else {
            ask(Open::purchase, "purchase", {});
        }
    }

    void cards() {
        if (question_.card) {
            out_.own = {find_gpu_model(*question_.card), question_.cards};
            if (out_.own.model == nullptr) ask_for_card(Open::card, *question_.card);
            return;
        }
        probed_cards();
    }

    void watts() {
        power::Instead const instead{
            .card = question_.card ? out_.own.model : nullptr, .cards = out_.own.count, .cpu = {}};
        auto budget = power::budget_of(question_.machine, question_.bought, instead);
        if (budget.unknown_cpu && question_.card) {
            budget.unknown_cpu = false;
            budget.items.push_back({.consumer = power::Consumer::cpu,
                                    .name = {},
                                    .count = 1,
                                    .peak_w = psu_facts().usual_cpu_w,
                                    .basis = power::Basis::assumption,
                                    .source = "psu.json"});
        }
        auto const demand = budget.demand();
        bool const known = budget.complete() && !demand.gpus.empty();
        if (known && !said("load_w")) out_.parts = budget.items;
        if (!said("load_w")) {
            if (known) {
                out_.inputs.load_w = std::round(power::usual_load_w(demand));
                assume("load_w", Reason::probed, {});
            } else {
                ask(Open::watts, "load_w", {});
            }
        }
        if (!said("idle_w")) {
            out_.inputs.idle_w = power::idle_w(demand);
            assume("idle_w", Reason::usual, {});
        }
        supply(demand, known);
    }

    void electricity() {
        if (said("price_kwh")) return;
        auto const& price = electricity_in(question_.country);
        auto const own = question_.money.in_own(price.price_per_kwh, price.currency);
        if (!own) {
            ask(Open::electricity, "price_kwh", price.currency);
            return;
        }
        out_.inputs.price_kwh = *own;
        assume("price_kwh", price.iso2.empty() ? Reason::elsewhere : Reason::country,
               price.country + ", " + price.source, age_days(price.as_of, question_.today));
    }

    void hours() {
        if (!said("hours_week")) assume("hours_week", Reason::usual, {});
    }

    void cloud() {
        // A stated sum, or a stated price with a stated speed, needs no table.
        bool const priced = said("price_hour") || said("spot_hour") || said("reserved_hour");
        if (said("cloud_month") || (priced && said("speed_ratio"))) return;
        Comparison const with{.own = out_.own,
                              .precision = question_.precision,
                              .money = question_.money,
                              .today = question_.today};
        auto const all = offers(question_.prices, with, question_.wish);
        auto const* chosen = equivalent(all, with, question_.wish);
        // A stated speed makes any instance comparable, if the person names it.
        if (chosen == nullptr && said("speed_ratio") && question_.wish.instance && !all.empty())
            chosen = &all.front();
        name_unused(all, chosen);
        if (chosen == nullptr) {
            nothing_to_compare(all, priced);
            return;
        }
        compare_with(*chosen);
    }

    // A contract whose price nobody knows is not free.
    void contract() {
        auto& in = out_.inputs;
        if (said("cloud_month")) return;
        if (in.cloud_mode == CloudMode::spot && in.spot_hour <= 0 && !said("spot_hour")) {
            auto const& ranges = payback_ranges();
            auto const usual = std::find_if(ranges.begin(), ranges.end(), [](auto const& row) {
                return row.input == "spot_discount";
            });
            if (in.price_hour > 0 && usual != ranges.end()) {
                in.spot_hour = in.price_hour * usual->mode;
                assume("spot_hour", Reason::usual, usual->source);
            } else {
                ask(Open::contract_price, "spot_hour", {});
            }
        }
        if (in.cloud_mode == CloudMode::reserved && in.reserved_hour <= 0 && !said("reserved_hour"))
            ask(Open::contract_price, "reserved_hour", {});
    }

    void usual_values() {
        for (auto const& row : payback_ranges()) {
            if (!row.relative) usual(row);
        }
    }

private:
    bool said(std::string const& name) const { return question_.stated.has(name); }

    void assume(std::string input, Reason reason, std::string source,
                std::optional<int> age = std::nullopt) {
        out_.assumptions.push_back({.input = std::move(input),
                                    .reason = reason,
                                    .source = std::move(source),
                                    .age_days = age});
    }

    void ask(Open about, std::string input, std::string detail) {
        out_.open.push_back(
            {.about = about, .input = std::move(input), .detail = std::move(detail)});
    }

    void ask_for_card(Open about, std::string detail) {
        if (!said("speed_ratio") && !said("cloud_month"))
            ask(about, "speed_ratio", std::move(detail));
    }

    // Inputs that do nothing to this answer need not be read about.
    bool matters(std::string const& input) const {
        bool const spot = out_.inputs.cloud_mode == CloudMode::spot;
        if (input == "interruptions_hour" || input == "lost_hours") return spot;
        return input != "failure_rate" || out_.inputs.failure_cost > 0;
    }

    // Of the loss of value also what cards of this model sold for.
    std::string evidence_for(PaybackRange const& row) const {
        if (row.input != "depreciation" || out_.own.model == nullptr) return row.source;
        for (auto const& sold : gpu_resale()) {
            if (find_gpu_model(sold.gpu) == out_.own.model)
                return fmt::format("{}; {}: {:.3f} ({})", row.source, sold.gpu, sold.kept_a_year,
                                   sold.as_of);
        }
        return row.source;
    }

    void usual(PaybackRange const& row) {
        auto const put = [&](auto const& f) {
            using Member = std::remove_cvref_t<decltype(out_.inputs.*f.member)>;
            if constexpr (std::is_same_v<Member, double>) {
                if (row.input != f.name || said(row.input)) return;
                out_.inputs.*f.member = row.mode;
                if (matters(row.input)) assume(row.input, Reason::usual, evidence_for(row));
            }
        };
        for_each_field<Inputs>(put);
    }

    void probed_cards() {
        auto const cards = power::seen_cards(question_.machine, question_.bought);
        if (cards.empty()) ask_for_card(Open::card, {});
        std::string names;
        for (auto const& card : cards) names += (names.empty() ? "" : ", ") + card.name;
        for (auto const& card : cards) {
            if (card.model == nullptr) {
                auto const* const known = find_gpu(card.function->vendor.value_or(Hex<4>{}),
                                                   card.function->device.value_or(Hex<4>{}));
                ask_for_card(known == nullptr ? Open::card : Open::card_choice, card.name);
                return;
            }
            if (card.model != cards.front().model) {
                ask_for_card(Open::mixed_cards, names);
                return;
            }
        }
        if (!cards.empty()) out_.own = {cards.front().model, static_cast<int>(cards.size())};
    }

    void supply(power::Demand const& demand, bool known) {
        auto const& bought = question_.bought;
        if (!said("psu_w")) {
            auto const need = power::need_of(demand).recommended_w;
            if (bought.psu_w)
                out_.inputs.psu_w = *bought.psu_w;
            else if (known && need)
                out_.inputs.psu_w = *need;
            assume("psu_w", bought.psu_w ? Reason::parts_file : Reason::usual, {});
        }
        if (!said("psu_tier")) {
            if (bought.psu_tier) out_.inputs.psu_tier = *bought.psu_tier;
            assume("psu_tier", bought.psu_tier ? Reason::parts_file : Reason::usual, {});
        }
        if (!said("mains")) {
            out_.inputs.mains = bought.mains.value_or(usual_mains(question_.country));
            assume("mains", bought.mains ? Reason::parts_file : Reason::country, question_.country);
        }
    }

    // A price that the person took the trouble to write down is not dropped without a word.
    void name_unused(std::vector<Offer> const& all, Offer const* chosen) {
        if (chosen != nullptr && (chosen->price.own || question_.wish.instance)) return;
        for (auto const& offer : all) {
            if (!offer.price.own) continue;
            auto const name = offer.price.provider + ' ' + offer.price.instance;
            if (!offer.price_hour)
                out_.unused.push_back({name, offer.price.currency});
            else if (!offer.speed)
                out_.unused.push_back({name, {}});
        }
    }

    void nothing_to_compare(std::vector<Offer> const& all, bool priced) {
        auto const unpriced =
            std::find_if(all.begin(), all.end(), [](Offer const& o) { return !o.price_hour; });
        bool const no_rate = unpriced != all.end() && !priced;
        if (no_rate) ask(Open::currency, "price_hour", unpriced->price.currency);
        bool const asked = std::any_of(out_.open.begin(), out_.open.end(), [](auto const& open) {
            return open.input == "speed_ratio";
        });
        bool const comparable =
            std::any_of(all.begin(), all.end(), [](Offer const& o) { return o.speed.has_value(); });
        if (!asked && !comparable && !said("speed_ratio"))
            ask_for_card(Open::card, out_.own.model == nullptr ? "" : out_.own.model->name);
        if (!priced && !no_rate) ask(Open::cloud_price, "price_hour", {});
    }

    void compare_with(Offer const& offer) {
        out_.offer = offer;
        auto& in = out_.inputs;
        if (!said("price_hour")) {
            in.price_hour = offer.price_hour.value_or(0);
            assume_price("price_hour", offer.price);
        }
        other_contracts(offer);
        if (!said("speed_ratio") && offer.speed) {
            in.speed_ratio = offer.speed->ratio;
            assume("speed_ratio", Reason::speed_table, offer.speed->source,
                   age_days(offer.speed->as_of, question_.today));
        }
        data_costs(offer.price.provider);
    }

    void assume_price(std::string input, CloudPrice const& price) {
        assume(std::move(input), price.own ? Reason::own_price : Reason::price_table, price.source,
               age_days(price.as_of, question_.today));
    }

    std::optional<double> own_price(CloudPrice const* price) const {
        return price == nullptr ? std::nullopt
                                : question_.money.in_own(price->price_hour, price->currency);
    }

    void other_contracts(Offer const& offer) {
        auto const find = [&](PriceType type) {
            return other_price(question_.prices, offer, type);
        };
        auto const fill = [&](char const* input, double& value, CloudPrice const* price) {
            auto const own = own_price(price);
            if (said(input) || !own) return;
            value = *own;
            assume_price(input, *price);
        };
        auto& in = out_.inputs;
        fill("reserved_hour", in.reserved_hour, find(PriceType::reserved_1y_no_upfront));
        fill("spot_hour", in.spot_hour, find(PriceType::spot));
        if (in.spot_hour > 0 || said("spot_hour")) return;
        // Of some regions only the cheapest and the dearest zone are known.
        auto const* const low = find(PriceType::spot_low);
        auto const low_hour = own_price(low);
        auto const high_hour = own_price(find(PriceType::spot_high));
        if (!low_hour || !high_hour) return;
        in.spot_hour = (*low_hour + *high_hour) / 2;
        assume_price("spot_hour", *low);
    }

    void data_costs(std::string const& provider) {
        auto& in = out_.inputs;
        auto const fill = [&](char const* input, double& value, CloudCost const* cost) {
            if (cost == nullptr || said(input)) return;
            auto const own = question_.money.in_own(cost->price_gb, cost->currency);
            if (!own) return;
            value = *own;
            assume(input, Reason::price_table, cost->item + ", " + cost->source,
                   age_days(cost->as_of, question_.today));
        };
        if (question_.stated.values.storage_gb > 0)
            fill("storage_price", in.storage_price,
                 find_cloud_cost(provider, CloudCostKind::storage));
        if (question_.stated.values.egress_gb <= 0) return;
        auto const* const egress = find_cloud_cost(provider, CloudCostKind::egress);
        fill("egress_price", in.egress_price, egress);
        if (egress != nullptr && !said("egress_free_gb")) in.egress_free_gb = egress->free_gb_month;
    }

    Question const& question_;
    Estimate out_ = stated_alone(question_);
};

}  // namespace

Estimate estimate(Question const& question) {
    Filling filling(question);
    filling.purchase();
    filling.hours();
    filling.cards();
    filling.cloud();
    filling.contract();
    filling.watts();
    filling.electricity();
    filling.usual_values();
    auto out = std::move(filling).take();
    out.ranges = usual_ranges(out.inputs);
    if (out.offer && out.offer->speed && !question.stated.has("speed_ratio")) {
        auto const& speed = *out.offer->speed;
        if (speed.low < speed.high)
            out.ranges.push_back({"speed_ratio", speed.low, speed.ratio, speed.high});
    }
    return out;
}

std::vector<Range> usual_ranges(Inputs const& inputs) {
    constexpr double kHoursInWeek = 168;
    std::vector<Range> ranges;
    for (auto const& row : payback_ranges()) {
        double value = 0;
        auto const look = [&](auto const& f) {
            using Member = std::remove_cvref_t<decltype(inputs.*f.member)>;
            if constexpr (std::is_same_v<Member, double>) {
                if (row.input == f.name) value = inputs.*f.member;
            }
        };
        for_each_field<Inputs>(look);
        Range range{.input = row.input, .low = row.low, .mode = value, .high = row.high};
        if (row.relative) {
            range.low *= value;
            range.high *= value;
        }
        if (row.input == "hours_week")
            range.high = std::min(range.high, kHoursInWeek - inputs.idle_hours_week);
        if (range.low < range.mode && range.mode < range.high) ranges.push_back(range);
    }
    return ranges;
}

}  // namespace rigcheck::payback
