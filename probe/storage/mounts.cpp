#include "probe/storage/mounts.hpp"

#include <algorithm>

namespace rigcheck {
namespace {

constexpr std::size_t kMostMounts = 1024;

// The next field of a line; fields are separated by one or more spaces or tabs.
std::string_view take_field(std::string_view& line) {
    constexpr char const* kWhite = " \t";
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(kWhite)));
    auto const field = line.substr(0, line.find_first_of(kWhite));
    line.remove_prefix(field.size());
    return field;
}

std::string_view take_line(std::string_view& text) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

std::vector<std::string> split_options(std::string_view text) {
    std::vector<std::string> options;
    while (!text.empty()) {
        auto const option = text.substr(0, text.find(','));
        options.emplace_back(option);
        text.remove_prefix(std::min(text.size(), option.size() + 1));
    }
    return options;
}

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

std::optional<Mount> parse_mount(std::string_view line) {
    Mount mount;
    mount.device = undo_octal(take_field(line));
    mount.point = undo_octal(take_field(line));
    mount.type = take_field(line);
    mount.options = split_options(take_field(line));
    bool const block = mount.device.starts_with("/dev/") && !mount.device.starts_with("/dev/loop");
    if (!block && mount.type != "zfs") return std::nullopt;
    return mount.point.starts_with('/') ? std::optional(std::move(mount)) : std::nullopt;
}

}  // namespace

bool Mount::has(std::string_view option) const {
    return std::find(options.begin(), options.end(), option) != options.end();
}

bool Mount::discards() const {
    return std::any_of(options.begin(), options.end(), [](std::string const& option) {
        return option == "discard" || option.starts_with("discard=");
    });
}

// The kernel writes space, tab, newline, backslash and # as a backslash and three octal digits
// (fs/proc_namespace.c).
std::string undo_octal(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const escape = text[at] == '\\' && at + 3 < text.size() && text[at + 1] <= '3' &&
                            is_octal(text[at + 1]) && is_octal(text[at + 2]) &&
                            is_octal(text[at + 3]);
        if (!escape) {
            out += text[at];
            continue;
        }
        out += static_cast<char>((text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 +
                                 (text[at + 3] - '0'));
        at += 3;
    }
    return out;
}

std::vector<Mount> parse_mounts(std::string_view text) {
    std::vector<Mount> mounts;
    while (!text.empty() && mounts.size() < kMostMounts) {
        if (auto mount = parse_mount(take_line(text))) mounts.push_back(std::move(*mount));
    }
    return mounts;
}

std::string redact_mounts(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto const line = take_line(text);
        if (parse_mount(line)) out.append(line).append("\n");
    }
    return out;
}

std::vector<std::string> parse_swaps(std::string_view text) {
    std::vector<std::string> devices;
    while (!text.empty() && devices.size() < 64) {
        auto line = take_line(text);
        auto device = undo_octal(take_field(line));
        if (device.starts_with("/dev/") && !device.starts_with("/dev/zram"))
            devices.push_back(std::move(device));
    }
    return devices;
}

}  // namespace rigcheck
