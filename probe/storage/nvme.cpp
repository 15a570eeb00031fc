#include "probe/storage/nvme.hpp"

#include <algorithm>

#include "probe/pcie/address.hpp"
#include "probe/smbios/text.hpp"
#include "probe/storage/place.hpp"

namespace rigcheck {
namespace {

constexpr std::size_t kMostControllers = 256;

std::optional<std::string> text_in(Machine const& machine, std::string const& path) {
    auto const reading = machine.read_line(path);
    return reading.text ? firmware_text(*reading.text) : std::nullopt;
}

NvmeController read_controller(Machine const& machine, std::string const& name) {
    auto const dir = "/sys/class/nvme/" + name;
    NvmeController controller{.name = name,
                              .transport = text_in(machine, dir + "/transport"),
                              .state = text_in(machine, dir + "/state"),
                              .pci_address = std::nullopt,
                              .model = text_in(machine, dir + "/model"),
                              .drives = {}};
    if (auto const real = machine.resolve(dir, true)) {
        controller.pci_address = drive_place(real->path).pci_address;
    }
    // Kernels before 4.8 do not say it: there was PCIe only.
    if (!controller.transport && controller.pci_address) controller.transport = "pcie";
    return controller;
}

// The controllers that lead to a namespace.
std::vector<std::string> paths_to(Machine const& machine, std::string const& real_path,
                                  DrivePlace const& place) {
    if (place.nvme_subsystem.empty()) return {place.nvme_controller};
    std::vector<std::string> names;
    for (auto const& name : machine.list("/" + std::string(directory_of(real_path)))) {
        if (is_numbered(name, "nvme")) names.push_back(name);
    }
    return names;
}

}  // namespace

std::vector<NvmeController> read_nvme_controllers(Machine const& machine) {
    std::vector<NvmeController> controllers;
    for (auto const& name : machine.list("/sys/class/nvme")) {
        if (!is_numbered(name, "nvme") || controllers.size() == kMostControllers) continue;
        controllers.push_back(read_controller(machine, name));
    }
    return controllers;
}

void join_controller(Machine const& machine, std::string const& real_path,
                     std::vector<NvmeController>& controllers, Drive& drive) {
    auto const place = drive_place(real_path);
    drive.transport = place.pci_address ? std::optional<std::string>("pcie") : std::nullopt;
    for (auto const& name : paths_to(machine, real_path, place)) {
        auto const found =
            std::find_if(controllers.begin(), controllers.end(),
                         [&](NvmeController const& controller) { return controller.name == name; });
        if (found == controllers.end()) continue;
        found->drives.push_back(drive.name);
        // Of several paths the working one speaks for the drive.
        if (drive.controller && drive.state == "live") continue;
        drive.controller = found->name;
        drive.transport = found->transport;
        drive.state = found->state;
        drive.pci_address = found->pci_address;
        if (found->model) drive.model = found->model;
    }
}

}  // namespace rigcheck
