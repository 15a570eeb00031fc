#include <catch2/catch.hpp>

#include "probe/storage/health.hpp"
#include "probe/storage/mounts.hpp"
#include "probe/storage/place.hpp"
#include "probe/storage/sata.hpp"
#include "probe/storage/space.hpp"
#include "probe/storage/udev.hpp"

namespace rigcheck {
namespace {

using Page = std::array<std::uint8_t, 512>;

void put(Page& page, std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) page.at(at + i) = value >> (8 * i) & 0xFFU;
}

Page nvme_page() {
    Page page{};
    put(page, 1, 273 + 41, 2);
    page[3] = 100;
    page[4] = 10;
    page[5] = 2;
    put(page, 112, 311, 8);
    put(page, 128, 4021, 8);
    put(page, 144, 27, 8);
    put(page, 160, 3, 8);
    put(page, 192, 5, 4);
    return page;
}

void finish(Page& data) {
    unsigned sum = 0;
    for (std::size_t i = 0; i < 511; ++i) sum += data.at(i);
    data[511] = static_cast<std::uint8_t>(0x100 - (sum & 0xFFU));
}

// Attributes as (number, raw value).
Page ata_page(std::vector<std::pair<int, std::uint64_t>> const& attributes) {
    Page data{};
    data[0] = 16;
    std::size_t at = 2;
    for (auto const& [number, raw] : attributes) {
        data.at(at) = static_cast<std::uint8_t>(number);
        put(data, at + 5, raw, 6);
        at += 12;
    }
    finish(data);
    return data;
}

TEST_CASE("an NVMe health page is read", "[storage]") {
    auto page = nvme_page();
    auto health = parse_nvme_health(page);
    REQUIRE(health);
    CHECK(health->critical_warning == 0);
    CHECK(health->temperature_c == 41);
    CHECK(health->available_spare == 100);
    CHECK(health->percentage_used == 2);
    CHECK(health->power_cycles == 311U);
    CHECK(health->power_on_hours == 4021U);
    CHECK(health->unsafe_shutdowns == 27U);
    CHECK(health->media_errors == 3U);
    CHECK(health->warning_temperature_min == 5);
    page[0] = 0x09;
    put(page, 1, 0, 2);
    put(page, 168, 1, 1);  // more than 64 bits
    health = parse_nvme_health(page);
    CHECK(health->critical_warning == 9);
    CHECK_FALSE(health->temperature_c);
    CHECK_FALSE(health->media_errors);
}

TEST_CASE("what is no NVMe health page is refused", "[storage]") {
    Page page{};
    CHECK_FALSE(parse_nvme_health(page));
    page.fill(0xFF);
    CHECK_FALSE(parse_nvme_health(page));
    page = nvme_page();
    CHECK_FALSE(parse_nvme_health(Bytes(page).first(511)));
    page[3] = 101;
    CHECK_FALSE(parse_nvme_health(page));
}

TEST_CASE("SMART attributes are read by their raw values", "[storage]") {
    auto const health = parse_ata_health(ata_page(
        {{5, 16}, {9, 12000}, {12, 90}, {194, 0x2D001A00000022}, {197, 8}, {198, 2}, {199, 44}}));
    REQUIRE(health);
    CHECK(health->reallocated_sectors == 16U);
    CHECK(health->power_on_hours == 12000U);
    CHECK(health->power_cycles == 90U);
    CHECK(health->temperature_c == 34);
    CHECK(health->pending_sectors == 8U);
    CHECK(health->uncorrectable_sectors == 2U);
    CHECK(health->crc_errors == 44U);
    CHECK_FALSE(health->passed);
    // Packed or in minutes: no number to rely on.
    auto const odd = parse_ata_health(ata_page({{5, 0x10000000001}, {9, 3000000}, {194, 0}}));
    REQUIRE(odd);
    CHECK_FALSE(odd->reallocated_sectors);
    CHECK_FALSE(odd->power_on_hours);
    CHECK_FALSE(odd->temperature_c);
}

TEST_CASE("SMART data with a wrong sum is refused", "[storage]") {
    auto data = ata_page({{5, 16}});
    data[511] ^= 1U;
    CHECK_FALSE(parse_ata_health(data));
    data.fill(0);
    CHECK_FALSE(parse_ata_health(data));
    CHECK_FALSE(parse_ata_health(Bytes(data).first(100)));
}

TEST_CASE("power mode and SMART status come from the returned registers", "[storage]") {
    std::array<std::uint8_t, 32> sense{};
    CHECK_FALSE(parse_ata_registers(sense));
    sense[0] = 0x72;
    sense[8] = 0x09;
    sense[9] = 12;
    sense[21] = 0x50;
    auto const mode = [&](std::uint8_t count) {
        sense[13] = count;
        return is_awake(*parse_ata_registers(sense));
    };
    CHECK(mode(0xFF));
    CHECK(mode(0x80));
    CHECK_FALSE(mode(0x00));  // standby
    CHECK_FALSE(mode(0x01));
    CHECK_FALSE(mode(0x40));
    sense[17] = 0x4F;
    sense[19] = 0xC2;
    CHECK(smart_passed(*parse_ata_registers(sense)) == true);
    sense[17] = 0xF4;
    sense[19] = 0x2C;
    CHECK(smart_passed(*parse_ata_registers(sense)) == false);
    sense[17] = 0;
    CHECK_FALSE(smart_passed(*parse_ata_registers(sense)));
    CHECK_FALSE(parse_ata_registers(Bytes(sense).first(21)));
    sense[0] = 0x70;  // fixed format
    CHECK_FALSE(parse_ata_registers(sense));
}

TEST_CASE("mounts are unescaped and only those on drives are kept", "[storage]") {
    auto const mounts = parse_mounts(
        "proc /proc proc rw 0 0\n"
        "/dev/sda1 /data\\040sets\\134x ext4 rw,discard=async,noatime 0 0\n"
        "tank/a /tank zfs rw 0 0\n"
        "/dev/loop3 /snap squashfs ro 0 0\n"
        "tmpfs /run tmpfs rw 0 0\n"
        "/dev/sdb1 relative ext4 rw 0 0\n"
        "/dev/sdc1");
    REQUIRE(mounts.size() == 2);
    CHECK(mounts[0].point == "/data sets\\x");
    CHECK(mounts[0].discards());
    CHECK(mounts[0].has("noatime"));
    CHECK_FALSE(mounts[0].has("ro"));
    CHECK(mounts[1].type == "zfs");
    CHECK(undo_octal("\\04") == "\\04");
    CHECK(undo_octal("\\999\\400\\") == "\\999\\400\\");
    CHECK(
        parse_swaps("Filename Type Size\n/dev/sda3 partition 1\n/swapfile file 1\n/dev/zram0 x") ==
        std::vector<std::string>{"/dev/sda3"});
}

TEST_CASE("speeds of SATA links", "[storage]") {
    CHECK(parse_sata_speed("6.0 Gbps") == 6.0);
    CHECK(parse_sata_speed("1.5 Gbps") == 1.5);
    for (auto const* text : {"<unknown>", "", "-3 Gbps", "1e9 Gbps", "nan Gbps", "6.0"})
        CHECK_FALSE(parse_sata_speed(text));
}

std::string identify(std::string const& word76) {
    std::string text;
    for (int word = 0; word < 256; ++word) {
        bool const serial = word >= 10 && word <= 19;
        bool const name = word >= 108 && word <= 111;
        text += serial || name ? "5a39" : word == 76 ? word76 : "0040";
        text += word % 8 == 7 ? '\n' : ' ';
    }
    return text;
}

TEST_CASE("a drive's identification gives its fastest rate and no serial number", "[storage]") {
    CHECK(parse_identify_speed(identify("850e")) == 6.0);
    CHECK(parse_identify_speed(identify("0006")) == 3.0);
    CHECK(parse_identify_speed(identify("0002")) == 1.5);
    CHECK_FALSE(parse_identify_speed(identify("ffff")));
    CHECK_FALSE(parse_identify_speed(identify("0000")));
    CHECK_FALSE(parse_identify_speed("850e 850e"));
    auto const redacted = redact_identify(identify("850e"));
    CHECK(redacted.find("5a39") == std::string::npos);
    CHECK(redacted.size() == identify("850e").size());
    CHECK(parse_identify_speed(redacted) == 6.0);
    CHECK(redact_identify(redacted) == redacted);
    CHECK(redact_identify("5a39 5a39").empty());
}

TEST_CASE("the udev record of a block device", "[storage]") {
    std::string const text =
        "S:disk/by-id/ata-WDC_WD-WXA1A1234567\nI:123\nE:ID_SERIAL=WXA1A1234567\n"
        "E:ID_WWN=0x5000c500a1b2c3d4\nE:ID_FS_UUID=3f2504e0-4f89-11d3-9a0c-0305e82c3301\n"
        "E:ID_FS_TYPE=ntfs\nE:ID_PART_ENTRY_TYPE=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7\n"
        "E:ID_PART_TABLE_TYPE=gpt\n";
    auto const block = parse_udev_block(text);
    CHECK(block.fs_type == "ntfs");
    CHECK(block.partition_type == "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");
    CHECK(block.partition_table == "gpt");
    auto const redacted = redact_udev_block(text);
    CHECK(redacted.find("WXA1A") == std::string::npos);
    CHECK(redacted.find("3f2504e0") == std::string::npos);
    CHECK(redacted.find("5000c500") == std::string::npos);
    CHECK(parse_udev_block(redacted).partition_type == block.partition_type);
    CHECK(parse_udev_block("E:ID_FS_AMBIVALENT=filesystem:ext4").fs_type == "ambivalent");
    CHECK_FALSE(parse_udev_block("E:ID_FS_TYPE=\x1b[31m").fs_type);
    CHECK_FALSE(parse_udev_block("E:ID_FS_TYPE=").fs_type);
    CHECK_FALSE(parse_udev_block("ID_FS_TYPE=ext4").fs_type);
}

TEST_CASE("the place of a drive by its path", "[storage]") {
    auto const sata =
        drive_place("sys/devices/pci0000:00/0000:00:17.0/ata3/host2/target2:0:1/2:0:1:0/block/sda");
    CHECK(sata.pci_address == "0000:00:17.0");
    CHECK(sata.ata == "sys/devices/pci0000:00/0000:00:17.0/ata3");
    CHECK(sata.ata_port == "3");
    CHECK(sata.target == "2:0:1");
    CHECK_FALSE(sata.virtual_device);
    auto const usb = drive_place(
        "sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1.4/2-1.4:1.0/host6/target6:0:0/"
        "6:0:0:0/block/sdb");
    CHECK(usb.usb_interface == "sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1.4/2-1.4:1.0");
    // Addresses with four and five digits of domain; one with eight is the same function.
    CHECK(drive_place("sys/devices/pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0/"
                      "10000:e1:00.0/nvme/nvme0/nvme0n1")
              .pci_address == "10000:e1:00.0");
    CHECK(drive_place("sys/devices/00000000:02:00.0/nvme/nvme0/nvme0n1").pci_address ==
          "00000000:02:00.0");
    CHECK(drive_place("sys/devices/virtual/block/dm-0").virtual_device);
    CHECK(drive_place("sys/devices/vif-0/vbd-51712/block/xvda").hypervisor);
    auto const fabric = drive_place("sys/devices/virtual/nvme-fabrics/ctl/nvme0/nvme0n1");
    CHECK_FALSE(fabric.virtual_device);
    CHECK(fabric.nvme_controller == "nvme0");
    CHECK(drive_place("sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1").nvme_subsystem ==
          "nvme-subsys0");
    CHECK_FALSE(drive_place("").pci_address);
}

TEST_CASE("free space that cannot be is not taken", "[storage]") {
    std::vector<Filesystem> filesystems(1);
    filesystems[0].mount = "/";
    for (auto const* text :
         {"", "[", "{}", "[1]", R"([{"mount":1}])", R"([{"mount":"/","size_bytes":-5}])"}) {
        CHECK_FALSE(parse_space(text, filesystems));
    }
    CHECK(parse_space(R"([{"mount":"/x","size_bytes":9,"free_bytes":1}])", filesystems));
    CHECK(parse_space(R"([{"mount":"/","size_bytes":9,"free_bytes":10}])", filesystems));
    CHECK(parse_space(R"([{"mount":"/","size_bytes":0,"free_bytes":0}])", filesystems));
    CHECK_FALSE(filesystems[0].size_bytes);
    CHECK(parse_space(R"([{"mount":"/","size_bytes":9,"free_bytes":2}])", filesystems));
    CHECK(filesystems[0].free_bytes == 2U);
}

}  // namespace
}  // namespace rigcheck
