// rigcheck payback and rigcheck power, as a person types them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::run_rigcheck;

std::string const kMachine = RIGCHECK_SOURCE_DIR "/tests/machines/pcie-idle-nvidia.tree";

class Folder {
public:
    std::string write(std::string const& name, std::string const& text) const {
        auto const file = tree_.root() + "/" + name;
        std::ofstream(file) << text;
        return file;
    }

private:
    test::Tree tree_ = test::Tree::from_text("/scratch/");
};

Json json_of(std::vector<std::string> arguments, std::string const& input, int exit_code) {
    arguments.emplace_back("--json");
    auto const outcome = run_rigcheck(arguments, input);
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit_code == exit_code);
    return Json::parse(outcome.out);
}

TEST_CASE("payback: inputs by file are taken as they are", "[cli][payback]") {
    auto const json =
        json_of({"payback", "--inputs", "-"},
                R"({"purchase":2965,"cloud_month":800,"depreciation":0,"resale_drop":1})", 0);
    CHECK(json["schema"] == "rigcheck.payback/1");
    CHECK(json["result"]["status"] == "pays_back");
    CHECK(json["result"]["breakeven_months"] == 3.706);
    CHECK(json["result"]["threshold_hours_week"].is_null());
    CHECK(json["inputs"]["psu_w"] == 750);
    CHECK(json["inputs"].size() == 42);
    CHECK(json["band"]["p50"] == 3.706);
    CHECK(json["assumptions"].empty());
}

TEST_CASE("payback: a flag stands over the file", "[cli][payback]") {
    auto const json = json_of({"payback", "--inputs", "-", "--cloud-month", "1600"},
                              R"({"purchase":2965,"cloud_month":800})", 0);
    CHECK(json["result"]["simple_months"] == Approx(1.853).margin(0.001));
}

TEST_CASE("payback: bad inputs are named, on both channels", "[cli][payback]") {
    auto const bad = [](std::string const& inputs, std::string const& expected) {
        auto const outcome = run_rigcheck({"payback", "--inputs", "-", "--json"}, inputs);
        CHECK(outcome.exit_code == 3);
        CHECK(outcome.err.find(expected) != std::string::npos);
        auto const json = Json::parse(outcome.out);
        CHECK(json["result"]["status"] == "invalid");
        CHECK(json["result"]["errors"].dump().find(expected) != std::string::npos);
        CHECK(json["band"].is_null());
    };
    bad(R"({"hours_week":200})", "hours_week must be 0..168");
    bad(R"({"price_hour":-1})", "price_hour must be finite and >= 0");
    bad(R"({"hours_week":"many"})", "hours_week: expected a number");
    bad(R"({"horizon":1000000})", "horizon must be 1..120");
    bad(R"({"psu_tier":"plastic"})", "psu_tier: expected one of");
    auto const unknown = run_rigcheck({"payback", "--inputs", "-"}, R"({"hours_weak":2})");
    CHECK(unknown.exit_code == 3);
    CHECK(unknown.err == "rigcheck: -: hours_weak: no such input\n");
    auto const flag = run_rigcheck({"payback", "--hours-week", "many", "--json"});
    CHECK(flag.exit_code == 3);
    CHECK(flag.err.find("hours_week: expected a number") != std::string::npos);
    CHECK(run_rigcheck({"payback", "--inputs", "-"}, "[1]").err ==
          "rigcheck: -: expected an object\n");
}

