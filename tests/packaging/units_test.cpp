#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

// The unit as it will be installed, but with the program of the build tree.
std::string unit_file(test::Tree const& place, std::string const& name) {
    auto text = test::read_file(RIGCHECK_SOURCE_DIR "/packaging/systemd/" + name + ".service.in");
    std::string const program = "@CMAKE_INSTALL_FULL_BINDIR@/rigcheck";
    auto const at = text.find(program);
    REQUIRE(at != std::string::npos);
    text.replace(at, program.size(), RIGCHECK_PROGRAM);
    auto const file = place.root() + "/" + name + ".service";
    std::ofstream(file) << text;
    return file;
}

}  // namespace

TEST_CASE("systemd understands the units", "[packaging]") {
    auto const place = test::Tree::from_text("/units/");
    for (auto const* name : {"rigcheck-record", "rigcheck-ledger"}) {
        auto const outcome =
            test::run_command("systemd-analyze verify --man=no " + unit_file(place, name));
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.err.empty());
    }
}

// systemd's own measure, from 0 (nothing is open) to 100; services without any of it have 96.
TEST_CASE("the services may do no more than they need", "[packaging]") {
    auto const place = test::Tree::from_text("/units/");
    for (auto const& [name, most] :
         {std::pair("rigcheck-record", 9), std::pair("rigcheck-ledger", 16)}) {
        auto const file = unit_file(place, name);
        auto const within = [&](int threshold) {
            return test::run_command(
                       "systemd-analyze security --offline=true --no-pager --threshold=" +
                       std::to_string(threshold) + " " + file)
                       .exit_code == 0;
        };
        CHECK(within(most));
        CHECK_FALSE(within(most - 1));  // tell here when it gets better
    }
}

}  // namespace rigcheck
