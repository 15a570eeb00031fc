#include "wizard/cli/payback_question.hpp"

#include <algorithm>
#include <cstdlib>

#include "checklists/knowledge/payback_inputs.hpp"
#include "checklists/knowledge/table.hpp"
#include "probe/utc_now.hpp"
#include "wizard/cli/commands.hpp"
#include "wizard/cli/input.hpp"
#include "wizard/po/language.hpp"

namespace rigcheck {
namespace {

using namespace payback;

std::string flag_help(std::string const& input) {
    auto const& row = payback_input(input);
    return translate(row.label) + " (" + translate(row.unit) + ")";
}

// Puts a JSON object of inputs over what was stated before.
void state(PaybackQuestion& out, Json const& object, std::string const& file) {
    auto const names = input_names();
    for (auto const& [name, value] : object.items()) {
        auto const where = file.empty() ? name : file + ": " + name;
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw UsageError(where + ": " + _("no such input"));
        auto one = Json::object();
        one[name] = value;
        try {
            read_json(one, out.question.stated.values);
            out.question.stated.names.insert(name);
        } catch (JsonShapeError const& error) {
            out.errors.emplace_back(error.what());
        }
    }
}

void read_ranges(PaybackQuestion& out, Json const& list, std::string const& file) {
    try {
        read_json(list, out.ranges, "ranges");
    } catch (JsonShapeError const& error) {
        throw UsageError(file + ": " + error.what());
    }
    for (auto const& range : out.ranges) {
        if (auto const wrong = complaint(range); !wrong.empty())
            throw UsageError(file + ": ranges: " + wrong);
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

// "DE" of "de_DE.UTF-8".
std::string country_of_locale() {
    for (auto const* variable : {"LC_ALL", "LC_MONETARY", "LANG"}) {
        char const* const text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
        if (text == nullptr || *text == '\0') continue;
        std::string_view const locale(text);
        auto const at = locale.find('_');
        if (at == std::string_view::npos || locale.size() < at + 3) return {};
        return std::string(locale.substr(at + 1, 2));
    }
    return {};
}

std::vector<CloudPrice> read_prices(std::string const& file) {
    if (file.empty()) return cloud_prices();
    try {
        return with_own_prices(read_cloud_prices(load_text(file), file));
    } catch (TableError const& error) {
        throw UsageError(error.what());
    }
}

std::optional<std::string> if_said(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

void add_payback_options(CLI::App& command, PaybackOptions& options) {
    add_look_options(command, options.at);
    command.add_option("--inputs", options.inputs,
                       _("All inputs from a JSON object; - for standard input"));
    command.add_option("--expect", options.expect,
                       _("The parts file: what was bought, what it cost"));
    command.add_option("--prices", options.prices,
                       _("Your own cloud prices (CSV), instead of ours for the same instances"));
    command.add_option("--gpu", options.card, _("The card that does the work, by name"));
    command.add_option("--cards", options.cards, _("How many of them"))->check(CLI::Range(1, 64));
    command.add_option("--precision", options.precision, _("What is compared: fp16 or fp32"))
        ->check(CLI::IsMember({"fp16", "fp32"}));
    command.add_option("--provider", options.provider, _("Compare with this provider alone"));
    command.add_option("--instance", options.instance, _("Compare with this instance"));
    command.add_option("--region", options.region, _("Prices of this region alone"));
    command.add_option("--currency", options.currency, _("Your currency, as USD"));
    command.add_option("--rate", options.rates,
                       _("What one unit of another currency is worth in yours: USD=0.92"));
    command.add_option("--country", options.country,
                       _("Where the machine stands, as DE: price of electricity, mains"));
    add_input_flags<Inputs>(command, options.typed, _("Inputs"), flag_help);
}

PaybackQuestion payback_question(PaybackOptions const& options) {
    PaybackQuestion out;
    auto& question = out.question;
    if (!options.expect.empty()) {
        question.bought = load_expectations(options.expect);
        if (auto const inputs = load_json(options.expect).value("payback", Json::object());
            inputs.is_object())
            state(out, inputs, options.expect);
    }
    if (!options.inputs.empty()) read_inputs(out, options.inputs);
    state(out, json_of_flags<Inputs>(options.typed), {});
    question.card = if_said(options.card);
    // A card of no table is asked about; one of several of nearly that name is a slip.
    if (question.card && !similar_gpu_models(*question.card).empty()) card_by_name(*question.card);
    question.cards = options.cards;
    question.precision = options.precision == "fp32" ? Precision::fp32 : Precision::fp16;
    question.wish = {.provider = if_said(options.provider),
                     .instance = if_said(options.instance),
                     .region = if_said(options.region)};
    question.money = read_money(options, question.bought);
    question.country = options.country.empty() ? country_of_locale() : options.country;
    question.prices = read_prices(options.prices);
    question.today = utc_now();
    // With a card by name a machine is planned; the one at hand has nothing to do with it, unless
    // it was named.
    bool const planned = question.card && options.at.this_machine();
    if (!out.inputs_alone && !planned) question.machine = look(options.at);
    return out;
}

}  // namespace rigcheck
