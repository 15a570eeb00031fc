#include "probe/drivers/module_index.hpp"

#include <cstdint>
#include <optional>

namespace rigcheck {
namespace {

constexpr std::uint32_t kMagic = 0xB007F457;
constexpr std::uint32_t kMajor = 0x0002;
constexpr std::uint32_t kHasPrefix = 0x80000000, kHasValues = 0x40000000, kHasChildren = 0x20000000;
constexpr std::uint32_t kOffset = 0x0FFFFFFF;
constexpr int kMaxDepth = 1024;               // kmod recurses once a node
constexpr std::size_t kMaxNodes = 4'000'000;  // Debian's largest has some 60,000

class IndexCheck {
public:
    explicit IndexCheck(std::string_view bytes) : bytes_(bytes) {}

    bool whole() {
        return number(0) == kMagic && number(4).value_or(0) >> 16U == kMajor && number(8) &&
               node(*number(8), 12, 0);
    }

private:
    // Big-endian.
    std::optional<std::uint32_t> number(std::size_t at) const {
        if (bytes_.size() < 4 || at > bytes_.size() - 4) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = value << 8U | static_cast<unsigned char>(bytes_[at + i]);
        }
        return value;
    }

    // Behind the NUL of the text that starts here.
    std::optional<std::size_t> after_text(std::size_t at) const {
        auto const end = bytes_.find('\0', at);
        return end == std::string_view::npos ? std::nullopt : std::optional(end + 1);
    }

    bool node(std::uint32_t reference, std::size_t lowest, int depth) {
        auto const at = std::size_t{reference & kOffset};
        if (at == 0) return true;  // no such child
        if (at < lowest || depth > kMaxDepth || ++nodes_ > kMaxNodes) return false;
        std::optional<std::size_t> next = at;
        if ((reference & kHasPrefix) != 0) next = after_text(*next);
        if (next && (reference & kHasChildren) != 0) next = children(*next, lowest, depth);
        if (next && (reference & kHasValues) != 0) next = values(*next);
        return next && *next <= bytes_.size();
    }

    std::optional<std::size_t> children(std::size_t at, std::size_t lowest, int depth) {
        if (at + 2 > bytes_.size()) return std::nullopt;
        auto const first = static_cast<unsigned char>(bytes_[at]);
        auto const last = static_cast<unsigned char>(bytes_[at + 1]);
        if (first > last || last >= 128) return std::nullopt;
        at += 2;
        for (auto letter = first; letter <= last; ++letter, at += 4) {
            auto const child = number(at);
            if (!child || !node(*child, lowest, depth + 1)) return std::nullopt;
        }
        return at;
    }

    std::optional<std::size_t> values(std::size_t at) const {
        auto const count = number(at);
        if (!count || *count > bytes_.size()) return std::nullopt;
        std::optional<std::size_t> next = at + 4;
        for (std::uint32_t i = 0; next && i < *count; ++i) {
            next = *next + 4 <= bytes_.size() ? after_text(*next + 4) : std::nullopt;
        }
        return next;
    }

    std::string_view bytes_;
    std::size_t nodes_ = 0;
};

}  // namespace

bool is_module_index(std::string_view bytes) {
    return IndexCheck(bytes).whole();
}

}  // namespace rigcheck
