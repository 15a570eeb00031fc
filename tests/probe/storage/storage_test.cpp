#include "probe/storage/storage.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "probe/capture/redact_file.hpp"
#include "probe/facts/json.hpp"
#include "tests/support/machines.hpp"
#include "tests/support/tree.hpp"

namespace rigcheck::test {
namespace {

struct Read {
    Storage storage;
    std::vector<Gap> gaps;

    Drive const& drive(std::string const& name) const {
        auto const found = std::find_if(storage.drives.begin(), storage.drives.end(),
                                        [&](Drive const& each) { return each.name == name; });
        REQUIRE(found != storage.drives.end());
        return *found;
    }
    bool has_gap(std::string const& what, Missing reason) const {
        return std::any_of(gaps.begin(), gaps.end(), [&](Gap const& gap) {
            return gap.area == "storage" && gap.what == what && gap.reason == reason;
        });
    }
};

Read read(Tree const& tree) {
    auto const machine = tree.machine();
    Read out;
    out.storage = read_storage(machine, out.gaps);
    return out;
}

Read read_machine(std::string const& name) {
    return read(Tree("storage-" + name + ".tree"));
}

TEST_CASE("a hard disk and an NVMe drive", "[storage]") {
    auto const out = read_machine("hdd-root-ssd-lvm");
    REQUIRE(out.storage.drives.size() == 2);
    auto const& disk = out.drive("sda");
    CHECK(disk.kind == DriveKind::sata_hdd);
    CHECK(disk.transport == "sata");
    CHECK(disk.pci_address == "0000:00:17.0");
    CHECK(disk.controller == "ata1");
    CHECK(disk.model == "WDC WD20EZBX-00A");
    CHECK(disk.state == "running");
    CHECK(disk.io_errors == 2);
    CHECK(disk.sata_speed_gbps == 6.0);
    CHECK_FALSE(disk.sata_max_gbps);
    CHECK(disk.size_bytes == 2'000'000'000'000);
    REQUIRE(disk.volumes.size() == 2);
    CHECK(disk.volumes[1].fs_type == "ext4");
    auto const& nvme = out.drive("nvme0n1");
    CHECK(nvme.kind == DriveKind::nvme);
    CHECK(nvme.transport == "pcie");
    CHECK(nvme.controller == "nvme0");
    CHECK(nvme.pci_address == "0000:02:00.0");
    CHECK(nvme.state == "live");
    REQUIRE(nvme.volumes.size() == 1);
    CHECK(nvme.volumes[0].fs_type == "LVM2_member");
    CHECK(nvme.volumes[0].holders == std::vector<std::string>{"dm-0"});
    CHECK(out.storage.trim_timer == true);
    CHECK(out.gaps.empty());
}

TEST_CASE("a virtual disk that claims to rotate is no hard disk", "[storage]") {
    auto const out = read_machine("virtual");
    CHECK(out.drive("vda").kind == DriveKind::virtual_drive);
    CHECK(out.drive("vda").rotational == true);
    CHECK(out.storage.trim_timer == false);
}

TEST_CASE("multipath: the number of a namespace is not that of its controller", "[storage]") {
    auto const out = read_machine("nvme-multipath");
    REQUIRE(out.storage.drives.size() == 1);
    CHECK(out.drive("nvme0n1").controller == "nvme1");
    CHECK(out.drive("nvme0n1").pci_address == "0000:02:00.0");
    CHECK(out.drive("nvme0n1").model == "Samsung SSD 990 PRO 2TB");
    REQUIRE(out.storage.controllers.size() == 1);
    CHECK(out.storage.controllers[0].drives == std::vector<std::string>{"nvme0n1"});
}

TEST_CASE("behind VMD addresses have a domain of five digits", "[storage]") {
    auto const out = read_machine("vmd-bound");
    CHECK(out.drive("nvme0n1").pci_address == "10000:e1:00.0");
    REQUIRE(out.storage.hidden_controllers.size() == 1);
    CHECK(out.storage.hidden_controllers[0].driver == "vmd");
    CHECK(out.storage.hidden_controllers[0].device == Hex<4>{0xa77f});
}

TEST_CASE("a controller in RST mode counts what it hides", "[storage]") {
    auto const out = read_machine("rst-remapped");
    REQUIRE(out.storage.hidden_controllers.size() == 1);
    CHECK(out.storage.hidden_controllers[0].remapped_nvme == 1);
}

TEST_CASE("controllers without a drive stay known", "[storage]") {
    auto const out = read_machine("nvme-dead");
    REQUIRE(out.storage.controllers.size() == 4);
    CHECK(out.storage.controllers[0].state == "dead");
    CHECK(out.storage.controllers[0].drives.empty());
    CHECK(out.storage.controllers[1].state == "resetting");
}

TEST_CASE("SATA link and drive limits are joined by path", "[storage]") {
    auto const out = read_machine("sata-slowed");
    auto const& drive = out.drive("sda");
    CHECK(drive.controller == "ata3");
    CHECK(drive.sata_speed_gbps == 3.0);
    CHECK(drive.sata_max_gbps == 6.0);
    CHECK(drive.sata_limit_gbps == 3.0);
    CHECK(drive.sata_drive_gbps == 6.0);
    CHECK(drive.sata_speed_downs == 2);
}

TEST_CASE("behind a port multiplier every drive has its own link", "[storage]") {
    std::string const port = "/sys/devices/pci0000:00/0000:00:17.0/ata5/";
    auto const out = read(Tree::from_text(
        "/sys/block/sdb -> ../devices/pci0000:00/0000:00:17.0/ata5/host4/target4:2:0/4:2:0:0/"
        "block/sdb\n" +
        port + "host4/target4:2:0/4:2:0:0/block/sdb/size = 1000\n" + port +
        "link5.2/ata_link/link5.2/sata_spd = 1.5 Gbps\n" + port +
        "link5.2/dev5.2.0/ata_device/dev5.2.0/spdn_cnt = 1\n"));
    CHECK(out.drive("sdb").sata_speed_gbps == 1.5);
    CHECK(out.drive("sdb").sata_speed_downs == 1);
}

TEST_CASE("USB bridges are told apart by speed, version and driver", "[storage]") {
    auto const out = read_machine("usb");
    CHECK(out.drive("sda").kind == DriveKind::usb);
    CHECK(out.drive("sda").usb_driver == "uas");
    CHECK(out.drive("sda").usb_speed_mbps == 10000);
    CHECK(out.drive("sdb").usb_version == 2.1);
    CHECK_FALSE(out.drive("sde").usb_speed_mbps);
}

TEST_CASE("what is no drive is left out", "[storage]") {
    auto const out = read(Tree::from_text(
        "/sys/block/loop0 -> ../devices/virtual/block/loop0\n"
        "/sys/devices/virtual/block/loop0/size = 8\n"
        "/sys/block/sr0/size = 8\n/sys/block/mmcblk0boot0/size = 8\n"
        "/sys/block/mmcblk0rpmb/size = 8\n/sys/block/sdz/size = 0\n/sys/block/sdz/removable = 1\n"
        "/sys/block/mmcblk0/size = 60000000\n/sys/block/mmcblk0/device/type = MMC\n"
        "/sys/block/mmcblk1/size = 60000000\n/sys/block/mmcblk1/device/type = SD\n"));
    REQUIRE(out.storage.drives.size() == 2);
    CHECK(out.drive("mmcblk0").kind == DriveKind::emmc);
    CHECK(out.drive("mmcblk1").kind == DriveKind::sd);
}

TEST_CASE("the drives below a filesystem are found through layers", "[storage]") {
    auto const encrypted = read_machine("full-encrypted");
    REQUIRE(encrypted.storage.filesystems.size() == 3);
    auto const& root = encrypted.storage.filesystems[0];
    CHECK(root.mount == "/");
    CHECK(root.device == "/dev/dm-0");
    CHECK(root.drives == std::vector<std::string>{"nvme0n1"});
    CHECK(root.discard_max_bytes == 0U);
    CHECK(root.free_bytes == 400'000'000U);
    auto const cached = read_machine("bcache-root");
    CHECK(cached.storage.filesystems[0].drives == std::vector<std::string>{"nvme0n1", "sda"});
    auto const pool = read_machine("hdd-root-ssd-zfs");
    REQUIRE(pool.storage.filesystems.size() == 2);  // one entry for the pool
    CHECK(pool.storage.filesystems[1].drives.empty());
}

TEST_CASE("two mapped devices of the same blanked name tell nothing", "[storage]") {
    auto const out = read(
        Tree::from_text("/proc/self/mounts = /dev/mapper/luks-0 / ext4 rw 0 0\n"
                        "/sys/block/dm-0/dm/name = luks-0\n/sys/block/dm-1/dm/name = luks-0\n"));
    REQUIRE(out.storage.filesystems.size() == 1);
    CHECK(out.storage.filesystems[0].device == "/dev/mapper/luks-0");
    CHECK(out.storage.filesystems[0].drives.empty());
}

TEST_CASE("slaves that go in circles end", "[storage]") {
    auto const out = read(Tree::from_text(
        "/proc/self/mounts = /dev/dm-0 / ext4 rw 0 0\n"
        "/sys/class/block/dm-0/slaves/dm-1/\n/sys/class/block/dm-1/slaves/dm-0/\n"));
    REQUIRE(out.storage.filesystems.size() == 1);
    CHECK(out.storage.filesystems[0].drives.empty());
}

TEST_CASE("swap and btrfs over two drives", "[storage]") {
    auto const out = read(Tree::from_text(
        "/sys/block/sda/size = 1000\n/sys/block/sda/sda1/partition = 1\n"
        "/sys/block/sda/sda2/partition = 2\n/sys/block/sdb/size = 1000\n"
        "/proc/swaps = Filename Type Size\\n/dev/sda2 partition 1\n"
        "/rigcheck/storage/btrfs = sdx sdy \\nsda1 sdb \\n\n"
        "/proc/self/mounts = /dev/sda1 / btrfs rw,subvol=/@ 0 0\\n/dev/sda1 /home btrfs rw 0 0\n"));
    CHECK_FALSE(out.drive("sda").volumes[0].swap);
    CHECK(out.drive("sda").volumes[1].swap);
    REQUIRE(out.storage.filesystems.size() == 1);
    CHECK(out.storage.filesystems[0].drives == std::vector<std::string>{"sda", "sdb"});
}

TEST_CASE("health: refused as a whole, asleep or unreadable one by one", "[storage]") {
    auto const denied = read_machine("health-no-root");
    CHECK(denied.has_gap("health", Missing::needs_root));
    auto const out = read_machine("health");
    CHECK(out.has_gap("health of sde", Missing::asleep));
    CHECK(out.has_gap("health of sdf", Missing::malformed));
    CHECK(out.drive("nvme3n1").health->percentage_used == 112);
    CHECK_FALSE(read_machine("usb").has_gap("health", Missing::needs_root));
}

TEST_CASE("a captured health answer is anybody's text", "[storage]") {
    for (auto const* answer :
         {"{", "[1]", "{}", R"([{"drive":"sda","health":{"critical_warning":900}}])",
          R"([{"drive":"sda","health":{"available_spare":-1}}])",
          R"([{"drive":"sda","health":{"temperature_c":1e300}}])",
          R"([{"drive":"sda","health":"x"}])", R"([{"drive":"sda","missing":"never"}])"}) {
        auto const out = read(Tree::from_text(
            "/sys/block/sda -> ../devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/"
            "block/sda\n"
            "/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/size = "
            "1000\n"
            "/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/queue/"
            "rotational = 1\n"
            "/rigcheck/storage/health = " +
            std::string(answer) + "\n"));
        INFO(answer);
        CHECK_FALSE(out.drive("sda").health);
        CHECK_FALSE(out.gaps.empty());
    }
}

TEST_CASE("nothing that identifies a drive is recorded", "[storage]") {
    for (auto const& name : machine_names()) {
        if (!name.starts_with("storage-")) continue;
        INFO(name);
        auto const text = to_json(read(Tree(name)).storage).dump();
        for (auto const* secret : {"S4J2NF0M123456", "eui.0025385b71b0e123", "5000c500a1b2c3d4",
                                   "WXA1A1234567", "3f2504e0", "S7DNNJ0W123456A", "5a39"}) {
            CHECK(text.find(secret) == std::string::npos);
        }
    }
}

TEST_CASE("captured files of drives hold no serial numbers", "[storage]") {
    auto const tree = Tree::from_text("/etc/hostname = x\n");
    auto const machine = tree.machine();
    CHECK(redact_file(machine, "/run/udev/data/b8:0",
                      "E:ID_SERIAL_SHORT=WXA1A\nS:disk/by-id/ata-WXA1A\nE:ID_FS_TYPE=ext4\n") ==
          "E:ID_FS_TYPE=ext4\n");
    CHECK(redact_file(machine, "/proc/self/mounts",
                      "nas:/home /mnt nfs rw 0 0\n"
                      "/dev/mapper/luks-3f2504e0-4f89-11d3-9a0c-0305e82c3301 / ext4 rw 0 0\n") ==
          "/dev/mapper/luks-00000000-0000-0000-0000-000000000000 / ext4 rw 0 0\n");
    CHECK(redact_file(machine, "/sys/devices/x/ata1/link1/dev1.0/ata_device/dev1.0/id", "5a39 ")
              .empty());
}

}  // namespace
}  // namespace rigcheck::test
