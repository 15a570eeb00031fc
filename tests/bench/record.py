#!/usr/bin/env python3
"""What does the black box cost? record.py RIGCHECK UNPACK_TREE WAKE_UPS MACHINES

One recorder at 1 Hz on a captured machine with many sensors, for a minute: processor time of all its threads against one
core, what the kernel says it wrote, the most memory it held. Shown as shares of the goals. Most of the processor time is that
of waking up, which differs much between machines, so the time of a thread that only wakes up stands beside it.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 60
TICKS = 10  # a second, of WAKE_UPS
# By then it has opened its files, prepared two segments, and looks for new sensors once a minute as it does from
# then on (probe/record/recorder.cpp), so that a minute stands for a day.
SETTLED = 40
DAY = 86400
CORE_SHARE, DAY_BYTES, MEMORY_BYTES = 0.001, 400e6, 20e6  # the goals


def processor_ns(pid):
    """Of every thread; finer than the ticks of /proc/PID/stat."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir())


def woken_up(pid):
    """How often a thread of it got a processor."""
    return sum(int((task / "schedstat").read_text().split()[2]) for task in Path(f"/proc/{pid}/task").iterdir())


def written(pid):
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("write_bytes")))


def most_memory(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) * 1024


def move_sensors(machine, second):
    """Readings that never change would cost less than real ones."""
    for file in machine.glob("sys/class/hwmon/hwmon*/*_input"):
        value = file.read_text().strip()
        step = 8 if file.name.startswith("in") else 1000  # mV; m°C
        if value.isdigit() and int(value) > step:
            file.write_text(f"{int(value) + (step if second % 2 else -step)}\n")


def measure(rigcheck, machine, box):
    process = subprocess.Popen([rigcheck, "record", "--root", machine, "--dir", box],
                               stdout=subprocess.PIPE, text=True)
    first = process.stdout.readline().strip()
    time.sleep(SETTLED)
    pid = process.pid
    start, time_before, bytes_before, woken_before = time.monotonic(), processor_ns(pid), written(pid), woken_up(pid)
    for second in range(SECONDS):
        move_sensors(Path(machine), second)
        time.sleep(max(0.0, start + second + 1 - time.monotonic()))
    took = time.monotonic() - start
    share = (processor_ns(pid) - time_before) / 1e9 / took
    day = (written(pid) - bytes_before) / took * DAY
    woken = (woken_up(pid) - woken_before) / took
    memory = most_memory(pid)
    process.terminate()
    process.wait()
    return first, share, day, memory, woken


def main():
    rigcheck, unpack, wake_ups, machines = sys.argv[1:5]
    build = Path(rigcheck).resolve().parent  # on a drive, which /tmp may not be
    # The sensors lie in memory, as the kernel's do: the times of reading that a drive's files keep are no cost of ours.
    with tempfile.TemporaryDirectory(dir=build) as folder, tempfile.TemporaryDirectory(dir="/dev/shm") as memory_folder:
        machine, box = os.path.join(memory_folder, "machine"), os.path.join(folder, "box")
        subprocess.run([unpack, os.path.join(machines, "record-full.tree"), machine], check=True)
        first, share, day, memory, woken = measure(rigcheck, machine, box)
        status = json.loads(subprocess.run([rigcheck, "record", "--status", "--json", "--dir", box],
                                           capture_output=True, text=True, check=True).stdout)
    print(f"\nblack box for {SECONDS} s: {first.split(' to ')[0]}, on the drive until {status['newest']}")
    print(f"{'':<24}{'measured':>16}{'goal':>14}{'x goal':>9}")
    for name, value, goal, unit, scale in [("share of one core", share, CORE_SHARE, "%", 100),
                                           ("written a day", day, DAY_BYTES, "MB", 1e-6),
                                           ("memory at most", memory, MEMORY_BYTES, "MB", 1e-6)]:
        print(f"{name:<24}{value * scale:>13.3f} {unit:<2}{goal * scale:>11.1f} {unit:<2}{value / goal:>9.2f}")
    floor = float(subprocess.run([wake_ups, "20"], capture_output=True, text=True, check=True).stdout) / TICKS
    print(f"of the share of a core: {woken:.0f} times waking up, which takes a thread that does nothing {10000 * floor:.0f} µs "
          f"here: {woken * floor:.3f} %; the work itself: {100 * share - woken * floor:.3f} %")


if __name__ == "__main__":
    main()
