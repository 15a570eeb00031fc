#include "probe/history/reset_reason.hpp"

#include <algorithm>
#include <array>

#include "probe/history/signatures.hpp"
#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

constexpr char const* kSignature = "amd-reset-reason";
constexpr std::uint32_t kAllOnes = 0xffffffff;
// Those that s5_reset_reason_txt[] has words for (kernel: arch/x86/kernel/cpu/amd.c). Others are
// set on sound machines: bit 11 in every value that was ever seen.
constexpr std::array kBits{0,  1,  2,  4,  9,  16, 17, 18, 19, 20,
                           21, 22, 23, 24, 25, 26, 27, 29, 30, 31};

std::optional<ResetReason> reason_of(std::vector<std::map<std::string, std::string>> const& lines) {
    std::optional<ResetReason> reason;
    for (auto const& values : lines) {
        auto const value = values.find("value");
        auto const text = values.find("text");
        if (value == values.end()) continue;
        auto const bits = parse_number<std::uint32_t>(value->second, 16);
        if (!bits || *bits == kAllOnes) continue;
        if (!reason || reason->value.value != *bits) reason.emplace().value.value = *bits;
        if (text != values.end()) reason->texts.push_back(text->second);
    }
    if (!reason) return reason;
    for (int const bit : kBits) {
        if ((reason->value.value >> static_cast<unsigned>(bit) & 1U) != 0)
            reason->bits.push_back(bit);
    }
    return reason;
}

// "6.18.2-arch1" is from 6.18 on.
bool is_from(std::string const& release, int major, int minor) {
    auto const dot = release.find('.');
    auto const first = parse_number<int>(release);
    auto const second = dot == std::string::npos
                            ? std::nullopt
                            : parse_number<int>(std::string_view(release).substr(dot + 1));
    return first && second && std::pair(*first, *second) >= std::pair(major, minor);
}

}  // namespace

std::optional<ResetReason> reset_reason_in(std::vector<LogMatch> const& matches,
                                           std::string_view boot_id) {
    std::vector<std::map<std::string, std::string>> lines;
    for (auto const& match : matches) {
        if (match.signature == kSignature && match.boot_id == boot_id)
            lines.push_back(match.values);
    }
    return reason_of(lines);
}

std::optional<ResetReason> reset_reason_of(std::vector<std::string> const& lines) {
    std::vector<std::map<std::string, std::string>> values;
    for (auto const& line : lines) {
        auto match = match_signature(line);
        if (match && match->id == kSignature) values.push_back(std::move(match->values));
    }
    return reason_of(values);
}

bool prints_reset_reason(std::string const& release) {
    return is_from(release, 6, 15);
}

void find_new_bits(ResetReason& reason, std::optional<std::uint32_t> before,
                   std::optional<std::string> const& kernel_before) {
    if (kernel_before && is_from(*kernel_before, 6, 18)) {
        reason.new_bits = reason.bits;
        return;
    }
    if (!before) return;
    auto& fresh = reason.new_bits.emplace();
    std::copy_if(reason.bits.begin(), reason.bits.end(), std::back_inserter(fresh),
                 [&](int bit) { return (*before >> static_cast<unsigned>(bit) & 1U) == 0; });
}

}  // namespace rigcheck
