#!/usr/bin/env python3
"""Makes the tables of checklists/knowledge/*.csv from a folder of collected facts.

    tools/knowledge.py FOLDER [OUTPUT]

The folder's tables come from many sources and name one card in many ways; here each gets the name
of gpus.csv, rows of low confidence are left out (but for electricity, which only prefills a field
that a person confirms), and every row keeps its source and its date. What is left out is said on
standard error.
"""
import csv
import json
import pathlib
import re
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

# Ids of the same cards that the collected table lacks (pci.ids): "Rev. A", "Lite Hash Rate".
MORE_IDS = {
    "GeForce RTX 2080 Ti": "0x1e07", "GeForce RTX 2080": "0x1e87", "GeForce RTX 2070": "0x1f07",
    "GeForce RTX 2060": "0x1f08", "GeForce RTX 3080": "0x2216", "GeForce RTX 3070": "0x2488",
    "GeForce RTX 3060 Ti": "0x2489", "GeForce RTX 3060 12 GB": "0x2504",
}

# What a throughput table calls a card -> the models of gpus.csv that it speaks for. Hosts differ
# (a vendor's own server, a cloud); the plain name comes first where there are several.
MEASURED = {
    "V100": (["V100 32GB", "LambdaCloud V100 16GB", "LambdaCloud 1x V100 16GB"],
             ["Tesla V100 PCIe 16 GB", "Tesla V100 SXM2 16 GB", "Tesla V100 PCIe 32 GB",
              "Tesla V100 SXM2 32 GB"]),
    "GTX 1080 Ti": (["GTX 1080Ti"], ["GeForce GTX 1080 Ti"]),
    "RTX 2080 Ti": (["RTX 2080Ti"], ["GeForce RTX 2080 Ti"]),
    "TITAN RTX": (["Titan RTX"], ["TITAN RTX"]),
    "Quadro RTX 5000": (["Quadro RTX 5000"], ["Quadro RTX 5000"]),
    "Quadro RTX 6000": (["Quadro RTX 6000"], ["Quadro RTX 6000"]),
    "Quadro RTX 8000": (["Quadro RTX 8000", "RTX Quadro 8000"], ["Quadro RTX 8000"]),
    "RTX 3070": (["RTX 3070"], ["GeForce RTX 3070"]),
    "RTX 3080": (["RTX 3080"], ["GeForce RTX 3080"]),
    "RTX 3090": (["RTX 3090"], ["GeForce RTX 3090"]),
    "RTX 4090": (["RTX 4090"], ["GeForce RTX 4090"]),
    "RTX A4000": (["RTX A4000"], ["RTX A4000"]),
    "RTX A4500": (["RTX A4500"], ["RTX A4500"]),
    "RTX A5000": (["RTX A5000"], ["RTX A5000"]),
    "RTX A5500": (["RTX A5500"], ["RTX A5500"]),
    "RTX A6000": (["RTX A6000"], ["RTX A6000"]),
    "A40": (["RTX A40"], ["A40 PCIe"]),
    "RTX 6000 Ada": (["RTX 6000 Ada"], ["RTX 6000 Ada Generation"]),
    "A10": (["LambdaCloud A10", "LambdaCloud 1x A10"], []),
    "A100 PCIe 40 GB": (["A100 40GB PCIe", "LambdaCloud A100 40GB PCIe",
                         "LambdaCloud 1x A100 40GB PCIe"], ["A100 PCIe 40 GB"]),
    "A100 SXM4 40 GB": (["A100 40GB SXM4"], ["A100 SXM4 40 GB"]),
    "A100 PCIe 80 GB": (["A100 80GB PCIe"], ["A100 PCIe 80 GB"]),
    "A100 SXM4 80 GB": (["A100 80GB SXM4"], ["A100 SXM4 80 GB"]),
    "H100 PCIe 80 GB": (["H100 80GB PCIe Gen5", "LambdaCloud H100 80GB PCIe Gen5",
                         "LambdaCloud 1x H100 80GB PCIe"], ["H100 PCIe 80 GB"]),
    "H100 SXM5 80 GB": (["H100 80GB SXM5", "LambdaCloud 1x H100 80GB SXM5"], ["H100 SXM5 80 GB"]),
    "B200": (["LambdaCloud 1x B200 192GB SXM5"], ["B200"]),
    "GH200 96 GB": (["LambdaCloud 1x GH200 96GB"], []),
}
WORKLOADS = ["ssd", "bert_base_squad", "bert_large_squad", "gnmt", "resnet50", "tacotron2",
             "waveglow"]

