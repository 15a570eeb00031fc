#include "probe/setup/openpgp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <optional>

namespace rigcheck {
namespace {

constexpr std::size_t kMaxKeys = 256;
constexpr int kPublicKey = 6;

struct Packet {
    int tag = 0;
    std::string_view body;
    std::size_t whole = 0;  // with its header
};

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (char const byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
}

// Header of `head` bytes in which the length stands at `at` in `size` bytes, plus `offset`.
std::optional<Packet> packet(std::string_view bytes, int tag, std::size_t at, std::size_t size,
                             std::size_t offset = 0) {
    if (bytes.size() < at + size) return std::nullopt;
    auto length = std::size_t{big_endian(bytes.substr(at, size))};
    if (size == 2 && offset != 0) length = ((length >> 8U) - 192U) * 256 + (length & 0xFFU) + 192;
    auto const head = at + size;
    if (length > bytes.size() - head) return std::nullopt;
    return Packet{tag, bytes.substr(head, length), head + length};
}

// RFC 4880, 4.2.1 and 4.2.2. Partial lengths are for data, never for keys.
std::optional<Packet> next_packet(std::string_view bytes) {
    if (bytes.size() < 2) return std::nullopt;
    auto const first = static_cast<unsigned char>(bytes[0]);
    if ((first & 0x80U) == 0) return std::nullopt;
    if ((first & 0x40U) == 0) {
        auto const tag = static_cast<int>(first >> 2U & 0x0FU);
        constexpr std::array<std::size_t, 3> kSizes{1, 2, 4};
        auto const type = first & 0x03U;
        return type < 3 ? packet(bytes, tag, 1, kSizes.at(type)) : std::nullopt;
    }
    auto const tag = static_cast<int>(first & 0x3FU);
    auto const second = static_cast<unsigned char>(bytes[1]);
    if (second < 192) return packet(bytes, tag, 1, 1);
    if (second < 224) return packet(bytes, tag, 1, 2, 192);
    return second == 255 ? packet(bytes, tag, 2, 4) : std::nullopt;
}

std::optional<std::string> key_id(std::string_view body) {
    if (body.empty() || body[0] != 4 || body.size() > 0xFFFF) return std::nullopt;
    std::string text{static_cast<char>(0x99), static_cast<char>(body.size() >> 8U),
                     static_cast<char>(body.size() & 0xFFU)};
    text += body;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1 ||
        size != 20) {
        return std::nullopt;
    }
    std::string id;
    for (std::size_t i = 12; i < 20; ++i) id += fmt::format("{:02X}", digest.at(i));
    return id;
}

// RFC 4880, 6.2: header lines, an empty line, base64, a checksum that begins with "=".
std::string without_armour(std::string_view text) {
    auto const begin = text.find("-----BEGIN PGP");
    auto body = text.find("\n\n", begin);
    if (begin == std::string_view::npos || body == std::string_view::npos) return {};
    auto const end = text.find("-----END", body);
    std::uint32_t bits = 0;
    int count = 0;
    std::string bytes;
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (auto const letter : text.substr(body, end == std::string_view::npos ? end : end - body)) {
        if (letter == '=') break;
        auto const value = kAlphabet.find(letter);
        if (value == std::string_view::npos) continue;
        bits = bits << 6U | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xFFU);
        }
    }
    return bytes;
}

}  // namespace

bool is_keybox(std::string_view bytes) {
    return bytes.size() >= 12 && bytes.substr(8, 4) == "KBXf";
}

std::vector<std::string> parse_openpgp_keys(std::string_view bytes) {
    std::string decoded;
    if (bytes.find("-----BEGIN PGP") != std::string_view::npos) {
        decoded = without_armour(bytes);
        bytes = decoded;
    }
    std::vector<std::string> ids;
    while (auto const found = next_packet(bytes)) {
        if (found->tag == kPublicKey && ids.size() < kMaxKeys) {
            if (auto id = key_id(found->body)) ids.push_back(std::move(*id));
        }
        bytes.remove_prefix(found->whole);
    }
    return ids;
}

}  // namespace rigcheck
