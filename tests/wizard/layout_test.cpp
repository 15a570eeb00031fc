#include "wizard/report/layout.hpp"

#include <catch2/catch.hpp>
#include <clocale>

namespace rigcheck {
namespace {

TEST_CASE("text is wrapped at blanks and never wider than asked", "[layout]") {
    auto const lines = wrap("Move the stick from A1 to B2, then press until it clicks.", 20);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "Move the stick from");
    for (auto const& line : lines) CHECK(display_width(line) <= 20);
}

TEST_CASE("a word longer than the line is cut", "[layout]") {
    CHECK(wrap("/sys/devices/pci0000:00", 10) ==
          std::vector<std::string>{"/sys/devic", "es/pci0000", ":00"});
}

TEST_CASE("Chinese text breaks between characters and keeps a full stop off a line start",
          "[layout]") {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    CHECK(display_width("内存条") == 6);
    auto const lines = wrap("两条内存都在同一通道。", 8);
    CHECK(lines[0] == "两条内存");
    for (auto const& line : lines) CHECK_FALSE(line.starts_with("。"));
}

TEST_CASE("a firmware string cannot steer the terminal", "[layout]") {
    CHECK(printable("A\033[2Jb\x9b") == "A?[2Jb?");
    CHECK(fit("A\tB", 5) == "A B  ");
    CHECK(fit("DIMM_A1_LONG", 7) == "DIMM_A1");
}

}  // namespace
}  // namespace rigcheck
