"""A log of every write that reached a drive.

QEMU writes it (block/blklogwrites.c), in the format of the kernel's drivers/md/dm-log-writes.c: a header
sector, then for each request a sector that describes it and the data that it wrote.

An entry is logged when its request has been carried out, before the guest hears of it. The guests of this
test send one request at a time (a SATA disk without command queueing), so that the order of the log is the
order of the requests, and a flush makes safe exactly the writes that stand before it.
"""
import mmap
import struct
from dataclasses import dataclass

SECTOR = 512
MAGIC = 0x6A736677736872
FLUSH, FUA, DISCARD = 1, 2, 4


@dataclass
class Entry:
    sector: int
    sectors: int
    flags: int
    data: int  # where in the log its data stand


class WriteLog:
    def __init__(self, file):
        with open(file, "rb") as log:
            self._bytes = mmap.mmap(log.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, count, sector = struct.unpack_from("<QQQI", self._bytes)
        if (magic, version, sector) != (MAGIC, 1, SECTOR):
            raise ValueError(f"{file}: not a write log with sectors of {SECTOR} bytes")
        self.entries = []
        at = SECTOR
        for _ in range(count):
            entry = Entry(*struct.unpack_from("<QQQ", self._bytes, at), at + SECTOR)
            self.entries.append(entry)
            at = entry.data + (0 if entry.flags & DISCARD else entry.sectors * SECTOR)

    def data(self, entry):
        """What it wrote. What is read after a discard is up to the drive: zeros here."""
        size = entry.sectors * SECTOR
        return bytes(size) if entry.flags & DISCARD else self._bytes[entry.data:entry.data + size]

    def intervals(self):
        """Of the log between two flushes: where the first flush ends and where the second one begins."""
        start = 0
        for n, entry in enumerate(self.entries):
            if entry.flags & FLUSH:
                yield start, n
                start = n + 1
        yield start, len(self.entries)
