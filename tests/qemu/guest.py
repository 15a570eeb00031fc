"""A guest under QEMU, without hardware virtualisation, so that it runs wherever QEMU does."""
import io
import subprocess
import tarfile
import time
from pathlib import Path

# init: what every guest does before and after its own script. What the script leaves in /out comes back through
# the second serial port, as a tar archive, where no line of the kernel falls between.
INIT = """#!/bin/sh
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
while read -r module; do insmod "$module" || echo "not loaded: $module"; done </modules
stty -F /dev/ttyS1 raw
. /script
sync
exec 4<>/dev/ttyS1
tar c -C /out . >&4
stty raw <&4  # which waits until all is sent, however slow that is
poweroff -f
"""


# no_timer_check: where the host is busy the timer seems broken to the kernel, which then gives up.
APPEND = "console=ttyS0 quiet panic=-1 no_timer_check"


class GuestFailed(Exception):
    """The guest did not do what was asked in its time; the end of its console says more."""


class Guest:
    """One start of a machine. `devices` are words for QEMU; the folder keeps what the machine said."""

    def __init__(self, kernel, initramfs, folder, devices=(), *, memory_mib=256, cpu="max", append="", reboots=False,
                 pass_fds=()):
        self._console = Path(folder) / "console.txt"
        self._output = Path(folder) / "output.tar"
        self._errors = Path(folder) / "qemu.txt"
        for of_before in (self._console, self._output):
            of_before.unlink(missing_ok=True)
        # It dies with us, whatever ends us.
        words = ["setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64", "-M", "q35", "-accel", "tcg", "-cpu", cpu,
                 "-m", memory_mib, "-nodefaults", "-display", "none",
                 "-serial", f"file:{self._console}", "-serial", f"file:{self._output}",
                 "-kernel", kernel.image, "-initrd", initramfs,
                 "-append", f"{APPEND} {append}", *([] if reboots else ["-no-reboot"]), *devices]
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL,
                                             stdout=errors, stderr=errors, pass_fds=pass_fds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        """As the power goes: the guest gets no say."""
        self._process.kill()
        self._process.wait()

    def running(self):
        return self._process.poll() is None

    def wait(self, seconds):
        """Until the guest has switched itself off; gives what it left in /out, by name."""
        self.ended(seconds)
        return self.files()

    def ended(self, seconds):
        """Until it is off, in whatever way."""
        try:
            if self._process.wait(timeout=seconds) != 0:
                raise GuestFailed(f"QEMU has failed\n{self.tail()}")
        except subprocess.TimeoutExpired:
            raise GuestFailed(f"still running after {seconds} s\n{self.tail()}") from None

    def wait_for(self, text, seconds):
        """Until the console has said this."""
        end = time.monotonic() + seconds
        while True:
            running = self.running()
            if text in self.said():
                return
            if not running or time.monotonic() > end:
                raise GuestFailed(f"has not said: {text}\n{self.tail()}")
            time.sleep(0.05)

    def said(self):
        return self._console.read_text(errors="replace") if self._console.exists() else ""

    def tail(self):
        return "\n".join([*self.said().splitlines()[-40:], self._errors.read_text(errors="replace")])

    def files(self):
        try:
            with tarfile.open(fileobj=io.BytesIO(self._output.read_bytes())) as archive:
                return {member.name.removeprefix("./"): archive.extractfile(member).read()
                        for member in archive if member.isfile()}
        except (tarfile.TarError, OSError) as error:
            raise GuestFailed(f"sent no files back ({error})\n{self.tail()}") from error
