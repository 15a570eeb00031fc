#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "probe/smbios/smbios.hpp"
#include "probe/smbios/text.hpp"
#include "probe/smbios/walk.hpp"

// What stays is listed, not what goes: a string or a byte that no field below names may hold
// anything.
namespace rigcheck {
namespace {

constexpr std::size_t kSerialOfModule = 0x18;

// A structure that is kept: how far its formatted area is, and which of it are strings (DSP0134,
// 7.1 to 7.21).
struct Kept {
    int type;
    std::size_t known;                    // bytes past it are zeroed
    std::array<std::size_t, 5> strings;   // offsets of the strings that stay
    std::array<std::size_t, 4> withheld;  // offsets of those that do not
};

constexpr std::array kKept{
    Kept{0, 0x1A, {0x04, 0x05, 0x08}, {}},
    Kept{1, 0x1B, {0x04, 0x05, 0x06}, {0x07, 0x19, 0x1A}},
    Kept{2, 0x0E, {0x04, 0x05, 0x06}, {0x07, 0x08, 0x0A}},
    Kept{3, 0x13, {0x04, 0x06}, {0x07, 0x08}},
    Kept{4, 0x33, {0x04, 0x07, 0x10, 0x22, 0x32}, {0x20, 0x21}},
    Kept{9, 0x12, {0x04}, {}},
    Kept{16, 0x17, {}, {}},
    Kept{17, 0x5C, {0x10, 0x11, 0x17, 0x1A}, {kSerialOfModule, 0x19, 0x2B}},
    Kept{19, 0x1F, {}, {}},
    Kept{20, 0x23, {}, {}},
};

constexpr int kEndOfTable = 127;

// Equal serial numbers get equal pseudonyms, so that a module listed twice stays recognisable.
class Pseudonyms {
public:
    // Of the same length and itself a real serial number (12,960 of the shortest length are, more
    // than any computer has modules); empty for what is no real serial number.
    std::string of(std::string_view raw) {
        auto const serial = real_serial(raw);
        if (!serial) return {};
        auto const [found, is_new] = names_.try_emplace(*serial);
        if (is_new) found->second = numbered(names_.size(), serial->size());
        auto name = found->second;
        name.resize(std::max(raw.size(), name.size()), ' ');
        return name;
    }

private:
    static std::string numbered(std::size_t number, std::size_t length) {
        constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        std::string name(length, '0');
        for (std::size_t at = length; at-- > 1 && number != 0; number /= kDigits.size())
            name[at] = kDigits[number % kDigits.size()];
        name[0] = 'R';
        return name;
    }
    std::map<std::string, std::string, std::less<>> names_;
};

class Rewritten {
public:
    explicit Rewritten(RawStructure const& raw)
        : raw_(raw),
          formatted_(reinterpret_cast<char const*>(raw.formatted.data()), raw.formatted.size()) {}

    void zero(std::size_t from, std::size_t to) {
        for (auto at = from; at < std::min(to, formatted_.size()); ++at) formatted_[at] = '\0';
    }
    // The string that the field names in the original; empty without one.
    std::string_view original(std::size_t offset) const {
        if (offset >= raw_.formatted.size()) return {};
        auto const number = std::to_integer<std::size_t>(raw_.formatted[offset]);
        if (number == 0 || number > raw_.strings.size()) return {};
        return raw_.strings[number - 1];
    }
    void put(std::size_t offset, std::string_view text) {
        if (offset >= formatted_.size()) return;
        formatted_[offset] = '\0';
        if (text.empty()) return;
        strings_.append(text).push_back('\0');
        formatted_[offset] = static_cast<char>(++count_);
    }
    std::string bytes() const {
        return formatted_ + strings_ + std::string(count_ == 0 ? 2 : 1, '\0');
    }

private:
    RawStructure const& raw_;
    std::string formatted_;
    std::string strings_;
    unsigned char count_ = 0;
};

std::string redact_structure(RawStructure const& raw, Kept const& kept, Pseudonyms& pseudonyms) {
    constexpr int kSystem = 1;
    constexpr int kModule = 17;
    Rewritten out(raw);
    out.zero(kept.known, raw.formatted.size());
    if (kept.type == kSystem) out.zero(0x08, 0x18);  // UUID
    for (auto const offset : kept.strings)
        if (offset != 0) out.put(offset, out.original(offset));
    for (auto const offset : kept.withheld) {
        if (offset == 0) continue;
        bool const counts = kept.type == kModule && offset == kSerialOfModule;
        out.put(offset, counts ? pseudonyms.of(out.original(offset)) : std::string());
    }
    return out.bytes();
}

std::string end_marker(RawStructure const& raw) {
    constexpr std::size_t kHeader = 4;
    std::string header(reinterpret_cast<char const*>(raw.formatted.data()), kHeader);
    header[1] = kHeader;
    return header + std::string(2, '\0');
}

}  // namespace

std::string redact_smbios(std::string const& table) {
    auto const walk = walk_table(std::as_bytes(std::span(table)), std::nullopt);
    std::string out;
    Pseudonyms pseudonyms;
    for (auto const& structure : walk.structures) {
        auto const type = std::to_integer<int>(structure.formatted[0]);
        if (type == kEndOfTable) {
            out += end_marker(structure);
            return out;
        }
        auto const kept =
            std::find_if(kKept.begin(), kKept.end(), [&](Kept const& k) { return k.type == type; });
        if (kept != kKept.end()) out += redact_structure(structure, *kept, pseudonyms);
    }
    // A table that breaks off stays broken, so that the copy leaves the same gap: a header that
    // states a length of 0.
    if (walk.problem) return out + std::string("\x7E\0\xFF\xFF", 4);
    return out + std::string("\x7F\x04\xFE\xFF\0\0", 6);
}

}  // namespace rigcheck
