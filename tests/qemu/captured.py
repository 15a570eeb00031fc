"""A captured machine (tests/machines/*.tree, unpacked) turned into what QEMU and the modules beside this file take, so
that a real kernel shows the same machine: PCI functions, hwmon chips, SMBIOS, the processor's name.
"""
import re
import struct
from pathlib import Path

ADDRESS = re.compile(r"[0-9a-f]{4}:([0-9a-f]{2}):([0-9a-f]{2})\.([0-7])")
SPEEDS = {"2.5": 1, "5.0": 2, "8.0": 3, "16.0": 4, "32.0": 5, "64.0": 6}  # PCIe 6.0, 7.5.3.18
BRIDGE = 0x0604
# PCIe 6.0, 7.5.3.2: what a function with links is.
ENDPOINT, ROOT_PORT, UPSTREAM, DOWNSTREAM, INTEGRATED = 0, 4, 5, 6, 9
OF_THE_KERNEL = {"pcieport"}  # a driver that is there anyhow
TAKEN = {"ahci", "nvme"}  # names of drivers that the guest has for itself


def _text(file):
    return file.read_text(errors="replace").strip() if file.is_file() else ""


class _Function:
    """One PCI function of the capture."""

    def __init__(self, folder):
        self.folder = folder
        self.bus, slot, self.function = (int(part, 16) for part in ADDRESS.fullmatch(folder.name).groups())
        self.slot = slot
        self.kind = self._number("class") or 0x060000
        self.is_bridge = self.kind >> 8 == BRIDGE
        below = [_Function(each) for each in folder.iterdir() if ADDRESS.fullmatch(each.name) and each.is_dir()]
        self.below = sorted(below, key=lambda each: (each.bus, each.slot, each.function))

    def _number(self, name):
        text = _text(self.folder / name)
        return int(text, 0) if text else 0

    @property
    def driver(self):
        link = self.folder / "driver"
        name = link.readlink().name if link.is_symlink() else ""
        return "" if name in OF_THE_KERNEL else f"{name}-shown" if name in TAKEN else name

    def last_bus(self):
        return max([self.bus, *(each.last_bus() for each in self.below)])

    def config(self, parent_type, shares_slot):
        """256 bytes that say what sysfs said of it; without addresses, since it has no memory."""
        space = bytearray(256)
        struct.pack_into("<HHHH", space, 0, self._number("vendor") or 0x1022, self._number("device"), 0x0007, 0x0010)
        struct.pack_into("<I", space, 8, self.kind << 8 | self._number("revision"))
        space[0x0E] = int(self.is_bridge) | (0x80 if shares_slot else 0)
        space[0x34] = 0x40
        if self.is_bridge:
            buses = (self.below[0].bus, self.last_bus()) if self.below else (0, 0)
            struct.pack_into("<BBB", space, 0x18, self.bus, *buses)
        else:
            struct.pack_into("<HH", space, 0x2C, self._number("subsystem_vendor"), self._number("subsystem_device"))
        if (self.folder / "max_link_width").exists():
            self._link(space, self.port_type(parent_type))
        else:
            struct.pack_into("<H", space, 6, 0)
        return bytes(space)

    def port_type(self, parent_type):
        if not self.is_bridge:
            return INTEGRATED if parent_type is None else ENDPOINT
        return {None: ROOT_PORT, UPSTREAM: DOWNSTREAM}.get(parent_type, UPSTREAM)

    def _link(self, space, kind):
        """The PCI Express capability (PCIe 6.0, 7.5.3)."""
        speeds = [SPEEDS.get(_text(self.folder / f"{which}_link_speed").split(" ")[0], 0) for which in ("max", "current")]
        widths = [self._number(f"{which}_link_width") for which in ("max", "current")]
        struct.pack_into("<BBH", space, 0x40, 0x10, 0, 2 | kind << 4)
        struct.pack_into("<I", space, 0x4C, speeds[0] | widths[0] << 4)
        struct.pack_into("<H", space, 0x52, speeds[1] | widths[1] << 4 | 1 << 13)
        struct.pack_into("<I", space, 0x6C, (1 << speeds[0] + 1) - 2)


def _roots(machine):
    """The functions that the capture has below its root complex, each with those below it."""
    folder = machine / "sys/devices/pci0000:00"
    if not folder.is_dir():
        return []
    return [_Function(each) for each in sorted(folder.iterdir()) if ADDRESS.fullmatch(each.name)]


def _record(bus, slot, function, driver, config):
    return struct.pack("<BBH16s", bus, slot << 3 | function, len(config), driver.encode()) + config


def _made_up(bus, slot, to=None):
    """What a capture left out: a bridge to this bus, or the first function of a slot, without which no other is seen."""
    space = bytearray(256)
    struct.pack_into("<HHHH", space, 0, 0x1022, 0x1480, 0x0007, 0)
    struct.pack_into("<I", space, 8, 0x060000 if to is None else BRIDGE << 16)
    space[0x0E] = 0x80 if to is None else 1
    if to is not None:
        struct.pack_into("<BBB", space, 0x18, bus, to, to)
    return _record(bus, slot, 0, "", bytes(space))


