"""A machine under test: parts that QEMU makes up, and the real rigcheck that looks at them."""
import json
import subprocess

from guest import INIT, Guest
from initramfs import Initramfs

# rigcheck judges nothing in a virtual machine that its host makes up, so this one does not look like one.
NOT_VIRTUAL = ["-smbios", "type=0,vendor=Maker,version=1.0", "-smbios", "type=1,manufacturer=Maker,product=Desk",
               "-smbios", "type=2,manufacturer=Maker,product=Board"]
CPU = "max,-hypervisor"
MEMORY_MIB = 512

PATIENCE = 600  # seconds; a run takes ten where nothing else does

# A system with a drive for /var and systemd's own journal, which ends as systemd ends one.
START = """
while [ ! -b /dev/nvme0n1 ]; do usleep 10000; done
mount -t ext4 /dev/nvme0n1 /var
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /var/lib/rigcheck /var/log/journal /run/systemd/journal /run/log
touch /run/systemd/journal/flushed
systemd-journald &
journald=$!
# SIGRTMIN+1: all that has been said is to be on the drive. It waits for signals by blocking them first.
until grep -q '^SigBlk:.*4........$' /proc/$journald/status; do usleep 10000; done
kill -35 $journald
until [ -e /run/systemd/journal/synced ]; do usleep 10000; done
sync
shut_down() {
    printf 'MESSAGE_ID=98268866d1d54a499c4e98921d93bc40\nMESSAGE=System is shutting down.\n' | log --journald
    touch /run/nologin
    [ -z "$recorder" ] || { kill $recorder; wait $recorder; }
    kill $journald
    wait $journald
    umount /var
    $1 -f
}
"""
MODULES = ["nvme", "crc32c_generic", "ext4", "ahci", "sd_mod"]
ETC = {"machine-id": "0123456789abcdef0123456789abcdef\n", "os-release": "NAME=Test\nID=test\n",
       "systemd/journald.conf": "[Journal]\nStorage=persistent\n", "passwd": "root:x:0:0:root:/:/bin/sh\n",
       "group": "root:x:0:\nadm:x:4:\nsystemd-journal:x:101:\n"}

LOOK = """
[ ! -e /fakepci.ko ] || insmod /fakepci.ko file=/pci
[ ! -e /fakehwmon.ko ] || insmod /fakehwmon.ko file=/hwmon
mount -t pstore pstore /sys/fs/pstore
look() {
    file=$1
    shift
    rigcheck "$@" -o /out/$file 2>/out/$file.said
    echo $? >/out/$file.status
}
look probe.json probe
look check.json check --all --format json
look postmortem.json postmortem --json
look capture.tar capture
"""
FILES = ("probe.json", "check.json", "postmortem.json", "capture.tar")


class Machine:
    """Its parts stay over its starts, and so does what it keeps on them. `files` lie in the root of its system."""

    def __init__(self, kernel, rigcheck, folder, devices=(), modules=(), append="", smbios=NOT_VIRTUAL, cpu=CPU,
                 files=()):
        self._kernel, self._rigcheck, self.folder = kernel, rigcheck, folder
        self._modules, self._append = [*MODULES, *modules], append
        self._cpu, self._files = cpu, dict(files)
        drive = folder / "drive"
        with drive.open("wb") as disk:
            disk.truncate(400 * 1024 * 1024)
        subprocess.run(["/usr/sbin/mkfs.ext4", "-q", drive], check=True)
        self._devices = [*smbios, "-drive", f"if=none,id=drive,file={drive},format=raw,cache=none",
                         "-device", "nvme,serial=1,drive=drive", *devices]

    def power_on(self, script, reboots=False):
        """A guest that runs the script and then switches itself off."""
        system = Initramfs()
        system.file("init", INIT, 0o755)
        system.modules(self._kernel, self._modules)
        system.program(self._rigcheck)
        system.program("/lib/systemd/systemd-journald")
        system.program("/usr/bin/logger", "bin/log")  # of util-linux; busybox has one of that name that can less
        for file, text in ETC.items():
            system.file(f"etc/{file}", text)
        for file, data in self._files.items():
            system.file(file, data)
        system.file("script", START + script)
        system.write(self.folder / "initramfs")
        return Guest(self._kernel, self.folder / "initramfs", self.folder, self._devices, cpu=self._cpu, memory_mib=MEMORY_MIB,
                     append=self._append, reboots=reboots)

    def run(self, script, seconds=PATIENCE):
        """A run that the script ends: in a shutdown, or in the kernel's panic."""
        with self.power_on(script) as guest:
            guest.ended(seconds)

    def cut(self, script, seconds=PATIENCE):
        """A run until the script is through; then the power goes. Gives what the console said."""
        with self.power_on(script + "echo the script is through; sleep 1000") as guest:
            guest.wait_for("the script is through", seconds)
        return guest.said()

    def look(self, before="", seconds=PATIENCE, reboots=False):
        """Starts it and lets rigcheck look at it."""
        with self.power_on(before + LOOK, reboots) as guest:
            return Seen(guest.wait(seconds), self._rigcheck, self.folder)


class Seen:
    """What rigcheck saw and said."""

    def __init__(self, files, rigcheck, folder):
        for file in FILES:
            status = int(files[f"{file}.status"])
            assert status in (0, 1, 2), f"{file}: rigcheck ended with {status}: {files[f'{file}.said'].decode()}"
        self.facts = json.loads(files["probe.json"])
        self.history = self.facts["history"]
        self.report = json.loads(files["check.json"])
        self.postmortem = json.loads(files["postmortem.json"])
        self.capture = folder / "capture.tar"
        self.capture.write_bytes(files["capture.tar"])
        self._rigcheck = rigcheck

    def findings(self, family):
        return [finding for finding in self.report["findings"] if finding["id"].startswith(family)]

    def states(self, family):
        return {finding["id"]: finding["title"] for finding in self.findings(family)}

    def failing(self):
        """What is not as it should be."""
        return [finding for finding in self.report["findings"] if finding["state"] == "fail"]

    def failed(self, family):
        """The ids of it in one area."""
        return [finding["id"] for finding in self.failing() if finding["id"].startswith(family)]

    def elsewhere(self):
        """The same facts on another computer, from the capture."""
        return self._elsewhere("probe")

    def failing_elsewhere(self):
        report = self._elsewhere("check", "--all", "--format", "json")
        return [finding for finding in report["findings"] if finding["state"] == "fail"]

    def _elsewhere(self, *words):
        told = subprocess.run([self._rigcheck, *words, "--root", self.capture], check=False, stdout=subprocess.PIPE)
        assert told.returncode in (0, 1, 2), f"{words}: rigcheck ended with {told.returncode}"
        return json.loads(told.stdout)
