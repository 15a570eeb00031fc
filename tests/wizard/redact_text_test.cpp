// What a text of a report loses.
#include <catch2/catch.hpp>

#include "wizard/report/redact_homes.hpp"
#include "wizard/report/redact_serials.hpp"

namespace rigcheck {
namespace {

std::string homes(std::string_view text) {
    std::vector<std::string> people;
    return redact_homes(text, people);
}

TEST_CASE("home folders lose the name, and keep what lies in them", "[redact]") {
    CHECK(homes("/home/alice/.jupyter/jupyter_notebook_config.py") ==
          "/home/redacted/.jupyter/jupyter_notebook_config.py");
    CHECK(homes("see \"/home/alice\" and /var/home/alice.") ==
          "see \"/home/redacted\" and /var/home/redacted.");
    CHECK(homes("/media/alice/STICK, /run/media/alice/1A2B-3C4D/x") ==
          "/media/redacted/redacted, /run/media/redacted/0000-0000/x");
    CHECK(homes("/media/alice/01D9A2B3C4D5E6F7") == "/media/redacted/0000000000000000");
}

TEST_CASE("places of nobody stay", "[redact]") {
    for (auto const* text : {"/", "/home", "/home/", "/media/cdrom", "/media/", "/media//x",
                             "/root/.bashrc", "/home/*/.ssh", "/homework/alice", "home/alice"})
        CHECK(homes(text) == text);
}

TEST_CASE("two people remain two", "[redact]") {
    std::vector<std::string> people;
    CHECK(redact_homes("/home/alice/a:/home/bob/b", people) ==
          "/home/redacted/a:/home/redacted-2/b");
    CHECK(redact_homes("/media/bob/X", people) == "/media/redacted-2/redacted");
    auto const once = redact_homes("/home/carol/c /home/redacted/a", people);
    CHECK(once == "/home/redacted-3/c /home/redacted/a");
    CHECK(homes(once) == once);
}

TEST_CASE("names made of serial numbers go", "[redact]") {
    CHECK(redact_serials("/dev/disk/by-id/ata-WDC_WD40EFRX-68N32N0_WD-WCC7K0123456-part1") ==
          "/dev/disk/by-id/ata-redacted-part1");
    CHECK(redact_serials("root=/dev/disk/by-id/nvme-eui.0025385b11b2c3d4 ro") ==
          "root=/dev/disk/by-id/nvme-redacted ro");
    CHECK(redact_serials("nvme-Samsung_SSD_990_PRO_2TB_S7DNNJ0W123456: gone") ==
          "nvme-redacted: gone");
    CHECK(redact_serials("usb-Kingston_DataTraveler_4C530001-0:0.") == "usb-redacted.");
    CHECK(redact_serials("wwn-0x5002538e40a1b2c3-part2, nvme-eui.0025385b11b2c3d4") ==
          "wwn-0x0000000000000000-part2, nvme-eui.0000000000000000");
    CHECK(redact_serials("nvme.144d-53354748-53616d-00000001") == "nvme.redacted");
    CHECK(redact_serials("naa.5002538e40a1b2c3") == "naa.0000000000000000");
    CHECK(redact_serials("/dev/disk/by-uuid/1A2B-3C4D") == "/dev/disk/by-uuid/0000-0000");
    CHECK(redact_serials("systemd.machine_id=0123456789abcdef0123456789abcdef") ==
          "systemd.machine_id=00000000000000000000000000000000");
    CHECK(redact_serials("rd.md.uuid=01234567:89abcdef:01234567:89abcdef") ==
          "rd.md.uuid=00000000:00000000:00000000:00000000");
    CHECK(redact_serials("r8152 2-1:1.0 enx0011223344aa: renamed from eth0") ==
          "r8152 2-1:1.0 enx000000000000: renamed from eth0");
    CHECK(redact_serials("usb 1-2: SerialNumber: 4C530001 Serial Number = X_9") ==
          "usb 1-2: SerialNumber: redacted Serial Number = redacted");
}

TEST_CASE("names of parts, drivers and places on the bus stay", "[redact]") {
    for (auto const* text :
         {"0000:01:00.0", "nvme-pci-0100", "usb-storage", "scsi_mod", "drivetemp-scsi-0-0",
          "nct6798-isa-0290", "usb-xhci_hcd", "/dev/disk/by-path/pci-0000:01:00.0-nvme-1",
          "Samsung SSD 990 PRO 2TB", "6.1.0-26-amd64", "pci:v000010DEd00002684sv00001043sd0000",
          "PCIEX16_1", "serial console", "B2D5F2D0A1B2C3D4", "enx", ": :: ."})
        CHECK(redact_serials(text) == text);
}

TEST_CASE("serial numbers are redacted once", "[redact]") {
    auto const once = redact_serials(
        "/dev/disk/by-id/ata-A_1-part1 nvme-B_2 wwn-0x12-part3 serial: 3 nvme.1-2 uuid.4");
    CHECK(redact_serials(once) == once);
}

}  // namespace
}  // namespace rigcheck
