"""The two guests of this test: one in which the records are written, one that mounts what is left of its disk."""
import subprocess
import time
from pathlib import Path

from guest import INIT, Guest, GuestFailed
from initramfs import Initramfs
from write_log import SECTOR, WriteLog

MIB = 1024 * 1024
FILE_SYSTEM_MIB = 300  # the least that mkfs.xfs makes
ACKNOWLEDGEMENTS = FILE_SYSTEM_MIB * MIB // SECTOR  # the sector behind the file system
MKFS = {"ext4": ["mkfs.ext4", "-q"], "xfs": ["mkfs.xfs", "-q"], "btrfs": ["mkfs.btrfs", "-q"]}

# Beside the writer something else changes files, and the kernel writes back early, so that between two flushes
# of the writer there are other writes which may get lost, and commits of other changes.
WRITER = """
echo 10 >/proc/sys/vm/dirty_writeback_centisecs
echo 20 >/proc/sys/vm/dirty_expire_centisecs
while [ ! -b /dev/sda ]; do usleep 10000; done
mount -t {kind} /dev/sda /mnt || dmesg
busy() {{
    n=0
    while :; do
        n=$((n + 1))
        dd if=/bin/busybox of=/mnt/new bs=1k count=$((n % 40 + 1)) 2>/dev/null
        mv /mnt/new /mnt/kept.$((n % 7))
        [ $((n % 5)) -ne 0 ] || rm /mnt/kept.*
        usleep 20000
    done
}}
busy &
{command} && echo all written
sleep 1000
"""

# Images come in and files go out through a folder of the host, the words for it by a serial port.
MOUNTER = """
mkdir /share
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 share /share
exec 3<>/dev/ttyS2
echo ready >&3
while read -r state <&3; do
    losetup /dev/loop0 /share/$state.img
    if mount -t {kind} /dev/loop0 /mnt 2>/share/$state.error; then
        mkdir /share/$state.files
        [ ! -e /mnt/blackbox ] || cp -r /mnt/blackbox/. /share/$state.files
        umount /mnt
    else
        dmesg | tail -n 20 >>/share/$state.error
    fi
    losetup -d /dev/loop0
    echo $state >&3
done
"""


def make_disk(kind, file):
    """A fresh file system, and behind it a sector for what has been acknowledged."""
    with open(file, "wb") as disk:
        disk.truncate(FILE_SYSTEM_MIB * MIB)
    subprocess.run(["env", "PATH=/usr/sbin:/sbin:/usr/bin:/bin", *MKFS[kind], str(file)], check=True,
                   stdout=subprocess.DEVNULL)
    with open(file, "r+b") as disk:
        disk.truncate((ACKNOWLEDGEMENTS + 1) * SECTOR)


def write_records(kernel, kind, disk, program, options, folder):
    """Runs the writer on this disk, cuts the guest's power when it is through, and gives the log of its writes."""
    system = Initramfs()
    system.file("init", INIT, 0o755)
    system.modules(kernel, ["crc32c_generic", kind, "ahci", "sd_mod"])
    system.program(program, "bin/writer")
    command = f"writer write /mnt/blackbox --ack /dev/sda --ack-sector {ACKNOWLEDGEMENTS} {' '.join(options)}"
    system.file("script", WRITER.format(kind=kind, command=command))
    folder.mkdir()
    system.write(folder / "initramfs")
    log = folder / "writes.log"
    log.write_bytes(b"")
    devices = ["-blockdev", f"driver=file,node-name=disk,filename={disk}",
               "-blockdev", f"driver=file,node-name=log,filename={log}",
               "-blockdev", "driver=blklogwrites,node-name=logged,file=disk,log=log,log-super-update-interval=1",
               "-device", "ide-hd,drive=logged,write-cache=on"]
    with Guest(kernel, folder / "initramfs", folder, devices, append="libata.force=noncq") as guest:
        guest.wait_for("all written", 300)
    return WriteLog(log)


class Mounter:
    """A guest that mounts images one after another, as a machine does when it starts again, and hands out the
    folder of the black box. So no broken file system meets the kernel of the host, and nobody must be root."""

    AHEAD = 3  # images that wait while one is mounted

    def __init__(self, kernel, kind, folder):
        self._share = folder / "share"
        self._share.mkdir(parents=True)
        system = Initramfs()
        system.file("init", INIT, 0o755)
        system.modules(kernel, ["crc32c_generic", kind, "loop", "virtio_pci", "9p", "9pnet_virtio"])
        system.file("script", MOUNTER.format(kind=kind))
        system.write(folder / "initramfs")
        self._guest = Guest(kernel, folder / "initramfs", folder,
                            ["-virtfs", f"local,path={self._share},mount_tag=share,security_model=none"])
        self._port = self._guest.talk(120)
        self._lines = self._port.makefile("rw")
        self._lines.readline()
        self._handed_in = 0
        self._taken = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._guest.kill()

    def image(self):
        """Where the next image is to be put."""
        return self._share / f"{self._handed_in}.img"

    def hand_in(self):
        self._lines.write(f"{self._handed_in}\n")
        self._lines.flush()
        self._handed_in += 1

    def full(self):
        return self._handed_in - self._taken > self.AHEAD

    def take(self):
        """The folder of the black box of the oldest image; None where it could not be mounted, and the reason."""
        if self._lines.readline() != f"{self._taken}\n":
            raise GuestFailed(f"lost count\n{self._guest.tail()}")
        state = self._share / str(self._taken)
        self._taken += 1
        state.with_suffix(".img").unlink()
        files = state.with_suffix(".files")
        return (files, "") if files.exists() else (None, state.with_suffix(".error").read_text(errors="replace"))
