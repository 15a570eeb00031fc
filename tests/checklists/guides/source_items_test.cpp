// No item of the source guides is lost: checklists/guides/source-items.tsv.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "checklists/findings/words.hpp"
#include "checklists/guides/guide.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::guides {
namespace {

struct Row {
    std::string item, as, homes, reason;
};

std::vector<Row> rows() {
    std::istringstream in(
        test::read_file(RIGCHECK_SOURCE_DIR "/checklists/guides/source-items.tsv"));
    std::vector<Row> out;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#') || line.starts_with("item\t")) continue;
        std::istringstream cells(line);
        auto& row = out.emplace_back();
        std::getline(cells, row.item, '\t');
        std::getline(cells, row.as, '\t');
        std::getline(cells, row.homes, '\t');
        std::getline(cells, row.reason, '\t');
    }
    return out;
}

std::vector<std::string> words_of(std::string const& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}

TEST_CASE("every item of the source guides is in the table once", "[guides]") {
    std::set<std::string> expected;
    for (auto const& [source, count] :
         std::map<std::string, int>{{"S0", 67}, {"S1", 35}, {"S2", 28}, {"S3", 26}, {"S4", 62}}) {
        for (int i = 1; i <= count; ++i) {
            expected.insert(source + (i < 10 ? "-0" : "-") + std::to_string(i));
        }
    }
    REQUIRE(expected.size() == 218);
    std::set<std::string> found;
    for (auto const& row : rows()) {
        INFO(row.item);
        CHECK(found.insert(row.item).second);
    }
    CHECK(found == expected);
}

TEST_CASE("every item has a home that names it, or a reason", "[guides]") {
    for (auto const& row : rows()) {
        INFO(row.item);
        if (row.as == "none") {
            CHECK(row.homes.empty());
            CHECK(row.reason.size() > 5);
            continue;
        }
        CHECK((row.as == "taken" || row.as == "replaced"));
        auto const homes = words_of(row.homes);
        CHECK_FALSE(homes.empty());
        for (auto const& home : homes) {
            INFO(home);
            if (home.starts_with("finding:")) {
                CHECK(find_words(home.substr(8)) != nullptr);
                continue;
            }
            auto const hash = home.find('#');
            REQUIRE(hash != std::string::npos);
            auto const* const guide = find_guide(all_guides(), home.substr(0, hash));
            REQUIRE(guide != nullptr);
            auto const* const step = find_step(*guide, home.substr(hash + 1));
            REQUIRE(step != nullptr);
            CHECK(step->source.find(row.item) != std::string::npos);
        }
    }
}

TEST_CASE("what a step says it took is in the table as its home", "[guides]") {
    std::map<std::string, std::string> homes;
    for (auto const& row : rows()) homes[row.item] = row.homes + ' ';
    for (auto const& guide : all_guides()) {
        for (auto const& step : guide.steps) {
            auto const& source = step.source;
            for (auto at = source.find('S'); at != std::string::npos;
                 at = source.find('S', at + 1)) {
                auto const item = source.substr(at, 5);
                if (item.size() < 5 || item[2] != '-') continue;
                INFO(item << " in " << guide.id << '#' << step.id);
                CHECK(homes[item].find(guide.id + '#' + step.id + ' ') != std::string::npos);
            }
        }
    }
}

TEST_CASE("no step tells anybody to do what is outdated or unsafe", "[guides]") {
    auto const check = [](std::string const& where, std::string const& text) {
        INFO(where << ": " << text);
        for (auto const* word :
             {"UNetbootin", "Rufus", "16.04", "18.04", "20.10", "CUDA 9", "CUDA 10", "Anaconda",
              "http://", "1080 Ti", "40 lanes", "port 22", "dynamic DNS", "forward a port",
              "password 'jupyter'", "0.0.0.0"}) {
            CHECK(text.find(word) == std::string::npos);
        }
    };
    for (auto const& guide : all_guides()) {
        for (auto const& step : guide.steps) {
            auto const where = guide.id + '#' + step.id;
            for (auto const& text : {step.text, step.expect, step.risk, step.undo}) {
                check(where, text);
            }
            for (auto const& answer : step.answers) check(where, answer.text);
            CHECK(step.text.find("apt-key") == std::string::npos);
        }
        for (auto const& end : guide.ends) {
            check(guide.id + '#' + end.id, end.text);
            for (auto const& action : end.actions) check(guide.id + '#' + end.id, action);
        }
    }
}

}  // namespace
}  // namespace rigcheck::guides
