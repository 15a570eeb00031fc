#!/usr/bin/env python3
"""Prints the texts of checklists/findings/*.json as calls that xgettext understands."""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent


def texts(words):
    yield words["means"]
    yield from words["reads"]
    yield words["cannot_know"]
    yield words["retest"]
    for wording in words["wordings"].values():
        for key in ("title", "meaning", "reason", "retest"):
            if wording.get(key):
                yield wording[key]
        yield from wording.get("actions", [])


seen = set()
for file in sorted((ROOT / "checklists/findings").glob("*.json")):
    for text in texts(json.loads(file.read_text(encoding="utf-8"))):
        if text not in seen:
            seen.add(text)
            print(f"_({json.dumps(text, ensure_ascii=False)});")
