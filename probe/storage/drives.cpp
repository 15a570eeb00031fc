#include "probe/storage/drives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "probe/machine/number.hpp"
#include "probe/smbios/text.hpp"
#include "probe/storage/nvme.hpp"
#include "probe/storage/sata.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMostDrives = 1024;

bool is_no_drive(std::string_view name) {
    constexpr std::array<std::string_view, 10> kOthers{"loop", "ram", "zram", "dm-",    "md",
                                                       "sr",   "nbd", "fd",   "bcache", "zd"};
    return std::any_of(kOthers.begin(), kOthers.end(),
                       [&](std::string_view prefix) { return name.starts_with(prefix); }) ||
           (name.starts_with("mmcblk") && (name.find("boot") != std::string_view::npos ||
                                           name.find("rpmb") != std::string_view::npos));
}

std::optional<std::string> text_in(Machine const& machine, std::string const& path) {
    auto const reading = machine.read_line(path);
    return reading.text ? firmware_text(*reading.text) : std::nullopt;
}

std::optional<bool> flag_in(Machine const& machine, std::string const& path) {
    auto const reading = machine.read_line(path);
    if (reading.text == "0") return false;
    return reading.text == "1" ? std::optional(true) : std::nullopt;
}

// The kernel of a guest shows these names where the disk is made by the hypervisor.
bool is_emulated(std::string_view model) {
    return model.starts_with("QEMU") || model.starts_with("VBOX") || model.starts_with("VMware") ||
           model.starts_with("Virtual");
}

bool is_raid_driver(std::string_view driver) {
    constexpr std::array<std::string_view, 5> kDrivers{"mpt3sas", "mpt2sas", "megaraid_sas",
                                                       "smartpqi", "aacraid"};
    return std::find(kDrivers.begin(), kDrivers.end(), driver) != kDrivers.end();
}

void read_usb(Machine const& machine, DrivePlace const& place, Drive& drive) {
    auto const interface = "/" + place.usb_interface;
    auto const device = std::string(directory_of(interface));
    drive.usb_driver = machine.link_name(interface + "/driver");
    auto const number = [&](char const* file) -> std::optional<double> {
        auto const text = machine.read_line(device + file).text;
        auto const value = parse_number<double>(text.value_or(""));
        return value && *value > 0 && *value <= 100000 ? value : std::nullopt;
    };
    drive.usb_speed_mbps = number("/speed");
    drive.usb_version = number("/version");
}

void read_transport(Machine const& machine, DrivePlace const& place, Drive& drive,
                    std::vector<Gap>& gaps) {
    if (!place.usb_interface.empty()) {
        drive.transport = "usb";
        read_usb(machine, place, drive);
    } else if (drive.name.starts_with("mmcblk")) {
        drive.transport = "mmc";
    } else if (place.hypervisor || drive.name.starts_with("xvd")) {
        drive.transport = "virtio";
    } else if (!place.ata.empty()) {
        drive.transport = "sata";
        drive.controller = "ata" + place.ata_port;
        read_sata(machine, place, drive, gaps);
    } else if (place.sas) {
        drive.transport = "sas";
    } else if (place.ufs) {
        drive.transport = "ufs";
    } else if (place.pci_address) {
        auto const driver =
            machine.link_name("/sys/bus/pci/devices/" + *place.pci_address + "/driver");
        if (driver == "vmw_pvscsi") drive.transport = "virtio";
        if (driver && is_raid_driver(*driver)) drive.transport = "raid";
    }
}

void read_attributes(Machine const& machine, std::string const& dir, Drive& drive,
                     std::vector<Gap>& gaps) {
    drive.removable = flag_in(machine, dir + "/removable");
    drive.rotational = flag_in(machine, dir + "/queue/rotational");
    drive.discard_max_bytes =
        read_number<std::uint64_t>(machine, "storage", dir + "/queue/discard_max_bytes", gaps);
    drive.model = text_in(machine, dir + "/device/model");
    if (!drive.model) drive.model = text_in(machine, dir + "/device/name");
    drive.state = text_in(machine, dir + "/device/state");
    drive.io_errors =
        read_number<std::int64_t>(machine, "storage", dir + "/device/ioerr_cnt", gaps, 16);
    if (drive.io_errors < 0) drive.io_errors.reset();
}

}  // namespace

DriveKind drive_kind(DrivePlace const& place, Drive const& drive) {
    auto const model = drive.model ? std::string_view(*drive.model) : std::string_view();
    if (drive.name.starts_with("nvme")) return DriveKind::nvme;
    if (drive.transport == "usb") return DriveKind::usb;
    if (drive.transport == "virtio" || is_emulated(model)) return DriveKind::virtual_drive;
    if (drive.transport == "sas" || drive.transport == "raid") return DriveKind::sas;
    if (place.ata.empty() || !drive.rotational) return DriveKind::unknown;
    if (!*drive.rotational) return DriveKind::sata_ssd;
    // A solid-state drive behind a bridge or a RAID function that hides what it is.
    if (model.find("SSD") != std::string_view::npos) return DriveKind::unknown;
    return DriveKind::sata_hdd;
}

std::vector<Drive> read_drives(Machine const& machine, std::vector<NvmeController>& controllers,
                               std::vector<Gap>& gaps) {
    std::vector<Drive> drives;
    for (auto const& name : machine.list("/sys/block")) {
        if (is_no_drive(name) || drives.size() == kMostDrives) continue;
        auto const dir = "/sys/block/" + name;
        auto const real = machine.resolve(dir, true);
        if (!real || flag_in(machine, dir + "/hidden") == true) continue;
        auto const place = drive_place(real->path);
        if (place.virtual_device) continue;
        Drive drive;
        drive.name = name;
        drive.pci_address = place.pci_address;
        read_attributes(machine, dir, drive, gaps);
        if (name.starts_with("nvme")) {
            join_controller(machine, real->path, controllers, drive);
        } else {
            read_transport(machine, place, drive, gaps);
        }
        drive.kind = drive_kind(place, drive);
        if (drive.transport == "mmc") {
            auto const type = text_in(machine, dir + "/device/type");
            if (type == "MMC") drive.kind = DriveKind::emmc;
            if (type == "SD") drive.kind = DriveKind::sd;
        }
        auto const sectors =
            read_number<std::uint64_t>(machine, "storage", dir + "/size", gaps).value_or(0);
        constexpr std::uint64_t kMostSectors = std::uint64_t{1} << 50U;
        if (sectors < kMostSectors) drive.size_bytes = sectors * 512;
        if (drive.size_bytes == 0 && drive.removable == true) continue;  // no card in the reader
        drive.volumes = read_volumes(machine, drive);
        drives.push_back(std::move(drive));
    }
    return drives;
}

}  // namespace rigcheck
