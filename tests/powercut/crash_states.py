"""What a drive may hold when the power goes: all that a flush has made safe, and any part of the rest.

The rest is taken apart into sectors of 512 bytes, which a drive writes as one. Choices are applied in the
order of the log. That covers reordering as well: where two writes meet in a sector, leaving out the later
one is what a drive does that wrote the earlier one last; and no drive brings back data older than those
that it has written.
"""
import random
import subprocess
from pathlib import Path

from write_log import FUA, SECTOR

# How much of the unsafe writes is left: for each of them the sectors that are kept.


def _all(entry):
    return range(entry.sectors)


def _nothing(rng, unsafe):
    return [() for _ in unsafe]


def _everything(rng, unsafe):
    return [_all(entry) for entry in unsafe]


def _all_but_one(rng, unsafe):
    lost = rng.choice(unsafe)
    return [() if entry is lost else _all(entry) for entry in unsafe]


def _only_one(rng, unsafe):
    kept = rng.choice(unsafe)
    return [_all(entry) if entry is kept else () for entry in unsafe]


def _some(rng, unsafe):
    return [_all(entry) if rng.random() < 0.5 else () for entry in unsafe]


def _torn_end(rng, unsafe):
    """In order, up to one that is cut off in its middle."""
    last = rng.randrange(len(unsafe))
    torn = range(rng.randint(0, unsafe[last].sectors))
    return [_all(entry) for entry in unsafe[:last]] + [torn] + [()] * (len(unsafe) - last - 1)


def _torn_everywhere(rng, unsafe):
    """Each sector for itself: as badly as a drive can."""
    share = rng.choice((0.1, 0.5, 0.9))
    return [[n for n in _all(entry) if rng.random() < share] for entry in unsafe]


CHOICES = (_nothing, _everything, _all_but_one, _only_one, _some, _torn_end, _torn_everywhere, _torn_everywhere)


class CrashStates:
    """The crash states of one write log. The image `safe` moves on along the log, flush by flush; the sector
    `acknowledgements` is the test's own and no part of the file system."""

    def __init__(self, log, safe, acknowledgements, seed):
        self._log, self._safe, self._acknowledgements = log, safe, acknowledgements
        self._rng = random.Random(seed)
        self._applied = 0
        self._seen = set()

    def make(self, count, image):
        """Up to so many, no two alike, in the order of the log: writes the file image(), yields how much of the
        log had happened. A state that the drive can be in at some moment after a flush it can also be in just
        before the next one; so that is taken, when most has been acknowledged."""
        for start, end in sorted(self._moments(count)):
            changes = self._unseen_choice(start, end)
            if changes is not None:
                subprocess.run(["cp", "--sparse=always", self._safe, image()], check=True)
                _write(image(), changes.items())
                yield end

    def _moments(self, count):
        """Between any two flushes, more often where many writes are unsafe at once."""
        intervals = list(self._log.intervals())
        weights = [len(self._unsafe(*interval)) + 0.1 for interval in intervals]
        return self._rng.choices(intervals, weights, k=count)

    def _unsafe(self, start, end):
        return [entry for entry in self._log.entries[start:end] if entry.sector != self._acknowledgements]

    def _unseen_choice(self, start, end):
        """What differs from the safe image: data by sector. None when every choice has been there."""
        _write(self._safe, ((entry.sector, self._log.data(entry)) for entry in
                            self._log.entries[self._applied:start]))
        self._applied = start
        for _ in range(10):
            changes = self._changes(self._unsafe(start, end))
            key = (start, hash(frozenset(changes.items())))
            if key not in self._seen:
                self._seen.add(key)
                return changes
        return None

    def _changes(self, unsafe):
        kept = self._rng.choice(CHOICES)(self._rng, unsafe) if unsafe else []
        sectors = {}
        for entry, which in zip(unsafe, kept):
            data = self._log.data(entry)
            for n in _all(entry) if entry.flags & FUA else which:  # FUA: safe by itself
                sectors[entry.sector + n] = data[n * SECTOR:(n + 1) * SECTOR]
        with open(self._safe, "rb") as safe:
            return {sector: data for sector, data in sectors.items() if _read(safe, sector) != data}


def _read(disk, sector):
    disk.seek(sector * SECTOR)
    return disk.read(SECTOR)


def _write(image, changes):
    with Path(image).open("r+b") as disk:
        for sector, data in changes:
            disk.seek(sector * SECTOR)
            disk.write(data)
