#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/probe/smbios/tables.hpp"
#include "tests/support/tree.hpp"

// Tables as firmware made them, beside what dmidecode 3.4 makes of them. They are no part of the
// repository.
namespace rigcheck::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> native_tables() {
    auto const* const given = std::getenv("RIGCHECK_CORPUS");
    fs::path const corpus =
        given != nullptr ? fs::path(given) : fs::path(RIGCHECK_SOURCE_DIR "/../shared/corpus");
    std::vector<fs::path> folders;
    std::error_code absent;
    for (auto const& entry : fs::directory_iterator(corpus / "smbios-native", absent))
        folders.push_back(entry.path());
    if (folders.empty()) WARN("not run: no captured SMBIOS tables; set RIGCHECK_CORPUS");
    return folders;
}

using Fields = std::map<std::string, std::string>;

// The structures in dmidecode's text whose second line is `title`.
std::vector<Fields> sections(std::string const& text, std::string const& title) {
    std::vector<Fields> found;
    std::istringstream in(text);
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with('\t')) {
            inside = line == title;
            if (inside) found.emplace_back();
        } else if (auto const colon = line.find(": "); inside && colon != std::string::npos) {
            found.back()[line.substr(1, colon - 1)] = line.substr(colon + 2);
        }
    }
    return found;
}

std::string trimmed(std::string const& text) {
    auto const first = text.find_first_not_of(' ');
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string size_text(std::optional<std::int64_t> mib) {
    if (!mib) return "Unknown";
    if (*mib == 0) return "No Module Installed";
    return *mib % 1024 == 0 ? std::to_string(*mib / 1024) + " GB" : std::to_string(*mib) + " MB";
}

std::string number_text(std::optional<int> number, std::string const& unit) {
    return number ? std::to_string(*number) + unit : "Unknown";
}

// What we call absent, dmidecode prints as it stands.
bool same_text(std::optional<std::string> const& ours, std::string const& theirs) {
    if (ours) return *ours == trimmed(theirs).substr(0, 64);
    auto const text = trimmed(theirs);
    static std::vector<std::string> const kNothing{"",          "Not Specified", "Unknown",
                                                   "Undefined", "None",          "NO DIMM",
                                                   "N/A",       "<BAD INDEX>",   "[Empty]"};
    return std::find(kNothing.begin(), kNothing.end(), text) != kNothing.end() ||
           text.find_first_not_of('0') == std::string::npos || text.ends_with("PartNum0") ||
           text.find("_Manufacturer") != std::string::npos ||
           text.find("_PartNum") != std::string::npos ||
           text.find("Manufacturer0") != std::string::npos;
}

void compare(MemoryModule const& ours, Fields const& theirs) {
    auto const at = [&](char const* key) {
        auto const found = theirs.find(key);
        return found == theirs.end() ? std::string("Unknown") : found->second;
    };
    INFO(to_json(ours).dump() << "\n" << at("Manufacturer") << "|" << at("Part Number"));
    CHECK(same_text(ours.locator, at("Locator")));
    CHECK(same_text(ours.bank_locator, at("Bank Locator")));
    CHECK(size_text(ours.size_mib) == at("Size"));
    CHECK(ours.type.value_or("Unknown") == at("Type"));
    CHECK(ours.form_factor.value_or("Unknown") == at("Form Factor"));
    CHECK(number_text(ours.data_width, " bits") == at("Data Width"));
    CHECK(number_text(ours.total_width, " bits") == at("Total Width"));
    // dmidecode leaves these out of an empty slot.
    if (ours.size_mib == 0) return;
    CHECK(number_text(ours.speed_mts, " MT/s") == at("Speed"));
    CHECK(number_text(ours.configured_mts, " MT/s") == at("Configured Memory Speed"));
    CHECK(number_text(ours.rank, "") == at("Rank"));
    CHECK(same_text(ours.manufacturer, at("Manufacturer")));
    CHECK(same_text(ours.part_number, at("Part Number")));
}

TEST_CASE("modules of captured tables are those that dmidecode finds", "[smbios][corpus]") {
    for (auto const& folder : native_tables()) {
        INFO(folder.filename().string());
        auto const table = read_file((folder / "DMI").string());
        auto const entry_point = read_file((folder / "smbios_entry_point").string());
        auto const facts = smbios_facts(parse_smbios(bytes_of(entry_point), bytes_of(table)));
        auto const theirs =
            sections(read_file((folder / "dmidecode.txt").string()), "Memory Device");
        REQUIRE(facts.modules.size() == theirs.size());
        for (std::size_t i = 0; i < theirs.size(); ++i) compare(facts.modules[i], theirs[i]);
    }
}

TEST_CASE("sockets, slots and arrays of captured tables are those that dmidecode finds",
          "[smbios][corpus]") {
    for (auto const& folder : native_tables()) {
        INFO(folder.filename().string());
        auto const facts = facts_of(read_file((folder / "DMI").string()));
        auto const text = read_file((folder / "dmidecode.txt").string());
        CHECK(facts.slots.size() == sections(text, "System Slot Information").size());
        CHECK(facts.mapped.size() == sections(text, "Memory Device Mapped Address").size());
        auto const arrays = sections(text, "Physical Memory Array");
        REQUIRE(facts.arrays.size() == arrays.size());
        for (std::size_t i = 0; i < arrays.size(); ++i) {
            CHECK(facts.arrays[i].use == arrays[i].at("Use"));
            CHECK(facts.arrays[i].error_correction == arrays[i].at("Error Correction Type"));
        }
        auto const cpus = sections(text, "Processor Information");
        REQUIRE(facts.sockets.size() == cpus.size());
        for (std::size_t i = 0; i < cpus.size(); ++i) {
            // DSP0134 names code 24h LGA1155.
            auto const theirs = cpus[i].at("Upgrade") == "Socket BGA1155" ? "Socket LGA1155"
                                                                          : cpus[i].at("Upgrade");
            CHECK(facts.sockets[i].upgrade.value_or("Unknown") == theirs);
            CHECK(facts.sockets[i].populated == cpus[i].at("Status").starts_with("Populated"));
        }
    }
}

TEST_CASE("captured tables have the same facts after redaction", "[smbios][corpus]") {
    for (auto const& folder : native_tables()) {
        INFO(folder.filename().string());
        auto const table = read_file((folder / "DMI").string());
        CHECK(as_json(facts_of(redact_smbios(table))) == as_json(facts_of(table)));
    }
}

}  // namespace
}  // namespace rigcheck::test
