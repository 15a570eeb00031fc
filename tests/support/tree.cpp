#include "tests/support/tree.hpp"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/support/history_builder.hpp"
#include "tests/support/module_index.hpp"
#include "tests/support/smbios_builder.hpp"

namespace rigcheck::test {
namespace {

namespace fs = std::filesystem;

std::string unescape(std::string const& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            out += text[at];
            continue;
        }
        char const next = text[++at];
        if (next == 'n') {
            out += '\n';
        } else if (next == 't') {
            out += '\t';
        } else if (next == 'x') {
            out += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
            at += 2;
        } else {
            out += next;
        }
    }
    return out;
}

void write(fs::path const& path, std::string const& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

void unpack_line(std::string const& root, std::string const& line) {
    auto const arrow = line.find(" -> ");
    auto const equals = line.find(" =");
    if (arrow < equals) {
        fs::path const path = root + line.substr(0, arrow);
        fs::create_directories(path.parent_path());
        fs::create_symlink(line.substr(arrow + 4), path);
    } else if (equals != std::string::npos) {
        bool const exact = line.compare(equals, 3, " ==") == 0;
        auto const at = equals + (exact ? 4 : 3);
        auto const value = line.size() > at ? line.substr(at) : std::string();
        write(root + line.substr(0, equals), unescape(value) + (exact ? "" : "\n"));
    } else if (line.ends_with(" denied")) {
        auto const path = root + line.substr(0, line.size() - 7);
        write(path, "");
        fs::permissions(path, fs::perms::none);
    } else if (line.ends_with('/')) {
        fs::create_directories(root + line);
    } else {
        throw std::runtime_error("tree: cannot understand: " + line);
    }
}

// The lines up to the mark, as they stand.
std::string block_until(std::string const& mark, std::istringstream& in) {
    std::string text;
    for (std::string line; std::getline(in, line);) {
        if (line == mark) return text;
        text += line + '\n';
    }
    throw std::runtime_error("tree: a block does not end: " + mark);
}

void unpack(std::string const& root, std::string const& text) {
    std::istringstream in(text);
    std::vector<std::string> smbios, history;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        auto const block = line.find(" <<");
        if (line[0] == '/' && block != std::string::npos) {
            write(root + line.substr(0, block), block_until(line.substr(block + 3), in));
        } else if (line[0] == '/') {
            unpack_line(root, line);
        } else if (is_of_history(line)) {
            history.push_back(line);
        } else {
            smbios.push_back(line);
        }
    }
    if (fs::is_directory(root + "/lib/modules")) {
        for (auto const& kernel : fs::directory_iterator(root + "/lib/modules")) {
            index_module_directory(kernel.path());
        }
    }
    write_history(root, history);
    if (smbios.empty()) return;
    auto const files = build_smbios(smbios);
    write(root + "/sys/firmware/dmi/tables/smbios_entry_point", files.entry_point);
    write(root + "/sys/firmware/dmi/tables/DMI", files.table);
}

}  // namespace

Tree::Tree(FromText /*tag*/, std::string const& text)
    : root_((fs::temp_directory_path() / "rigcheck-tree-XXXXXX").string()) {
    if (::mkdtemp(root_.data()) == nullptr)
        throw std::runtime_error("tree: no temporary directory");
    unpack(root_, text);
}

Tree::Tree(std::string const& file)
    : Tree(FromText{}, read_file(std::string(RIGCHECK_SOURCE_DIR "/tests/machines/") + file)) {}

Tree Tree::from_text(std::string const& text) {
    return {FromText{}, text};
}

Tree::Tree(Tree&& other) noexcept : root_(std::exchange(other.root_, {})) {}

Tree::~Tree() {
    std::error_code ignored;
    if (!root_.empty()) fs::remove_all(root_, ignored);
}

Machine Tree::machine() const {
    std::string error;
    auto machine = Machine::captured(root_, error);
    if (!machine) throw std::runtime_error(error);
    return std::move(*machine);
}

std::string read_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace rigcheck::test
