#!/usr/bin/env python3
"""Replays captured trees, sensor readings and kernel logs: no crash, and no finding but those listed with a reason.

replay.py RIGCHECK [CORPUS]: sysfs/ (whole trees and the two Prometheus fixtures with hwmon chips), sensors/readings.tsv (made
into hwmon trees), logs/ (each as the kernel log of a machine whose devices all have drivers) and workstations/ (trees of real
machines). By default in $RIGCHECK_CORPUS or ../shared/corpus beside the repository; without it, it says so and is content.
"""
import collections
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
AREAS = ("storage.", "drivers.", "sensors.", "setup.")

# (capture, or its beginning with "*", finding) -> why it is raised, and right so.
EXPLAINED = {}
for line in (HERE / "replay-explained.tsv").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        capture, finding, reason = line.split("\t")
        EXPLAINED[(capture, finding)] = reason


def explained(capture, finding):
    return any(finding == known and (capture == name or (name.endswith("*") and capture.startswith(name[:-1])))
               for name, known in EXPLAINED)


class Replay:
    def __init__(self, rigcheck):
        self.rigcheck = rigcheck
        self.problems = []
        self.counts = collections.Counter()

    def check(self, kind, name, root):
        done = subprocess.run([self.rigcheck, "check", "--root", str(root), "--format", "json"],
                              capture_output=True, text=True, errors="replace", timeout=120)
        self.counts[kind] += 1
        if done.returncode not in (0, 1, 2):
            self.problems.append(f"{kind} {name}: exit {done.returncode}: {done.stderr.strip()[:200]}")
            return
        for finding in json.loads(done.stdout)["findings"]:
            if finding["state"] != "fail" or not finding["id"].startswith(AREAS):
                continue
            if explained(name, finding["id"]):
                self.counts["explained"] += 1
            else:
                self.problems.append(f"{kind} {name}: {finding['id']} {finding['subject']} {finding['severity']}: "
                                     f"{finding['title']} {finding['evidence']}")


def write(root, path, text):
    file = root / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", errors="surrogateescape")


def unpack_ttar(file, root):
    """Prometheus' plain text archives: Path:, then Directory, SymlinkTo: or Lines: with that many lines."""
    lines = io.StringIO(file.read_text(encoding="utf-8", errors="surrogateescape"))
    path = None
    for line in lines:
        key, _, value = line.rstrip("\n").partition(": ")
        target = root / path.lstrip("/") if path else None
        if key == "Path":
            path = value
        elif key == "Directory":
            (root / value).mkdir(parents=True, exist_ok=True)
        elif key == "SymlinkTo" and target:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_symlink():
                target.symlink_to(value)
        elif key == "Lines" and target:
            text = "".join(next(lines, "") for _ in range(int(value)))
            text = text.replace("NULLBYTE", "\0").replace("EOF\n", "\n")
            if target.is_dir():
                continue
            write(root, path, text)


def tree_of(root):
    """Archives hold sys/ at the top or one or two directories down."""
    for depth in ("sys", "*/sys", "*/*/sys", "*/*/*/sys"):
        found = sorted(root.glob(depth))
        if found:
            return found[0].parent
    return root


def replay_trees(replay, corpus):
    for file in sorted((corpus / "sysfs").iterdir()) + sorted((corpus / "workstations").glob("*.sysfs.tar.xz")):
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            if file.suffix == ".ttar":
                unpack_ttar(file, root)
            elif ".tar" in file.name:
                with tarfile.open(file) as archive:
                    members = [m for m in archive if m.isfile() or m.isdir() or m.issym()]
                    for member in members:
                        member.mode = 0o755 if member.isdir() else 0o644
                    archive.extractall(root, members=members, filter="tar") if hasattr(tarfile, "data_filter") else \
                        archive.extractall(root, members=members)
            else:
                continue
            replay.check("tree", file.name.split(".")[0], tree_of(root))


