"""The two guests of this test: one in which the records are written, one that mounts what is left of its disk."""
import shutil
import socket
import subprocess
from pathlib import Path

from guest import INIT, Guest, GuestFailed
from initramfs import Initramfs
from write_log import SECTOR, WriteLog

MIB = 1024 * 1024
FILE_SYSTEM_MIB = 300  # the least that mkfs.xfs makes
ACKNOWLEDGEMENTS = FILE_SYSTEM_MIB * MIB // SECTOR  # the sector behind the file system
PATIENCE = 900  # seconds; for machines that have other things to do
MKFS = {"ext4": "mkfs.ext4", "xfs": "mkfs.xfs", "btrfs": "mkfs.btrfs"}
# What a start runs, or a person is told to run, where the file system cannot be mounted: ext4 and btrfs have a
# superblock of several sectors, which they write in place, so that it can be torn.
REPAIR = {"ext4": "e2fsck -fy", "xfs": "xfs_repair", "btrfs": "btrfs rescue super-recover -y"}

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

# Images come in and files go out through a folder of the host, the words for it through a port.
MOUNTER = """
mkdir /share
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 share /share
until port=$(ls /dev/vport* 2>/dev/null); do usleep 10000; done
exec 3<>$port
while :; do
    read -r state <&3 || {{ usleep 10000; continue; }}  # until the port is connected
    losetup /dev/loop0 /share/$state.img
    if ! mount -t {kind} /dev/loop0 /mnt 2>/share/$state.error; then
        {{ dmesg | tail -n 3; {repair} /dev/loop0; }} >>/share/$state.error 2>&1
        mount -t {kind} /dev/loop0 /mnt 2>>/share/$state.error
    fi
    if grep -q ' /mnt ' /proc/mounts; then
        mkdir /share/$state.files
        [ ! -e /mnt/blackbox ] || cp -r /mnt/blackbox/. /share/$state.files
        umount /mnt
    fi
    losetup -d /dev/loop0
    echo $state >&3
done
"""


def find_program(name):
    return shutil.which(name, path="/usr/sbin:/sbin:/usr/bin:/bin")


def make_disk(kind, file):
    """A fresh file system, and behind it a sector for what has been acknowledged."""
    with open(file, "wb") as disk:
        disk.truncate(FILE_SYSTEM_MIB * MIB)
    subprocess.run([find_program(MKFS[kind]), "-q", str(file)], check=True, stdout=subprocess.DEVNULL)
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
        guest.wait_for("all written", PATIENCE)
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
        system.modules(kernel, ["crc32c_generic", kind, "loop", "virtio_pci", "virtio_console", "9p", "9pnet_virtio"])
        system.program(find_program(REPAIR[kind].split()[0]))
        system.file("script", MOUNTER.format(kind=kind, repair=REPAIR[kind]))
        system.write(folder / "initramfs")
        ours, theirs = socket.socketpair()
        devices = ["-virtfs", f"local,path={self._share},mount_tag=share,security_model=none",
                   "-device", "virtio-serial", "-chardev", f"socket,id=port,fd={theirs.fileno()}",
                   "-device", "virtserialport,chardev=port"]
        self._guest = Guest(kernel, folder / "initramfs", folder, devices, pass_fds=[theirs.fileno()])
        theirs.close()
        ours.settimeout(PATIENCE)
        self._lines = ours.makefile("rw")
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
        """The folder of the black box of the oldest image, None where it could not be mounted; and what had to be
        said of that, empty when all went well."""
        said = self._lines.readline()
        if said != f"{self._taken}\n":
            raise GuestFailed(f"said {said!r} and not {self._taken}\n{self._guest.tail()}")
        state = self._share / str(self._taken)
        self._taken += 1
        state.with_suffix(".img").unlink()
        files, said = state.with_suffix(".files"), state.with_suffix(".error").read_text(errors="replace")
        return files if files.exists() else None, said
