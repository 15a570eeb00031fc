#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "probe/facts/fields.hpp"

namespace rigcheck::isolation {

// How a part can be taken out of the question.
enum class Handling {
    removable,  // the machine starts without it
    swap_only,  // needs a known-good one in its place
    core,       // neither can be done at home
};

// checklists/knowledge/isolation.json holds one row a class of parts.
struct PartClass {
    std::string id;          // "dimm"
    std::string name;        // "RAM stick"
    double weight = 0;       // how often the part itself is at fault, against the other classes
    double seat_weight = 0;  // how often only its seat, slot or plug is
    double minutes = 0;      // to take out or to put back
    Handling handling = Handling::removable;
    bool one_must_stay = false;  // one of this class belongs to the minimum that starts at all
    bool always_there = false;   // every machine has exactly one
    std::string take_out;        // how, in a phrase: "take it out of its slot"
    std::string reseat;
    std::string other_socket;  // how to try it in another place; empty where there is none

    static constexpr auto fields() {
        using P = PartClass;
        return field_list(field("id", &P::id), field("name", &P::name), field("weight", &P::weight),
                          field("seat_weight", &P::seat_weight), field("minutes", &P::minutes),
                          field("handling", &P::handling),
                          field("one_must_stay", &P::one_must_stay),
                          field("always_there", &P::always_there), field("take_out", &P::take_out),
                          field("reseat", &P::reseat), field("other_socket", &P::other_socket));
    }
};

// What a person saw, and by how much it moves the suspicion: class id -> factor.
struct EvidenceFactors {
    std::string id;  // "lamp-dram": the name that guide answers use too
    std::string text;
    std::map<std::string, double> factors;

    static constexpr auto fields() {
        using E = EvidenceFactors;
        return field_list(field("id", &E::id), field("text", &E::text),
                          field("factors", &E::factors));
    }
};

// One thing in the machine that may be at fault.
struct Part {
    std::string id;    // "dimm-2"
    std::string name;  // "RAM stick in B2", shown to the person
    std::string class_id;
    bool spare = false;    // a known-good one is at hand: a swap-only part can be swapped
    bool changed = false;  // added or changed just before the trouble began
    bool cannot = false;   // the person cannot or will not move it

    static constexpr auto fields() {
        using P = Part;
        return field_list(field("id", &P::id), field("name", &P::name),
                          field("class", &P::class_id), field("spare", &P::spare),
                          field("changed", &P::changed), field("cannot", &P::cannot));
    }
};

// One bit a part of the list: set while the ORIGINAL part is connected.
using PartSet = std::uint32_t;
inline constexpr std::size_t kMostParts = 16;
// "Changed last" makes a part so much more suspect (shutdown-sensors.md 7.2; judgement).
inline constexpr double kChangedFactor = 10;

constexpr PartSet bit(std::size_t part) {
    return PartSet{1} << part;
}
constexpr bool has(PartSet set, std::size_t part) {
    return (set & bit(part)) != 0;
}
constexpr PartSet all_of(std::size_t count) {
    return (PartSet{1} << count) - 1;
}

std::vector<PartClass> const& part_classes();
std::vector<EvidenceFactors> const& evidence_factors();
// Null for an unknown class.
PartClass const* find_class(std::string const& id);

}  // namespace rigcheck::isolation

template <>
struct rigcheck::EnumNames<rigcheck::isolation::Handling> {
    static constexpr std::array names{"removable", "swap-only", "core"};
};
