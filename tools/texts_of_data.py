#!/usr/bin/env python3
"""Prints the texts for people in findings, guides and knowledge as calls that xgettext understands."""
import json
import pathlib

CHECKLISTS = pathlib.Path(__file__).resolve().parent.parent / "checklists"


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def of_finding(words):
    yield words["means"]
    yield from words["reads"]
    yield words["cannot_know"]
    yield words["retest"]
    for wording in words["wordings"].values():
        for key in ("title", "meaning", "reason", "retest"):
            if wording.get(key):
                yield wording[key]
        yield from wording.get("actions", [])


def of_guide(guide):
    yield guide["title"]
    yield guide["summary"]
    yield from guide.get("safety", [])
    for step in guide["steps"] + [guide.get("proof", {})]:
        yield from (step[key] for key in ("text", "why", "expect", "risk", "undo") if key in step)
        yield from step.get("tools", [])
        yield from (answer["text"] for answer in step.get("answers", []))
    for end in guide.get("ends", []):
        yield end["text"]
        yield from end["actions"]
        if "suspect" in end:
            yield end["suspect"]


def of_knowledge():
    isolation = load(CHECKLISTS / "knowledge/isolation.json")
    for part in isolation["parts"]:
        yield from (part[key] for key in ("name", "take_out", "reseat", "other_socket") if key in part)
    yield from (row["text"] for row in isolation["evidence"])
    for row in load(CHECKLISTS / "knowledge/payback-inputs.json")["inputs"]:
        yield row["label"]
        yield row["unit"]
    for table in load(CHECKLISTS / "knowledge/post-codes.json")["tables"]:
        yield table["about"]
        yield from (code["meaning"] for code in table["codes"])


def of_causes():
    causes = load(CHECKLISTS / "knowledge/shutdown-causes.json")
    for sign in causes["signs"]:
        yield from (sign[key] for key in ("yes", "no", "unknown", "get") if sign[key])
    for question in causes["questions"]:
        yield question["text"]
        yield from (answer["text"] for answer in question["answers"])
    yield from (test["text"] for test in causes["tests"])
    for cause in causes["causes"]:
        yield cause["title"]
        yield from cause.get("also", [])


def all_texts():
    for file in sorted((CHECKLISTS / "findings").glob("*.json")):
        yield from of_finding(load(file))
    for file in sorted((CHECKLISTS / "guides").glob("*.json")):
        if not file.name.endswith(".schema.json"):
            yield from of_guide(load(file))
    yield from of_knowledge()
    yield from of_causes()


for text in dict.fromkeys(all_texts()):
    print(f"_({json.dumps(text, ensure_ascii=False)});")
