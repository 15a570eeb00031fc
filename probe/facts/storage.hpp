#pragma once

#include <array>

#include "probe/facts/fields.hpp"

namespace rigcheck {

// By transport first and rotational second. `unknown` where the kernel's flag cannot be believed.
enum class DriveKind { nvme, sata_ssd, sata_hdd, usb, emmc, sd, sas, virtual_drive, unknown };

template <>
struct EnumNames<DriveKind> {
    static constexpr std::array names{"nvme", "sata-ssd", "sata-hdd", "usb",    "emmc",
                                      "sd",   "sas",      "virtual",  "unknown"};
};

// NVMe: SMART / health log page (NVMe base specification, log identifier 02h). SATA: SMART
// attributes by their raw values (ACS-3, SMART READ DATA; numbers by common vendor use).
struct DriveHealth {
    std::optional<bool> passed;                           // ATA: SMART RETURN STATUS
    std::optional<int> critical_warning;                  // NVMe bits 0..5
    std::optional<int> percentage_used;                   // NVMe; above 100 allowed
    std::optional<int> available_spare, spare_threshold;  // NVMe, percent
    std::optional<std::uint64_t> media_errors, unsafe_shutdowns, power_cycles, power_on_hours;
    std::optional<std::uint64_t> reallocated_sectors, pending_sectors, uncorrectable_sectors;
    std::optional<std::uint64_t> crc_errors;  // ATA attribute 199: the cable
    std::optional<double> temperature_c;
    std::optional<std::int64_t> warning_temperature_min, critical_temperature_min;  // minutes

    static constexpr auto fields() {
        using H = DriveHealth;
        return field_list(
            field("passed", &H::passed), field("critical_warning", &H::critical_warning),
            field("percentage_used", &H::percentage_used),
            field("available_spare", &H::available_spare),
            field("spare_threshold", &H::spare_threshold), field("media_errors", &H::media_errors),
            field("unsafe_shutdowns", &H::unsafe_shutdowns),
            field("power_cycles", &H::power_cycles), field("power_on_hours", &H::power_on_hours),
            field("reallocated_sectors", &H::reallocated_sectors),
            field("pending_sectors", &H::pending_sectors),
            field("uncorrectable_sectors", &H::uncorrectable_sectors),
            field("crc_errors", &H::crc_errors), field("temperature_c", &H::temperature_c),
            field("warning_temperature_min", &H::warning_temperature_min),
            field("critical_temperature_min", &H::critical_temperature_min));
    }
};

// A partition, or the whole drive where it has none.
struct Volume {
    std::string name;  // "sda1"
    std::uint64_t size_bytes = 0;
    std::optional<std::string> fs_type;  // udev ID_FS_TYPE: "ext4", "LVM2_member", "ntfs", …
    std::optional<std::string> partition_type;  // udev ID_PART_ENTRY_TYPE: a GUID or "0x83"
    std::vector<std::string> holders;           // "dm-0", "md127", "bcache0"
    bool swap = false;
    bool probed = false;  // udev looked for contents: without fs_type there are none it knows

    static constexpr auto fields() {
        using V = Volume;
        return field_list(
            field("name", &V::name), field("size_bytes", &V::size_bytes),
            field("fs_type", &V::fs_type), field("partition_type", &V::partition_type),
            field("holders", &V::holders), field("swap", &V::swap), field("probed", &V::probed));
    }
};

struct Drive {
    std::string name;  // "nvme0n1", "sda"
    DriveKind kind = DriveKind::unknown;
    std::optional<std::string>
        transport;  // "pcie", "tcp", "sata", "usb", "mmc", "sas", "raid", "virtio", …
    std::uint64_t size_bytes = 0;
    std::optional<std::string> model;
    std::optional<bool> rotational;  // queue/rotational, believable or not
    std::optional<bool> removable;
    std::optional<std::string> pci_address;  // of the controller
    std::optional<std::string> controller;   // "nvme0", "ata3"
    std::optional<std::string> state;        // NVMe: "live", "dead", …; SCSI: "running", …
    // /sys/class/ata_link and ata_device: speed now, what the port can do, what libata still
    // allows, and how often it lowered the speed after errors.
    std::optional<double> sata_speed_gbps, sata_max_gbps, sata_limit_gbps;
    std::optional<double> sata_drive_gbps;  // what the drive says it can (IDENTIFY, word 76)
    std::optional<int> sata_speed_downs;
    std::optional<double> usb_speed_mbps;   // of the link: 480 is USB 2
    std::optional<double> usb_version;      // bcdUSB: 2.1 on a USB 2 link means it can more
    std::optional<std::string> usb_driver;  // "uas", "usb-storage"
    std::optional<std::uint64_t> discard_max_bytes;  // 0: no TRIM
    std::optional<std::int64_t> io_errors;           // SCSI ioerr_cnt
    std::vector<Volume> volumes;
    std::optional<DriveHealth> health;

