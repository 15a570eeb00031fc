#!/usr/bin/env python3
"""Judges the links of captured machines: nothing may be raised but what is listed here with its reason.

pcie.py RIGCHECK [CORPUS]: pci/functions.tsv (31 lspci texts, among them a healthy DGX with 16 links below
their own maximum) and the rebuilt sysfs trees of real deep-learning machines; by default in
$RIGCHECK_CORPUS or ../shared/corpus beside the repository; without it, it says so and is content.
"""
import collections
import csv
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent

# Machine and finding -> why it is right. Notices may be raised on healthy machines, faults may not.
EXPLAINED = {
    ("mail-0b33a5062c-cee652", "pcie.gpu-width"): "a notebook: the graphics chip is soldered to four lanes; an lspci text"
                                                  " does not tell the chassis, a live machine does",
    ("nbr-10", "pcie.gpu-width"): "three cards on x1 mining risers, which their owner reports as failing (Xid 79)",
    ("nbr-10", "pcie.gpu-attachment"): "the risers hang on the chipset",
}
CLASSES = {"VGA compatible controller": "0x030000", "3D controller": "0x030200", "Display controller": "0x038000",
           "Processing accelerators": "0x120000", "Non-Volatile memory controller": "0x010802", "PCI bridge": "0x060400"}
ROLES = {"Root Port": "root-port", "Upstream Port": "upstream-port", "Downstream Port": "downstream-port",
         "Root Complex Integrated Endpoint": "integrated"}


def number(text, kind=float):
    try:
        return kind(text.lstrip("x"))
    except ValueError:
        return None


def hexadecimal(text):
    return "0x" + text.replace("0x", "") if text else None


def class_code(row):
    code = row["class"].replace("0x", "") or CLASSES.get(row["class_name"], "0x088000")[2:]
    return "0x" + (code + ("02" if code == "0108" else "00") if len(code) == 4 else code)


def function_of(row):
    link = None
    if row["lnkcap_width"] or row["lnksta_width"]:
        link = {"speed_gts": number(row["lnksta_speed"]), "width": number(row["lnksta_width"], int),
                "max_speed_gts": number(row["lnkcap2_max"]) or number(row["lnkcap_speed"]),
                "max_width": number(row["lnkcap_width"], int)}
    role = next((role for start, role in ROLES.items() if row["port_type"].startswith(start)),
                "endpoint" if link else "conventional")
    return {"address": row["bdf"], "parent": row["parent"] or None, "root_bus": "pci" + row["bdf"][:7],
            "class": class_code(row), "vendor": hexadecimal(row["vendor"]), "device": hexadecimal(row["device"]),
            "driver": row["driver"] or None, "role": role, "link": link}


def snapshot_of(rows):
    return json.dumps({"schema": "rigcheck.snapshot/1", "tool": {"name": "corpus", "version": "1"}, "taken_at": "",
                       "source": "capture", "boot_id": None, "gaps": [],
                       "pcie": {"functions": [function_of(row) for row in rows]}})


def machines(corpus):
    texts = collections.defaultdict(list)
    with open(corpus / "pci/functions.tsv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            texts[row["id"]].append(row)
    for name, rows in texts.items():
        yield name, ["--snapshot", "-"], snapshot_of(rows)
    for archive in sorted((corpus / "workstations").glob("*.sysfs.tar.xz")):
        yield archive.name.split(".")[0], ["--root", str(archive)], ""
    for archive in sorted((corpus / "sysfs").glob("*.tar.*")):
        yield archive.name, ["--root", str(archive)], ""


def main():
    rigcheck = str(pathlib.Path(sys.argv[1]).resolve())
    default = os.environ.get("RIGCHECK_CORPUS", HERE.parent.parent.parent / "shared/corpus")
    corpus = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else default)
    if not (corpus / "pci/functions.tsv").exists():
        print(f"pcie corpus: not at {corpus}, nothing judged")
        return 0
    judged, states, unexplained = 0, collections.Counter(), 0
    for name, source, text in machines(corpus):
        done = subprocess.run([rigcheck, "check", *source, "--format", "json"], input=text, text=True, capture_output=True,
                              check=False)
        if done.returncode not in (0, 1, 2):
            print(f"{name}: exit {done.returncode}: {done.stderr.strip()}")
            unexplained += 1
            continue
        findings = [item for item in json.loads(done.stdout)["findings"] if item["id"].startswith("pcie.")]
        judged += any(item["state"] in ("pass", "fail") for item in findings)
        states.update(item["state"] for item in findings)
        for item in findings:
            if item["state"] != "fail":
                continue
            why = EXPLAINED.get((name, item["id"]), "")
            fault = item["severity"] != "notice" and not why
            unexplained += fault
            print(f"{name}: {item['severity']} {item['id']} {item['subject']}: {item['title']} | "
                  f"{why or ('NOT EXPLAINED' if fault else 'a notice')}")
    print(f"pcie corpus: {judged} machines with links judged, {dict(states)}; {unexplained} faults not explained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
