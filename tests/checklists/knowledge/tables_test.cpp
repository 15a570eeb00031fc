// The tables of cards, processors and prices, and the reader that a person's own price file meets.
#include <catch2/catch.hpp>

#include "checklists/knowledge/as_of.hpp"
#include "checklists/knowledge/cloud_prices.hpp"
#include "checklists/knowledge/component_watts.hpp"
#include "checklists/knowledge/cpu_power.hpp"
#include "checklists/knowledge/electricity.hpp"
#include "checklists/knowledge/gpu_resale.hpp"
#include "checklists/knowledge/gpu_throughput.hpp"
#include "checklists/knowledge/gpus.hpp"
#include "checklists/knowledge/payback_inputs.hpp"
#include "checklists/knowledge/payback_ranges.hpp"
#include "checklists/knowledge/table.hpp"
#include "checklists/payback/stated.hpp"

namespace rigcheck {
namespace {

constexpr char const* kHeader =
    "provider,instance,gpu,gpus,region,price_type,currency,price_hour,as_of\n";
constexpr char const* kRow = "me,box,GeForce RTX 4090,1,here,on_demand,EUR,0.5,2026-11-01\n";

std::string error_of(std::string const& text) {
    try {
        read_cloud_prices(text, "own.csv");
    } catch (TableError const& error) {
        return error.what();
    }
    return {};
}

TEST_CASE("a person's price file is read", "[knowledge]") {
    auto const prices = read_cloud_prices(
        std::string("# mine\n") + kHeader + '\n' + kRow + "me,\"a, b\",X,2,,spot,USD,1,2026\n",
        "own.csv");
    REQUIRE(prices.size() == 2);
    CHECK(prices[0].price_hour == 0.5);
    CHECK(prices[0].currency == "EUR");
    CHECK(prices[1].instance == "a, b");
    CHECK(prices[1].price_type == PriceType::spot);
    CHECK(prices[1].gpus == 2);
    CHECK_FALSE(prices[1].retired);  // a column that is not there keeps its default
}

TEST_CASE("a bad row is named by file, line and column", "[knowledge]") {
    auto const bad = [](std::string const& row) {
        return error_of(std::string(kHeader) + kRow + row + "\n");
    };
    CHECK(bad("me,box,X,1,here,on_demand,EUR,dear,2026") ==
          "own.csv:3: price_hour: expected a number, not \"dear\"");
    CHECK(bad("me,box,X,1,here,on_demand,EUR,-1,2026") ==
          "own.csv:3: price_hour: expected 0 to 1000000");
    CHECK(bad("me,box,X,1,here,on_demand,EUR,nan,2026") ==
          "own.csv:3: price_hour: expected a number, not \"nan\"");
    CHECK(bad("me,box,X,1.5,here,on_demand,EUR,1,2026") ==
          "own.csv:3: gpus: expected a whole number, not \"1.5\"");
    CHECK(bad("me,box,X,0,here,on_demand,EUR,1,2026") == "own.csv:3: gpus: expected 1 to 1024");
    CHECK(bad("me,box,X,1,here,sometimes,EUR,1,2026")
              .starts_with("own.csv:3: price_type: expected one of on_demand spot"));
    CHECK(bad("me,box,X,1,here,on_demand,euros,1,2026") ==
          "own.csv:3: currency: expected three letters, as USD");
    CHECK(bad("me,box,X,1,here,on_demand,EUR,1,soon") ==
          "own.csv:3: as_of: expected a date, as 2026-07-20");
    CHECK(bad(",box,X,1,here,on_demand,EUR,1,2026") == "own.csv:3: provider: expected a text");
    CHECK(bad("me,box") == "own.csv:3: fewer cells than the first line has");
    CHECK(bad("me,box,X,1,here,on_demand,EUR,1,2026,more") ==
          "own.csv:3: more cells than the first line has");
    CHECK(bad("me,\"box,X,1,here,on_demand,EUR,1,2026") ==
          "own.csv:3: a quotation mark that is not closed");
}

TEST_CASE("a bad first line is named", "[knowledge]") {
    CHECK(error_of("provider,price\n") == "own.csv:1: price: no such column");
    CHECK(error_of("provider,provider\n") == "own.csv:1: provider: the column is there twice");
    CHECK(error_of("") == "own.csv:1: expected the names of the columns");
}

TEST_CASE("a person's price takes the place of ours, and only that", "[knowledge]") {
    auto const own = read_cloud_prices(
        std::string(kHeader) +
            "aws,p3.2xlarge,Tesla V100 SXM2 16 GB,1,us-east-1,on_demand,USD,2.5,2026-11-01\n",
        "own.csv");
    auto const all = with_own_prices(own);
    int found = 0;
    for (auto const& price : all) {
        bool const same = price.provider == "aws" && price.instance == "p3.2xlarge" &&
                          price.region == "us-east-1" && price.price_type == PriceType::on_demand;
        if (!same) continue;
        ++found;
        CHECK(price.price_hour == 2.5);
        CHECK(price.own);
    }
    CHECK(found == 1);
    CHECK(all.size() < cloud_prices().size() + 1);
    CHECK(all.size() > cloud_prices().size() - 5);
}

TEST_CASE("every table loads, and each row says where it is from and when", "[knowledge]") {
    CHECK(cloud_prices().size() > 500);
    for (auto const& row : cloud_prices()) {
        CHECK_FALSE(row.source.empty());
        CHECK(row.confidence != "low");
    }
    CHECK(cloud_costs().size() > 10);
    for (auto const& row : cloud_costs()) CHECK((!row.source.empty() && !row.as_of.empty()));
    CHECK(gpu_models().size() > 190);
    for (auto const& row : gpu_models()) CHECK((!row.source.empty() && !row.as_of.empty()));
    CHECK(gpu_throughput().size() > 200);
    for (auto const& row : gpu_throughput()) CHECK((!row.source.empty() && !row.as_of.empty()));
    CHECK(electricity_prices().size() > 60);
    for (auto const& row : electricity_prices()) CHECK((!row.source.empty() && !row.as_of.empty()));
    for (auto const part : {PoweredPart::board, PoweredPart::add_in})
        CHECK(watts_of(part).peak_w > 0);
    for (auto const& range : payback_ranges()) CHECK_FALSE(range.source.empty());
}

TEST_CASE("what a yearly loss of value is taken from says the same", "[knowledge]") {
    std::vector<double> kept;
    for (auto const& row : gpu_resale()) kept.push_back(row.kept_a_year);
    std::sort(kept.begin(), kept.end());
    REQUIRE(kept.size() > 20);
    auto const& ranges = payback_ranges();
    auto const range = std::find_if(ranges.begin(), ranges.end(),
                                    [](auto const& row) { return row.input == "depreciation"; });
    REQUIRE(range != ranges.end());
    CHECK(1 - kept[kept.size() / 2] == Approx(range->mode).margin(0.01));
    CHECK(1 - kept[kept.size() / 10] == Approx(range->high).margin(0.02));
    CHECK(1 - kept[kept.size() * 9 / 10] == Approx(range->low).margin(0.02));
}

TEST_CASE("every input of the payback has a name for people", "[knowledge]") {
    auto const names = payback::input_names();
    CHECK(names.size() == payback_inputs().size());
    for (auto const& name : names) CHECK_FALSE(payback_input(name).label.empty());
}

TEST_CASE("the age of a price is the greatest that its date allows", "[knowledge]") {
    CHECK(age_days("2026-11-20", "2026-11-21T10:00:00Z") == 1);
    CHECK(age_days("2026-10", "2026-11-21") == 51);
    CHECK(age_days("2025-H2", "2026-07-01") == 365);
    CHECK(age_days("2025-Q2", "2025-04-02") == 1);
    CHECK(age_days("2025/2026", "2026-01-01") == 365);
    CHECK(age_days("2022..2025-03", "2022-01-02") == 1);
    CHECK(age_days("2025-04 or older", "2025-04-01") == 0);
    CHECK_FALSE(age_days("unknown", "2026-01-01").has_value());
    CHECK_FALSE(age_days("2026-02-31", "2026-03-01").has_value());
    CHECK_FALSE(age_days("", "2026-03-01").has_value());
}

TEST_CASE("cards are found by what people write", "[knowledge]") {
    auto const name = [](char const* text) {
        auto const* const model = find_gpu_model(text);
        return model == nullptr ? std::string() : model->name;
    };
    CHECK(name("RTX 4090") == "GeForce RTX 4090");
    CHECK(name("geforce rtx 3080 12gb") == "GeForce RTX 3080 12 GB");
    CHECK(name("3080") == "GeForce RTX 3080");
    CHECK(name("NVIDIA GeForce RTX 4090") == "GeForce RTX 4090");
    CHECK(name("NVIDIA A100-SXM4-40GB") == "A100 SXM4 40 GB");
    CHECK(name("A100").empty());  // four of that name
    CHECK(name("").empty());
    CHECK(similar_gpu_models("a100").size() == 4);
    CHECK(similar_gpu_models("no such card").empty());
}

TEST_CASE("models that share a PCI id keep what they agree on", "[knowledge]") {
    auto const* const one = find_gpu({0x10de}, {0x2684});
    REQUIRE(one != nullptr);
    CHECK(one->name == "GeForce RTX 4090");
    CHECK(one->board_w == 450);
    auto const* const two = find_gpu({0x10de}, {0x2206});
    REQUIRE(two != nullptr);
    CHECK(two->name == "GeForce RTX 3080 / GeForce RTX 3080 12 GB");
    CHECK_FALSE(two->board_w.has_value());
    CHECK_FALSE(two->vram_gib.has_value());
    CHECK(two->width == 16);
    CHECK(find_gpu({0x10de}, {0xffff}) == nullptr);
}

TEST_CASE("processors are found by what the kernel calls them", "[knowledge]") {
    auto const peak = [](char const* model) {
        auto const* const cpu = find_cpu_power(model);
        return cpu == nullptr ? 0.0 : cpu->peak_w;
    };
    CHECK(peak("AMD Ryzen 7 5800X 8-Core Processor") == 142);
    CHECK(find_cpu_power("AMD Ryzen 7 5800X3D 8-Core Processor")->name == "Ryzen 7 5800X3D");
    CHECK(peak("13th Gen Intel(R) Core(TM) i9-13900K") == 253);
    CHECK(peak("Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz") > 65);
    CHECK(peak("AMD Ryzen Threadripper 1920X 12-Core Processor") == 180);
    CHECK(peak("QEMU Virtual CPU version 2.5+") == 0);
}

}  // namespace
}  // namespace rigcheck
