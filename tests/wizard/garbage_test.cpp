// A machine with garbage in every file that a probe reads never crashes, hangs or alarms: it lists
// gaps.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "probe/facts/json.hpp"
#include "tests/support/machine_files.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck {
namespace {

namespace fs = std::filesystem;

enum class Garbage { empty, binary, digits, missing, directory, loop };

void spoil(std::string const& path, Garbage garbage) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream out;
    if (garbage == Garbage::empty || garbage == Garbage::binary || garbage == Garbage::digits) {
        out.open(path, std::ios::binary);
    }
    switch (garbage) {
        case Garbage::binary:
            for (int i = 0; i < 4000; ++i) out.put(static_cast<char>((i * 37) ^ (i >> 3)));
            break;
        case Garbage::digits:
            out << std::string(std::size_t{1024} * 1024, '7');
            break;
        case Garbage::directory:
            fs::create_directory(path);
            break;
        case Garbage::loop:
            fs::create_symlink(fs::path(path).filename(), path);
            break;
        case Garbage::empty:
        case Garbage::missing:
            break;
    }
}

TEST_CASE("garbage in every file is told as gaps, never as a fault", "[garbage]") {
    auto const garbage = GENERATE(Garbage::empty, Garbage::binary, Garbage::digits,
                                  Garbage::missing, Garbage::directory, Garbage::loop);
    auto const tree = test::Tree::from_text(
        "/sys/bus/pci/devices/0000:00:01.0 -> ../../../devices/pci0000:00/0000:00:01.0\n"
        "/sys/bus/pci/devices/0000:01:00.0 -> "
        "../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0\n"
        "/sys/bus/pci/devices/garbage -> garbage");
    for (auto const& file : test::machine_files()) spoil(tree.root() + file, garbage);
    auto const outcome =
        test::run_rigcheck({"check", "--root", tree.root(), "--format", "json", "--all"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    auto const json = Json::parse(outcome.out);
    for (auto const& finding : json["findings"]) {
        INFO(finding.dump());
        CHECK(finding["state"] != "fail");
    }
    auto const& gaps = json["snapshot"]["gaps"];
    CHECK_FALSE(gaps.empty());
    // A gap names the garbage, it does not repeat it.
    for (auto const& gap : gaps) CHECK(gap["what"].get<std::string>().size() < 1000);
    CHECK(test::run_rigcheck({"--root", tree.root()}).exit_code == 0);
}

}  // namespace
}  // namespace rigcheck