TEST_CASE("payback: a machine, a parts file and the hours are enough", "[cli][payback]") {
    Folder const folder;
    auto const parts = folder.write("parts.json", R"({"gpus":[{"name":"RTX 3090"}],"psu_w":850,
        "parts":[{"part":"card","price":1500},{"part":"rest","price":1000}],
        "payback":{"hours_week":30,"price_kwh":0.2}})");
    auto const tree = test::Tree("pcie-idle-nvidia.tree");
    auto const json = json_of({"payback", "--root", tree.root(), "--expect", parts}, {}, 0);
    CHECK(json["inputs"]["purchase"] == 2500);
    CHECK(json["inputs"]["hours_week"] == 30);
    CHECK(json["inputs"]["psu_w"] == 850);
    CHECK(json["compared_with"]["provider"] == "aws");
    CHECK(json["result"]["breakeven_months"].is_number());
    auto const text = run_rigcheck({"payback", "--root", tree.root(), "--expect", parts});
    CHECK(text.exit_code == 0);
    CHECK(text.out.starts_with("It pays for itself after "));
    for (auto const* part :
         {"Compared with aws ", "your machine", "month 36", "in four of five cases",
          "What the answer depends on most", "--price-hour"})
        CHECK(test::on_one_line(text.out).find(part) != std::string::npos);
    auto const check = run_rigcheck(
        {"check", "--root", tree.root(), "--expect", parts, "--only", "power.psu-headroom"});
    CHECK(check.exit_code == 0);
}

TEST_CASE("payback: what is missing is asked for", "[cli][payback]") {
    auto const tree = test::Tree::from_text("/scratch/");
    auto const outcome = run_rigcheck({"payback", "--root", tree.root()});
    CHECK(outcome.exit_code == 3);
    CHECK(outcome.err ==
          "rigcheck: payback: --purchase: needed; --speed-ratio: needed; "
          "--price-hour: needed; --load-w: needed\n");
    CHECK(test::on_one_line(outcome.out).find("What did the machine cost?") != std::string::npos);
    auto const asked = run_rigcheck({"payback", "--root", tree.root(), "--ask"},
                                    "20\nmuch\n2500\n0.7\n1.5\n400\n");
    INFO(asked.out << asked.err);
    CHECK(asked.exit_code == 0);
    CHECK(asked.out.find("purchase: expected a number") != std::string::npos);
    CHECK(asked.out.find("It pays for itself after ") != std::string::npos);
}

TEST_CASE("payback: cards and prices that it does not know", "[cli][payback]") {
    auto const slip = run_rigcheck({"payback", "--gpu", "A100", "--purchase", "1"});
    CHECK(slip.exit_code == 3);
    CHECK(slip.err.find("say which: A100 SXM4 40 GB") != std::string::npos);
    auto const rate = run_rigcheck({"payback", "--rate", "USD"});
    CHECK(rate.err.find("--rate USD: expected a currency and its worth") != std::string::npos);
    Folder const folder;
    auto const prices =
        folder.write("own.csv",
                     "provider,instance,gpu,gpus,price_type,currency,price_hour,as_of\n"
                     "me,box,X,1,spot,USD,cheap,2026\n");
    auto const bad = run_rigcheck({"payback", "--prices", prices});
    CHECK(bad.exit_code == 3);
    CHECK(bad.err.find("own.csv:2: price_hour: expected a number, not \"cheap\"") !=
          std::string::npos);
}

TEST_CASE("payback: a person's own price is used and said", "[cli][payback]") {
    Folder const folder;
    auto const prices =
        folder.write("own.csv",
                     "provider,instance,gpu,gpus,region,price_type,currency,price_hour,as_of\n"
                     "me,box,GeForce RTX 4090,1,here,on_demand,USD,0.25,2026-11-01\n");
    auto const json =
        json_of({"payback", "--gpu", "RTX 4090", "--purchase", "2500", "--prices", prices}, {}, 0);
    CHECK(json["inputs"]["price_hour"] == 0.25);
    CHECK(json["inputs"]["speed_ratio"] == 1);
    CHECK(json["compared_with"]["instance"] == "box");
    CHECK(json["assumptions"].dump().find("own-price") != std::string::npos);
}

TEST_CASE("payback: instances, the cheapest work first, old ones only on demand",
          "[cli][payback]") {
    auto const listed = run_rigcheck({"payback", "--gpu", "RTX 4090", "--list-instances"});
    CHECK(listed.exit_code == 0);
    CHECK(listed.out.find("g6e.xlarge") != std::string::npos);
    CHECK(listed.out.find("p2.xlarge") == std::string::npos);
    auto const all = json_of({"payback", "--gpu", "RTX 4090", "--list-instances", "--all"}, {}, 0);
    CHECK(all["schema"] == "rigcheck.instances/1");
    double before = 0;
    for (auto const& offer : all["offers"]) {
        if (offer["work_hour"].is_null()) break;
        CHECK(offer["work_hour"].get<double>() >= before);
        before = offer["work_hour"].get<double>();
    }
    CHECK(before > 1);
}

