#include "probe/capture/redact_file.hpp"

#include <algorithm>

#include "probe/history/wtmp.hpp"
#include "probe/machine/redact.hpp"
#include "probe/pcie/redact_config.hpp"
#include "probe/platform/host_name.hpp"
#include "probe/smbios/smbios.hpp"
#include "probe/storage/mounts.hpp"
#include "probe/storage/sata.hpp"
#include "probe/storage/udev.hpp"

namespace rigcheck {
namespace {

// The udev database holds one "E:KEY=VALUE" a line; what identifies goes by the key.
std::string redact_udev(std::string const& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        auto const line = std::string_view(text).substr(at, end - at);
        auto const equals = line.find('=');
        auto const key = line.substr(0, std::min(equals, line.size()));
        bool const identifies = key.find("SERIAL") != std::string_view::npos ||
                                key.find("ASSET_TAG") != std::string_view::npos ||
                                key.find("UUID") != std::string_view::npos;
        out += identifies ? std::string(key) + "=" : redact_text(line);
        if (end < text.size()) out += '\n';
        at = end + 1;
    }
    return out;
}

}  // namespace

std::string redact_file(Machine const& machine, std::string_view path, std::string const& bytes) {
    if (path == kHostName) return "redacted\n";
    if (path.ends_with("/dmi/tables/DMI")) return redact_smbios(bytes);
    if (path.ends_with("/dmi/tables/smbios_entry_point")) return bytes;
    if (path.starts_with("/sys/bus/pci/") && path.ends_with("/config")) return redact_config(bytes);
    if (path.starts_with("/run/udev/data/b")) return redact_udev_block(bytes);
    if (path.starts_with("/run/udev/data/")) return redact_udev(bytes);
    if (path.find("/ata_device/") != std::string_view::npos && path.ends_with("/id"))
        return redact_identify(bytes);
    if (path == kWtmp) return redact_wtmp(bytes);
    if (path == "/proc/self/mounts") return redact_text(redact_mounts(bytes), host_names(machine));
    // Answers that were kept once already, of a capture that is captured again.
    if (path.starts_with("/rigcheck/")) return redact_text(bytes, host_names(machine));
    // Volume groups are often named after the machine.
    if (path == "/proc/cmdline" || path.ends_with("/dm/name"))
        return redact_text(bytes, host_names(machine));
    return redact_text(bytes);
}

}  // namespace rigcheck
