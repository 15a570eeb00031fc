#!/usr/bin/env python3
"""Makes checklists/knowledge/gpus.json from a table of graphics cards.

    tools/knowledge.py gpus.csv > checklists/knowledge/gpus.json

The table has one line a model; a model may have several PCI ids, and one id several models. A fact
on which the models of one id disagree becomes null: better unknown than wrong.
"""
import csv
import json
import sys

VENDORS = {"nvidia": "0x10de", "amd": "0x1002", "intel": "0x8086"}

# Resizable BAR by architecture. "sometimes": some firmware offers it; the card itself must say so.
RESIZABLE = {
    "Ampere": "yes", "Ada Lovelace": "yes", "Hopper": "yes", "Blackwell": "yes",
    "Blackwell 2.0": "yes", "Blackwell Ultra": "yes",
    "RDNA 2.0": "yes", "RDNA 3.0": "yes", "RDNA 4.0": "yes",
    "Xe-HPG": "yes", "Xe2-HPG": "yes",
    "GCN 4.0": "sometimes", "GCN 5.0": "sometimes", "GCN 5.1": "sometimes", "RDNA 1.0": "sometimes",
    "CDNA 1.0": "sometimes", "CDNA 2.0": "sometimes", "CDNA 3.0": "sometimes",
    "CDNA 4.0": "sometimes",
}


def number(text):
    return float(text) if text else None


def cards(rows):
    merged = {}
    for row in rows:
        for text in row["pci_ids"].split():
            device = "0x" + text.split(":")[0].lower()
            card = {
                "vendor": VENDORS[row["vendor"]], "device": device, "name": row["name"],
                "chip": row["chip"] or None, "architecture": row["architecture"] or None,
                "vram_gib": number(row["vram_gb"]), "pcie_gen": number(row["pcie_gen"]),
                "width": number(row["pcie_width"]),
                "resizable_bar": RESIZABLE.get(row["architecture"], "no"), "as_of": row["as_of"],
            }
            seen = merged.setdefault((card["vendor"], device), card)
            if seen is card:
                continue
            if card["name"] not in seen["name"].split(" / "):
                seen["name"] += " / " + card["name"]
            for key in ("chip", "architecture", "vram_gib", "pcie_gen", "width"):
                if seen[key] != card[key]:
                    seen[key] = None
            if seen["resizable_bar"] != card["resizable_bar"]:
                seen["resizable_bar"] = "sometimes"
            seen["as_of"] = min(seen["as_of"], card["as_of"])
    for card in merged.values():
        for key in ("pcie_gen", "width"):
            card[key] = None if card[key] is None else int(card[key])
    return [merged[key] for key in sorted(merged)]


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    sources = sorted({row["source"].split(";")[0].strip() for row in rows})
    print("{")
    print(' "source": ' + json.dumps("ids: pci.ids; figures: " + " | ".join(sources)) + ",")
    print(' "as_of": ' + json.dumps(max(row["as_of"] for row in rows)) + ",")
    print(' "cards": [')
    print(",\n".join("  " + json.dumps(card) for card in cards(rows)))
    print(" ]\n}")


if __name__ == "__main__":
    main()