TEST_CASE("payback: the calculation and the page repeat the figures", "[cli][payback]") {
    std::string const inputs = R"({"purchase":2965,"load_w":390,"idle_w":75,"psu_w":1200,
        "psu_tier":"platinum","mains":"115","price_kwh":0.13,"hours_week":60,"idle_hours_week":20,
        "speed_ratio":0.528,"price_hour":3.06,"storage_gb":500,"storage_price":0.1})";
    auto const text = run_rigcheck({"payback", "--inputs", "-", "--explain"}, inputs);
    for (auto const* part : {"429.4 W", "137.8 h", "The cloud, first month: 471.52 USD",
                             "The machine, first month: 15.83 USD", "6.507"})
        CHECK(test::on_one_line(text.out).find(part) != std::string::npos);
    auto const html = run_rigcheck({"payback", "--inputs", "-", "--format", "html"}, inputs);
    CHECK(html.exit_code == 0);
    CHECK(html.out.starts_with("<!DOCTYPE html>"));
    CHECK(html.out.find("<svg") != std::string::npos);
    CHECK(html.out.find("plot-band") != std::string::npos);
    CHECK(html.out.find("471.52 USD") != std::string::npos);
    for (auto const* foreign : {"http:", "https:", "<script", "src="})
        CHECK(html.out.find(foreign) == std::string::npos);
}

TEST_CASE("payback: slips in flags are named with what there is", "[cli][payback]") {
    auto const error = [](std::vector<std::string> arguments, std::string const& input = {}) {
        arguments.insert(arguments.begin(), "payback");
        auto const outcome = run_rigcheck(arguments, input);
        CHECK(outcome.exit_code == 3);
        return outcome.err;
    };
    CHECK(error({"--gpu", "RTX 4090", "--provider", "awz"})
              .starts_with("rigcheck: --provider awz: no price for that; there are: aws, azure"));
    CHECK(error({"--country", "Germany"}) ==
          "rigcheck: --country Germany: expected two letters, as DE\n");
    CHECK(error({"--inputs", "-", "--gpu", "RTX 4090"}, "{}").find("excludes") !=
          std::string::npos);
    CHECK(error({"--ask", "--json"}).find("excludes") != std::string::npos);
    CHECK(error({"--cards", "2"}).find("--gpu") != std::string::npos);
    CHECK(error({"--inputs", "-"},
                R"({"ranges":[{"input":"discount","low":-5,"mode":0,"high":1}]})") ==
          "rigcheck: -: ranges: discount must be from 0 to 1\n");
    CHECK(error({"--inputs", "-"}, R"({"ranges":[{"input":"purse","low":1,"mode":1,"high":1}]})") ==
          "rigcheck: -: ranges: purse: no such number\n");
    auto const range = std::string(R"({"input":"price_hour","low":1,"mode":1,"high":1})");
    CHECK(error({"--inputs", "-"}, R"({"ranges":[)" + range + "," + range + "]}") ==
          "rigcheck: -: ranges: price_hour: twice\n");
    auto const upper = run_rigcheck(
        {"payback", "--gpu", "RTX 4090", "--purchase", "1", "--provider", "AWS", "--json"});
    CHECK(upper.exit_code == 0);
}

TEST_CASE("payback: every kind of never has its own sentence", "[cli][payback]") {
    auto const first_line = [](std::string const& inputs) {
        auto const out = test::on_one_line(run_rigcheck({"payback", "--inputs", "-"}, inputs).out);
        return out.substr(0, out.find(". "));
    };
    CHECK(first_line(R"({"purchase":100,"price_hour":1,"hours_week":0})") ==
          "At no hours of work a week there is nothing to pay for itself with");
    CHECK(first_line(R"({"purchase":100,"price_hour":0})") ==
          "It never pays for itself: this cloud costs nothing");
    CHECK(first_line(R"({"purchase":100,"price_hour":0.01,"load_w":500})")
              .starts_with("It never pays for itself: its electricity"));
    CHECK(first_line(R"({"purchase":0,"price_hour":0.01,"load_w":500})")
              .starts_with("There is nothing to recover, but running it costs "));
}

