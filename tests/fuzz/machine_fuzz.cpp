// A whole machine tree of garbage: every file that a probe reads holds what the fuzzer likes, or is
// a directory, a link loop, a file nobody may read, or missing. Everything behind it must cope.
#include <fuzzer/FuzzedDataProvider.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "checklists/findings/words.hpp"
#include "checklists/rules/rules.hpp"
#include "probe/facts/json.hpp"
#include "probe/snapshot.hpp"
#include "wizard/report/report.hpp"

namespace {

namespace fs = std::filesystem;

constexpr char const* kPort = "/sys/devices/pci0000:00/0000:00:01.0/";
constexpr char const* kCard = "/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0/";

constexpr std::array kDeviceFiles{"class",
                                  "vendor",
                                  "device",
                                  "subsystem_vendor",
                                  "current_link_speed",
                                  "current_link_width",
                                  "max_link_speed",
                                  "max_link_width",
                                  "config",
                                  "resource",
                                  "power_state",
                                  "power/runtime_status",
                                  "removable",
                                  "numa_node",
                                  "boot_vga",
                                  "aer_dev_correctable",
                                  "aer_dev_fatal",
                                  "aer_dev_nonfatal"};

constexpr std::array kFiles{"/sys/firmware/dmi/tables/DMI",
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
                            "/etc/os-release",
                            "/sys/devices/system/memory/block_size_bytes",
                            "/sys/devices/system/memory/memory0/online",
                            "/sys/devices/system/edac/mc/mc0/dimm0/size",
                            "/sys/devices/system/edac/mc/mc0/dimm0/dimm_location",
                            "/sys/bus/pci/slots/1/address"};

void put(std::string const& path, FuzzedDataProvider& data) {
    fs::create_directories(fs::path(path).parent_path());
    switch (data.ConsumeIntegralInRange(0, 12)) {
        case 0:
            break;
        case 1:
            fs::create_directories(path);
            break;
        case 2:
            fs::create_symlink(path, path);
            break;
        case 3:
            std::ofstream(path).close();
            ::chmod(path.c_str(), 0);
            break;
        default:
            std::ofstream(path, std::ios::binary) << data.ConsumeRandomLengthString(4096);
    }
}

std::string make_root() {
    std::string root = fs::is_directory("/dev/shm") ? "/dev/shm/rigcheck-fuzz-XXXXXX"
                                                    : "/tmp/rigcheck-fuzz-XXXXXX";
    if (::mkdtemp(root.data()) == nullptr) ::abort();
    return root;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    FuzzedDataProvider data(bytes, size);
    auto const root = make_root();
    fs::create_directories(root + "/sys/bus/pci/devices");
    for (auto const* name : kFiles) put(root + name, data);
    for (auto const* device : {kPort, kCard}) {
        for (auto const* name : kDeviceFiles) put(root + device + name, data);
    }
    fs::create_symlink("../../../devices/pci0000:00/0000:00:01.0",
                       root + "/sys/bus/pci/devices/0000:00:01.0");
    fs::create_symlink("../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0",
                       root + "/sys/bus/pci/devices/0000:01:00.0");
    {
        using namespace rigcheck;
        std::string error;
        auto const machine = Machine::captured(root, error);
        auto const snapshot = read_snapshot(*machine);
        Report const report{snapshot, put_in_words(all_rules(snapshot, {}),
                                                   [](std::string const& text) { return text; })};
        text_report(report, {.colour = true, .all = true, .only = false});
        Snapshot again;
        read_json(Json::parse(json_snapshot(snapshot, {})), again);
    }
    fs::remove_all(root);
    return 0;
}
