#include "probe/history/bert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "probe/history/boots.hpp"
#include "probe/history/journal_export.hpp"

namespace rigcheck {
namespace {

constexpr char const* kTables = "/sys/firmware/acpi/tables/data";
constexpr char const* kRegion = "/sys/firmware/acpi/tables/data/BERT";
constexpr std::size_t kLimit = std::size_t{1024} * 1024;
constexpr std::size_t kMostErrors = 32;

constexpr std::size_t kBlockHeader = 20;                      // ACPI 6.5, table 18.11
constexpr std::size_t kSectionHeader = 64, kLongHeader = 72;  // table 18.12; since revision 3.0

template <class T>
T at(std::string_view bytes, std::size_t offset) {
    T value{};
    if (offset + sizeof value <= bytes.size())
        std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

std::string severity_name(std::uint32_t severity) {
    constexpr std::array kNames{"recoverable", "fatal", "corrected", "informational"};
    return severity < kNames.size() ? kNames[severity] : "informational";
}

// UEFI 2.10, N.2.5 memory error section.
std::string memory_detail(std::string_view section) {
    constexpr std::uint64_t kNode = 0x8, kCard = 0x10, kModule = 0x20;
    auto const valid = at<std::uint64_t>(section, 0);
    std::string detail;
    auto const add = [&](std::uint64_t bit, char const* name, std::size_t offset) {
        if ((valid & bit) == 0) return;
        detail += fmt::format("{}{} {}", detail.empty() ? "" : ", ", name,
                              at<std::uint16_t>(section, offset));
    };
    add(kNode, "node", 32);
    add(kCard, "card", 34);
    add(kModule, "module", 36);
    return detail;
}

// N.2.7 PCI Express error section.
std::string pcie_detail(std::string_view section) {
    constexpr std::uint64_t kDevice = 0x8;
    if ((at<std::uint64_t>(section, 0) & kDevice) == 0) return {};
    return fmt::format("{:04x}:{:02x}:{:02x}.{:x}", at<std::uint16_t>(section, 33),
                       at<std::uint8_t>(section, 35), at<std::uint8_t>(section, 32) & 0x1fU,
                       at<std::uint8_t>(section, 31) & 7U);
}

// N.2.4.2 IA32/X64 processor error section.
std::string x64_detail(std::string_view section) {
    bool const has_id = (at<std::uint64_t>(section, 0) & 1U) != 0;
    return has_id ? fmt::format("APIC id {}", at<std::uint64_t>(section, 8)) : std::string();
}

// N.2.4.1 processor generic error section.
std::string processor_detail(std::string_view section) {
    constexpr std::uint64_t kId = 0x100;
    bool const has_id = (at<std::uint64_t>(section, 0) & kId) != 0;
    return has_id ? fmt::format("processor {}", at<std::uint64_t>(section, 152)) : std::string();
}

struct SectionType {
    std::string_view id;  // of the GUID as it lies in memory
    char const* name;
    std::string (*detail)(std::string_view section);
};
using std::string_view_literals::operator""sv;
constexpr std::array kTypes{
    // {A5BC1114-6F64-4EDE-B863-3E83ED7C83B1}, {61EC04FC-48E6-D813-25C9-8DAA44750B12}
    SectionType{"\x14\x11\xbc\xa5\x64\x6f\xde\x4e\xb8\x63\x3e\x83\xed\x7c\x83\xb1"sv, "memory",
                memory_detail},
    SectionType{"\xfc\x04\xec\x61\xe6\x48\x13\xd8\x25\xc9\x8d\xaa\x44\x75\x0b\x12"sv, "memory",
                memory_detail},
    // {D995E954-BBC1-430F-AD91-B44DCB3C6F35}
    SectionType{"\x54\xe9\x95\xd9\xc1\xbb\x0f\x43\xad\x91\xb4\x4d\xcb\x3c\x6f\x35"sv, "pcie",
                pcie_detail},
    // {DC3EA0B0-A144-4797-B95B-53FA242B6E1D}, {9876CCAD-47B4-4BDB-B65E-16F193C4F3DB}
    SectionType{"\xb0\xa0\x3e\xdc\x44\xa1\x97\x47\xb9\x5b\x53\xfa\x24\x2b\x6e\x1d"sv, "processor",
                x64_detail},
    SectionType{"\xad\xcc\x76\x98\xb4\x47\xdb\x4b\xb6\x5e\x16\xf1\x93\xc4\xf3\xdb"sv, "processor",
                processor_detail}};

FirmwareError parse_section(std::string_view header, std::string_view section) {
    FirmwareError error{severity_name(at<std::uint32_t>(header, 16)), "other", {}};
    auto const type = std::find_if(kTypes.begin(), kTypes.end(), [&](SectionType const& one) {
        return header.starts_with(one.id);
    });
    std::string detail;
    if (type != kTypes.end()) {
        error.section = type->name;
        detail = type->detail(section);
    }
    // The field-replaceable unit is what a person finds on the board: "DIMM_A1".
    bool const names_unit = (at<std::uint8_t>(header, 22) & 2U) != 0;
    auto const unit = header.substr(44, 20);
    auto const text = clean_message(unit.substr(0, unit.find('\0')));
    if (names_unit && !text.empty()) detail = text;
    if (!detail.empty()) error.detail = detail;
    return error;
}

void parse_sections(std::string_view data, Bert& bert) {
    while (data.size() >= kSectionHeader && bert.errors.size() < kMostErrors) {
        auto const header = at<std::uint16_t>(data, 20) >= 0x300 ? kLongHeader : kSectionHeader;
        auto const length = std::size_t{at<std::uint32_t>(data, 24)};
        if (header + length > data.size() || data.size() < header) return;
        bert.errors.push_back(parse_section(data.substr(0, header), data.substr(header, length)));
        data.remove_prefix(header + length);
    }
}

std::string_view after(std::string_view line, std::string_view label) {
    auto const where = line.find(label);
    return where == std::string_view::npos ? std::string_view() : line.substr(where + label.size());
}

// "memory error", "PCIe error", "IA32/X64 processor error", "general processor error"
std::string section_name(std::string_view type) {
    if (type.find("memory") != std::string_view::npos) return "memory";
    if (type.find("PCIe") != std::string_view::npos) return "pcie";
    if (type.find("processor") != std::string_view::npos) return "processor";
    return "other";
}

void read_log_line(std::string_view line, Bert& bert) {
    bool const more = bert.errors.size() < kMostErrors;
    if (auto const type = after(line, ", type: "); !type.empty() && more)
        bert.errors.push_back({std::string(type), "other", {}});
    if (bert.errors.empty()) return;
    auto& error = bert.errors.back();
    if (auto const type = after(line, "section_type: "); !type.empty())
        error.section = section_name(type);
    if (auto const address = after(line, "device_id: "); !address.empty() && !error.detail)
        error.detail = address;
    if (auto const unit = after(line, "fru_text: "); !unit.empty()) error.detail = unit;
}

// The kernel clears the status of a block that it has printed (drivers/acpi/apei/bert.c). From then
// on its log alone tells an error of this start from what is left there of an older one.
bool may_be_printed(std::string_view region) {
    return at<std::uint32_t>(region, 0) == 0 && at<std::uint32_t>(region, 12) != 0;
}

}  // namespace

std::optional<Bert> parse_bert(std::string_view region) {
    if (region.size() < kBlockHeader) return std::nullopt;
    Bert bert;
    while (region.size() >= kBlockHeader) {
        auto const status = at<std::uint32_t>(region, 0);
        auto const raw_offset = std::size_t{at<std::uint32_t>(region, 4)};
        auto const raw_length = std::size_t{at<std::uint32_t>(region, 8)};
        auto const length = std::size_t{at<std::uint32_t>(region, 12)};
        if (status == 0) break;  // no more of them
        if (length > region.size() - kBlockHeader) return std::nullopt;
        parse_sections(region.substr(kBlockHeader, length), bert);
        auto const end = std::max(kBlockHeader + length,
                                  raw_length == 0 ? std::size_t{0} : raw_offset + raw_length);
        region.remove_prefix(std::min(end, region.size()));
    }
    return bert;
}

std::optional<Bert> bert_in_log(Run const& run) {
    constexpr std::string_view kPrefix = "[Hardware Error]: ";
    constexpr double kEarly = 120;  // s
    std::optional<Bert> bert;
    for (auto const& entry : run.entries) {
        std::string_view const line = entry.message;
        if (!entry.of_kernel() || Run::said_s(entry) > kEarly) continue;
        if (line.starts_with("BERT: Error records from previous boot"))
            bert.emplace();
        else if (bert && line.starts_with(kPrefix))
            read_log_line(line.substr(kPrefix.size()), *bert);
    }
    return bert;
}

std::optional<Bert> read_bert(Machine const& machine, std::vector<Run> const& runs,
                              std::vector<Gap>& gaps) {
    bool const runs_now = !runs.empty() && runs.front().is_running;
    auto logged = runs_now ? bert_in_log(runs.front()) : std::optional<Bert>();
    auto const tables = machine.list(kTables);
    bool const exists = std::find(tables.begin(), tables.end(), "BERT") != tables.end();
    auto const reading = exists ? machine.read(kRegion, kLimit) : Reading{};
    if (!reading.text) {
        if (exists && !logged && reading.why != Missing::absent)
            gaps.push_back({"history", kRegion, reading.why, {}});
        return logged;
    }
    auto bert = parse_bert(*reading.text);
    if (!bert) gaps.push_back({"history", kRegion, Missing::malformed, {}});
    if (!bert || !bert->errors.empty()) return bert;
    if (logged) return logged;
    bool const knows_start = runs_now && boot_of(runs.front()).kernel.has_value();
    if (knows_start || !may_be_printed(*reading.text)) return bert;
    gaps.push_back({"history", kRegion, Missing::absent, "the kernel's log of this start tells"});
    return std::nullopt;
}

}  // namespace rigcheck
