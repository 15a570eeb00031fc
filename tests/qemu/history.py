"""How the last run ended: what a real kernel and a real journal keep of it, read back by the next start."""
import datetime
import re
import struct

WATCHDOG = ["-device", "i6300esb", "-action", "watchdog=reset"]
REGION = 0x1E000000  # of memory that the kernel leaves alone

# Six seconds at work, told on the console.
RECORD = """
rigcheck record --ledger
rigcheck record &
recorder=$!
n=0
while [ $n -lt 30 ]; do n=$((n + 1)); echo "alive $(date +%s)"; sleep 0.2; done
"""


def _store(folder):
    """The firmware's store for what a dying kernel says (ACPI 6.5, 18.5)."""
    return ["-object", f"memory-backend-file,id=store,mem-path={folder}/store,size=64K,share=on",
            "-device", "acpi-erst,memdev=store"]


def _firmware_memory(folder):
    """Where the firmware leaves what it saw in the run before (ACPI 6.5, 18.3.1); see _firmware_says."""
    (folder / "table").write_bytes(struct.pack("<IQ", 4096, REGION))
    _firmware_says(folder, b"")
    return ["-acpitable", f"sig=BERT,data={folder}/table",
            "-device", f"loader,file={folder}/region,addr={REGION:#x},force-raw=on"]


def _firmware_says(folder, section):
    """A block of one uncorrected error (ACPI 6.5, 18.3.2.7.1), or one without status, which holds none."""
    status = 1 | 1 << 4 if section else 0
    (folder / "region").write_bytes((struct.pack("<5I", status, 0, 0, len(section), 1) + section).ljust(4096, b"\0"))


def _memory_error():
    """A fatal error of card 1, module 3 (UEFI 2.10, N.2.5), which the firmware calls DIMM_A2."""
    kind = bytes.fromhex("1411bca5646fde4eb8633e83ed7c83b1")
    card, module = 1 << 4, 1 << 5
    error = struct.pack("<Q24x3H", card | module, 0, 1, 3).ljust(80, b"\0")
    fatal, names_unit = 1, 1 << 1
    return struct.pack("<16sIHBBI16x20s8x", kind, fatal, 0x300, names_unit, 0, len(error), b"DIMM_A2") + error


def _ended(seen):
    return seen.postmortem["boot"]["ended"]


def panic(bench):
    """The kernel gives up: the next start finds its last words in the store."""
    machine = bench.machine(_store(bench.folder))
    machine.run("echo c >/proc/sysrq-trigger")
    seen = machine.look()
    words = [record["panic"] for record in seen.history["pstore"] if record["panic"]]
    assert words == ["sysrq triggered crash"], seen.history["pstore"]
    assert "history.kernel-panic" in seen.failed("history"), seen.states("history")
    assert _ended(seen) == "unexpected", seen.postmortem["boot"]
    bench.same_elsewhere(seen)


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
    assert "history.watchdog" in seen.failed("history"), seen.states("history")
    bench.same_elsewhere(seen)


def firmware_record(bench):
    """The firmware resets the machine and keeps why: the next start names the module."""
    machine = bench.machine(_firmware_memory(bench.folder), append=f"memmap=64K${REGION:#x}")
    machine.cut("")
    _firmware_says(bench.folder, _memory_error())
    seen = machine.look()
    assert seen.history["bert"]["errors"] == [{"severity": "fatal", "section": "memory", "detail": "DIMM_A2"}], \
        seen.history["bert"]
    assert "history.machine-check" in seen.failed("history"), seen.states("history")
    bench.same_elsewhere(seen)


def power_cut(bench):
    """The power goes while the recorder is at work: the next start knows the last second."""
    machine = bench.machine()
    said = machine.cut(RECORD)
    last_alive = int(re.findall(r"alive (\d+)", said)[-1])
    seen = machine.look()
    run = seen.history["blackbox"]["runs"][0]
    assert run["end"] == "cut" and run["damaged_slots"] == 0, run
    last_record = datetime.datetime.fromisoformat(run["last_at"].replace("Z", "+00:00")).timestamp()
    assert last_alive - last_record < 2, (last_alive, run["last_at"])
    assert any("nvme" in channel["name"] for channel in run["channels"]), run["channels"]
    assert seen.history["previous_end"]["filesystem_replay"], seen.history["previous_end"]
    assert "history.unclean-end" in seen.failed("history"), seen.states("history")
    assert seen.postmortem["boot"]["black_box"] == "cut", seen.postmortem["boot"]
    bench.same_elsewhere(seen)


def orderly_ends(bench):
    """A machine that could tell of all of these was switched off and restarted as it should be: nothing is wrong."""
    devices = [*_store(bench.folder), *WATCHDOG, *_firmware_memory(bench.folder)]
    machine = bench.machine(devices, modules=["i6300esb"], append=f"memmap=64K${REGION:#x}")
    for how in ("poweroff", "reboot"):
        machine.run(RECORD + f"shut_down {how}")
        seen = machine.look("trap 'shut_down poweroff' EXIT\n" if how == "poweroff" else "")
        assert seen.history["pstore"] == [] and seen.history["bert"] == {"errors": []}, seen.history
        assert seen.history["blackbox"]["runs"][0]["end"] == "shutdown", seen.history["blackbox"]
        assert seen.failed("history") == [], seen.states("history")
        assert _ended(seen) == "orderly", seen.postmortem["boot"]
    bench.same_elsewhere(seen)


CASES = (panic, watchdog_reset, firmware_record, power_cut, orderly_ends)
