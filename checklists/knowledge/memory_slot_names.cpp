#include "checklists/knowledge/memory_slot_names.hpp"

#include <algorithm>
#include <vector>

#include "checklists/knowledge/knowledge.hpp"
#include "checklists/knowledge/name_pattern.hpp"
#include "probe/facts/json.hpp"

namespace rigcheck {
namespace {

struct Row {
    std::string family;
    std::vector<NamePattern> vendors;  // empty: any
    NamePattern locator;
    std::optional<NamePattern> bank;
    std::string channel, slot;  // "{controller}{channel}"
    double confidence = 0;
};

struct Numbered {
    std::string family;
    std::vector<NamePattern> vendors;
    NamePattern locator;
    std::size_t slots = 0;
    std::vector<std::string> channels, places;
    double confidence = 0;
};

struct SlotNames {
    std::vector<Row> rows;
    std::vector<Numbered> numbered;
    std::vector<std::pair<std::string, std::string>> distrusted;
    std::vector<std::pair<NamePattern, NamePattern>> distrusted_systems;
    std::vector<NamePattern> two_slot_boards;
    std::string two_slot_form;
    int most_slots = 0;
};

std::vector<NamePattern> names_beginning(Json const& list) {
    std::vector<NamePattern> patterns;
    for (auto const& name : list) patterns.emplace_back(name.get<std::string>() + "*");
    return patterns;
}

bool any_match(std::vector<NamePattern> const& patterns, std::string_view text) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](NamePattern const& pattern) { return pattern.match(text); });
}

SlotNames load_names() {
    auto const json = Json::parse(knowledge("memory-slot-names.json"));
    SlotNames names;
    for (auto const& in : json.at("rows")) {
        std::optional<NamePattern> bank;
        if (in.contains("bank")) bank.emplace(in.at("bank").get<std::string>());
        names.rows.push_back({in.at("family").get<std::string>(),
                              names_beginning(in.value("vendors", Json::array())),
                              NamePattern(in.at("locator").get<std::string>()), std::move(bank),
                              in.value("channel", "{channel}"), in.value("slot", "{slot}"),
                              in.at("confidence").get<double>()});
    }
    for (auto const& in : json.at("numbered")) {
        names.numbered.push_back(
            {in.at("family").get<std::string>(), names_beginning(in.at("vendors")),
             NamePattern(in.at("locator").get<std::string>()), in.at("slots").get<std::size_t>(),
             in.at("channels").get<std::vector<std::string>>(),
             in.at("places").get<std::vector<std::string>>(), in.at("confidence").get<double>()});
    }
    for (auto const& in : json.at("distrusted_boards")) {
        names.distrusted.emplace_back(in.at("board_vendor").get<std::string>(),
                                      in.at("board").get<std::string>());
    }
    for (auto const& in : json.at("distrusted_systems")) {
        names.distrusted_systems.emplace_back(in.at("vendor").get<std::string>(),
                                              in.at("product").get<std::string>());
    }
    auto const& small = json.at("two_slot_boards");
    for (auto const& text : small.at("patterns")) {
        names.two_slot_boards.push_back(pattern_inside(text.get<std::string>()));
    }
    names.two_slot_form = small.at("form_factor").get<std::string>();
    names.most_slots = json.at("most_slots_per_channel").get<int>();
    return names;
}

SlotNames const& slot_names() {
    static SlotNames const names = load_names();
    return names;
}

std::string upper(std::string text) {
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    return text;
}

// "{controller}{channel}" with what the names hold.
std::string fill(std::string text, NamePattern::Captures const& captures) {
    for (auto const& [name, value] : captures) {
        auto const mark = "{" + name + "}";
        if (auto const at = text.find(mark); at != std::string::npos) {
            text.replace(at, mark.size(), value);
        }
    }
    return text;
}

std::optional<SlotName> read_row(Row const& row, std::string_view locator, std::string_view bank) {
    auto captures = row.locator.match(locator);
    if (!captures) return std::nullopt;
    if (row.bank) {
        auto more = row.bank->match(bank);
        if (!more) return std::nullopt;
        for (auto& [name, value] : *more) (*captures)[name] = value;
    }
    SlotName name;
    name.family = row.family;
    if (auto const socket = captures->find("socket"); socket != captures->end()) {
        name.socket = socket->second[0] - '0';
    }
    name.channel = upper(fill(row.channel, *captures));
    auto const slot = fill(row.slot, *captures);
    if (!slot.starts_with('{')) name.slot = slot;
    name.confidence = row.confidence;
    return name;
}

std::optional<SlotName> read_number(Numbered const& row, std::string_view locator,
                                    std::string_view vendor, std::size_t slots) {
    auto const captures = row.locator.match(locator);
    if (!captures || !any_match(row.vendors, vendor) || slots != row.slots) return std::nullopt;
    auto const index = static_cast<std::size_t>(captures->at("number")[0] - '1');
    return SlotName{row.family,           std::nullopt,   row.channels.at(index),
                    row.places.at(index), row.confidence, true};
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<SlotName> read_slot_name(std::string_view locator, std::string_view bank,
                                       std::string_view vendor, std::size_t slots) {
    for (auto const& row : slot_names().rows) {
        if (!row.vendors.empty() && !any_match(row.vendors, vendor)) continue;
        if (auto name = read_row(row, trimmed(locator), trimmed(bank))) return name;
    }
    for (auto const& row : slot_names().numbered) {
        if (auto name = read_number(row, trimmed(locator), vendor, slots)) return name;
    }
    return std::nullopt;
}

bool slot_names_distrusted(std::string_view board_vendor, std::string_view board) {
    auto const& boards = slot_names().distrusted;
    return std::any_of(boards.begin(), boards.end(), [&](auto const& row) {
        return row.first == trimmed(board_vendor) && row.second == trimmed(board);
    });
}

bool slot_letters_distrusted(std::string_view vendor, std::string_view product) {
    auto const& systems = slot_names().distrusted_systems;
    return std::any_of(systems.begin(), systems.end(), [&](auto const& row) {
        return row.first.match(trimmed(vendor)) && row.second.match(trimmed(product));
    });
}

bool one_slot_per_channel(std::string_view board, std::string_view form_factor) {
    return form_factor == slot_names().two_slot_form &&
           any_match(slot_names().two_slot_boards, board);
}

int most_slots_per_channel() {
    return slot_names().most_slots;
}

}  // namespace rigcheck
