#include "probe/drivers/kernel_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "probe/machine/redact.hpp"
#include "probe/platform/host_name.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kLogLimit = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kMaxRecords = 100'000;
constexpr std::size_t kKept = 400;
constexpr std::size_t kMaxLine = 512;

// Only to keep the rest of the log out of the snapshot; what a line means is for the rules.
bool speaks_of_drivers(std::string_view line) {
    constexpr std::array kWords{"firmware", "Firmware", "probe",    "NVRM",     "nouveau",
                                "amdgpu",   "kfd",      "i915",     " xe ",     "force_probe",
                                "remapped", "unsigned", "rejected", "Lockdown", "not available",
                                "nvidia",   "atomics",  "vmd",      "iwlwifi"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](char const* word) { return line.find(word) != std::string_view::npos; });
}

// "[    1.234567] text", "<6>[ 1.2] text" and "6,123,456,-;text" are all "text".
std::string_view without_stamp(std::string_view line) {
    auto const semicolon = line.find(';');
    bool const numbered = !line.empty() && line.front() >= '0' && line.front() <= '9';
    if (semicolon < 40 && numbered && line.find(',') < semicolon) return line.substr(semicolon + 1);
    if (line.starts_with('<')) line.remove_prefix(std::min(line.find('>') + 1, line.size()));
    if (line.starts_with('[')) {
        line.remove_prefix(std::min(line.find(']') + 1, line.size()));
        while (line.starts_with(' ')) line.remove_prefix(1);
    }
    return line;
}

// Each read of /dev/kmsg gives one record (kernel: ABI/testing/dev-kmsg).
Reading read_kmsg() {
    int const fd = ::open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        bool const denied = errno == EACCES || errno == EPERM;
        return {std::nullopt, denied ? Missing::needs_root : Missing::absent};
    }
    std::string text;
    std::array<char, 8192> record{};
    for (std::size_t count = 0; count < kMaxRecords && text.size() < kLogLimit; ++count) {
        auto const got = ::read(fd, record.data(), record.size());
        if (got < 0 && (errno == EINTR || errno == EPIPE)) continue;
        if (got <= 0) break;
        std::string_view const line(record.data(), static_cast<std::size_t>(got));
        auto const first = line.substr(0, line.find('\n'));
        if (speaks_of_drivers(first)) text.append(first).append("\n");
    }
    ::close(fd);
    return {std::move(text), Missing::absent};
}

}  // namespace

std::vector<KernelLine> parse_kernel_log(std::string_view text) {
    std::vector<KernelLine> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = without_stamp(text.substr(at, end - at)).substr(0, kMaxLine);
        at = end + 1;
        if (!speaks_of_drivers(line)) continue;
        std::string clean(line);
        std::replace_if(
            clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; },
            ' ');
        lines.push_back({std::move(clean)});
    }
    if (lines.size() > kKept) {
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(kKept));
    }
    return lines;
}

std::optional<std::vector<KernelLine>> read_kernel_log(Machine const& machine,
                                                       std::vector<Gap>& gaps) {
    auto reading = machine.ask("drivers/kernel-log", [] { return read_kmsg(); });
    if (!reading.text && !machine.is_live()) {
        auto const saved = machine.read("/var/log/dmesg", kLogLimit);
        if (saved.text) reading = saved;
    }
    if (!reading.text) {
        if (reading.why != Missing::absent) {
            gaps.push_back({"drivers", "kernel log", reading.why, {}});
        }
        return std::nullopt;
    }
    auto lines = parse_kernel_log(*reading.text);
    auto const names = host_names(machine);
    for (auto& line : lines) line.text = redact_text(line.text, names);
    return lines;
}

}  // namespace rigcheck
