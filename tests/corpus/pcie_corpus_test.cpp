// Real machines, kept outside the repository: what other programs say about them is the reference.
#include <array>
#include <catch2/catch.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "probe/machine/number.hpp"
#include "probe/pcie/capability.hpp"
#include "probe/pcie/pcie.hpp"

using namespace rigcheck;

namespace {

namespace fs = std::filesystem;

fs::path corpus() {
    auto const* const named = std::getenv("RIGCHECK_CORPUS");
    return named != nullptr ? fs::path(named)
                            : fs::path(RIGCHECK_SOURCE_DIR "/../shared/corpus").lexically_normal();
}

// Says so when the captures are not here.
bool have(fs::path const& path) {
    if (fs::exists(path)) return true;
    WARN("not tested, no captures: " << path.string());
    return false;
}

using Row = std::map<std::string, std::string>;

std::vector<std::string> columns(std::string const& line) {
    std::vector<std::string> found;
    std::size_t start = 0;
    for (;;) {
        auto const tab = line.find('\t', start);
        found.push_back(line.substr(start, tab - start));
        if (tab == std::string::npos) return found;
        start = tab + 1;
    }
}

std::vector<Row> read_table(fs::path const& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    auto const names = columns(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        auto const values = columns(line);
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < names.size() && i < values.size(); ++i)
            row[names[i]] = values[i];
    }
    return rows;
}

// Counts agreement and shows what differs.
struct Agreement {
    int same = 0, different = 0;

    void check(std::string const& where, std::string const& ours, std::string const& theirs) {
        if (ours == theirs) {
            ++same;
            return;
        }
        ++different;
        WARN(where << ": '" << ours << "' where the reference has '" << theirs << "'");
    }
};

std::string number_text(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
}
template <class T>
std::string text(std::optional<T> const& value) {
    return value ? number_text(static_cast<double>(*value)) : "";
}
template <int D>
std::string text(std::optional<Hex<D>> const& value) {
    if (!value) return "";
    std::ostringstream out;
    out << std::hex;
    out.width(D);
    out.fill('0');
    out << value->value;
    return out.str();
}
std::string lanes(std::optional<int> const& width) {
    return width ? "x" + std::to_string(*width) : "";
}

std::map<std::string, PcieFunction> by_address(std::vector<PcieFunction> functions) {
    std::map<std::string, PcieFunction> found;
    for (auto& function : functions) found[function.address] = std::move(function);
    return found;
}

// lspci's name for the role; empty where it has no link to describe.
std::map<std::string, std::set<PcieRole>> const kRoles{
    {"Root Port", {PcieRole::root_port}},
    {"Upstream Port", {PcieRole::upstream_port}},
    {"Downstream Port", {PcieRole::downstream_port}},
    {"Endpoint", {PcieRole::endpoint}},
    {"Legacy Endpoint", {PcieRole::endpoint}},
    {"Root Complex Integrated Endpoint", {PcieRole::integrated}},
    {"Root Complex Event Collector", {PcieRole::integrated}},
    {"PCI-Express to PCI/PCI-X Bridge", {PcieRole::conventional}},
    {"PCI/PCI-X to PCI-Express Bridge", {PcieRole::conventional}},
    {"", {PcieRole::integrated, PcieRole::conventional}}};

std::string stated_speed(std::string const& text) {
    return text == "unknown" ? "" : text;
}
std::string stated_lanes(std::string const& text) {
    return text == "x0" ? "" : text;
}

