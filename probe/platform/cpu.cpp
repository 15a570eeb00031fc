#include "probe/platform/cpu.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "probe/machine/number.hpp"

namespace rigcheck {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return text;
}

bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; ++at) {
        bool const starts = at == 0 || text[at - 1] == ' ';
        auto const end = at + word.size();
        if (starts && (end == text.size() || text[end] == ' ')) return true;
    }
    return false;
}

template <class Callback>
void for_each_line(std::string_view text, Callback const& callback) {
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        callback(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Longer than any processor's name; keeps a hostile file out of every report.
constexpr std::size_t kMaxName = 128;

void keep_first(std::optional<std::string>& fact, std::string_view value) {
    if (!fact && !value.empty()) fact = std::string(value.substr(0, kMaxName));
}

void keep_first(std::optional<int>& fact, std::string_view value) {
    if (!fact) fact = parse_number<int>(value);
}

}  // namespace

CpuInfo parse_cpuinfo(std::string_view text) {
    CpuInfo info;
    int threads = 0;
    int socket = 0;
    std::set<int> sockets;
    std::set<std::pair<int, int>> cores;
    for_each_line(text, [&](std::string_view line) {
        auto const colon = line.find(':');
        if (colon == std::string_view::npos) return;
        auto const key = trim(line.substr(0, colon));
        auto const value = trim(line.substr(colon + 1));
        if (key == "processor") ++threads;
        if (key == "model name") keep_first(info.cpu.model, value);
        if (key == "vendor_id") keep_first(info.cpu.vendor, value);
        if (key == "cpu family") keep_first(info.cpu.family, value);
        if (key == "model") keep_first(info.cpu.model_number, value);
        if (key == "flags" && !info.hypervisor) info.hypervisor = has_word(value, "hypervisor");
        if (key == "physical id") {
            socket = parse_number<int>(value).value_or(0);
            sockets.insert(socket);
        }
        if (key == "core id") cores.emplace(socket, parse_number<int>(value).value_or(0));
    });
    if (threads > 0) info.cpu.threads = threads;
    if (!cores.empty()) info.cpu.cores = static_cast<int>(cores.size());
    if (!sockets.empty()) info.cpu.sockets = static_cast<int>(sockets.size());
    return info;
}

}  // namespace rigcheck
