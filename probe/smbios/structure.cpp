#include "probe/smbios/smbios.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

template <class T>
std::optional<T> little_endian(std::span<std::byte const> bytes, std::size_t offset) {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[offset + i]);
    return static_cast<T>(value);
}

}  // namespace

SmbiosStructure::SmbiosStructure(std::span<std::byte const> formatted,
                                 std::vector<std::string> strings)
    : formatted_(formatted), strings_(std::move(strings)) {}

int SmbiosStructure::type() const {
    return byte(0).value_or(0);
}

int SmbiosStructure::handle() const {
    return word(2).value_or(0);
}

std::size_t SmbiosStructure::length() const {
    return formatted_.size();
}

std::optional<std::uint8_t> SmbiosStructure::byte(std::size_t offset) const {
    return little_endian<std::uint8_t>(formatted_, offset);
}

std::optional<std::uint16_t> SmbiosStructure::word(std::size_t offset) const {
    return little_endian<std::uint16_t>(formatted_, offset);
}

std::optional<std::uint32_t> SmbiosStructure::dword(std::size_t offset) const {
    return little_endian<std::uint32_t>(formatted_, offset);
}

std::optional<std::uint64_t> SmbiosStructure::qword(std::size_t offset) const {
    return little_endian<std::uint64_t>(formatted_, offset);
}

std::optional<std::string> SmbiosStructure::text(std::size_t offset) const {
    auto const number = byte(offset).value_or(0);
    if (number == 0 || number > strings_.size()) return std::nullopt;
    return firmware_text(strings_[number - 1U]);
}

}  // namespace rigcheck
