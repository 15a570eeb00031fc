"""Captured machines that a real kernel shows again: rigcheck must see and say there what it does of the capture."""
import struct

# By capture of tests/machines: what is wrong with it, and part of what the person is told to do. Empty: nothing is.
PLANTED = {
    "new-build": {"pcie.gpu-width": "how many lanes this slot really has",
                  "memory.single-channel": "the RAM page of the manual of X870E AORUS ELITE WIFI7"},
    "pcie-two-cards-x8": {"pcie.gpu-width": "If the table says x8 for your slots, this is right"},
    "pcie-idle-nvidia": {},
    "pcie-navi-x470": {},
    "pcie-nvme-x2": {"pcie.nvme-link": "Look in the board's manual"},
    "pcie-healthy-x16": {},
    "ram-one-stick": {"memory.single-channel": "add a second stick of the same kind"},
    "ram-healthy-dual": {},
    "drivers-unknown-nic": {"drivers.missing": "1d6a:ffc0"},
    "sensors-healthy-asus": {},
    "sensors-cpu-fan-stopped": {"sensors.fan-stopped": "CPU_FAN"},
    "sensors-cpu-hot-idle": {"sensors.cpu-temperature": "whether the cooler's fan turns"},
    "storage-vmd-unbound": {"storage.hidden-drive": "sudo modprobe vmd"},
}
HEALTHY = "pcie-healthy-x16"
# Areas of which the capture holds all that counts; the rest is the guest's own.
AREAS = ("pcie", "memory", "sensors", "storage", "drivers")
# The guest has modules, and the driver of this controller among them; the capture has none.
ONLY_THERE = {"storage-vmd-unbound": {("drivers.not-loaded", "0000:00:0e.0")}}
# So many that a start of the system is no load.
PROCESSORS = {"sensors-cpu-hot-idle": ["-smp", "8"]}
# Half a gigabyte of memory is less than any card has.
OF_THE_GUEST = {"memory.vs-vram"}


def _said(findings):
    """What is wrong and with which part, without the domain in which the modules show it."""
    return {(finding["id"], finding["subject"].replace("0001:", "0000:")) for finding in findings
            if finding["id"] not in OF_THE_GUEST}


def _case(name, planted):
    def case(bench):
        seen = bench.captured(name, PROCESSORS.get(name, ())).look()
        expected = {each for each in _said(bench.said_of_capture(name)) if each[0].split(".")[0] in AREAS}
        assert {identity for identity, _ in expected} == set(planted), expected
        expected |= ONLY_THERE.get(name, set())
        assert _said(seen.failing()) == expected, (_said(seen.failing()), expected)
        for finding in seen.failing():
            if finding["id"] in planted:
                assert planted[finding["id"]] in " ".join(finding["actions"]), finding["actions"]
        elsewhere = seen.failing_elsewhere()
        assert _said(elsewhere) == expected, (_said(elsewhere), expected)
    case.__name__ = name.replace("-", "_")
    return case


def _drive(folder, name):
    file = folder / name
    with file.open("wb") as disk:
        disk.truncate(64 * 1024 * 1024)
    return ["-drive", f"if=none,id={name},file={file},format=raw"]


def drives(bench):
    """One of each kind; what the kernel calls turning of a USB stick and of virtio is not believed."""
    folder = bench.folder
    devices = [*_drive(folder, "ssd"), "-device", "ide-hd,bus=ide.0,drive=ssd,rotation_rate=1,model=SOLID",
               *_drive(folder, "disk"), "-device", "ide-hd,bus=ide.1,drive=disk,rotation_rate=7200,model=TURNS",
               "-device", "qemu-xhci,id=usb", *_drive(folder, "stick"), "-device", "usb-storage,bus=usb.0,drive=stick",
               *_drive(folder, "virtual"), "-device", "virtio-blk-pci,drive=virtual"]
    seen = bench.captured(HEALTHY, devices, ["xhci_pci", "usb_storage", "virtio_pci", "virtio_blk"]).look(
        "while [ ! -b /dev/sdc ] || [ ! -b /dev/vda ]; do usleep 100000; done\n")
    kinds = {drive["model"] or drive["name"]: (drive["kind"], drive["transport"])
             for drive in seen.facts["storage"]["drives"]}
    assert kinds == {"QEMU NVMe Ctrl": ("nvme", "pcie"), "SOLID": ("sata-ssd", "sata"), "TURNS": ("sata-hdd", "sata"),
                     "QEMU HARDDISK": ("usb", "usb"), "vda": ("virtual", "virtio")}, kinds
    assert seen.failed("storage") == [], seen.states("storage")


def pcie_errors(bench):
    """Hundreds of corrected errors of one link, by the kernel's own injector (Documentation/PCI/pcieaer-howto.rst)."""
    devices = ["-device", "ioh3420,id=upper,chassis=1,slot=1", "-device", "e1000e,bus=upper"]
    bad_tlp = 0x40  # PCIe 6.0, 7.8.4.5
    error = struct.pack("<3Bx7I", 1, 0, 0, 0, bad_tlp, 0, 0, 0, 0, 0)
    words = "".join(f"\\x{byte:02x}" for byte in error)
    inject = f"n=0; while [ $n -lt 1200 ]; do n=$((n + 1)); printf '{words}' >/dev/aer_inject; done\n"
    seen = bench.captured(HEALTHY, devices, ["aer_inject"]).look(inject)
    assert seen.failed("pcie") == ["pcie.aer"], seen.states("pcie")


def corrected_machine_checks(bench):
    """Errors of a cache, by the kernel's own injector (arch/x86/kernel/cpu/mce/inject.c)."""
    valid, enabled, cache_read = 1 << 63, 1 << 60, 0x0135  # Intel SDM volume 3, 16.9.2
    inject = f"""
mount -t debugfs debugfs /sys/kernel/debug
cd /sys/kernel/debug/mce-inject
echo sw >flags
echo {valid | enabled | cache_read:#x} >status
for n in 1 2 3 4; do echo 1 >bank; sleep 1; done
cd /
"""
    seen = bench.captured(HEALTHY, modules=["mce-inject"]).look(inject)
    found = [match for match in seen.history["log_matches"] if match["signature"] == "machine-check-corrected"]
    assert len(found) >= 3, seen.history["log_matches"]
    assert seen.failed("history") == ["history.machine-check"], seen.states("history")


CASES = [*(_case(name, planted) for name, planted in PLANTED.items()), drives, pcie_errors, corrected_machine_checks]
