// A fault planted in a guide is named by file and field.
#include "checklists/guides/validate.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "probe/facts/json.hpp"
#include "tests/support/program.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::guides {
namespace {

using Spoil = std::function<void(Json& guide)>;

// What check_guides says of the shipped guides with one of them spoiled.
test::Outcome check_with(std::string const& name, Spoil const& spoil) {
    namespace fs = std::filesystem;
    auto const scratch = test::Tree::from_text("/scratch/");
    fs::path const from = RIGCHECK_SOURCE_DIR "/checklists/guides";
    for (auto const& entry : fs::directory_iterator(from)) {
        if (entry.path().extension() == ".json") {
            fs::copy(entry.path(), scratch.root() / entry.path().filename());
        }
    }
    auto const file = scratch.root() + "/" + name + ".json";
    auto guide = Json::parse(test::read_file(file));
    spoil(guide);
    std::ofstream(file) << guide.dump();
    return test::run_command(std::string(RIGCHECK_CHECK_GUIDES) + " " + scratch.root());
}

TEST_CASE("the shipped guides pass, and a planted fault is named", "[guides]") {
    auto const clean = check_with("plan", [](Json&) {});
    INFO(clean.out);
    CHECK(clean.exit_code == 0);

    struct Case {
        std::string says;
        Spoil spoil;
    };
    std::vector<Case> const cases{
        {"unsure: \"nowhere\": leads to nothing",
         [](Json& guide) { guide["steps"][0]["unsure"] = "nowhere"; }},
        {"leads to nothing",
         [](Json& guide) { guide["steps"][0]["answers"][0]["next"] = "end:nothing"; }},
        {"leads to nothing",
         [](Json& guide) { guide["steps"][0]["answers"][0]["next"] = "guide:plan"; }},
        {"a circle", [](Json& guide) { guide["steps"][3]["answers"][1]["next"] = "mains"; }},
        {"a circle", [](Json& guide) { guide["steps"][0]["unsure"] = "guide:start"; }},
        {"why", [](Json& guide) { guide["steps"][1]["why"] = ""; }},
        {"expect", [](Json& guide) { guide["steps"][1].erase("expect"); }},
        {"source", [](Json& guide) { guide["steps"][1].erase("source"); }},
        {"minutes", [](Json& guide) { guide["steps"][1]["minutes"] = 0; }},
        {"no such finding",
         [](Json& guide) { guide["steps"][1]["findings"] = {"memory.no-such"}; }},
        {"no such evidence",
         [](Json& guide) { guide["steps"][1]["answers"][0]["evidence"] = {"lamp-green"}; }},
        {"no such table", [](Json& guide) { guide["steps"][1]["codes"] = "morse"; }},
        {"there are two of this name",
         [](Json& guide) { guide["steps"][1]["id"] = guide["steps"][0]["id"]; }},
        {"nothing leads there",
         [](Json& guide) {
             guide["ends"].push_back(
                 {{"id", "x"}, {"kind", "hand-over"}, {"text", "t"}, {"actions", {"a"}}});
         }},
        {"actions", [](Json& guide) { guide["ends"][1]["actions"] = Json::array(); }},
        {"confidence", [](Json& guide) { guide["ends"][1].erase("confidence"); }},
        {"proof", [](Json& guide) { guide.erase("proof"); }},
        {"answers", [](Json& guide) { guide["steps"][1].erase("answers"); }},
        {"expected the name of the file", [](Json& guide) { guide["id"] = "other"; }},
        {"extra", [](Json& guide) { guide["steps"][0]["extra"] = 1; }},
        {"kind", [](Json& guide) { guide["kind"] = "story"; }},
    };
    for (auto const& one : cases) {
        auto const spoiled = check_with("dead-machine", one.spoil);
        INFO(one.says << '\n' << spoiled.out << spoiled.err);
        CHECK(spoiled.exit_code == 1);
        CHECK(spoiled.out.find("dead-machine") != std::string::npos);
        CHECK(spoiled.out.find(one.says) != std::string::npos);
    }
    auto const later = check_with(
        "assembly", [](Json& guide) { guide["steps"][0]["after"] = {guide["steps"][3]["id"]}; });
    CHECK(later.out.find("no step before it") != std::string::npos);
}

}  // namespace
}  // namespace rigcheck::guides
