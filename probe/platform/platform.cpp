#include "probe/platform/platform.hpp"

#include <algorithm>

#include "probe/machine/number.hpp"
#include "probe/machine/redact.hpp"
#include "probe/platform/cpu.hpp"
#include "probe/platform/host_name.hpp"
#include "probe/platform/power_limits.hpp"
#include "probe/platform/virtualization.hpp"
#include "probe/smbios/text.hpp"

namespace rigcheck {
namespace {

constexpr std::string_view kArea = "platform";
constexpr std::string_view kDmi = "/sys/class/dmi/id/";  // kernel: drivers/firmware/dmi-id.c
constexpr std::string_view kSecureBoot =
    "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

// A one-line text. Empty: absent. Unreadable or binary: empty, and a gap.
std::optional<std::string> read_text(Machine const& machine, std::string const& path,
                                     std::vector<Gap>& gaps) {
    auto reading = machine.read_line(path);
    auto const printable = [](char c) {
        return c == '\t' || static_cast<unsigned char>(c) >= 0x20;
    };
    if (reading.text && reading.text->size() <= 4096 &&
        std::all_of(reading.text->begin(), reading.text->end(), printable)) {
        return reading.text->empty() ? std::nullopt : std::move(reading.text);
    }
    auto const why = reading.text ? Missing::malformed : reading.why;
    if (why != Missing::absent) gaps.push_back({std::string(kArea), path, why, {}});
    return std::nullopt;
}

// SMBIOS specification 7.4.1, chassis types. Bit 7 says "lock present".
std::optional<std::string> chassis_name(int type) {
    switch (type & 0x7F) {
        case 3:
        case 4:
        case 6:
        case 7:
        case 24:
            return "desktop";
        case 5:
        case 15:
        case 16:
        case 35:
        case 36:
            return "mini-pc";
        case 8:
        case 9:
        case 10:
        case 14:
        case 31:
        case 32:
            return "laptop";
        case 11:
        case 30:
            return "handheld";
        case 13:
            return "all-in-one";
        case 17:
        case 23:
        case 25:
        case 28:
        case 29:
            return "server";
        default:
            return std::nullopt;
    }
}

std::optional<std::string> read_chassis(Machine const& machine, std::vector<Gap>& gaps) {
    auto const type = read_number<int>(machine, kArea, std::string(kDmi) + "chassis_type", gaps);
    return type ? chassis_name(*type) : std::nullopt;
}

// os-release(5): KEY=value, with or without quotes.
Os read_os(Machine const& machine) {
    Os os;
    auto reading = machine.read("/etc/os-release");
    if (!reading.text) reading = machine.read("/usr/lib/os-release");
    if (!reading.text) return os;
    auto const value_of = [&](std::string const& key) -> std::optional<std::string> {
        auto const text = '\n' + *reading.text;
        auto const at = text.find('\n' + key + '=');
        if (at == std::string::npos) return std::nullopt;
        auto const start = at + key.size() + 2;
        auto value = text.substr(start, std::min(text.find('\n', start) - start, std::size_t{128}));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
            value = value.substr(1, value.find(value.front(), 1) - 1);
        }
        return value;
    };
    os.id = value_of("ID");
    os.version_id = value_of("VERSION_ID");
    os.pretty_name = value_of("PRETTY_NAME");
    return os;
}

Kernel read_kernel(Machine const& machine, std::vector<Gap>& gaps) {
    Kernel kernel;
    kernel.release = read_text(machine, "/proc/sys/kernel/osrelease", gaps);
    if (auto const cmdline = read_text(machine, "/proc/cmdline", gaps)) {
        kernel.cmdline = redact_text(*cmdline, host_names(machine));
    }
    if (kernel.release && kernel.release->find('/') == std::string::npos) {
        kernel.modules_present = !machine.list("/lib/modules/" + *kernel.release).empty();
    }
    return kernel;
}

// Four bytes of attributes, then the value (kernel: Documentation/filesystems/efivarfs.rst).
std::optional<bool> read_secure_boot(Machine const& machine) {
    auto const reading = machine.read(kSecureBoot);
    if (!reading.text || reading.text->size() != 5) return std::nullopt;
    return reading.text->back() == 1;
}

std::optional<double> read_uptime(Machine const& machine) {
    auto const reading = machine.read_line("/proc/uptime");
    return reading.text ? parse_number<double>(*reading.text) : std::nullopt;
}

}  // namespace

Platform read_platform(Machine const& machine, std::vector<Gap>& gaps) {
    auto const dmi = [&](char const* name) -> std::optional<std::string> {
        auto const text = read_text(machine, std::string(kDmi) + name, gaps);
        return text ? firmware_text(*text) : std::nullopt;
    };
    auto const bios_vendor = dmi("bios_vendor").value_or("");
    auto const cpuinfo =
        machine.read("/proc/cpuinfo", std::size_t{8} * 1024 * 1024).text.value_or("");
    auto info = parse_cpuinfo(cpuinfo);
    info.cpu.power_limits = read_cpu_power_limits(machine, gaps);
    Platform platform{.vendor = dmi("sys_vendor"),
                      .product = dmi("product_name"),
                      .board_vendor = dmi("board_vendor"),
                      .board = dmi("board_name"),
                      .bios_version = dmi("bios_version"),
                      .bios_date = dmi("bios_date"),
                      .chassis = read_chassis(machine, gaps),
                      .virtualization = {},
                      .cpu = std::move(info.cpu),
                      .kernel = read_kernel(machine, gaps),
                      .os = read_os(machine),
                      .secure_boot = read_secure_boot(machine),
                      .uptime_s = read_uptime(machine)};
    platform.virtualization = virtualization(platform, bios_vendor, info.hypervisor);
    return platform;
}

}  // namespace rigcheck
