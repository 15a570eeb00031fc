#!/usr/bin/env python3
"""The real rigcheck on a real kernel, in machines that QEMU makes up.

e2e.py RIGCHECK CACHE [CASE...]

A case is a function of a module of this folder, named in its CASES: it builds a machine, looks at it with
rigcheck, and asserts what rigcheck must have seen and said.
"""
import concurrent.futures
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import history  # noqa: E402
import kernel as debian_kernel  # noqa: E402
from guest import GuestFailed  # noqa: E402
from machine import Machine  # noqa: E402

AREAS = (history,)


class Bench:
    """What a case gets: machines, and a folder of its own."""

    def __init__(self, kernel, rigcheck, folder):
        self._kernel, self._rigcheck, self.folder = kernel, rigcheck, folder

    def machine(self, devices=(), **options):
        return Machine(self._kernel, self._rigcheck, self.folder, devices, **options)

    def same_elsewhere(self, seen, area):
        """The capture taken inside tells another computer the same."""
        elsewhere = seen.elsewhere()
        assert elsewhere[area] == seen.facts[area], (elsewhere[area], seen.facts[area])


def run(case, kernel, rigcheck):
    start = time.monotonic()
    wrong = None
    with tempfile.TemporaryDirectory(prefix="rigcheck-e2e-") as folder:
        try:
            case(Bench(kernel, rigcheck, Path(folder)))
        except (AssertionError, GuestFailed) as error:
            wrong = str(error) or repr(error)
    print(f"{'failed' if wrong else 'passed'}  {case.__name__:<24} {time.monotonic() - start:5.1f} s", flush=True)
    if wrong:
        print(f"        {wrong}", flush=True)
    return not wrong


def main(rigcheck, cache, *names):
    kernel = debian_kernel.cached(cache)
    cases = [case for area in AREAS for case in area.CASES if not names or case.__name__ in names]
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(lambda case: run(case, kernel, rigcheck), cases))
    print(f"e2e: {sum(passed)} of {len(passed)} cases passed in {time.monotonic() - start:.0f} s")
    return 0 if passed and all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
