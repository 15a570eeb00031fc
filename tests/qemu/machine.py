"""A machine under test: parts that QEMU makes up, and the real rigcheck that looks at them."""
import json
import subprocess
import tarfile
from pathlib import Path

from guest import INIT, Guest
from initramfs import Initramfs

# rigcheck judges nothing in a virtual machine that its host makes up, so this one does not look like one.
NOT_VIRTUAL = ["-smbios", "type=0,vendor=Maker,version=1.0", "-smbios", "type=1,manufacturer=Maker,product=Desk",
               "-smbios", "type=2,manufacturer=Maker,product=Board"]
CPU = "max,-hypervisor"

LOOK = """
mount -t pstore pstore /sys/fs/pstore
for what in "probe" "check --all --format json" "postmortem --json" "capture"; do
    name=${what%% *}
    rigcheck $what -o /out/$name 2>/out/$name.error
    echo $? >/out/$name.exit
done
"""


class Machine:
    """Its parts stay over its starts, and so does what it keeps on them."""

    def __init__(self, kernel, rigcheck, folder, devices=(), modules=(), memory_mib=512, append=""):
        self._kernel, self._rigcheck, self.folder = kernel, rigcheck, folder
        self._devices, self._modules, self._memory_mib, self._append = devices, modules, memory_mib, append

    def power_on(self, script, reboots=False):
        """A guest that runs the script and then switches itself off."""
        system = Initramfs()
        system.file("init", INIT, 0o755)
        system.modules(self._kernel, self._modules)
        system.program(self._rigcheck)
        system.file("script", script)
        system.file("etc/os-release", "NAME=Test\nID=test\n")
        system.write(self.folder / "initramfs")
        return Guest(self._kernel, self.folder / "initramfs", self.folder, [*NOT_VIRTUAL, *self._devices], cpu=CPU,
                     memory_mib=self._memory_mib, append=self._append, reboots=reboots)

    def run(self, script, seconds=240):
        """A run that the script ends: in a shutdown, or in the kernel's panic."""
        with self.power_on(script) as guest:
            guest.ended(seconds)

    def look(self, before="", seconds=240, reboots=False):
        """Starts it and lets rigcheck look at it."""
        with self.power_on(before + LOOK, reboots) as guest:
            return Seen(guest.wait(seconds), self._rigcheck, self.folder)


class Seen:
    """What rigcheck saw and said."""

    def __init__(self, files, rigcheck, folder):
        for name in ("probe", "check", "postmortem", "capture"):
            complaint, status = files[f"{name}.error"].decode(), int(files[f"{name}.exit"])
            assert status in (0, 1, 2) and not complaint, f"rigcheck {name} ended with {status}: {complaint}"
        self.facts = json.loads(files["probe"])
        self.history = self.facts["history"]
        self.report = json.loads(files["check"])
        self.postmortem = json.loads(files["postmortem"])
        self.capture = folder / "capture.tar"
        self.capture.write_bytes(files["capture"])
        self._rigcheck = rigcheck

    def findings(self, family):
        return [finding for finding in self.report["findings"] if finding["id"].startswith(family)]

    def failed(self, family):
        """The ids of what is not as it should be."""
        return [finding["id"] for finding in self.findings(family) if finding["state"] == "fail"]

    def elsewhere(self):
        """The same facts on another computer, from the capture."""
        probe = subprocess.run([self._rigcheck, "probe", "--root", self.capture], check=True, stdout=subprocess.PIPE)
        return json.loads(probe.stdout)