UNITS = {"°C": ("temp", 1000), "C": ("temp", 1000), "V": ("in", 1000), "mV": ("in", 1), "RPM": ("fan", 1), "W": ("power", 1e6),
         "mW": ("power", 1e3), "A": ("curr", 1000), "mA": ("curr", 1)}
LIMITS = {"high": "max", "max": "max", "low": "min", "min": "min", "crit": "crit", "emerg": "emergency", "hyst": "max_hyst"}


def hwmon_tree(rows, root):
    chips = collections.defaultdict(list)
    for row in rows:
        chips[row["chip"]].append(row)
    for index, (chip, readings) in enumerate(chips.items()):
        base = f"/sys/class/hwmon/hwmon{index}"
        write(root, base + "/name", re.split(r"-(isa|pci|i2c|virtual|acpi|hid|spi|mdio|scsi|platform)-", chip)[0] + "\n")
        numbers = collections.Counter()
        for row in readings:
            unit = row["unit"].replace("�C", "°C").strip()
            value = re.match(r"[+-]?[0-9.]+", row["value"].strip())
            if unit not in UNITS or not value:
                continue
            kind, scale = UNITS[unit]
            numbers[kind] += 1
            channel = f"{base}/{kind}{numbers[kind]}"
            write(root, channel + "_label", row["label"] + "\n")
            write(root, channel + "_input", f"{float(value.group()) * scale:.0f}\n")
            for word, limit in re.findall(r"(\w+)\s*=\s*([+-]?[0-9.]+)", row["limits"]):
                if word in LIMITS:
                    write(root, f"{channel}_{LIMITS[word]}", f"{float(limit) * scale:.0f}\n")
            if "ALARM" in row["limits"]:
                write(root, channel + "_alarm", "1\n")
    write(root, "/sys/class/dmi/id/board_vendor", "Captured\n")
    write(root, "/proc/cpuinfo", "processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD Ryzen 7 5800X\n")


def replay_sensors(replay, corpus):
    captures = collections.defaultdict(list)
    with open(corpus / "sensors/readings.tsv", encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            captures[row["capture"]].append({key: value or "" for key, value in row.items()})
    for name, rows in sorted(captures.items()):
        with tempfile.TemporaryDirectory() as scratch:
            hwmon_tree(rows, pathlib.Path(scratch))
            replay.check("sensors", name, scratch)


def replay_logs(replay, corpus):
    device = "/sys/bus/pci/devices/0000:01:00.0"
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(corpus / "logs/kernel-logs.tar.xz") as archive:
        root = pathlib.Path(scratch)
        for name, text in (("class", "0x030000"), ("vendor", "0x10de"), ("device", "0x2204"), ("modalias", "pci:v000010DEd00002204")):
            write(root, f"{device}/{name}", text + "\n")
        (root / device.lstrip("/") / "driver").symlink_to("../../../bus/pci/drivers/nvidia")
        (root / device.lstrip("/") / "drm").mkdir()
        write(root, "/proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  x\n")
        write(root, "/proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: x\n")
        for member in archive:
            if not member.isfile():
                continue
            log = root / "var/log/dmesg"
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_bytes(archive.extractfile(member).read())
            replay.check("log", pathlib.Path(member.name).stem, root)


def main():
    corpus = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else
                          os.environ.get("RIGCHECK_CORPUS", HERE.parent.parent.parent / "shared/corpus"))
    if not (corpus / "sensors/readings.tsv").exists():
        print(f"replay: no captures at {corpus}, nothing to compare")
        return
    replay = Replay(sys.argv[1])
    replay_trees(replay, corpus)
    replay_sensors(replay, corpus)
    replay_logs(replay, corpus)
    print(f"replay: {replay.counts['tree']} trees, {replay.counts['sensors']} sensor captures, {replay.counts['log']} logs;"
          f" {replay.counts['explained']} findings as explained in replay-explained.tsv, {len(replay.problems)} others")
    for problem in replay.problems:
        print("  " + problem)
    sys.exit(1 if replay.problems else 0)


if __name__ == "__main__":
    main()
