#include "tests/support/smbios_builder.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>

// Field offsets: DMTF DSP0134, 7.1 to 7.21.
namespace rigcheck::test {
namespace {

// One line cut into words: those in order, and those written key=value.
struct Words {
    std::string line;
    std::vector<std::string> positional;
    std::map<std::string, std::string, std::less<>> named;

    [[noreturn]] void refuse(std::string const& why) const {
        throw std::runtime_error("smbios: " + why + ": " + line);
    }
    std::string at(std::size_t index) const {
        return index < positional.size() ? positional[index] : std::string();
    }
    // Takes a key out, so that what is left at the end is a misspelt one.
    std::string take(std::string_view key) {
        auto const found = named.find(key);
        if (found == named.end()) return {};
        auto value = found->second;
        named.erase(found);
        return value;
    }
    std::uint64_t take_number(std::string_view key, std::uint64_t otherwise) {
        auto const value = take(key);
        return value.empty() ? otherwise : std::stoull(value, nullptr, 0);
    }
};

char unescaped(std::string const& line, std::size_t& at) {
    if (line[at] != '\\' || at + 1 >= line.size()) return line[at++];
    char const next = line[at + 1];
    at += 2;
    if (next != 'x') return next;
    at += 2;
    return static_cast<char>(std::stoi(line.substr(at - 2, 2), nullptr, 16));
}

Words split(std::string const& line) {
    Words words{.line = line, .positional = {}, .named = {}};
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ') {
            ++at;
            continue;
        }
        std::string word;
        std::string key;
        for (bool quoted = false; at < line.size() && (quoted || line[at] != ' ');) {
            if (line[at] == '"') {
                quoted = !quoted;
                ++at;
            } else if (!quoted && key.empty() && line[at] == '=') {
                key = word;
                word.clear();
                ++at;
            } else {
                word += unescaped(line, at);
            }
        }
        if (key.empty()) {
            words.positional.push_back(word);
        } else {
            words.named[key] = word;
        }
    }
    return words;
}

class Structure {
public:
    Structure(int type, std::size_t length, int handle)
        : formatted_(std::max<std::size_t>(4, length)) {
        formatted_[0] = static_cast<char>(type);
        formatted_[1] = static_cast<char>(length);
        put(2, 2, static_cast<std::uint64_t>(handle));
    }
    // Fields past the end of a short structure are left out, as old firmware does.
    void put(std::size_t offset, std::size_t bytes, std::uint64_t value) {
        if (offset + bytes > formatted_.size()) return;
        for (std::size_t i = 0; i < bytes; ++i, value >>= 8U)
            formatted_[offset + i] = static_cast<char>(value & 0xFFU);
    }
    void text(std::size_t offset, std::string const& value) {
        if (value.empty() || offset >= formatted_.size()) return;
        strings_ += value + '\0';
        put(offset, 1, ++count_);
    }
    std::string bytes() const {
        return std::string(formatted_.begin(), formatted_.end()) + strings_ +
               std::string(count_ == 0 ? 2 : 1, '\0');
    }

private:
    std::vector<char> formatted_;
    std::string strings_;
    std::uint64_t count_ = 0;
};

std::uint64_t memory_type(std::string const& name) {
    // 7.18.2
    static std::map<std::string, std::uint64_t> const kTypes{
        {"Other", 1},     {"Unknown", 2},   {"DRAM", 3},    {"ROM", 8},     {"Flash", 9},
        {"SDRAM", 0x0F},  {"DDR", 0x12},    {"DDR2", 0x13}, {"DDR3", 0x18}, {"DDR4", 0x1A},
        {"LPDDR3", 0x1D}, {"LPDDR4", 0x1E}, {"HBM2", 0x21}, {"DDR5", 0x22}, {"LPDDR5", 0x23},
    };
    auto const found = kTypes.find(name);
    return found != kTypes.end() ? found->second : std::stoull(name, nullptr, 0);
}

