"""The small system of a guest: busybox, the modules it loads, programs of the host with their libraries."""
import gzip
import re
import stat
import subprocess
from pathlib import Path

BUSYBOX = "/usr/bin/busybox"


class Initramfs:
    """An archive of the kind the kernel unpacks at its start (kernel: driver-api/early-userspace/buffer-format.rst)."""

    def __init__(self):
        self._entries = {}
        self.file("bin/busybox", Path(BUSYBOX).read_bytes(), 0o755)
        self.link("bin/sh", "busybox")
        # The kernel opens its console for us before there is a /dev.
        self._add("dev/console", stat.S_IFCHR | 0o600, device=(5, 1))
        for folder in ("proc", "sys", "tmp", "run", "var", "mnt", "out"):
            self.folder(folder)

    def folder(self, path):
        self._add(path, stat.S_IFDIR | 0o755)

    def file(self, path, data, mode=0o644):
        self._add(path, stat.S_IFREG | mode, data if isinstance(data, bytes) else data.encode())

    def link(self, path, target):
        self._add(path, stat.S_IFLNK | 0o777, target.encode())

    def program(self, file, path=None):
        """A program of the host and every library that it is linked with, at the places where it looks for them."""
        file = Path(file)
        self.file(path or f"bin/{file.name}", file.read_bytes(), 0o755)
        ldd = subprocess.run(["ldd", str(file)], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for library in re.findall(r"(/\S+) \(0x", ldd.stdout):
            self.file(library, Path(library).read_bytes(), 0o755)

    def modules(self, kernel, names):
        """Modules with what they need; `/modules` names them in the order in which init loads them."""
        order = kernel.load_order(names)
        base = f"lib/modules/{kernel.release}"
        for file in order:
            self.file(f"{base}/{file}", (kernel.modules / file).read_bytes())
        for index in ("modules.alias", "modules.builtin", "modules.builtin.alias", "modules.dep", "modules.softdep",
                      "modules.symbols"):
            for file in (index, f"{index}.bin"):
                if (kernel.modules / file).exists():
                    self.file(f"{base}/{file}", (kernel.modules / file).read_bytes())
        self.file("modules", "".join(f"/{base}/{file}\n" for file in order))

    def write(self, file):
        archive = b"".join(self._entry(path, *entry) for path, entry in sorted(self._entries.items()))
        Path(file).write_bytes(gzip.compress(archive + self._entry("TRAILER!!!", 0, b"", (0, 0)), 1))

    def _add(self, path, mode, data=b"", device=(0, 0)):
        path = str(path).lstrip("/")
        for parent in list(Path(path).parents)[-2::-1]:
            self._entries.setdefault(str(parent), (stat.S_IFDIR | 0o755, b"", (0, 0)))
        self._entries[path] = (mode, data, device)

    @staticmethod
    def _entry(path, mode, data, device):
        name = path.encode() + b"\0"
        fields = (0, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name), 0)
        head = b"070701" + b"".join(b"%08x" % field for field in fields) + name
        return head + bytes(-len(head) % 4) + data + bytes(-len(data) % 4)