TEST_CASE("power: stated figures", "[cli][power]") {
    auto const json =
        json_of({"power", "--inputs", "-"},
                R"({"gpus":[250,250],"cpu_peak_w":180,"rest_w":90,"psu":"legacy"})", 0);
    CHECK(json["schema"] == "rigcheck.power/1");
    CHECK(json["result"]["recommended_w"] == 1000);
    CHECK(json["result"]["need_w"] == 913.5);
    CHECK(json["result"]["headroom"].is_null());
    auto const flags = json_of({"power", "--gpus", "250,250", "--cpu-peak-w", "180", "--rest-w",
                                "90", "--psu", "legacy", "--psu-w", "750"},
                               {}, 2);
    CHECK(flags["result"]["headroom"] == "too-small");
    auto const bad = run_rigcheck({"power", "--gpus", "250,x"});
    CHECK(bad.exit_code == 3);
    CHECK(bad.err.find("gpus[1]: expected a number") != std::string::npos);
    CHECK(run_rigcheck({"power", "--inputs", "-"}, R"({"gpu":1})").err ==
          "rigcheck: -: gpu: no such input\n");
    CHECK(run_rigcheck({"power", "--psu-w", "0"}).err.find("psu_w: expected 1 to 100000") !=
          std::string::npos);
}

TEST_CASE("power: neither a virtual machine nor a notebook has a supply to judge", "[cli][power]") {
    auto const virtual_machine = test::Tree("drivers-vm.tree");
    auto const guest = run_rigcheck({"power", "--root", virtual_machine.root(), "--psu-w", "10"});
    CHECK(guest.exit_code == 3);
    CHECK(guest.err.find("virtual machine") != std::string::npos);
    auto const notebook = test::Tree("sensors-notebook.tree");
    auto const portable = run_rigcheck({"power", "--root", notebook.root(), "--psu-w", "10"});
    CHECK(portable.exit_code == 3);
    CHECK(portable.err.find("portable computer") != std::string::npos);
    // Named parts are planned ones, wherever the question is asked.
    CHECK(run_rigcheck({"power", "--gpus", "200", "--cpu-peak-w", "100"}).exit_code == 0);
}

TEST_CASE("power: a parts file with an absurd label is refused by name", "[cli][power]") {
    Folder const folder;
    auto const parts = folder.write("parts.json", R"({"psu_w":-5})");
    auto const outcome = run_rigcheck({"check", "--expect", parts});
    CHECK(outcome.exit_code == 3);
    CHECK(outcome.err.find("parts.json: psu_w: expected 1 to 100000") != std::string::npos);
}

TEST_CASE("power: a machine and its label", "[cli][power]") {
    auto const tree = test::Tree("pcie-idle-nvidia.tree");
    auto const unknown = run_rigcheck({"power", "--root", tree.root()});
    CHECK(unknown.exit_code == 0);
    CHECK(test::on_one_line(unknown.out).find("What stands on the label of your supply?") !=
          std::string::npos);
    auto const small = run_rigcheck({"power", "--root", tree.root(), "--psu-w", "500"});
    CHECK(small.exit_code == 2);
    CHECK(small.out.starts_with("Too small: 500 W"));
    auto const short_of = run_rigcheck(
        {"power", "--root", tree.root(), "--psu-w", "750", "--psu", "legacy", "--mains", "115"});
    CHECK(short_of.exit_code == 1);
    CHECK(test::on_one_line(short_of.out).find("15 A, 120 V") != std::string::npos);
    auto const planned = run_rigcheck({"power", "--gpu", "RTX 4090", "--cards", "4", "--cpu",
                                       "Ryzen Threadripper 7980X", "--mains", "115"});
    CHECK(planned.exit_code == 0);
    CHECK(test::on_one_line(planned.out).find("more than a household circuit") !=
          std::string::npos);
    CHECK(run_rigcheck({"power", "--cpu", "Pentium 9"}).err.find("not in the table") !=
          std::string::npos);
}

}  // namespace
}  // namespace rigcheck
