#pragma once

#include <string>
#include <vector>

namespace rigcheck::test {

// The files that probes read on a machine with one PCIe card, for trees of garbage.
inline std::vector<std::string> machine_files() {
    std::vector<std::string> files{"/sys/firmware/dmi/tables/DMI",
                                   "/sys/firmware/dmi/tables/smbios_entry_point",
                                   "/run/udev/data/+dmi:id",
                                   "/sys/class/dmi/id/sys_vendor",
                                   "/sys/class/dmi/id/board_name",
                                   "/sys/class/dmi/id/chassis_type",
                                   "/proc/cpuinfo",
                                   "/proc/meminfo",
                                   "/proc/cmdline",
                                   "/proc/uptime",
                                   "/proc/sys/kernel/osrelease",
                                   "/proc/sys/kernel/hostname",
                                   "/etc/os-release",
                                   "/sys/devices/system/memory/block_size_bytes",
                                   "/sys/devices/system/memory/memory0/online",
                                   "/sys/devices/system/edac/mc/mc0/dimm0/size",
                                   "/sys/devices/system/edac/mc/mc0/dimm0/dimm_location",
                                   "/sys/bus/pci/slots/1/address",
                                   "/lib/modules/6.1.0/modules.dep.bin",
                                   "/lib/modules/6.1.0/modules.alias.bin",
                                   "/etc/modprobe.d/a.conf",
                                   "/proc/driver/nvidia/version",
                                   "/sys/firmware/efi/efivars/"
                                   "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c",
                                   "/sys/kernel/security/lockdown",
                                   "/sys/class/graphics/fb0/name",
                                   "/sys/class/kfd/kfd/topology/nodes/0/properties",
                                   "/rigcheck/drivers/access",
                                   "/rigcheck/gpu/nvml",
                                   "/rigcheck/sensors/libsensors",
                                   "/proc/loadavg",
                                   "/lib/modules/6.1.0/modules.dep",
                                   "/sys/class/hwmon/hwmon0/name",
                                   "/sys/class/hwmon/hwmon0/temp1_input",
                                   "/sys/class/hwmon/hwmon0/temp1_crit",
                                   "/sys/class/hwmon/hwmon0/fan1_input",
                                   "/sys/class/hwmon/hwmon0/fan1_label",
                                   "/sys/devices/system/cpu/cpu0/thermal_throttle/"
                                   "package_throttle_count",
                                   "/rigcheck/setup/traces",
                                   "/etc/passwd",
                                   "/etc/apt/trusted.gpg",
                                   "/etc/ssh/sshd_config",
                                   "/etc/environment",
                                   "/usr/local/cuda-9.0/version.txt",
                                   "/usr/local/cuda-9.0/include/cudnn.h",
                                   "/etc/jupyter/jupyter_server_config.json",
                                   "/rigcheck/drivers/kernel-log",
                                   "/sys/bus/usb/devices/1-1/idVendor",
                                   "/sys/bus/usb/devices/1-1:1.0/bInterfaceClass",
                                   "/sys/bus/usb/devices/1-1:1.0/modalias"};
    for (auto const* device : {"/sys/devices/pci0000:00/0000:00:01.0/",
                               "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/"}) {
        for (auto const* name : {"class",
                                 "vendor",
                                 "device",
                                 "subsystem_vendor",
                                 "subsystem_device",
                                 "config",
                                 "resource",
                                 "current_link_speed",
                                 "current_link_width",
                                 "max_link_speed",
                                 "max_link_width",
                                 "power_state",
                                 "power/runtime_status",
                                 "removable",
                                 "numa_node",
                                 "boot_vga",
                                 "modalias",
                                 "aer_dev_correctable",
                                 "aer_dev_nonfatal",
                                 "aer_dev_fatal"}) {
            files.push_back(std::string(device) + name);
        }
    }
    for (auto const* name :
         {"/sys/class/nvme/nvme0/transport", "/sys/class/nvme/nvme0/state", "/proc/self/mounts",
          "/proc/swaps", "/run/udev/data/b8:0", "/rigcheck/storage/statvfs",
          "/rigcheck/storage/health", "/rigcheck/storage/btrfs",
          "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/remapped_nvme"}) {
        files.emplace_back(name);
    }
    for (auto const* name : {"size", "dev", "removable", "hidden", "queue/rotational",
                             "queue/discard_max_bytes", "device/model", "device/state",
                             "device/ioerr_cnt", "sda1/partition", "sda1/size", "sda1/dev"}) {
        files.push_back("/sys/block/sda/" + std::string(name));
    }
    return files;
}

}  // namespace rigcheck::test
