#pragma once

#include <memory>
#include <string>
#include <vector>

namespace rigcheck::test {

// A JSON Schema (draft 7) that ships with the product.
class SchemaFile {
public:
    explicit SchemaFile(std::string const& path);  // below the source folder
    ~SchemaFile();

    // What does not fit, each as "member.member: what was expected". Empty when all fits.
    // Throws nlohmann::json::exception when the text is not JSON.
    std::vector<std::string> complaints(std::string const& text) const;

private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace rigcheck::test