def pci_functions(machine):
    """For fakepci.ko; in its domain 1 stands what the capture has in domain 0."""
    records = []

    def add(functions, parent_type):
        for one in functions:
            shares = sum(other.bus == one.bus and other.slot == one.slot for other in functions) > 1
            records.append(_record(one.bus, one.slot, one.function, one.driver, one.config(parent_type, shares)))
            add(one.below, one.port_type(parent_type))
        slots = {(one.bus, one.slot): [] for one in functions}
        for one in functions:
            slots[one.bus, one.slot].append(one.function)
        records.extend(_made_up(*place) for place, there in slots.items() if 0 not in there)

    roots = _roots(machine)
    add(roots, None)
    free = iter(sorted(set(range(0x10, 0x18)) - {one.slot for one in roots}))
    records += [_made_up(0, next(free), bus) for bus in sorted({one.bus for one in roots} - {0})]
    return b"".join(records)


def hwmon_chips(machine, parents=r"0001:.*|[\w-]+\.\d+"):
    """For fakehwmon.ko: the chips whose parent is a PCI function or a device of the board."""
    lines = []
    for chip in sorted((machine / "sys/class/hwmon").glob("*")):
        parent = (chip / "device").resolve().name if (chip / "device").is_symlink() else ""
        if ADDRESS.fullmatch(parent):
            parent = "0001" + parent[4:]
        if not re.fullmatch(parents, parent):
            continue
        lines.append(f"chip {_text(chip / 'name')} {parent}")
        files = [file for file in sorted(chip.iterdir()) if file.is_file() and "_" in file.name]
        lines += [f"{file.name} {_text(file)}" for file in files]
    return "".join(line + "\n" for line in lines)


def smbios_words(machine, folder, memory_mib):
    """For QEMU: the capture's own structures, and what its board is called where it has no table. The sticks together
    hold what the guest has, or memory would be missing."""
    words, kinds = [], set()
    table = machine / "sys/firmware/dmi/tables/DMI"
    structures = list(_structures(table.read_bytes())) if table.is_file() else []
    structures = list(_shared_out(structures, memory_mib))
    identity = machine / "sys/class/dmi/id"
    chassis = int(_text(identity / "chassis_type") or 3)
    if not any(kind == 3 for kind, _ in structures):  # DSP0134 3.7, 7.4
        structures.append((3, struct.pack("<BBHBBBBB4B", 3, 13, 0x300, 1, chassis, 0, 0, 0, 3, 3, 3, 3) + b"Maker\0\0"))
    for number, (kind, structure) in enumerate(structures):
        kinds.add(kind)
        file = folder / f"smbios-{number}"
        file.write_bytes(structure)
        words += ["-smbios", f"file={file}"]
    fields = {0: {"vendor": "bios_vendor", "version": "bios_version", "date": "bios_date"},
              1: {"manufacturer": "sys_vendor", "product": "product_name"},
              2: {"manufacturer": "board_vendor", "product": "board_name"}}
    for kind, names in fields.items():
        values = [f"{name}={(_text(identity / file) or 'Maker').replace(',', ',,')}" for name, file in names.items()
                  if name != "date" or _text(identity / file)]
        if kind not in kinds:
            words += ["-smbios", ",".join([f"type={kind}", *values])]
    return words


def _structures(table):
    """Each structure with its strings, without the one that ends the table (DSP0134 3.7, 6.1)."""
    at = 0
    while at + 4 <= len(table) and table[at] != 127:
        end = table.index(b"\0\0", at + table[at + 1]) + 2
        yield table[at], table[at:end]
        at = end


def _shared_out(structures, memory_mib):
    sticks = sum(_is_stick(*each) for each in structures)
    for kind, structure in structures:
        if _is_stick(kind, structure):
            size = struct.pack("<H", memory_mib // sticks)
            structure = structure[:0x0C] + size + structure[0x0E:]
        yield kind, structure


def _is_stick(kind, structure):
    """A slot with a stick in it (DSP0134 3.7, 7.18: 0 is an empty one)."""
    return kind == 17 and structure[0x0C:0x0E] != b"\0\0"


def processor(machine):
    """For QEMU's -cpu."""
    said = dict(re.findall(r"^(\w[\w ]*?)\s*: (.*)$", _text(machine / "proc/cpuinfo"), re.M))
    words = [f"model-id={said['model name'].replace(',', ',,')}"] if "model name" in said else []
    if "vendor_id" in said:
        words.append(f"vendor={said['vendor_id']}")
    if "cpu family" in said and "model" in said:
        words += [f"family={said['cpu family']}", f"model={said['model']}", "stepping=2"]
    return ",".join(["max", "-hypervisor", *words])
