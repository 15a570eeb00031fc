#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "checklists/rules/rules.hpp"
#include "probe/snapshot.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"
#include "wizard/report/report.hpp"

namespace rigcheck {
namespace {

class SchemaFile {
public:
    explicit SchemaFile(std::string const& path) {
        auto const json =
            nlohmann::json::parse(test::read_file(std::string(RIGCHECK_SOURCE_DIR "/") + path));
        valijson::adapters::NlohmannJsonAdapter const adapter(json);
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, schema_);
    }
    // An empty text, or the first thing that does not fit.
    std::string complaint(std::string const& text) const {
        auto const json = nlohmann::json::parse(text);
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(json), &results)) {
            return {};
        }
        valijson::ValidationResults::Error error;
        results.popError(error);
        std::string where;
        for (auto const& part : error.context) where += part;
        return where + ": " + error.description;
    }

private:
    valijson::Schema schema_;
};

TEST_CASE("the schemas refuse what is wrong", "[schema]") {
    SchemaFile const snapshot("probe/facts/snapshot.schema.json");
    CHECK_FALSE(snapshot.complaint("{}").empty());
    SchemaFile const report("wizard/report/report.schema.json");
    CHECK_FALSE(
        report.complaint(R"({"schema":"rigcheck.report/1","findings":[{"id":"x"}]})").empty());
}

TEST_CASE("every output of every machine fits the schemas that ship", "[schema]") {
    SchemaFile const snapshot_schema("probe/facts/snapshot.schema.json");
    SchemaFile const report_schema("wizard/report/report.schema.json");
    REQUIRE(test::machine_names().size() > 30);
    for (auto const& name : test::machine_names()) {
        INFO(name);
        test::Tree const tree(name);
        auto const snapshot = read_snapshot(tree.machine());
        CHECK(snapshot_schema.complaint(json_snapshot(snapshot, {})).empty());
        Report const report{snapshot, put_in_words(all_rules(snapshot, {}),
                                                   [](std::string const& text) { return text; })};
        CHECK(report_schema.complaint(json_report(report, true)).empty());
    }
}

}  // namespace
}  // namespace rigcheck
