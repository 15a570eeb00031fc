// The real program in a real window, on a display of its own (Xvfb).
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

// A PNG that shows something is larger than one of a single colour.
std::uintmax_t picture_bytes(std::string const& file) {
    std::error_code ec;
    auto const size = std::filesystem::file_size(file, ec);
    return ec ? 0 : size;
}

std::string in_a_window(std::string const& arguments) {
    return RIGCHECK_SOURCE_DIR "/tests/support/on_a_display " RIGCHECK_WIZARD_PROGRAM " " +
           arguments;
}

TEST_CASE("window: a page is drawn and saved", "[gui][window]") {
    auto const tree = test::Tree("pcie-chipset-third-card.tree");
    auto const picture = tree.root() + "/overview.png";
    auto const outcome =
        test::run_command(in_a_window("--root " + tree.root() + " --screenshot " + picture));
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(picture_bytes(picture) > 20000);
    auto const dark = tree.root() + "/memory.png";
    auto const second = test::run_command(in_a_window(
        "--root " + tree.root() + " --lang zh_CN --dark --screen memory --screenshot " + dark));
    CHECK(second.exit_code == 0);
    CHECK(picture_bytes(dark) > 10000);
}

TEST_CASE("window: what the parts file says of the payback counts, and slips in it are named",
          "[gui][window]") {
    auto const tree = test::Tree("pcie-chipset-third-card.tree");
    auto const places = tree.root() + "/places.json";
    auto const file = tree.root() + "/parts.json";
    auto const shows = [&](std::string const& payback) {
        std::ofstream(file) << R"({"payback":)" << payback << "}";
        return test::run_command(in_a_window("--root " + tree.root() + " --expect " + file +
                                             " --session " + tree.root() +
                                             "/session.json --screen payback --places " + places +
                                             " --screenshot " + tree.root() + "/payback.png"));
    };
    REQUIRE(shows(R"({"hours_week":31,"purchase":2500})").exit_code == 0);
    auto const labels = test::read_file(places);
    CHECK(labels.find("You reckon with 31.") != std::string::npos);
    auto const slip = shows(R"({"hours_weak":31})");
    CHECK(slip.exit_code == 3);
    CHECK(slip.err.find("hours_weak: no such input") != std::string::npos);
}

TEST_CASE("window: without a display one line says so", "[gui][window]") {
    auto const tree = test::Tree("pcie-idle-nvidia.tree");
    auto const outcome = test::run_command(
        "env -u DISPLAY -u WAYLAND_DISPLAY " RIGCHECK_WIZARD_PROGRAM " --root " + tree.root());
    CHECK(outcome.exit_code == 3);
    CHECK(outcome.err.starts_with("rigcheck-wizard: no display for a window"));
    CHECK(outcome.err.find("rigcheck check\n") != std::string::npos);
}

TEST_CASE("window: slips are named", "[gui][window]") {
    auto const page = test::run_command(RIGCHECK_WIZARD_PROGRAM " --screen moon");
    CHECK(page.exit_code == 3);
    CHECK(page.err.find("--screen moon: there are: overview, pcie") != std::string::npos);
    if (::geteuid() != 0) return;
    auto const root = test::run_command(RIGCHECK_WIZARD_PROGRAM);
    CHECK(root.exit_code == 3);
    CHECK(root.err.find("never runs as root") != std::string::npos);
}

TEST_CASE("window: a machine that is not there", "[gui][window]") {
    auto const tree = test::Tree("pcie-idle-nvidia.tree");
    auto const outcome =
        test::run_command(in_a_window("--root /nowhere --screenshot " + tree.root() + "/none.png"));
    CHECK(outcome.exit_code == 3);
}

}  // namespace
}  // namespace rigcheck
