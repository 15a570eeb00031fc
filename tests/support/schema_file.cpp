#include "tests/support/schema_file.hpp"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fstream>
#include <iterator>

namespace rigcheck::test {

struct SchemaFile::Compiled {
    valijson::Schema schema;
};

SchemaFile::SchemaFile(std::string const& path) : compiled_(std::make_unique<Compiled>()) {
    std::ifstream in(std::string(RIGCHECK_SOURCE_DIR "/") + path, std::ios::binary);
    auto const json = nlohmann::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    valijson::adapters::NlohmannJsonAdapter const adapter(json);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(adapter, compiled_->schema);
}

SchemaFile::~SchemaFile() = default;

std::vector<std::string> SchemaFile::complaints(std::string const& text) const {
    auto const json = nlohmann::json::parse(text);
    valijson::Validator validator;
    valijson::ValidationResults results;
    valijson::adapters::NlohmannJsonAdapter const adapter(json);
    std::vector<std::string> out;
    if (validator.validate(compiled_->schema, adapter, &results)) return out;
    for (valijson::ValidationResults::Error error; results.popError(error);) {
        std::string where;
        for (auto const& part : error.context) where += part;
        out.push_back(where + ": " + error.description);
    }
    return out;
}

}  // namespace rigcheck::test
