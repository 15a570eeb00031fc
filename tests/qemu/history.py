"""How the last run ended: what a real kernel keeps of it, read back by the next start of the same machine.

There is no systemd in these machines, so that the journal is a gap; its part is tested on exported journals.
"""
import datetime
import re
import struct
import subprocess


def _store(folder):
    """The firmware's store for what a dying kernel says (ACPI ERST)."""
    return ["-object", f"memory-backend-file,id=store,mem-path={folder}/store,size=64K,share=on",
            "-device", "acpi-erst,memdev=store"]


WATCHDOG = ["-device", "i6300esb", "-action", "watchdog=reset"]

REGION = 0x1E000000  # of memory that the kernel leaves alone


def _firmware_error(folder, section):
    """A record of the firmware about the run before (ACPI 6.5, 18.3.1), or an empty one."""
    # 18.3.2.7: one entry of a corrected error follows, or none.
    block = struct.pack("<5I", 1 << 1 | 1 << 4 if section else 0, 0, 0, len(section), 2 if section else 0)
    (folder / "region").write_bytes((block + section).ljust(4096, b"\0"))
    (folder / "table").write_bytes(struct.pack("<IQ", 4096, REGION))
    return ["-acpitable", f"sig=BERT,data={folder}/table",
            "-device", f"loader,file={folder}/region,addr={REGION:#x},force-raw=on"]


def _memory_error():
    """Of the module 3 of card 1 (UEFI 2.10, N.2.5), which the firmware calls DIMM_A2."""
    kind = bytes.fromhex("1411bca5646fde4eb8633e83ed7c83b1")
    card, module = 1 << 4, 1 << 5
    error = struct.pack("<Q", card | module) + bytes(24) + struct.pack("<3H", 0, 1, 3)
    error = error.ljust(80, b"\0")
    head = kind + struct.pack("<IHBBI", 2, 0x300, 1 << 1, 0, len(error)) + bytes(16) + b"DIMM_A2".ljust(20, b"\0")
    return head + bytes(8) + error


def _disk(folder):
    """An NVMe drive on which the recorder keeps what it sees."""
    file = folder / "disk"
    with file.open("wb") as disk:
        disk.truncate(400 * 1024 * 1024)
    subprocess.run(["/usr/sbin/mkfs.ext4", "-q", file], check=True)
    return ["-drive", f"if=none,id=drive,file={file},format=raw,cache=none", "-device", "nvme,serial=1,drive=drive"]


DISK_MODULES = ["nvme", "crc32c_generic", "ext4"]
MOUNT = """
while [ ! -b /dev/nvme0n1 ]; do usleep 10000; done
mkdir -p /var/lib/rigcheck /run
mount -t ext4 /dev/nvme0n1 /var/lib/rigcheck
"""
RECORD = MOUNT + """
rigcheck record --ledger
rigcheck record &
n=0
while [ $n -lt 30 ]; do n=$((n + 1)); echo "alive $(date +%s)"; sleep 0.2; done
"""


def panic(bench):
    """The kernel gives up: the next start finds its last words in the store."""
    machine = bench.machine(_store(bench.folder))
    machine.run("echo c >/proc/sysrq-trigger")
    seen = machine.look()
    words = [record["panic"] for record in seen.history["pstore"] if record["panic"]]
    assert any("sysrq triggered crash" in panic for panic in words), seen.history["pstore"]
    assert "history.kernel-panic" in seen.failed("history"), seen.findings("history")
    bench.same_elsewhere(seen, "history")


def watchdog_reset(bench):
    """The machine hangs and its watchdog resets it: the next start says so."""
    machine = bench.machine(WATCHDOG, modules=["i6300esb"])
    hang = """
if [ $(cat /sys/class/watchdog/watchdog0/bootstatus) = 0 ]; then
    watchdog -T 2 -t 1000 /dev/watchdog0
    sleep 1000
fi
"""
    seen = machine.look(hang, reboots=True)
    assert seen.history["previous_end"]["watchdog_status"] == 0x20, seen.history["previous_end"]  # WDIOF_CARDRESET
    assert "history.watchdog" in seen.failed("history"), seen.findings("history")
    bench.same_elsewhere(seen, "history")


def firmware_record(bench):
    """The firmware kept an error of the run before."""
    machine = bench.machine(_firmware_error(bench.folder, _memory_error()), append=f"memmap=64K${REGION:#x}")
    seen = machine.look()
    errors = seen.history["bert"]["errors"]
    assert [error["section"] for error in errors] == ["memory"], errors
    assert "DIMM_A2" in errors[0]["detail"] or "module 3" in errors[0]["detail"], errors
    assert errors[0]["severity"] == "corrected", errors
    bench.same_elsewhere(seen, "history")


def power_cut(bench):
    """The power goes while the recorder is at work: the next start knows the last second."""
    machine = bench.machine(_disk(bench.folder), modules=DISK_MODULES)
    with machine.power_on(RECORD + "echo recorded; sleep 1000") as guest:
        guest.wait_for("recorded", 240)
        guest.kill()
        last_alive = int(re.findall(r"alive (\d+)", guest.said())[-1])
    seen = machine.look(MOUNT)
    run = seen.history["blackbox"]["runs"][0]
    assert run["end"] == "cut" and run["damaged_slots"] == 0, run
    last_record = datetime.datetime.fromisoformat(run["last_at"].replace("Z", "+00:00")).timestamp()
    assert last_alive - last_record < 2, (last_alive, run["last_at"])
    assert any("nvme" in channel["name"] for channel in run["channels"]), run["channels"]
    assert "history.unclean-end" in seen.failed("history"), seen.findings("history")
    assert seen.postmortem["boot"]["black_box"] == "cut", seen.postmortem["boot"]
    assert any(curve["points"] for curve in seen.postmortem["curves"]), seen.postmortem
    bench.same_elsewhere(seen, "history")


def orderly_ends(bench):
    """A machine that could tell of all of these, and was shut down and restarted as it should be."""
    devices = [*_store(bench.folder), *WATCHDOG, *_firmware_error(bench.folder, b""), *_disk(bench.folder)]
    machine = bench.machine(devices, modules=["i6300esb", *DISK_MODULES], append=f"memmap=64K${REGION:#x}")
    # As systemd does: nobody may log in any more, then the services end, then the disks.
    shut_down = RECORD + "touch /run/nologin; kill %1; wait; umount /var/lib/rigcheck\n"
    machine.run(shut_down + "poweroff -f")
    machine.run(shut_down + "reboot -f")
    seen = machine.look(MOUNT)
    assert seen.history["pstore"] == [] and seen.history["bert"] == {"errors": []}, seen.history
    assert [run["end"] for run in seen.history["blackbox"]["runs"]] == ["shutdown", "shutdown"], seen.history
    assert seen.failed("history") == [], seen.findings("history")
    assert seen.postmortem["boot"]["ended"] == "orderly", seen.postmortem["boot"]
    bench.same_elsewhere(seen, "history")


CASES = (panic, watchdog_reset, firmware_record, power_cut, orderly_ends)
