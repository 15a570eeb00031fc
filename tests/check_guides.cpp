// Checks guide files: shape by the schema, then everything that a schema cannot say. Prints one
// line a fault, naming file and field; exits 1 if there is any. Part of ./dev lint.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "checklists/guides/validate.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/schema_file.hpp"

namespace {

using namespace rigcheck;
namespace fs = std::filesystem;

bool check_file(fs::path const& file, test::SchemaFile const& schema, guides::Guides& guides) {
    std::ifstream in(file, std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(in), {});
    auto const name = file.filename().string();
    try {
        auto const complaints = schema.complaints(text);
        for (auto const& complaint : complaints) std::cout << name << ": " << complaint << '\n';
        auto& guide = guides.emplace_back();
        read_json(Json::parse(text), guide);
        if (guide.id + ".json" != name) {
            std::cout << name << ": id: expected the name of the file\n";
            return false;
        }
        return complaints.empty();
    } catch (std::exception const& error) {
        std::cout << name << ": " << error.what() << '\n';
        return false;
    }
}

}  // namespace

int main(int argc, char** argv) {
    fs::path const folder = argc > 1 ? argv[1] : RIGCHECK_SOURCE_DIR "/checklists/guides";
    test::SchemaFile const schema("checklists/guides/guide.schema.json");
    guides::Guides guides;
    bool fine = true;
    for (auto const& entry : fs::directory_iterator(folder)) {
        auto const name = entry.path().filename().string();
        if (!name.ends_with(".json") || name.ends_with(".schema.json")) continue;
        fine = check_file(entry.path(), schema, guides) && fine;
    }
    for (auto const& problem : guides::problems_of(guides)) {
        std::cout << problem << '\n';
        fine = false;
    }
    if (fine) std::cout << "guides: " << guides.size() << " files are clean\n";
    return fine ? 0 : 1;
}