// lspci prints LnkCap2 only for the first function of a device, and calls a target of 0, which
// means "no choice", 2.5 GT/s.
void compare_capability(PcieCapability const& ours, Row const& row, Agreement& agreement) {
    auto const where = row.at("id") + " " + row.at("bdf") + " ";
    agreement.check(where + "LnkCap width", lanes(ours.capability_width),
                    stated_lanes(row.at("lnkcap_width")));
    agreement.check(where + "LnkCap speed", text(ours.capability_speed_gts),
                    stated_speed(row.at("lnkcap_speed")));
    bool const leaf = row.at("port_type").find("Endpoint") != std::string::npos;
    if (leaf && !row.at("bdf").ends_with(":00.0")) return;
    agreement.check(where + "LnkCap2", text(ours.supported_speed_gts), row.at("lnkcap2_max"));
    auto const target = row.at("lnkctl2_target");
    bool const no_choice = !ours.target_speed_gts && target == "2.5";
    agreement.check(where + "LnkCtl2", no_choice ? target : text(ours.target_speed_gts), target);
}

void compare_with_lspci(PcieFunction const& ours, Row const& row, Agreement& agreement) {
    auto const where = row.at("id") + " " + row.at("bdf") + " ";
    auto const at = [&](char const* name) { return row.at(name); };
    agreement.check(where + "vendor", text(ours.vendor), at("vendor"));
    agreement.check(where + "device", text(ours.device), at("device"));
    agreement.check(where + "class", text(ours.class_code).substr(0, 4), at("class"));
    agreement.check(where + "driver", ours.driver.value_or(""), at("driver"));
    auto const& roles = kRoles.at(at("port_type"));
    agreement.check(
        where + "role", std::string(enum_name(ours.role)),
        roles.count(ours.role) != 0 ? std::string(enum_name(ours.role)) : at("port_type"));
    if (at("access") != "full") return;
    if (!at("parent").empty())
        agreement.check(where + "parent", ours.parent.value_or(""), at("parent"));
    auto const link = ours.link.value_or(PcieLink{});
    agreement.check(where + "LnkSta width", lanes(link.width), stated_lanes(at("lnksta_width")));
    agreement.check(where + "LnkSta speed", text(link.speed_gts), stated_speed(at("lnksta_speed")));
    compare_capability(ours.capability.value_or(PcieCapability{}), row, agreement);
}

std::map<std::string, std::vector<std::byte>> read_dump(Machine const& files,
                                                        std::string const& path) {
    std::map<std::string, std::vector<std::byte>> functions;
    std::vector<std::byte>* bytes = nullptr;
    std::istringstream in(files.read(path, std::size_t{4} << 20U).text.value_or(""));
    for (std::string line; std::getline(in, line);) {
        bool const is_data = line.size() > 4 && line.find(": ") <= 3;
        if (!is_data) {
            auto const space = line.find(' ');
            if (space == std::string::npos || line.find('.') > space) continue;
            auto const address = line.substr(0, space);
            bytes = &functions[address.size() == 7 ? "0000:" + address : address];
            continue;
        }
        std::istringstream values(line.substr(line.find(": ") + 2));
        for (std::string value; bytes != nullptr && values >> value;) {
            auto const number = parse_number<unsigned>(value, 16);
            bytes->push_back(static_cast<std::byte>(number.value_or(0)));
        }
    }
    return functions;
}

}  // namespace

TEST_CASE("workstations are read as lspci reads them", "[pcie][corpus]") {
    auto const folder = corpus() / "workstations";
    auto const table = corpus() / "pci/functions.tsv";
    if (!have(folder) || !have(table)) return;
    Agreement agreement;
    auto const rows = read_table(table);
    for (std::string const id : {"nbr-01", "nbr-02", "nbr-09", "nbr-10", "nbr-12"}) {
        std::string error;
        auto const machine = Machine::archived(folder / (id + ".sysfs.tar.xz"), error);
        INFO(error);
        REQUIRE(machine);
        std::vector<Gap> gaps;
        auto const functions = by_address(read_pcie(*machine, {}, gaps).functions);
        CHECK(gaps.empty());
        for (auto const& row : rows) {
            if (row.at("id") != id) continue;
            auto const ours = functions.find(row.at("bdf"));
            agreement.check(id + " " + row.at("bdf"), ours == functions.end() ? "absent" : "there",
                            "there");
            if (ours != functions.end()) compare_with_lspci(ours->second, row, agreement);
        }
    }
    WARN(agreement.same << " values agree");
    CHECK(agreement.same > 3000);
    CHECK(agreement.different == 0);
}

