#!/usr/bin/env python3
"""Checks the texts for people: findings, knowledge tables and translation catalogues.

Prints one line a fault, naming file, field and what was expected; exits 1 if there is any.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FAULTS = []
WORDS = {"id": str, "severity": str, "means": str, "reads": list, "cannot_know": str, "retest": str, "guide": str, "wordings": dict}
WORDING = {"title": str, "meaning": str, "actions": list, "reason": str, "severity": str, "retest": str}
SEVERITIES = {"critical", "warning", "notice"}


def fault(file, field, expected):
    FAULTS.append(f"{file.relative_to(ROOT)}: {field}: {expected}")


def load(file):
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        fault(file, "document", f"not JSON: {error}")
        return None


def check_shape(file, where, value, shape, required):
    for key, kind in shape.items():
        if key in value and not isinstance(value[key], kind):
            fault(file, f"{where}{key}", f"expected {kind.__name__}")
    for key in required:
        if key not in value:
            fault(file, f"{where}{key}", "missing")
    for key in value:
        if key not in shape:
            fault(file, f"{where}{key}", "no such field")


def check_finding(file):
    words = load(file)
    if words is None:
        return
    check_shape(file, "", words, WORDS, WORDS)
    if words.get("id") != file.stem:
        fault(file, "id", f"expected {file.stem}")
    if words.get("severity") not in SEVERITIES:
        fault(file, "severity", "expected critical, warning or notice")
    for key, wording in words.get("wordings", {}).items():
        where = f"wordings.{key}."
        check_shape(file, where, wording, WORDING, ["title"])
        if wording.get("severity", "notice") not in SEVERITIES:
            fault(file, where + "severity", "expected critical, warning or notice")
        if wording.get("title", "").endswith("."):
            fault(file, where + "title", "a title has no full stop")


def check_knowledge(file):
    table = load(file)
    if isinstance(table, dict):
        for key in ("source", "as_of"):
            if key not in table:
                fault(file, key, "missing: every table says where it comes from and when")
    elif table is not None:
        fault(file, "document", "expected an object with source and as_of")


def placeholders(text):
    return sorted(re.findall(r"\{[a-z0-9_]*\}", text))


def check_catalogue(file):
    with tempfile.NamedTemporaryFile(suffix=".mo") as out:
        done = subprocess.run(["msgfmt", "--check-format", "-o", out.name, str(file)], capture_output=True, text=True)
    if done.returncode:
        fault(file, "catalogue", done.stderr.strip())
    for entry in re.split(r"\n\n+", file.read_text(encoding="utf-8")):
        texts = dict(re.findall(r'^(msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\s*)+)', entry, re.M))
        source, target = texts.get("msgid", ""), texts.get("msgstr", "")
        if len(source) > 4 and len(target) > 4 and placeholders(source) != placeholders(target):
            fault(file, source.strip()[:60], "the translation has other {placeholders}")


def main():
    for file in sorted((ROOT / "checklists/findings").glob("*.json")):
        check_finding(file)
    for file in sorted((ROOT / "checklists/knowledge").glob("*.json")):
        check_knowledge(file)
    for file in sorted((ROOT / "wizard/po").glob("*.po")):
        check_catalogue(file)
    print("\n".join(FAULTS) if FAULTS else "texts: clean")
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
