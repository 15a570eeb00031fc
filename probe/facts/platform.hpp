#pragma once

#include "probe/facts/fields.hpp"

namespace rigcheck {

// One limit that the firmware set for a processor package.
struct CpuPowerLimit {
    std::string package;  // "package-0"
    std::string name;     // "long_term" (PL1), "short_term" (PL2), "peak_power" (PL4)
    double watts = 0;     // boards that lift the limit state thousands

    static constexpr auto fields() {
        using L = CpuPowerLimit;
        return field_list(field("package", &L::package), field("name", &L::name),
                          field("watts", &L::watts));
    }
};

// /proc/cpuinfo of the first processor.
struct Cpu {
    std::optional<std::string> model;   // "AMD Ryzen 7 5800X 8-Core Processor"
    std::optional<std::string> vendor;  // "AuthenticAMD", "GenuineIntel"
    std::optional<int> family, model_number;
    std::optional<int> cores;    // physical cores over all sockets
    std::optional<int> threads;  // logical processors over all sockets
    std::optional<int> sockets;
    std::vector<CpuPowerLimit> power_limits;

    static constexpr auto fields() {
        return field_list(field("model", &Cpu::model), field("vendor", &Cpu::vendor),
                          field("family", &Cpu::family), field("model_number", &Cpu::model_number),
                          field("cores", &Cpu::cores), field("threads", &Cpu::threads),
                          field("sockets", &Cpu::sockets),
                          field("power_limits", &Cpu::power_limits));
    }
};

struct Kernel {
    std::optional<std::string> release;   // /proc/sys/kernel/osrelease
    std::optional<std::string> cmdline;   // /proc/cmdline, identifiers redacted
    std::optional<bool> modules_present;  // a module tree exists for this release

    static constexpr auto fields() {
        return field_list(field("release", &Kernel::release), field("cmdline", &Kernel::cmdline),
                          field("modules_present", &Kernel::modules_present));
    }
};

struct Os {  // os-release(5)
    std::optional<std::string> id, version_id, pretty_name;

    static constexpr auto fields() {
        return field_list(field("id", &Os::id), field("version_id", &Os::version_id),
                          field("pretty_name", &Os::pretty_name));
    }
};

struct Platform {
    std::optional<std::string> vendor, product;      // SMBIOS type 1 by /sys/class/dmi/id
    std::optional<std::string> board_vendor, board;  // SMBIOS type 2
    std::optional<std::string> bios_version, bios_date;
    std::optional<std::string> chassis;         // "desktop", "laptop", … (SMBIOS type 3)
    std::optional<std::string> virtualization;  // "kvm", "vmware", …; empty on real hardware
    Cpu cpu;
    Kernel kernel;
    Os os;
    std::optional<bool> secure_boot;  // empty: no UEFI variable to read
    std::optional<double> uptime_s;   // since boot

    static constexpr auto fields() {
        using P = Platform;
        return field_list(field("vendor", &P::vendor), field("product", &P::product),
                          field("board_vendor", &P::board_vendor), field("board", &P::board),
                          field("bios_version", &P::bios_version),
                          field("bios_date", &P::bios_date), field("chassis", &P::chassis),
                          field("virtual", &P::virtualization), field("cpu", &P::cpu),
                          field("kernel", &P::kernel), field("os", &P::os),
                          field("secure_boot", &P::secure_boot), field("uptime_s", &P::uptime_s));
    }
};

}  // namespace rigcheck