# What a price list calls a card, without its memory in brackets -> the name in gpus.csv. Cards
# that are in no table keep their own name: their price can be shown, not compared.
PRICED = {
    "K80": "Tesla K80", "K80 (half board)": "Tesla K80", "M60": "Tesla M60", "T4": "Tesla T4",
    "P4": "Tesla P4", "P100": "Tesla P100 PCIe 16 GB", "V100": "Tesla V100 SXM2 16 GB",
    "V100 (32 GB)": "Tesla V100 SXM2 32 GB", "A40": "A40 PCIe",
    "A100": "A100 SXM4 40 GB", "A100 40GB": "A100 SXM4 40 GB", "A100 (40 GB)": "A100 SXM4 40 GB",
    "A100 40GB SXM4": "A100 SXM4 40 GB", "A100 80GB": "A100 SXM4 80 GB",
    "A100 (80 GB)": "A100 SXM4 80 GB", "A100 80GB SXM4": "A100 SXM4 80 GB",
    "A100 80GB PCIe": "A100 PCIe 80 GB", "A5000": "RTX A5000", "A6000": "RTX A6000",
    "RTX A5000": "RTX A5000", "RTX A6000": "RTX A6000", "RTX5000": "Quadro RTX 5000",
    "Quadro RTX 6000": "Quadro RTX 6000", "RTX 6000 Ada": "RTX 6000 Ada Generation",
    "RTX Pro 6000": "RTX PRO 6000 Blackwell Server", "RTX PRO 6000": "RTX PRO 6000 Blackwell Server",
    "RTX 3060": "GeForce RTX 3060 12 GB", "RTX 3090": "GeForce RTX 3090",
    "RTX 4090": "GeForce RTX 4090", "RTX 5090": "GeForce RTX 5090",
    "H100": "H100 SXM5 80 GB", "H100 (80 GB)": "H100 SXM5 80 GB", "H100 SXM": "H100 SXM5 80 GB",
    "H100 80GB SXM": "H100 SXM5 80 GB", "H100 80GB SXM5": "H100 SXM5 80 GB",
    "H100 80GB PCIe": "H100 PCIe 80 GB", "H100 NVL": "H100 NVL 94 GB",
    "H100 NVL 94GB": "H100 NVL 94 GB", "H200": "H200 SXM 141 GB", "H200 141GB": "H200 SXM 141 GB",
    "B200 180GB": "B200", "MI300X": "Radeon Instinct MI300X",
}
PRICED_INSTANCES = {"p4de.24xlarge": "A100 SXM4 80 GB", "p3dn.24xlarge": "Tesla V100 SXM2 32 GB"}

# A price that stands in a list although nobody new gets the machine.
RETIRED_NOTES = ("no longer offered", "retired size", "historical")