    static constexpr auto fields() {
        using D = Drive;
        return field_list(
            field("name", &D::name), field("kind", &D::kind), field("transport", &D::transport),
            field("size_bytes", &D::size_bytes), field("model", &D::model),
            field("rotational", &D::rotational), field("removable", &D::removable),
            field("pci_address", &D::pci_address), field("controller", &D::controller),
            field("state", &D::state), field("sata_speed_gbps", &D::sata_speed_gbps),
            field("sata_max_gbps", &D::sata_max_gbps),
            field("sata_limit_gbps", &D::sata_limit_gbps),
            field("sata_drive_gbps", &D::sata_drive_gbps),
            field("sata_speed_downs", &D::sata_speed_downs),
            field("usb_speed_mbps", &D::usb_speed_mbps), field("usb_version", &D::usb_version),
            field("usb_driver", &D::usb_driver), field("discard_max_bytes", &D::discard_max_bytes),
            field("io_errors", &D::io_errors), field("volumes", &D::volumes),
            field("health", &D::health));
    }
};

struct Filesystem {
    std::string mount;   // "/", "/boot"
    std::string device;  // "/dev/nvme0n1p2"
    std::string type;    // "ext4"
    bool read_only = false;
    bool discard = false;                                 // mounted with discard
    std::optional<std::uint64_t> size_bytes, free_bytes;  // free to those who are not root
    std::optional<std::uint64_t> inodes, inodes_free;
    std::optional<std::uint64_t> discard_max_bytes;  // of its own block device; 0: TRIM is blocked
    std::vector<std::string> drives;  // the drives below it: through dm, md and the like

    static constexpr auto fields() {
        using F = Filesystem;
        return field_list(
            field("mount", &F::mount), field("device", &F::device), field("type", &F::type),
            field("read_only", &F::read_only), field("discard", &F::discard),
            field("size_bytes", &F::size_bytes), field("free_bytes", &F::free_bytes),
            field("inodes", &F::inodes), field("inodes_free", &F::inodes_free),
            field("discard_max_bytes", &F::discard_max_bytes), field("drives", &F::drives));
    }
};

// /sys/class/nvme: also those that no longer offer a drive.
struct NvmeController {
    std::string name;                      // "nvme0"
    std::optional<std::string> transport;  // "pcie", "tcp", "rdma", …
    std::optional<std::string> state;      // "live", "new", "resetting", "connecting", "dead", …
    std::optional<std::string> pci_address;  // of a local one
    std::optional<std::string> model;
    std::vector<std::string> drives;  // its namespaces: "nvme0n1"

    static constexpr auto fields() {
        using C = NvmeController;
        return field_list(field("name", &C::name), field("transport", &C::transport),
                          field("state", &C::state), field("pci_address", &C::pci_address),
                          field("model", &C::model), field("drives", &C::drives));
    }
};

// A controller that may keep drives from the system: every function of class RAID (0104), and SATA
// controllers (0106) that say so. Whether it does, the rules tell by its id.
struct HiddenController {
    std::string address;
    std::optional<Hex<4>> vendor, device;
    std::optional<Hex<6>> class_code;
    std::optional<int> remapped_nvme;  // AHCI: how many NVMe drives it hides (kernel: ahci.c)
    std::optional<std::string> driver;

    static constexpr auto fields() {
        using H = HiddenController;
        return field_list(field("address", &H::address), field("vendor", &H::vendor),
                          field("device", &H::device), field("class", &H::class_code),
                          field("remapped_nvme", &H::remapped_nvme), field("driver", &H::driver));
    }
};

struct Storage {
    std::vector<Drive> drives;  // sorted by name
    std::vector<NvmeController> controllers;
    std::vector<Filesystem> filesystems;
    std::vector<HiddenController> hidden_controllers;
    std::optional<bool> trim_timer;  // systemd's fstrim.timer is enabled

    static constexpr auto fields() {
        using S = Storage;
        return field_list(field("drives", &S::drives), field("controllers", &S::controllers),
                          field("filesystems", &S::filesystems),
                          field("hidden_controllers", &S::hidden_controllers),
                          field("trim_timer", &S::trim_timer));
    }
};

}  // namespace rigcheck
