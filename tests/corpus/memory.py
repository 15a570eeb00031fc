#!/usr/bin/env python3
"""Compares rigcheck's verdict on memory channels with the reference of 1,200 captured machines.

memory.py RIGCHECK [CORPUS]: the corpus is memory-machines.tar.xz and memory-machines.tsv, by default in
$RIGCHECK_CORPUS or ../shared/corpus beside the repository; without it, it says so and is content.
Fails when fewer than 99 % agree where the reference is sure (0.80 or more), or when a single-channel
alarm is raised where the reference says full. Differences where we are right stand, with the reason,
in memory-disagreements.tsv.
"""
import collections
import concurrent.futures
import csv
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SURE = 0.80
WANTED = 0.99
IDS = "memory.single-channel,memory.partial-channels"


def corpus_folder():
    if len(sys.argv) > 2:
        return pathlib.Path(sys.argv[2])
    return pathlib.Path(os.environ.get("RIGCHECK_CORPUS", HERE.parent.parent.parent / "shared/corpus"))


def read_table(file):
    with open(file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def verdict_of(rigcheck, machine):
    done = subprocess.run([rigcheck, "check", "--root", str(machine), "--format", "json", "--only", IDS],
                          capture_output=True, check=False)
    if done.returncode not in (0, 1, 2):
        return f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}"
    findings = {item["id"]: item for item in json.loads(done.stdout)["findings"]}
    single, partial = findings["memory.single-channel"], findings["memory.partial-channels"]
    if single["state"] == "not-applicable":
        return "virtual" if "virtual" in single["title"].lower() + single["reason"].lower() else "soldered"
    if single["state"] == "fail":
        return "single"
    if partial["state"] == "fail":
        return "partial"
    return "full" if single["state"] == "pass" else "unknown"


def main():
    rigcheck = str(pathlib.Path(sys.argv[1]).resolve())
    corpus = corpus_folder()
    if not (corpus / "memory-machines.tar.xz").exists():
        print(f"memory corpus: not at {corpus}, nothing compared")
        return 0
    references = read_table(corpus / "memory-machines.tsv")
    explained = {row["id"]: row["why"] for row in read_table(HERE / "memory-disagreements.tsv")}
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpus / "memory-machines.tar.xz") as archive:
            archive.extractall(folder)  # our own archive of plain files
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            verdicts = list(pool.map(lambda row: verdict_of(rigcheck, pathlib.Path(folder) / row["id"]), references))

    agreed, wrong_alarms, unexplained, compared = 0, [], [], 0
    tally = collections.Counter()
    for reference, verdict in zip(references, verdicts):
        if float(reference["confidence"]) < SURE:
            continue
        compared += 1
        tally[reference["verdict"], verdict] += 1
        if verdict == reference["verdict"]:
            agreed += 1
            continue
        why = explained.get(reference["id"], "")
        print(f"{reference['id']}: reference {reference['verdict']} ({reference['confidence']}), we say {verdict}"
              f" | {reference['board']} | {reference['cpu']} | {why or 'NOT EXPLAINED'}")
        if not why:
            unexplained.append(reference["id"])
        if verdict == "single" and reference["verdict"] == "full" and not why:
            wrong_alarms.append(reference["id"])
    for (expected, verdict), count in sorted(tally.items()):
        print(f"  reference {expected:<8} we say {verdict:<8} {count:>5}")
    share = agreed / max(compared, 1)
    print(f"memory corpus: {agreed} of {compared} agree where the reference is sure: {share:.2%};"
          f" {len(unexplained)} not explained; {len(wrong_alarms)} wrong single-channel alarms")
    return 0 if share >= WANTED and not wrong_alarms else 1


if __name__ == "__main__":
    sys.exit(main())