TEST_CASE("sysfs captures are read as they state it", "[pcie][corpus]") {
    auto const folder = corpus() / "sysfs";
    if (!have(folder)) return;
    Agreement agreement;
    std::map<std::string, std::vector<Row>> trees;
    for (auto const& row : read_table(folder / "pci-functions.tsv"))
        trees[row.at("tree")].push_back(row);
    for (auto const& [tree, rows] : trees) {
        std::string error;
        auto const machine = Machine::archived(folder / tree, error);
        INFO(tree << ": " << error);
        REQUIRE(machine);
        std::vector<Gap> gaps;
        auto const functions = by_address(read_pcie(*machine, {}, gaps).functions);
        agreement.check(tree, std::to_string(functions.size()), std::to_string(rows.size()));
        for (auto const& row : rows) {
            auto const ours = functions.find(row.at("bdf"));
            if (ours == functions.end()) continue;
            auto const where = tree + " " + row.at("bdf") + " ";
            auto const prefixed = [](std::string const& hex) {
                return hex.empty() ? hex : "0x" + hex;
            };
            auto const& f = ours->second;
            auto const link = f.link.value_or(PcieLink{});
            agreement.check(where + "class", prefixed(text(f.class_code)), row.at("class"));
            agreement.check(where + "vendor", prefixed(text(f.vendor)), row.at("vendor"));
            agreement.check(where + "device", prefixed(text(f.device)), row.at("device"));
            auto const speed = [](std::string const& stated) {
                return text(parse_number<double>(stated));
            };
            auto const width = [](std::string const& stated) {
                return stated == "0" || stated == "255" ? "" : stated;
            };
            agreement.check(where + "speed", text(link.speed_gts),
                            speed(row.at("current_link_speed")));
            agreement.check(where + "width", text(link.width), width(row.at("current_link_width")));
            agreement.check(where + "max speed", text(link.max_speed_gts),
                            speed(row.at("max_link_speed")));
            agreement.check(where + "max width", text(link.max_width),
                            width(row.at("max_link_width")));
            auto const node = row.at("numa_node");
            agreement.check(where + "node", text(f.numa_node), node == "-1" ? "" : node);
            agreement.check(where + "driver", f.driver.value_or(""), row.at("driver"));
        }
    }
    WARN(agreement.same << " values agree");
    CHECK(agreement.same > 3000);
    // The table was made from /sys/devices: one tree lacks the link to a bridge in /sys/bus, and
    // one made-up tree has the same address three times.
    CHECK(agreement.different == 2);
}

TEST_CASE("configuration dumps are decoded as lspci decodes them", "[pcie][corpus]") {
    auto const archive = corpus() / "pci/dumps.tar.xz";
    if (!have(archive)) return;
    std::string error;
    auto const files = Machine::archived(archive, error);
    INFO(error);
    REQUIRE(files);
    Agreement agreement;
    std::map<std::string, std::map<std::string, std::vector<std::byte>>> dumps;
    for (auto const& row : read_table(corpus() / "pci/dump-functions.tsv")) {
        auto const& id = row.at("id");
        if (dumps.count(id) == 0) dumps[id] = read_dump(*files, "/" + id + ".dump");
        auto const where = id + " " + row.at("bdf") + " ";
        auto const bytes = dumps[id].find(row.at("bdf"));
        agreement.check(where, bytes == dumps[id].end() ? "absent" : "there", "there");
        if (bytes == dumps[id].end()) continue;
        auto const found = parse_express_capability(bytes->second);
        if (bytes->second.size() < kConfigSpace) continue;
        agreement.check(where + "capability", found ? "yes" : "no",
                        row.at("port_type").empty() ? "no" : "yes");
        if (!found) continue;
        compare_capability(found->facts, row, agreement);
    }
    WARN(agreement.same << " values agree");
    CHECK(agreement.same > 1000);
    CHECK(agreement.different == 0);
}
