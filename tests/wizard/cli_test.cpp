#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

using test::kOneStick;
using test::run_rigcheck;
using test::Tree;

bool is_one_line(std::string const& text) {
    return !text.empty() && std::count(text.begin(), text.end(), '\n') == 1;
}

TEST_CASE("check is the default, and a warning is exit 1", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const named = run_rigcheck({"check", "--root", tree.root()});
    auto const unnamed = run_rigcheck({"--root", tree.root()});
    CHECK(named.exit_code == 1);
    CHECK(named.err.empty());
    CHECK(unnamed.out == named.out);
    CHECK(named.out.find("memory.single-channel") != std::string::npos);
}

TEST_CASE("a machine without anything to judge is no fault", "[cli]") {
    auto const tree = Tree::from_text("/proc/cmdline = quiet\n/sys/bus/pci/devices/");
    auto const outcome = run_rigcheck({"--root", tree.root()});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.find("Could not be checked") != std::string::npos);
}

TEST_CASE("a snapshot judged later gives the same findings", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const probed = run_rigcheck({"probe", "--root", tree.root()});
    REQUIRE(probed.exit_code == 0);
    auto const live = run_rigcheck({"check", "--root", tree.root(), "--format", "json"});
    auto const later = run_rigcheck({"check", "--snapshot", "-", "--format", "json"}, probed.out);
    CHECK(later.exit_code == live.exit_code);
    CHECK(later.out == live.out);
}

TEST_CASE("accepted findings no longer count", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const outcome = run_rigcheck({"check", "--root", tree.root(), "--format", "json", "--only",
                                       "memory.single-channel", "--accept",
                                       "memory.single-channel=the second stick comes next month"});
    CHECK(outcome.exit_code == 0);
    auto const json = Json::parse(outcome.out);
    REQUIRE(json["findings"].size() == 1);
    CHECK(json["findings"][0]["state"] == "accepted");
    CHECK(json["findings"][0]["severity"] == "warning");
    CHECK(json["summary"]["warning"] == 0);
}

TEST_CASE("areas can be chosen", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const json =
        Json::parse(run_rigcheck({"probe", "--root", tree.root(), "--area", "memory"}).out);
    CHECK(json.contains("memory"));
    CHECK_FALSE(json.contains("pcie"));
    CHECK(json["schema"] == "rigcheck.snapshot/1");
}

TEST_CASE("a captured machine says the same as the original", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const scratch = Tree::from_text("/x/");
    auto const tar = scratch.root() + "/machine.tar";
    REQUIRE(run_rigcheck({"capture", "--root", tree.root(), "-o", tar}).exit_code == 0);
    CHECK(run_rigcheck({"--root", tar}).out == run_rigcheck({"--root", tree.root()}).out);
}

TEST_CASE("output to a file is the same text", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const scratch = Tree::from_text("/x/");
    auto const file = scratch.root() + "/report.txt";
    CHECK(run_rigcheck({"--root", tree.root(), "-o", file}).exit_code == 1);
    CHECK(test::read_file(file) == run_rigcheck({"--root", tree.root()}).out);
}

TEST_CASE("the report fits 80 columns and has no colour in a pipe", "[cli]") {
    auto const tree = Tree::from_text(kOneStick);
    auto const out = run_rigcheck({"--root", tree.root(), "--all"}).out;
    CHECK(out.find('\033') == std::string::npos);
    for (std::size_t at = 0; at < out.size();) {
        auto const end = out.find('\n', at);
        CHECK(end - at <= 80);
        at = end + 1;
    }
}

TEST_CASE("explain says what a finding means, and names what there is otherwise", "[cli]") {
    auto const known = run_rigcheck({"explain", "memory.single-channel"});
    CHECK(known.exit_code == 0);
    CHECK(known.out.find("What it cannot know") != std::string::npos);
    auto const unknown = run_rigcheck({"explain", "memory.telepathy"});
    CHECK(unknown.exit_code == 3);
    CHECK(unknown.err.find("memory.single-channel") != std::string::npos);
}

TEST_CASE("bad input is one line that names the file and the field, and exit 3", "[cli]") {
    auto const scratch = Tree::from_text("/x/");
    auto const file = scratch.root() + "/bad.json";
    auto const complaint = [&](std::string const& text, std::string const& option) {
        std::ofstream(file) << text;
        auto const outcome = run_rigcheck({"check", option, file});
        CHECK(outcome.exit_code == 3);
        CHECK(outcome.out.empty());
        CHECK(is_one_line(outcome.err));
        CHECK(outcome.err.find("bad.json") != std::string::npos);
        return outcome.err;
    };
    CHECK(complaint("{", "--snapshot").find("not JSON") != std::string::npos);
    CHECK(complaint("[]", "--snapshot").find("schema") != std::string::npos);
    CHECK(complaint(R"({"schema":"rigcheck.snapshot/1","memory":{"kernel_mib":"x"}})", "--snapshot")
              .find("memory.kernel_mib") != std::string::npos);
    CHECK(complaint(R"({"stick":2})", "--expect").find("stick") != std::string::npos);
    CHECK(
        complaint(R"({"sticks":[{"size_mib":"16 GB"}]})", "--expect").find("sticks[0].size_mib") !=
        std::string::npos);
    CHECK(complaint(std::string(100000, '['), "--snapshot").find("not JSON") != std::string::npos);
}

TEST_CASE("bad usage is one line on stderr and exit 3", "[cli]") {
    std::vector<std::vector<std::string>> const uses{{"--format", "xml"},
                                                     {"--root", "/no/such/place"},
                                                     {"dance"},
                                                     {"--only", "memory.telepathy"},
                                                     {"--accept", "memory.single-channel"},
                                                     {"--lang", "tlh"},
                                                     {"explain"},
                                                     {"-o", "/no/such/place/report"}};
    for (auto const& use : uses) {
        auto const outcome = run_rigcheck(use);
        INFO(use.front() << ": " << outcome.err);
        CHECK(outcome.exit_code == 3);
        CHECK(is_one_line(outcome.err));
    }
}

}  // namespace
}  // namespace rigcheck
