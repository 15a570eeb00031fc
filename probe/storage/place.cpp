#include "probe/storage/place.hpp"

#include <algorithm>

#include "probe/pcie/address.hpp"

namespace rigcheck {
namespace {

bool is_hypervisor(std::string_view part) {
    return is_numbered(part, "virtio") || part.starts_with("vbd-") || part.starts_with("VMBUS:") ||
           part.starts_with("vmbus_");
}

// "2-1.4:1.0" is an interface of the device "2-1.4".
bool is_usb_interface(std::string_view part) {
    auto const dash = part.find('-');
    auto const colon = part.find(':');
    return !part.empty() && part.front() >= '0' && part.front() <= '9' &&
           dash != std::string_view::npos && colon != std::string_view::npos && dash < colon;
}

void note_part(std::string_view part, std::string_view path_so_far, DrivePlace& place) {
    if (is_pci_address(part)) {
        place.pci_address = part;
    } else if (is_numbered(part, "ata")) {
        place.ata = path_so_far;
        place.ata_port = part.substr(3);
    } else if (part.starts_with("target")) {
        place.target = part.substr(6);
    } else if (is_usb_interface(part)) {
        place.usb_interface = path_so_far;
    } else if (is_numbered(part, "nvme")) {
        place.nvme_controller = part;
    } else if (is_numbered(part, "nvme-subsys")) {
        place.nvme_subsystem = part;
    }
    if (is_hypervisor(part)) place.hypervisor = true;
    if (part.starts_with("end_device-")) place.sas = true;
    if (part.find("ufs") != std::string_view::npos) place.ufs = true;
}

}  // namespace

bool is_numbered(std::string_view name, std::string_view prefix) {
    return name.size() > prefix.size() && name.starts_with(prefix) &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
}

std::string_view directory_of(std::string_view path) {
    auto const slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

DrivePlace drive_place(std::string_view real_path) {
    DrivePlace place;
    for (std::size_t at = 0; at < real_path.size();) {
        auto const end = std::min(real_path.find('/', at), real_path.size());
        note_part(real_path.substr(at, end - at), real_path.substr(0, end), place);
        at = end + 1;
    }
    // NVMe over a network and NVMe with several paths stand there too.
    place.virtual_device = real_path.find("devices/virtual/") != std::string_view::npos &&
                           real_path.find("/nvme") == std::string_view::npos;
    return place;
}

}  // namespace rigcheck
