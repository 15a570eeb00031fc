#include "probe/drivers/secure_boot.hpp"

#include <algorithm>
#include <array>

namespace rigcheck {
namespace {

constexpr char const* kVariables = "/sys/firmware/efi/efivars/";
constexpr std::size_t kMaxKeyList = std::size_t{1024} * 1024;

// Four bytes of attributes, then one (kernel: Documentation/filesystems/efivarfs.rst).
std::optional<bool> read_flag(Machine const& machine, char const* name) {
    auto const reading =
        machine.read(std::string(kVariables) + name + "-8be4df61-93ca-11d2-aa0d-00e098032b8c");
    if (!reading.text || reading.text->size() != 5) return std::nullopt;
    return reading.text->back() == 1;
}

// Keys that the owner enrolled, as shim passes them to the kernel: signature lists that hold the
// certificates byte for byte.
std::optional<std::string> enrolled_keys(Machine const& machine) {
    for (std::string const path :
         {"/sys/firmware/efi/mok-variables/MokListRT",
          "/sys/firmware/efi/efivars/MokListRT-605dab50-e046-4300-abb6-3dd810dd8b23"}) {
        if (auto reading = machine.read(path, kMaxKeyList); reading.text) return reading.text;
    }
    return std::nullopt;
}

// One line a key file of this machine's owner: PATH and "enrolled", "not-enrolled" or "unknown".
// The keys themselves may hold the machine's name, so a capture keeps these lines only.
std::string read_keys(Machine const& machine) {
    constexpr std::array kOwnKeys{"/var/lib/dkms/mok.pub", "/var/lib/shim-signed/mok/MOK.der"};
    auto const enrolled = enrolled_keys(machine);
    std::string lines;
    for (std::string const path : kOwnKeys) {
        auto const key = machine.read(path);
        if (!key.text || key.text->empty()) continue;
        bool const known = enrolled && enrolled->find(*key.text) != std::string::npos;
        lines += path + (!enrolled ? " unknown\n" : known ? " enrolled\n" : " not-enrolled\n");
    }
    return lines;
}

}  // namespace

std::optional<std::string> parse_lockdown(std::string_view text) {
    auto const open = text.find('[');
    auto const close = text.find(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return std::nullopt;
    }
    return std::string(text.substr(open + 1, std::min<std::size_t>(close - open - 1, 32)));
}

void parse_keys(std::string_view lines, SecureBoot& state) {
    for (std::size_t at = 0; at < lines.size() && state.own_keys.size() < 16;) {
        auto const end = std::min(lines.find('\n', at), lines.size());
        auto const line = lines.substr(at, end - at);
        at = end + 1;
        auto const space = line.rfind(' ');
        if (space == std::string_view::npos || !line.starts_with('/')) continue;
        std::string const path(line.substr(0, space));
        auto const word = line.substr(space + 1);
        state.own_keys.push_back(path);
        if (word == "enrolled") state.enrolled_own_keys.push_back(path);
        if (word != "unknown") state.machine_owner_keys = true;
    }
}

SecureBoot read_secure_boot_state(Machine const& machine) {
    SecureBoot state;
    auto const firmware = machine.list("/sys/firmware");
    if (!firmware.empty()) {
        state.uefi = std::find(firmware.begin(), firmware.end(), "efi") != firmware.end();
    }
    state.enabled = read_flag(machine, "SecureBoot");
    state.setup_mode = read_flag(machine, "SetupMode");
    if (auto const text = machine.read_line("/sys/kernel/security/lockdown").text) {
        state.lockdown = parse_lockdown(*text);
    }
    if (state.enabled != true) return state;
    auto const answer = machine.ask("drivers/keys", [&]() -> Reading {
        return {read_keys(machine), Missing::absent};
    });
    parse_keys(answer.text ? *answer.text : read_keys(machine), state);
    return state;
}

}  // namespace rigcheck
