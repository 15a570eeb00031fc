#!/usr/bin/env python3
"""How fast is rigcheck? Ratios from one run, never absolute limits.

Time: rigcheck and the tools people use instead, interleaved, best of several runs.
Reading: a program that does nothing but open, read and close the files, lists and links that rigcheck
check touches, from a list of them; rigcheck should stay under three times its time, and start no other program.
System calls: those rigcheck makes on the machine's own files (/sys, /proc, /etc, /run, /lib, /dev),
against the smallest number that yields the same facts: open, read, close for a file; open, two
getdents64, close for a list; one readlink for a link.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = 9
OTHERS = [["lspci", "-vv"], ["dmidecode"], ["lshw", "-json"], ["inxi", "-Fxxxz"], ["hwinfo", "--short"]]
MACHINE = re.compile(r'"(/(?:sys|proc|etc|run|lib/modules|dev)/|/(?:sys|proc)")')
OWN_LIBRARIES = re.compile(r'"/etc/ld|/usr/share/|\.so')


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def compare_times(rigcheck):
    commands = [[rigcheck, "check"], [rigcheck, "probe"]]
    commands += [other for other in OTHERS if shutil.which(other[0])]
    best = {}
    for _ in range(ROUNDS):
        for command in commands:
            name = " ".join([command[0].rsplit("/", 1)[-1], *command[1:]])
            best[name] = min(best.get(name, 9e9), seconds(command))
    base = best["rigcheck check"]
    print(f"{'command':<24}{'best of ' + str(ROUNDS):>14}{'x rigcheck check':>20}")
    for name, value in best.items():
        print(f"{name:<24}{value * 1000:>11.1f} ms{value / base:>20.2f}")
    missing = [other[0] for other in OTHERS if not shutil.which(other[0])]
    if missing:
        print("not installed: " + ", ".join(missing))


def count_system_calls(rigcheck):
    trace = subprocess.run(["strace", "-f", "-qq", "-y", rigcheck, "probe"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    lines = trace.stderr.splitlines()
    if not any("openat(" in line for line in lines):
        print("system calls: strace may not trace here")
        return
    files, lists, links, misses, made = set(), set(), set(), 0, 0
    for line in lines:
        call = line.split("(", 1)[0]
        path = re.search(r'<(/[^>]*)>', line)
        named = re.search(r'AT_FDCWD<[^>]*>, "([^"]*)"|\d+</>, "([^"]*)"', line)
        if call in ("openat", "openat2", "readlinkat") and named:
            inside = "/" + (named.group(1) or named.group(2)).lstrip("/")
            if not MACHINE.match(f'"{inside}"') or OWN_LIBRARIES.search(f'"{inside}"'):
                continue
            made += 1
            if " = -1 " in line:
                misses += 1
            elif call == "readlinkat":
                links.add(inside)
            else:
                (lists if "O_DIRECTORY" in line else files).add(inside)
        elif call in ("read", "close", "getdents64", "fstat", "newfstatat", "fcntl") and path:
            if MACHINE.match(f'"{path.group(1)}"') and not OWN_LIBRARIES.search(f'"{path.group(1)}"'):
                made += 1
    smallest = 3 * len(files) + 4 * len(lists) + len(links)
    print(f"\nsystem calls of rigcheck probe: {len(lines)} in all, {made} on the machine's files"
          f" ({misses} of them ask for what is not there)")
    print(f"smallest set: {smallest} for {len(files)} files, {len(lists)} lists, {len(links)} links"
          f" -> {made / max(smallest, 1):.2f} x the smallest")


def touched(rigcheck):
    """Files, lists and links of one check, and the programs it started (itself left out)."""
    trace = subprocess.run(["strace", "-f", "-qq", "-e", "trace=openat,readlinkat,execve", rigcheck, "check"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    paths, programs = [], []
    for line in trace.stderr.splitlines():
        if "execve(" in line:
            programs.append(line)
            continue
        named = re.search(r'(openat|readlinkat)\((?:AT_FDCWD|\d+), "([^"]*)"', line)
        if not named or " = -1 " in line:
            continue
        path = "/" + named.group(2).lstrip("/")
        if path.endswith("/pci.ids") or (MACHINE.match(f'"{path}"') and not OWN_LIBRARIES.search(f'"{path}"')):
            kind = "link" if named.group(1) == "readlinkat" else "list" if "O_DIRECTORY" in line else "file"
            paths.append(f"{kind} {path}")
    return paths, programs[1:]


def compare_with_reading(rigcheck, reader):
    paths, programs = touched(rigcheck)
    if not paths:
        print("reading: strace may not trace here")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(paths) + "\n")
        listed.flush()
        best = {"check": 9e9, "read": 9e9}
        for _ in range(3 * ROUNDS):
            best["check"] = min(best["check"], seconds([rigcheck, "check"]))
            best["read"] = min(best["read"], seconds([reader, listed.name]))
    print(f"\nrigcheck check {best['check'] * 1000:.1f} ms (goal: under 60), merely reading its {len(paths)} files, lists and"
          f" links {best['read'] * 1000:.1f} ms -> {best['check'] / best['read']:.2f} x (goal: under 3)")
    print(f"other programs started by rigcheck check: {len(programs)} (goal: none)")


def time_a_proposal(rigcheck):
    """The next try of a search with as many parts as it takes, after three tries."""
    parts = ["board-cpu", "psu", "dimm", "dimm", "dimm", "dimm", "gpu", "gpu", "front-panel", "nvme", "nvme",
             "sata", "fans", "usb", "wifi", "rgb"]
    trials = [{"out": [], "reseated_all": True, "outcome": "failed"}, {"out": ["6"], "outcome": "failed"},
              {"out": ["2", "8"], "outcome": "passed"}]
    search = {"parts": [{"id": str(i), "name": p, "class": p} for i, p in enumerate(parts)], "trials": trials}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as session:
        json.dump({"schema": "rigcheck.session/1", "search": search}, session)
        session.flush()
        command = [rigcheck, "isolate", "--json", "--session", session.name]
        answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        best = {"proposal": 9e9, "start": 9e9}
        for _ in range(ROUNDS):
            best["proposal"] = min(best["proposal"], seconds(command))
            best["start"] = min(best["start"], seconds([rigcheck, "--version"]))
    print(f"\nrigcheck isolate, {len(parts)} parts: next try (out: {', '.join(parts[int(i)] for i in answer['next']['out'])})"
          f" in {best['proposal'] * 1000:.1f} ms with the program's start (goal: under 50),"
          f" {best['proposal'] / best['start']:.2f} x a start that does nothing")


def time_draws(draws):
    took, once, _ = subprocess.run([draws], capture_output=True, text=True, check=True).stdout.split()
    ratio = float(took) * 1000 / float(once)
    print(f"\npayback, 10,000 draws: {took} ms (goal: under 20), as long as {ratio:.0f} full evaluations")


def main():
    rigcheck, reader, draws = sys.argv[1:4]
    compare_times(rigcheck)
    compare_with_reading(rigcheck, reader)
    count_system_calls(rigcheck)
    time_a_proposal(rigcheck)
    time_draws(draws)


if __name__ == "__main__":
    main()
