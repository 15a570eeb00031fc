#include "tests/support/module_index.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "tests/support/tree.hpp"

namespace rigcheck::test {
namespace {

namespace fs = std::filesystem;

struct Node {
    std::map<unsigned char, std::unique_ptr<Node>> children;
    std::vector<std::string> values;
};

void put_number(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFFU);
}

// Writes the nodes below first, so that a parent knows where they are; returns the reference.
std::uint32_t write_node(std::string& out, Node const& node) {
    std::map<unsigned char, std::uint32_t> places;
    for (auto const& [letter, child] : node.children) places[letter] = write_node(out, *child);
    auto const at = static_cast<std::uint32_t>(out.size());
    std::uint32_t flags = 0;
    if (!places.empty()) {
        flags |= 0x20000000U;
        auto const first = places.begin()->first, last = places.rbegin()->first;
        out += static_cast<char>(first);
        out += static_cast<char>(last);
        for (unsigned letter = first; letter <= last; ++letter) {
            auto const place = places.find(static_cast<unsigned char>(letter));
            put_number(out, place == places.end() ? 0 : place->second);
        }
    }
    if (!node.values.empty()) {
        flags |= 0x40000000U;
        put_number(out, static_cast<std::uint32_t>(node.values.size()));
        for (std::uint32_t priority = 0; auto const& value : node.values) {
            put_number(out, priority++);
            out += value + '\0';
        }
    }
    return flags | at;
}

std::vector<std::string> lines_of(fs::path const& file) {
    std::vector<std::string> lines;
    if (!fs::exists(file)) return lines;
    std::istringstream in(read_file(file.string()));
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line[0] != '#') lines.push_back(line);
    }
    return lines;
}

std::string name_of_module(std::string const& path) {
    auto name = fs::path(path).filename().string();
    name = name.substr(0, name.find(".ko"));
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

}  // namespace

std::string build_module_index(std::vector<std::pair<std::string, std::string>> const& entries) {
    Node root;
    for (auto const& [key, value] : entries) {
        auto* node = &root;
        for (char const letter : key) {
            auto& child = node->children[static_cast<unsigned char>(letter)];
            if (!child) child = std::make_unique<Node>();
            node = child.get();
        }
        node->values.push_back(value);
    }
    std::string out;
    put_number(out, 0xB007F457U);
    put_number(out, 0x00020001U);
    put_number(out, 0);
    auto const reference = write_node(out, root);
    std::string number;
    put_number(number, reference);
    out.replace(8, 4, number);
    return out;
}

void index_module_directory(fs::path const& directory) {
    if (!fs::exists(directory / "modules.dep")) return;
    std::vector<std::pair<std::string, std::string>> dep, alias, builtin;
    for (auto const& line : lines_of(directory / "modules.dep")) {
        dep.emplace_back(name_of_module(line.substr(0, line.find(':'))), line);
    }
    for (auto const& line : lines_of(directory / "modules.alias")) {
        std::istringstream words(line);
        std::string word, pattern, module;
        words >> word >> pattern >> module;
        alias.emplace_back(pattern, module);
    }
    for (auto const& line : lines_of(directory / "modules.builtin")) {
        builtin.emplace_back(name_of_module(line), "");
    }
    auto const write = [&](char const* name, auto const& entries) {
        std::ofstream(directory / name, std::ios::binary) << build_module_index(entries);
    };
    write("modules.dep.bin", dep);
    write("modules.alias.bin", alias);
    write("modules.builtin.bin", builtin);
    write("modules.symbols.bin", std::vector<std::pair<std::string, std::string>>{});
}

}  // namespace rigcheck::test
