#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rigcheck {

// What the real path of a drive below /sys/devices says about how it is connected.
// "devices/pci0000:00/0000:00:17.0/ata3/host2/target2:0:0/2:0:0:0/block/sda"
struct DrivePlace {
    std::optional<std::string> pci_address;  // the last one on the way: of the controller
    std::string ata;                         // directory of the port: "devices/…/ata3"
    std::string ata_port;                    // "3"
    std::string target;                      // "2:0:0": host, channel and id of a SCSI device
    std::string usb_interface;               // directory: "devices/…/usb2/2-1/2-1:1.0"
    std::string nvme_controller;             // "nvme0"
    std::string nvme_subsystem;              // "nvme-subsys0": several controllers, one drive
    bool virtual_device = false;             // made by the kernel: loop, dm, md, …
    bool hypervisor = false;                 // virtio, Xen, Hyper-V
    bool sas = false;
    bool ufs = false;
};

DrivePlace drive_place(std::string_view real_path);

// "ata3" for ("ata3", "ata"); not "ata" and not "atap".
bool is_numbered(std::string_view name, std::string_view prefix);

// The path without its last component.
std::string_view directory_of(std::string_view path);

}  // namespace rigcheck