std::string from_hex(std::string const& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

class Builder {
public:
    void add(std::string const& line) {
        auto words = split(line);
        if (words.at(0) != "smbios") words.refuse("a line begins with \"smbios\"");
        auto const kind = words.at(1);
        static std::map<std::string, void (Builder::*)(Words&)> const kKinds{
            {"bios", &Builder::bios},   {"system", &Builder::system},
            {"board", &Builder::board}, {"chassis", &Builder::chassis},
            {"cpu", &Builder::cpu},     {"array", &Builder::array},
            {"dimm", &Builder::dimm},   {"slot", &Builder::slot},
            {"raw", &Builder::raw},
        };
        auto const found = kKinds.find(kind);
        if (found == kKinds.end()) words.refuse("no such structure");
        (this->*found->second)(words);
        if (!words.named.empty()) words.refuse("unknown key " + words.named.begin()->first);
    }
    SmbiosFiles files() {
        table_ += start(127, 4).bytes();
        return {.entry_point = entry_point(), .table = table_};
    }

private:
    Structure start(int type, std::size_t length) { return {type, length, handle_++}; }
    void finish(Structure const& structure) { table_ += structure.bytes(); }

    void bios(Words& words) {
        auto out = start(0, 0x18);
        out.text(0x04, words.at(2));
        out.text(0x05, words.at(3));
        out.text(0x08, words.at(4));
        finish(out);
    }
    void system(Words& words) {
        auto out = start(1, 0x1B);
        out.text(0x04, words.at(2));
        out.text(0x05, words.at(3));
        out.text(0x06, words.take("version"));
        out.text(0x07, words.take("serial"));
        auto const uuid = from_hex(words.take("uuid"));
        for (std::size_t i = 0; i < uuid.size() && i < 16; ++i)
            out.put(0x08 + i, 1, static_cast<unsigned char>(uuid[i]));
        out.text(0x19, words.take("sku"));
        out.text(0x1A, words.take("family"));
        finish(out);
    }
    void board(Words& words) {
        auto out = start(2, 0x0F);
        out.text(0x04, words.at(2));
        out.text(0x05, words.at(3));
        out.text(0x07, words.take("serial"));
        out.text(0x08, words.take("asset"));
        out.put(0x0D, 1, 10);  // motherboard
        finish(out);
    }
    void chassis(Words& words) {
        auto out = start(3, 0x16);
        out.put(0x05, 1, std::stoull(words.at(2)));
        out.text(0x07, words.take("serial"));
        out.text(0x08, words.take("asset"));
        finish(out);
    }
    void cpu(Words& words) {
        auto out = start(4, 0x30);
        out.text(0x04, words.take("socket"));
        out.put(0x05, 1, 3);  // central processor
        out.text(0x10, words.at(2));
        out.put(0x18, 1, words.take_number("status", 0x41));  // populated, enabled
        out.put(0x19, 1, words.take_number("upgrade", 2));
        for (std::size_t cache = 0x1A; cache < 0x20; cache += 2) out.put(cache, 2, 0xFFFF);
        out.text(0x20, words.take("serial"));
        out.text(0x21, words.take("asset"));
        finish(out);
    }
    void array(Words& words) {
        array_ = handle_;
        auto out = start(16, 0x17);
        out.put(0x04, 1, words.take_number("location", 3));
        out.put(0x05, 1, words.take_number("use", 3));
        out.put(0x06, 1, words.take_number("ecc", 3));
        out.put(0x0B, 2, 0xFFFE);
        out.put(0x0D, 2, words.take_number("slots", 4));
        finish(out);
    }
    void dimm(Words& words);
    void dimm_size(Structure& out, std::string const& size);
    void mapped(int module, std::string const& interleave, std::uint64_t mib);
    void slot(Words& words);
    void raw(Words& words);
    std::string entry_point() const;

    std::string table_;
    int handle_ = 0;
    int array_ = 0xFFFE;
    std::uint64_t mapped_mib_ = 0;
};

// Sizes: 7.18, offsets 0Ch and 1Ch.
void Builder::dimm_size(Structure& out, std::string const& size) {
    if (size == "empty") return;
    if (size == "unknown") {
        out.put(0x0C, 2, 0xFFFF);
    } else if (size.ends_with("kB")) {
        out.put(0x0C, 2, 0x8000U | std::stoull(size));
    } else if (auto const mib = std::stoull(size); mib < 0x7FFF) {
        out.put(0x0C, 2, mib);
    } else {
        out.put(0x0C, 2, 0x7FFF);
        out.put(0x1C, 4, mib);
    }
}

void Builder::dimm(Words& words) {
    auto const size = words.at(4);
    if (size.empty()) words.refuse("a dimm needs a locator, a bank and a size");
    bool const empty = size == "empty";
    auto const speed = words.take_number("speed", 0);
    auto const configured = words.take_number("configured", 0);
    bool const fast = speed >= 0xFFFF || configured >= 0xFFFF;
    int const handle = handle_;
    auto out = start(17, words.take_number("length", fast ? 0x5C : 0x28));
    out.put(0x04, 2, words.take_number("array", static_cast<std::uint64_t>(array_)));
    out.put(0x06, 2, 0xFFFE);
    auto const width = words.take_number("width", empty ? 0xFFFF : 64);
    out.put(0x08, 2, words.take_number("total", width));
    out.put(0x0A, 2, width);
    dimm_size(out, size);
    out.put(0x0E, 1, words.take_number("form", 9));
    out.text(0x10, words.at(2));
    out.text(0x11, words.at(3));
    auto const type = words.take("type");
    out.put(0x12, 1, type.empty() ? 2 : memory_type(type));
    out.put(0x15, 2, std::min<std::uint64_t>(speed, 0xFFFF));
    out.text(0x17, words.take("maker"));
    out.text(0x18, words.take("serial"));
    out.text(0x19, words.take("asset"));
    out.text(0x1A, words.take("part"));
    out.put(0x1B, 1, words.take_number("rank", 0));
    out.put(0x20, 2, std::min<std::uint64_t>(configured, 0xFFFF));
    out.put(0x26, 2, words.take_number("mv", 0));
    out.put(0x54, 4, speed >= 0xFFFF ? speed : 0);
    out.put(0x58, 4, configured >= 0xFFFF ? configured : 0);
    finish(out);
    auto const interleave = words.take("interleave");
    if (!interleave.empty()) mapped(handle, interleave, std::stoull(size));
}

void Builder::mapped(int module, std::string const& interleave, std::uint64_t mib) {
    auto const slash = interleave.find('/');
    auto out = start(20, 0x13);
    out.put(0x04, 4, mapped_mib_ * 1024);
    mapped_mib_ += mib;
    out.put(0x08, 4, mapped_mib_ * 1024 - 1);
    out.put(0x0C, 2, static_cast<std::uint64_t>(module));
    out.put(0x10, 1, 1);
    out.put(0x11, 1, std::stoull(interleave));
    out.put(0x12, 1, std::stoull(interleave.substr(slash + 1)));
    finish(out);
}

void Builder::slot(Words& words) {
    auto const address = words.take("address");
    auto out = start(9, address.empty() ? 0x0D : 0x11);
    out.text(0x04, words.at(2));
    out.put(0x05, 1, words.take_number("type", 0xA5));
    out.put(0x06, 1, words.take_number("width", 13));
    out.put(0x07, 1, words.take_number("usage", 4));
    out.put(0x08, 1, 4);
    if (!address.empty()) {
        if (address.size() != 12) words.refuse("an address is 0000:00:00.0");
        auto const hex = [&](std::size_t at, std::size_t digits) {
            return std::stoull(address.substr(at, digits), nullptr, 16);
        };
        out.put(0x0D, 2, hex(0, 4));
        out.put(0x0F, 1, hex(5, 2));
        out.put(0x10, 1, (hex(8, 2) << 3U) | hex(11, 1));
    }
    finish(out);
}

void Builder::raw(Words& words) {
    auto const bytes = from_hex(words.take("bytes"));
    auto const type = static_cast<int>(words.take_number("type", 128));
    auto out = start(type, 4 + bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        out.put(4 + i, 1, static_cast<unsigned char>(bytes[i]));
    // Strings of a raw structure are set without a field: they come after its bytes, in order.
    auto whole = out.bytes();
    if (words.positional.size() > 2) {
        whole.resize(whole.size() - 2);
        for (std::size_t i = 2; i < words.positional.size(); ++i)
            whole += words.positional[i] + '\0';
        whole += '\0';
    }
    table_ += whole;
}

// 5.2.2: version 3.2; the checksum makes the bytes add up to zero.
std::string Builder::entry_point() const {
    std::string out("_SM3_\0\x18\x03\x02\0\x01\0", 12);
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>((table_.size() >> shift) & 0xFFU);
    out += std::string("\x20\0\0\0\0\0\0\0", 8);
    unsigned sum = 0;
    for (char const c : out) sum += static_cast<unsigned char>(c);
    out[5] = static_cast<char>(256U - (sum & 0xFFU));
    return out;
}

}  // namespace

SmbiosFiles build_smbios(std::vector<std::string> const& lines) {
    Builder builder;
    for (auto const& line : lines) builder.add(line);
    return builder.files();
}

}  // namespace rigcheck::test