class Folder:
    def __init__(self, folder, output):
        self.folder, self.output = pathlib.Path(folder), pathlib.Path(output)

    def table(self, name):
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def json(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def write(self, name, columns, rows):
        with open(self.output / name, "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, columns, extrasaction="raise", lineterminator="\n")
            table.writeheader()
            table.writerows({key: row.get(key, "") for key in columns} for row in rows)
        print(f"{name}: {len(rows)} rows", file=sys.stderr)


def number(text):
    """38.0 -> 38; empty stays empty."""
    return "" if text in ("", None) else f"{float(text):g}"


def ids_of(row):
    ids = ["0x" + i.lower() for i in row["pci_ids"].split()]
    more = MORE_IDS.get(row["name"])
    return ids + [more] if more and more not in ids else ids


def gpus(data):
    measured = {model: key for key, (_, models) in MEASURED.items() for model in models}
    rows = []
    for row in data.table("gpus.csv"):
        rows.append({
            "vendor": VENDORS[row["vendor"]], "name": row["name"],
            "pci_ids": " ".join(ids_of(row)),
            "architecture": row["architecture"], "vram_gib": number(row["vram_gb"]),
            "board_w": number(row["tdp_w"]), "bandwidth_gbs": number(row["mem_bw_gbs"]),
            "fp32_tflops": number(row["fp32_tflops"]),
            "tensor_tflops": number(row["tensor_fp16_dense_fp16acc_tflops"]),
            "pcie_gen": number(row["pcie_gen"]), "width": number(row["pcie_width"]),
            "resizable_bar": RESIZABLE.get(row["architecture"], "no"),
            "measured_as": measured.get(row["name"], ""), "note": row["flag"],
            "source": row["source"], "as_of": row["as_of"],
        })
    data.write("gpus.csv", list(rows[0]), rows)
    return {row["name"] for row in rows}


def throughput(data):
    names = {name: key for key, (spellings, _) in MEASURED.items() for name in spellings}
    best, left = {}, set()
    for row in data.table("gpu-throughput.csv"):
        count = int(row["n_gpus"])
        plain = re.sub(rf"^{count}x ", "", row["gpu"]) if count > 1 else row["gpu"]
        plain = re.sub(rf"^LambdaCloud {count}x ?", "LambdaCloud 1x ", plain)
        key = names.get(plain)
        if key is None:
            left.add(row["gpu"])
            continue
        epoch = row["epoch"].split(" ")[0]
        order = MEASURED[key][0].index(plain)
        at = (epoch, key, count, row["precision"])
        if at not in best or order < best[at][0]:
            best[at] = (order, {
                "epoch": epoch, "gpu": key, "gpus": count, "precision": row["precision"],
                **{w: number(row[w]) for w in WORKLOADS},
                "source": row["source"], "as_of": row["as_of"]})
    rows = [best[at][1] for at in sorted(best)]
    print("throughput, left out (other hosts, laptops):", ", ".join(sorted(left)), file=sys.stderr)
    data.write("gpu-throughput.csv", list(rows[0]), rows)


def resale(data):
    """The youngest month of each model that is old enough to tell a yearly loss."""
    rows = {}
    for row in data.table("gpu-resale.csv"):
        if row["annual_factor"] and float(row["age_years"]) >= 1.5:
            if row["gpu"] not in rows or row["month"] > rows[row["gpu"]]["as_of"]:
                rows[row["gpu"]] = {
                    "gpu": row["gpu"], "age_years": row["age_years"],
                    "used_price": number(row["ebay_avg_usd"]),
                    "launch_price": number(row["launch_price_usd"]), "currency": "USD",
                    "kept_a_year": row["annual_factor"], "source": row["source"],
                    "as_of": row["month"]}
    rows = [row for row in rows.values() if row["as_of"] == max(r["as_of"] for r in rows.values())]
    data.write("gpu-resale.csv", list(rows[0]), sorted(rows, key=lambda row: row["gpu"]))


def cpu_name(text):
    text = re.sub(r"^(Intel|AMD) ", "", text)
    text = re.sub(r" (X-series|Processor|with .*)$", "", text)
    return " ".join(text.split())


def cpus(data):
    rows = {}
    for row in data.table("cpus.csv"):
        tdp, stated, rule = number(row["tdp_w"]), number(row["max_turbo_w"]), row["peak_w_rule"]
        peak, basis = stated, "published"
        if row["verified"] == "no":
            basis = "unverified"
        elif "1.35" in rule or rule.startswith("Threadripper"):
            basis = "rule"
        elif not stated and tdp:
            peak, basis = number(float(tdp) * 1.25), "rule"
        if not peak:
            continue
        name = cpu_name(row["name"])
        rows.setdefault(name, {
            "vendor": row["vendor"], "name": name, "socket": row["socket"], "tdp_w": tdp,
            "peak_w": peak, "basis": basis, "memory_channels": number(row["mem_channels"]),
            "source": row["source"], "as_of": row["as_of"]})
    rows = list(rows.values())
    data.write("cpu-power.csv", list(rows[0]), rows)


def cloud_prices(data, models):
    rows, left = [], {"low confidence": 0, "no card named": 0}
    for row in data.table("cloud-gpu-prices.csv"):
        label = row["gpu"].strip()
        if row["confidence"] == "low" or not label:
            left["low confidence" if label else "no card named"] += 1
            continue
        plain = re.sub(r" \(\d+ GB\)$", "", label)
        gpu = PRICED_INSTANCES.get(row["instance"]) or PRICED.get(label) or PRICED.get(plain, plain)
        retired = any(note in row["note"] for note in RETIRED_NOTES)
        rows.append({
            "provider": row["provider"], "instance": row["instance"], "gpu": gpu,
            "gpus": row["gpu_count"], "region": row["region"], "price_type": row["price_type"],
            "currency": "USD", "price_hour": row["usd_per_hour"], "as_of": row["as_of"],
            "retired": "yes" if retired else "no", "confidence": row["confidence"],
            "note": row["note"], "source": row["source"].strip()})
    print("cloud prices, left out:", left, file=sys.stderr)
    unknown = sorted({row["gpu"] for row in rows} - models)
    print("cloud prices, cards in no table:", ", ".join(unknown), file=sys.stderr)
    data.write("cloud-prices.csv", list(rows[0]), rows)


def cloud_costs(data):
    rows = []
    for row in data.json("cloud-storage-egress.json")["rows"]:
        kind = {"GB-month": "storage", "GB": "egress", "GiB": "egress"}.get(row["unit"])
        if kind is None or row["confidence"].startswith("low"):
            print("cloud costs, left out:", row["provider"], row["item"], file=sys.stderr)
            continue
        rows.append({
            "provider": row["provider"], "kind": kind, "item": row["item"], "currency": "USD",
            "price_gb": number(row["usd"]), "free_gb_month": number(row.get("free_gb_month", 0)) or 0,
            "region": row.get("region", ""), "source": row["source"], "as_of": row["as_of"]})
    data.write("cloud-costs.csv", list(rows[0]), rows)


def electricity(data):
    rows = [{key: row[key] for key in ("country", "iso2", "price_per_kwh", "currency", "confidence",
                                       "note", "source", "as_of")}
            for row in data.table("electricity-prices.csv")]
    data.write("electricity.csv", list(rows[0]), rows)


# The parts of a build as the power budget names them.
PARTS = {
    "motherboard mainstream": "board", "motherboard HEDT or with many VRM phases": "board-hedt",
    "DDR4 DIMM": "dimm-ddr4", "DDR5 DIMM": "dimm-ddr5", "NVMe SSD": "nvme",
    "SATA SSD": "sata-ssd", "HDD 3.5\"": "sata-hdd", "case fan": "fan", "AIO pump": "pump",
    "USB device": "usb", "PCIe add-in card (not graphics)": "add-in",
}


def component_watts(data):
    facts = data.json("power-facts.json")
    rows = [{"part": PARTS[row["part"]], "typical_w": row["typical"], "peak_w": row["peak"],
             "confidence": row.get("confidence", "medium"), "source": row["source"],
             "as_of": facts["as_of"]} for row in facts["component_watts"]]
    data.write("component-watts.csv", list(rows[0]), rows)


def ranges(data):
    facts = data.json("payback-defaults.json")
    rows = [{"input": name, "low": row["lo"], "mode": row["mode"], "high": row["hi"],
             "relative": "yes" if row.get("relative") else "no", "source": row["evidence"],
             "as_of": facts["as_of"]}
            for name, row in facts["inputs"].items() if "mode" in row]
    data.write("payback-ranges.csv", list(rows[0]), rows)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parent.parent / "checklists" / "knowledge"
    data = Folder(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else here)
    models = gpus(data)
    throughput(data)
    resale(data)
    cpus(data)
    cloud_prices(data, models)
    cloud_costs(data)
    electricity(data)
    component_watts(data)
    ranges(data)


if __name__ == "__main__":
    main()
