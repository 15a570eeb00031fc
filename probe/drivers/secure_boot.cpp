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

}  // namespace

std::optional<std::string> parse_lockdown(std::string_view text) {
    auto const open = text.find('['), close = text.find(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return std::nullopt;
    }
    return std::string(text.substr(open + 1, std::min<std::size_t>(close - open - 1, 32)));
}

SecureBoot read_secure_boot_state(Machine const& machine) {
    constexpr std::array kOwnKeys{"/var/lib/dkms/mok.pub", "/var/lib/shim-signed/mok/MOK.der"};
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
    auto const enrolled = enrolled_keys(machine);
    if (enrolled) state.machine_owner_keys = true;
    for (std::string const path : kOwnKeys) {
        auto const key = machine.read(path);
        if (!key.text || key.text->empty()) continue;
        state.own_keys.push_back(path);
        if (enrolled && enrolled->find(*key.text) != std::string::npos) {
            state.enrolled_own_keys.push_back(path);
        }
    }
    return state;
}

}  // namespace rigcheck
