#include "probe/history/signatures.hpp"

#include <array>
#include <vector>

#include "probe/data_file.hpp"
#include "probe/facts/fields.hpp"
#include "probe/facts/json.hpp"
#include "probe/history/line_pattern.hpp"

namespace rigcheck {

std::vector<DataFile> const& signature_files();  // compiled in

namespace {

constexpr std::size_t kLooked = 512;

struct Row {
    std::string id;
    std::optional<std::string> by;
    std::vector<std::string> patterns;

    static constexpr auto fields() {
        return field_list(field("id", &Row::id), field("by", &Row::by),
                          field("patterns", &Row::patterns));
    }
};

struct Signature {
    std::string id, by;
    std::vector<LinePattern> patterns;
};

std::vector<Signature> load() {
    std::vector<Row> rows;
    auto const& file = signature_files().front();
    read_json(Json::parse(file.text).at("signatures"), rows, std::string(file.name));
    std::vector<Signature> signatures;
    for (auto const& row : rows) {
        Signature signature{row.id, row.by.value_or(std::string(kKernel)), {}};
        for (auto const& pattern : row.patterns) signature.patterns.emplace_back(pattern);
        signatures.push_back(std::move(signature));
    }
    return signatures;
}

}  // namespace

std::optional<SignatureMatch> match_signature(std::string_view line, std::string_view by) {
    static auto const signatures = load();
    line = line.substr(0, kLooked);
    LineTraces const traces(line);
    for (auto const& signature : signatures) {
        if (signature.by != by) continue;
        for (auto const& pattern : signature.patterns) {
            if (!traces.may_hold(pattern.longest_literal())) continue;
            if (auto values = pattern.match(line)) return SignatureMatch{signature.id, *values};
        }
    }
    return std::nullopt;
}

std::string fault_key(SignatureMatch const& match) {
    constexpr std::array kParts{"xid",  "address", "drive", "port", "device",
                                "dimm", "bank",    "zone",  "value"};
    auto key = match.id;
    for (auto const* part : kParts) {
        auto const value = match.values.find(part);
        if (value != match.values.end()) key += ' ' + value->second;
    }
    return key;
}

}  // namespace rigcheck
