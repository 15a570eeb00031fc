#!/usr/bin/env python3
"""The real rigcheck on a real kernel, in machines that QEMU makes up.

e2e.py RIGCHECK UNPACK_TREE CACHE [CASE...]

A case is a function of a module of this folder, named in its CASES: it builds a machine, looks at it with
rigcheck, and asserts what rigcheck must have seen and said.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import captured  # noqa: E402
import hardware  # noqa: E402
import history  # noqa: E402
import kernel as debian_kernel  # noqa: E402
from guest import GuestFailed  # noqa: E402
from machine import MEMORY_MIB, Machine  # noqa: E402

AREAS = (history, hardware)
MACHINES = Path(__file__).resolve().parent.parent / "machines"
BOARD_CHIP = r"nct\w+\.656"


class Bench:
    """What a case gets: machines, and a folder of its own."""

    def __init__(self, tools, folder):
        self._tools, self.folder = tools, folder

    def machine(self, devices=(), modules=(), **options):
        return Machine(self._tools.kernel, self._tools.rigcheck, self.folder, devices, modules, **options)

    def unpacked(self, name):
        """A machine of tests/machines as a folder."""
        tree = self.folder / name
        if not tree.exists():
            subprocess.run([self._tools.unpack_tree, MACHINES / f"{name}.tree", tree], check=True)
        return tree

    def captured(self, name, devices=(), modules=()):
        """The same machine, which a real kernel finds and shows. A board without a chip for its sensors gets one."""
        tree = self.unpacked(name)
        chips = captured.hwmon_chips(tree)
        if not re.search(rf"^chip \S+ {BOARD_CHIP}$", chips, re.M):
            chips += captured.hwmon_chips(self.unpacked("sensors-healthy-asus"), BOARD_CHIP)
        files = {f"{module}.ko": (self._tools.modules / f"{module}.ko").read_bytes() for module in ("fakepci", "fakehwmon")}
        files |= {"pci": captured.pci_functions(tree), "hwmon": chips}
        smbios = captured.smbios_words(tree, self.folder, MEMORY_MIB)
        return self.machine(devices, modules, smbios=smbios, cpu=captured.processor(tree), files=files)

    def said_of_capture(self, name):
        said = subprocess.run([self._tools.rigcheck, "check", "--all", "--format", "json", "--root", self.unpacked(name)],
                              stdout=subprocess.PIPE, check=False)
        return [finding for finding in json.loads(said.stdout)["findings"] if finding["state"] == "fail"]

    def same_elsewhere(self, seen):
        """The capture taken inside tells another computer the same of the last end."""
        inside, elsewhere = (_without_moment(facts["history"]) for facts in (seen.facts, seen.elsewhere()))
        differ = [name for name in inside if inside[name] != elsewhere[name]]
        assert not differ, [(name, inside[name], elsewhere[name]) for name in differ]


def _without_moment(history):
    """The run that goes on has got older between probe and capture, and a capture numbers the runs instead of
    naming them."""
    text = json.dumps(history)
    for number, boot in enumerate(history["boots"]):
        text = text.replace(boot["boot_id"], f"run {number}")
    history = json.loads(text)
    for boot in history["boots"][:1]:
        for name in ("last_at", "lasted_s", "last_lines"):
            del boot[name]
    del history["previous_end"]["next_boot_at"]  # reckoned back from now
    return history


class Tools:
    """The programs under test, and what a guest is made of."""

    def __init__(self, rigcheck, unpack_tree, cache):
        self.rigcheck, self.unpack_tree = rigcheck, unpack_tree
        self.kernel = debian_kernel.cached(cache)
        self.modules = debian_kernel.made_modules(self.kernel, cache)


def run(case, tools):
    start = time.monotonic()
    wrong = None
    with tempfile.TemporaryDirectory(prefix="rigcheck-e2e-") as folder:
        try:
            case(Bench(tools, Path(folder)))
        except (AssertionError, GuestFailed) as error:
            wrong = str(error) or repr(error)
    print(f"{'failed' if wrong else 'passed'}  {case.__name__:<24} {time.monotonic() - start:5.1f} s", flush=True)
    if wrong:
        print(f"        {wrong}", flush=True)
    return not wrong


def main(rigcheck, unpack_tree, cache, *names):
    tools = Tools(rigcheck, unpack_tree, cache)
    cases = [case for area in AREAS for case in area.CASES if not names or case.__name__ in names]
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(lambda case: run(case, tools), cases))
    print(f"e2e: {sum(passed)} of {len(passed)} cases passed in {time.monotonic() - start:.0f} s")
    return 0 if passed and all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
