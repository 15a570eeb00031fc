"""Debian's own kernel for guests: fetched once, unpacked, never installed."""
import lzma
import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

TOOLS = dict(os.environ, PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin", LC_ALL="C")


class Kernel:
    """A kernel image without compression, and the modules of the same release."""

    def __init__(self, folder):
        self.image = folder / "vmlinux"
        self.modules = next((folder / "lib/modules").iterdir())
        self.release = self.modules.name
        self._needs = dict(_needs(self.modules))

    def load_order(self, names):
        """The files of these modules and of all that they need, in an order in which they can be loaded."""
        order = []

        def add(name):
            file, needs = self._needs[name.replace("-", "_")]
            for need in reversed(needs):  # modules.dep names the nearest first
                if need not in order:
                    order.append(need)
            if file not in order:
                order.append(file)

        for name in names:
            add(name)
        return order


def made_modules(kernel, cache):
    """The modules whose sources lie beside this file, built for this kernel; the folder that holds them."""
    sources = Path(__file__).resolve().parent / "modules"
    headers = Path("/usr/src") / f"linux-headers-{kernel.release}"
    if not headers.is_dir():
        raise RuntimeError(f"{headers} is not there: install linux-headers-{kernel.release}, or remove {cache}/kernel")
    folder = Path(cache) / "modules"
    built = folder / "built"
    newest = max(file.stat().st_mtime for file in sources.iterdir())
    if not built.exists() or built.stat().st_mtime < newest or built.read_text() != kernel.release:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sources, folder)
        _run("make", "-s", "-C", headers, f"M={folder.resolve()}", "modules")
        built.write_text(kernel.release)
    return folder


def cached(cache):
    """The kernel that lies in this folder; fetches it where there is none (70 MB)."""
    folder = Path(cache) / "kernel"
    if not (folder / "vmlinux").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="kernel-") as fresh:
            _fetch(Path(fresh))
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(fresh, folder)
            os.mkdir(fresh)  # for the clean-up of TemporaryDirectory
    return Kernel(folder)


def _fetch(folder):
    depends = _run("apt-cache", "depends", "linux-image-amd64")
    package = re.search(r"Depends: (linux-image-\d\S+-amd64)", depends).group(1)
    print(f"fetching {package}, once", flush=True)
    _run("apt-get", "-q", "download", package, cwd=folder)
    archive = next(folder.glob("*.deb"))
    _run("dpkg-deb", "-x", archive, folder)
    archive.unlink()
    bzimage = next((folder / "boot").glob("vmlinuz-*"))
    _run("depmod", "-b", folder, bzimage.name.removeprefix("vmlinuz-"))
    (folder / "vmlinux").write_bytes(_payload(bzimage.read_bytes()))
    shutil.rmtree(folder / "boot")
    shutil.rmtree(folder / "usr", ignore_errors=True)


def _payload(bzimage):
    """The kernel without its compression, which QEMU starts in half the time (Linux x86 boot protocol 2.08)."""
    setup_sectors = bzimage[0x1F1] or 4
    offset, length = struct.unpack_from("<II", bzimage, 0x248)
    start = (setup_sectors + 1) * 512 + offset
    packed = bzimage[start:start + length]
    if not packed.startswith(b"\xfd7zXZ"):
        raise RuntimeError("the kernel is not packed with xz")
    return lzma.LZMADecompressor().decompress(packed)  # what follows the stream is its length


def _needs(modules):
    for line in (modules / "modules.dep").read_text().splitlines():
        file, _, needs = line.partition(":")
        name = Path(file).name.partition(".ko")[0].replace("-", "_")
        yield name, (file, needs.split())


def _run(*words, cwd=None):
    return subprocess.run([str(word) for word in words], cwd=cwd, env=TOOLS, check=True, text=True,
                          stdout=subprocess.PIPE).stdout
