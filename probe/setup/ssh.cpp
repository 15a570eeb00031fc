#include "probe/setup/ssh.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rigcheck {
namespace {

constexpr char const* kConfig = "/etc/ssh/sshd_config";
constexpr char const* kDropIns = "/etc/ssh/sshd_config.d";
constexpr int kMaxDepth = 4;

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// "Keyword value" or "Keyword=value".
std::pair<std::string, std::string> option_of(std::string_view line) {
    auto const start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos || line[start] == '#') return {};
    line.remove_prefix(start);
    auto const end = std::min(line.find_first_of(" \t="), line.size());
    auto const value = line.find_first_not_of(" \t=\"", end);
    if (value == std::string_view::npos) return {lower(line.substr(0, end)), {}};
    auto const stop = std::min(line.find_first_of(" \t\r\"#", value), line.size());
    return {lower(line.substr(0, end)), std::string(line.substr(value, stop - value))};
}

class Reader {
public:
    Reader(Machine const& machine, SshServer& server, std::vector<Gap>& gaps)
        : machine_(machine), server_(server), gaps_(gaps) {}

    void read(std::string const& file, int depth) {
        auto const reading = machine_.read(file);
        if (!reading.text) {
            if (reading.why != Missing::absent) gaps_.push_back({"setup", file, reading.why, {}});
            return;
        }
        bool const text = !reading.text->empty() && reading.text->find('\0') == std::string::npos;
        if (!text) {
            gaps_.push_back({"setup", file, Missing::malformed, {}});
            return;
        }
        bool for_all = true;
        for (std::size_t at = 0; at < reading.text->size() && for_all;) {
            auto const end = std::min(reading.text->find('\n', at), reading.text->size());
            auto const [key, value] =
                option_of(std::string_view(*reading.text).substr(at, end - at));
            at = end + 1;
            for_all = key != "match";
            // Debian and others include one directory; other patterns are rare and passed over.
            if (key == "include" && value.starts_with(kDropIns) && depth < kMaxDepth)
                include(depth);
            if (!value.empty()) note(key, lower(value), file);
        }
    }

private:
    void include(int depth) {
        for (auto const& name : machine_.list(kDropIns)) {
            if (name.ends_with(".conf")) read(std::string(kDropIns) + "/" + name, depth + 1);
        }
    }

    void note(std::string const& key, std::string const& value, std::string const& file) {
        auto const first = [&](std::optional<std::string>& slot) {
            if (!slot) slot = value.substr(0, 64);
        };
        if (key == "passwordauthentication") {
            if (!server_.password_authentication) server_.deciding_file = file;
            first(server_.password_authentication);
        }
        if (key == "kbdinteractiveauthentication" || key == "challengeresponseauthentication") {
            first(server_.kbd_interactive);
        }
        if (key == "usepam") first(server_.use_pam);
        if (key == "permitrootlogin") first(server_.permit_root_login);
    }

    Machine const& machine_;
    SshServer& server_;
    std::vector<Gap>& gaps_;
};

}  // namespace

SshServer read_ssh(Machine const& machine, std::vector<Gap>& gaps) {
    SshServer server;
    auto const ours = machine.list("/etc/ssh");
    server.installed = std::find(ours.begin(), ours.end(), "sshd_config") != ours.end();
    if (!server.installed) return server;
    Reader(machine, server, gaps).read(kConfig, 0);
    constexpr std::array kWants{"/etc/systemd/system/multi-user.target.wants",
                                "/etc/systemd/system/sockets.target.wants"};
    bool seen = false;
    bool enabled = false;
    for (auto const* directory : kWants) {
        for (auto const& unit : machine.list(directory)) {
            seen = true;
            enabled = enabled || unit == "ssh.service" || unit == "sshd.service" ||
                      unit == "ssh.socket" || unit == "sshd.socket";
        }
    }
    if (seen) server.enabled = enabled;
    return server;
}

}  // namespace rigcheck
