#include "wizard/cli/payback_question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "checklists/knowledge/payback_inputs.hpp"
#include "checklists/knowledge/table.hpp"
#include "probe/utc_now.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/cli/place.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace payback;

std::string flag_help(std::string const& input) {
    auto const& row = payback_input(input);
    return fmt::format("{} ({})", translate(row.label), translate(row.unit));
}

void state(PaybackQuestion& out, Json const& object, std::string const& file) {
    auto const errors = state_inputs(out.question.stated, object, file);
    out.errors.insert(out.errors.end(), errors.begin(), errors.end());
}

void read_ranges(PaybackQuestion& out, Json const& list, std::string const& file) {
    try {
        read_json(list, out.ranges, "ranges");
    } catch (JsonShapeError const& error) {
        throw UsageError(file + ": " + error.what());
    }
    std::set<std::string> seen;
    for (auto const& range : out.ranges) {
        auto wrong = complaint(range);
        if (wrong.empty() && !seen.insert(range.input).second)
            wrong = fmt::format("{}: {}", range.input, _("twice"));
        if (!wrong.empty()) throw UsageError(file + ": ranges: " + wrong);
    }
}

void read_inputs(PaybackQuestion& out, std::string const& file) {
    auto object = load_json(file);
    if (!object.is_object()) throw UsageError(file + ": " + _("expected an object"));
    if (auto const ranges = object.find("ranges"); ranges != object.end()) {
        read_ranges(out, *ranges, file);
        object.erase("ranges");
    }
    state(out, object, file);
    out.inputs_alone = true;
}

// "USD=0.92"
void read_rate(Money& money, std::string const& text) {
    constexpr std::size_t kCode = 3;
    double rate = 0;
    bool fine = text.size() > kCode + 1 && text[kCode] == '=';
    if (fine) {
        auto const* const end = text.data() + text.size();
        fine = std::from_chars(text.data() + kCode + 1, end, rate).ptr == end && rate > 0;
    }
    if (!fine)
        throw UsageError("--rate " + text + ": " +
                         _("expected a currency and its worth, as USD=0.92"));
    money.rates[text.substr(0, kCode)] = rate;
}

Money read_money(PaybackOptions const& options, Expectations const& bought) {
    Money money;
    money.currency = !options.currency.empty() ? options.currency : bought.currency.value_or("USD");
    bool const letters =
        money.currency.size() == 3 && std::all_of(money.currency.begin(), money.currency.end(),
                                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!letters)
        throw UsageError("--currency " + money.currency + ": " +
                         _("expected three letters, as USD"));
    for (auto const& rate : options.rates) read_rate(money, rate);
    return money;
}

std::vector<CloudPrice> read_prices(std::string const& file) {
    if (file.empty()) return cloud_prices();
    try {
        return with_own_prices(read_cloud_prices(load_text(file), file));
    } catch (TableError const& error) {
        throw UsageError(error.what());
    }
}

// The spelling of a price list for what was typed, in small letters or not. Throws UsageError that
// lists what there is.
std::optional<std::string> filter(char const* flag, std::string const& typed,
                                  std::vector<CloudPrice> const& prices,
                                  std::string CloudPrice::*member) {
    constexpr std::size_t kMost = 12;
    if (typed.empty()) return std::nullopt;
    auto const same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    };
    std::set<std::string> known;
    for (auto const& price : prices) {
        auto const& value = price.*member;
        if (std::equal(value.begin(), value.end(), typed.begin(), typed.end(), same)) return value;
        bool const near = std::search(value.begin(), value.end(), typed.begin(), typed.end(),
                                      same) != value.end();
        if (member == &CloudPrice::provider || near) known.insert(value);
    }
    std::string list;
    for (auto const& value : known) {
        if (list.size() < kMost * kMost) list += (list.empty() ? "" : ", ") + value;
    }
    throw UsageError(fmt::format("{} {}: {}", flag, typed,
                                 list.empty()
                                     ? _("no price for that; see --list-instances")
                                     : fill_in(_("no price for that; there are: {}"), list)));
}

std::optional<std::string> if_said(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::vector<std::string> state_inputs(Stated& stated, Json const& object, std::string const& file) {
    std::vector<std::string> errors;
    auto const names = input_names();
    for (auto const& [name, value] : object.items()) {
        auto const where = file.empty() ? name : file + ": " + name;
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw UsageError(where + ": " + _("no such input"));
        auto one = Json::object();
        one[name] = value;
        try {
            read_json(one, stated.values);
            stated.names.insert(name);
        } catch (JsonShapeError const& error) {
            errors.emplace_back(error.what());
        }
    }
    return errors;
}

void add_payback_options(CLI::App& command, PaybackOptions& options) {
    add_look_options(command, options.at);
    auto* const inputs = command.add_option(
        "--inputs", options.inputs, _("All inputs from a JSON object; - for standard input"));
    // Inputs from a file are taken as they are, so nothing that fills others has a say.
    auto const add = [&](char const* flag, auto& value, std::string const& help) {
        return command.add_option(flag, value, help)->excludes(inputs);
    };
    add("--expect", options.expect, _("The parts file: what was bought, what it cost"));
    add("--prices", options.prices,
        _("Your own cloud prices (CSV), instead of ours for the same instances"));
    auto* const card = add("--gpu", options.card, _("The card that does the work, by name"));
    add("--cards", options.cards, _("How many of them"))->check(CLI::Range(1, 64))->needs(card);
    add("--precision", options.precision, _("What is compared: fp16 or fp32"))
        ->check(CLI::IsMember({"fp16", "fp32"}));
    add("--provider", options.provider, _("Compare with this provider alone"));
    add("--instance", options.instance, _("Compare with this instance"));
    add("--region", options.region, _("Prices of this region alone"));
    add("--rate", options.rates,
        _("What one unit of another currency is worth in yours: USD=0.92"));
    add("--country", options.country,
        _("Where the machine stands, as DE: price of electricity, mains"));
    command.add_option("--currency", options.currency, _("Your currency, as USD"));
    add_input_flags<Inputs>(command, options.typed, _("Inputs"), flag_help);
}

PaybackQuestion payback_question(PaybackOptions const& options) {
    PaybackQuestion out;
    auto& question = out.question;
    if (!options.expect.empty()) {
        auto const parts = load_parts_file(options.expect);
        question.bought = parts.bought;
        state(out, parts.payback, options.expect);
    }
    if (!options.inputs.empty()) read_inputs(out, options.inputs);
    state(out, json_of_flags<Inputs>(options.typed), {});
    question.card = if_said(options.card);
    // A card of no table is asked about; one of several of nearly that name is a slip.
    if (question.card && !similar_gpu_models(*question.card).empty()) card_by_name(*question.card);
    question.cards = options.cards;
    question.precision = options.precision == "fp32" ? Precision::fp32 : Precision::fp16;
    question.money = read_money(options, question.bought);
    question.country = country_of(options.country);
    question.prices = read_prices(options.prices);
    auto const& prices = question.prices;
    question.wish = {
        .provider = filter("--provider", options.provider, prices, &CloudPrice::provider),
        .instance = filter("--instance", options.instance, prices, &CloudPrice::instance),
        .region = filter("--region", options.region, prices, &CloudPrice::region)};
    question.today = utc_now();
    // With a card by name a machine is planned; the one at hand has nothing to do with it, unless
    // it was named.
    bool const planned = question.card && options.at.this_machine();
    if (!out.inputs_alone && !planned) question.machine = look(options.at);
    return out;
}

}  // namespace rigcheck
