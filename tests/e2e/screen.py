"""An X display of its own, with a mouse, a keyboard and a camera."""
import os
import struct
import subprocess
import tempfile
import time
import zlib
from pathlib import Path


class Screen:
    """Xvfb that keeps its picture in a file, so that no other program is needed to see it."""

    def __init__(self, width, height, dpi=96):
        self.folder = tempfile.TemporaryDirectory(prefix="rigcheck-screen-")
        reader, writer = os.pipe()
        # -noreset: without it the server forgets its settings when the last program leaves.
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-noreset", "-nolisten",
             "tcp", "-fbdir", self.folder.name],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as number:
            self.display = ":" + number.readline().strip()
        if self.display == ":":
            raise RuntimeError("Xvfb did not start")
        self.environment = dict(os.environ, DISPLAY=self.display)
        if dpi != 96:
            subprocess.run(["xrdb", "-merge"], input=f"Xft.dpi: {dpi}\n", text=True, env=self.environment, check=True)

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()

    def do(self, *words):
        subprocess.run(["xdotool", *[str(word) for word in words]], env=self.environment, check=True)

    def click(self, x, y):
        self.do("mousemove", int(x), int(y))
        time.sleep(0.1)
        self.do("click", 1)

    def key(self, name):
        """Held until a slow picture has seen it: Dear ImGui looks at the keys once a picture."""
        names = name.split("+")
        for one in names:
            self.do("keydown", one)
        time.sleep(0.2)
        for one in reversed(names):
            self.do("keyup", one)
        time.sleep(0.1)

    def type(self, text):
        self.do("type", "--delay", 30, text)

    def picture(self, file):
        """The whole screen as a PNG file, from the server's own XWD file."""
        raw = (Path(self.folder.name) / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", raw[:100])
        size, width, height, line = header[0], header[4], header[5], header[12]
        colours = header[19]
        start = size + colours * 12
        rows = bytearray()
        for y in range(height):
            row = raw[start + y * line:start + y * line + width * 4]
            pixels = bytearray(width * 3)
            pixels[0::3], pixels[1::3], pixels[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + pixels

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
               chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b""))
        Path(file).write_bytes(png)
