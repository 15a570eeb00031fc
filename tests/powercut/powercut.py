#!/usr/bin/env python3
"""No acknowledged record is lost when the power goes: the black box against what a drive may hold then.

powercut.py WRITE_BLACK_BOX CACHE [STATES]

A guest writes a black box to a disk whose every write is logged; with each record, once it is synced, the
guest tells so by a write to a sector behind the file system. That this write stands in the log before a
moment is proof that the record had been acknowledged then. From the log the states are rebuilt that the drive
could be in had the power gone (crash_states.py); a second guest mounts each of them, and our reader must find
there every record acknowledged, as it was written. A writer that does not sync must lose records; else this
test proves nothing.
"""
import bisect
import collections
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "qemu")]
import guests  # noqa: E402
import kernel as debian_kernel  # noqa: E402
from crash_states import CrashStates  # noqa: E402

# Samples of two slots each, events between them, and small segments, so that many are begun.
WRITER = ["--count", "500", "--channels", "100", "--events", "--slots", "128"]
STATES = 900  # of each file system; fewer where the choices are used up
LEAST_STATES = 2000  # of all together
CONTROL_STATES = 30
SEED = 7


class Tally(collections.Counter):
    """Of some states: how many there were, and what was wrong with their black boxes."""

    def add(self, reader, files, said, acknowledged):
        self["states"] += 1
        if files is None:
            print(f"not mounted: {said}", file=sys.stderr)
            self["not mounted"] += 1
            self["lost"] += acknowledged
            return
        self["repaired"] += 1 if said else 0
        found = json.loads(subprocess.run([reader, "read", files], check=True, stdout=subprocess.PIPE).stdout)
        present = sum(min(last + 1, acknowledged) - first for first, last in found["ranges"] if first < acknowledged)
        self["lost"] += acknowledged - present
        self["torn"] += found["wrong"]
        self["unfinished"] += found["damaged_slots"] + found["torn_slots"]


class Acknowledged:
    """How many records had been acknowledged when so much of the log had happened."""

    def __init__(self, log):
        self._after, self._count = [0], [0]
        for n, entry in enumerate(log.entries):
            if entry.sector == guests.ACKNOWLEDGEMENTS and entry.sectors == 1:
                self._after.append(n + 1)
                self._count.append(int(log.data(entry).split()[1]) + 1)

    def at(self, happened):
        return self._count[bisect.bisect_right(self._after, happened) - 1]


def check_states(log, safe, count, mounter, reader):
    acknowledged = Acknowledged(log)
    states = CrashStates(log, safe, guests.ACKNOWLEDGEMENTS, SEED)
    tally, waiting = Tally(), collections.deque()

    def take():
        files, said = mounter.take()
        tally.add(reader, files, said, waiting.popleft())
        if files is not None:
            shutil.rmtree(files)

    start = time.monotonic()
    for happened in states.make(count, mounter.image):
        waiting.append(acknowledged.at(happened))
        mounter.hand_in()
        if mounter.full():
            take()
    while waiting:
        take()
    tally["ms"] = round(1000 * (time.monotonic() - start))
    return tally


def killed_guest(log, disk, mounter, reader):
    """What is left when only the guest is gone: all that its drive had been given."""
    subprocess.run(["cp", "--sparse=always", disk, mounter.image()], check=True)
    mounter.hand_in()
    tally = Tally()
    tally.add(reader, *mounter.take(), Acknowledged(log).at(len(log.entries)))
    return tally


def check_file_system(kernel, kind, program, states, folder):
    """Tallies by what was done: synced records, the guest killed, and records that were never synced."""
    folder.mkdir()
    fresh = folder / "fresh"
    guests.make_disk(kind, fresh)
    tallies = {}
    with guests.Mounter(kernel, kind, folder / "mounter") as mounter:
        for name, options, count in (("synced", [], states), ("not synced", ["--no-sync"], CONTROL_STATES)):
            disk, safe = folder / "disk", folder / "safe"
            for copy in (disk, safe):
                subprocess.run(["cp", "--sparse=always", fresh, copy], check=True)
            log = guests.write_records(kernel, kind, disk, program, [*WRITER, *options], folder / name)
            tallies[name] = check_states(log, safe, count, mounter, program)
            if name == "synced":
                tallies["synced, guest killed"] = killed_guest(log, disk, mounter, program)
    return tallies


COLUMNS = ("states", "lost", "torn", "unfinished", "repaired", "not mounted")


def table(results):
    print(f"{'file system':<13}{'records':<22}" + "".join(f"{column:>13}" for column in COLUMNS) + f"{'ms a state':>13}")
    for kind, tallies in results.items():
        for name, tally in tallies.items():
            each = f"{tally['ms'] / tally['states']:.0f}" if tally["ms"] else ""
            print(f"{kind:<13}{name:<22}" + "".join(f"{tally[column]:>13}" for column in COLUMNS) + f"{each:>13}")


def judge(results):
    """What is wrong, in words; empty when all is well."""
    kept = [tally for tallies in results.values() for name, tally in tallies.items() if name != "not synced"]
    for what in ("lost", "torn", "not mounted"):
        if any(tally[what] for tally in kept):
            yield f"{what}: {sum(tally[what] for tally in kept)}"
    states = sum(tally["states"] for tally in kept)
    if states < LEAST_STATES:
        yield f"only {states} states of {LEAST_STATES}"
    for kind, tallies in results.items():
        if not tallies["not synced"]["lost"]:
            yield f"{kind}: a writer that does not sync lost nothing, so this test cannot fail"


def main(program, cache, states=STATES):
    start = time.monotonic()
    kernel = debian_kernel.cached(cache)
    with tempfile.TemporaryDirectory(prefix="rigcheck-powercut-") as folder:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = {kind: pool.submit(check_file_system, kernel, kind, program, int(states), Path(folder) / kind)
                    for kind in guests.MKFS}
        results = {kind: job.result() for kind, job in jobs.items()}
    table(results)
    wrong = list(judge(results))
    states = sum(tally["states"] for tallies in results.values() for tally in tallies.values())
    print(f"powercut: {'; '.join(wrong) or 'nothing acknowledged was lost'} ({states} states, "
          f"{time.monotonic() - start:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
