#include <catch2/catch.hpp>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/schema_file.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

using test::SchemaFile;

TEST_CASE("the schemas refuse what is wrong", "[schema]") {
    SchemaFile const snapshot("probe/facts/snapshot.schema.json");
    CHECK_FALSE(snapshot.complaints("{}").empty());
    SchemaFile const report("wizard/report/report.schema.json");
    CHECK_FALSE(
        report.complaints(R"({"schema":"rigcheck.report/1","findings":[{"id":"x"}]})").empty());
}

TEST_CASE("every output of every machine fits the schemas that ship", "[schema]") {
    SchemaFile const snapshot_schema("probe/facts/snapshot.schema.json");
    SchemaFile const report_schema("wizard/report/report.schema.json");
    REQUIRE(test::machine_names().size() > 30);
    for (auto const& name : test::machine_names()) {
        INFO(name);
        test::Tree const tree(name);
        auto const snapshot = read_snapshot(tree.machine());
        CHECK(snapshot_schema.complaints(json_snapshot(snapshot, {})).empty());
        Report const report{snapshot, put_in_words(all_rules(snapshot, {}),
                                                   [](std::string const& text) { return text; })};
        CHECK(report_schema.complaints(json_report(report, true)).empty());
    }
}

}  // namespace
}  // namespace rigcheck
