#!/usr/bin/env python3
"""The real program in a real window, by mouse and by keyboard, from the first click to the saved report.

wizard.py WIZARD UNPACK_TREE MACHINES PICTURES

The machine has a graphics card on half its lanes and both sticks of RAM in one channel. A picture of each
step is left in the folder PICTURES. What can be seen and clicked, the program itself writes down (--places).
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from screen import Screen  # noqa: E402

PATIENCE = 60  # seconds; a loaded machine draws slowly


class Wizard:
    def __init__(self, program, screen, folder, machine, *options):
        self.screen = screen
        self.places = folder / "places.json"
        self.places.unlink(missing_ok=True)
        environment = dict(screen.environment, HOME=str(folder), LIBGL_ALWAYS_SOFTWARE="1")
        self.process = subprocess.Popen(
            [program, "--root", machine, "--session", folder / "session.json", "--places", self.places, *options],
            env=environment)

    def labels(self):
        try:
            return json.loads(self.places.read_text())["labels"]
        except FileNotFoundError:
            return []

    def find(self, text, clickable=False):
        """The item of that label, or else the first whose label begins so."""
        items = [item for item in self.labels() if item["clickable"] or not clickable]
        exact = [item for item in items if item["label"] == text]
        begins = [item for item in items if item["label"].startswith(text)]
        return next(iter(exact + begins), None)

    def see(self, text):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the program ended while waiting for: {text}"
            if any(text in item["label"] for item in self.labels()):
                return
            time.sleep(0.05)
        raise AssertionError(f"not on the screen: {text}\n" + "\n".join(item["label"] for item in self.labels()))

    def click(self, label):
        self.see(label)
        item = self.find(label, clickable=True)
        assert item is not None, f"cannot be clicked: {label}"
        self.screen.click(item["x"] + item["width"] / 2, item["y"] + item["height"] / 2)

    def walk_to(self, label):
        """By arrows, as somebody does who sees where the frame of the keyboard is."""
        self.see(label)
        for _ in range(80):
            focus = next((item for item in self.labels() if item["focused"]), None)
            goal = self.find(label, clickable=True)
            if focus is None:
                self.screen.key("Down")
            elif focus["label"] == goal["label"]:
                return
            elif (focus["x"] < 240) != (goal["x"] < 240):  # the list of pages, and the page
                self.screen.key("Right" if goal["x"] > focus["x"] else "F6")
            elif abs(goal["y"] - focus["y"]) > 8:
                self.screen.key("Down" if goal["y"] > focus["y"] else "Up")
            else:
                self.screen.key("Right" if goal["x"] > focus["x"] else "Left")
        raise AssertionError("the keyboard does not reach: " + label)

    def replace_text(self, label, text):
        self.click(label)
        time.sleep(0.3)
        self.screen.key("ctrl+a")
        self.screen.type(text)

    def quit(self):
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.screen.key("ctrl+q")
            time.sleep(0.5)
        assert self.process.wait(timeout=1) == 0


def first_click_to_report(program, machine, pictures):
    """By mouse."""
    screen = Screen(1400, 1000)
    with tempfile.TemporaryDirectory(prefix="rigcheck-e2e-") as name:
        folder = Path(name)
        wizard = Wizard(program, screen, folder, machine)
        try:
            wizard.see("Graphics card runs at x8 of x16")
            screen.picture(pictures / "1-overview.png")
            wizard.click("PCIe")
            wizard.see("The narrowest place on the way")
            screen.picture(pictures / "2-pcie.png")
            wizard.click("Memory")
            wizard.see("All RAM sticks share one memory channel")
            wizard.see("it goes here")
            screen.picture(pictures / "3-memory.png")
            wizard.click("Step by step##memory.single-channel")
            wizard.see("rigcheck sees: ")
            wizard.click("Done")
            wizard.see("done: ")
            screen.picture(pictures / "4-checklist.png")
            wizard.click("中文")
            wizard.see("清单")
            screen.picture(pictures / "5-chinese.png")
            wizard.click("English")
            wizard.click("Report")
            wizard.see("This, and nothing else, will be in the file")
            wizard.replace_text("Save as =", str(folder / "mine.html"))
            wizard.click("Save")
            wizard.see("Saved: ")
            screen.picture(pictures / "6-report.png")
            report = (folder / "mine.html").read_text()
            assert report.startswith("<!DOCTYPE html>") and "x8 of x16" in report
            wizard.click("Plain text")
            wizard.click("Save")
            wizard.see("Saved: ")
            text = (folder / "rigcheck-report.txt").read_text()
            assert "All RAM sticks share one memory channel" in text
            assert "S4J2NF0M123456" not in report + text
            session = json.loads((folder / "session.json").read_text())
            assert session["walks"]["first-boot"]["given"], "the answer was not kept"
            wizard.quit()
        finally:
            screen.picture(pictures / "last.png")
            wizard.process.kill()
            screen.close()


def by_keyboard(program, machine, pictures):
    """Not one click: arrows, Enter, Space, Ctrl with Page Down, Ctrl with S."""
    screen = Screen(1400, 1000)
    with tempfile.TemporaryDirectory(prefix="rigcheck-e2e-") as name:
        folder = Path(name)
        wizard = Wizard(program, screen, folder, machine)
        try:
            wizard.see("Graphics card runs at x8 of x16")
            screen.do("mousemove", 1100, 20)  # keys go to the window below the pointer; it clicks nothing
            screen.key("ctrl+Next")
            wizard.see("The narrowest place on the way")
            wizard.walk_to("Evidence###evidence:pcie.gpu-width@0000:03:00.0")
            screen.picture(pictures / "7-focus.png")
            screen.key("Return")
            wizard.see("Hide evidence")
            wizard.walk_to("Memory")
            screen.key("space")
            wizard.see("it goes here")
            screen.key("ctrl+s")
            wizard.see("This, and nothing else, will be in the file")
            wizard.walk_to("Save")
            screen.key("Return")
            wizard.see("Saved: ")
            screen.picture(pictures / "8-saved-by-keyboard.png")
            assert (folder / "rigcheck-report.html").exists()
            wizard.quit()
        finally:
            wizard.process.kill()
            screen.close()


def on_a_fine_display(program, machine, pictures):
    """Twice the dots: everything twice as large, nothing outside the window, both languages."""
    screen = Screen(2600, 1800, dpi=192)
    with tempfile.TemporaryDirectory(prefix="rigcheck-e2e-") as name:
        for language in ("en", "zh_CN"):
            wizard = Wizard(program, screen, Path(name), machine, "--lang", language)
            try:
                wizard.see("x8")
                widths = [item for item in wizard.labels() if item["label"] == "rigcheck"]
                assert widths[0]["height"] > 40, "the letters are not larger"
                screen.picture(pictures / f"9-fine-{language}.png")
                for _ in range(12):
                    for item in wizard.labels():
                        assert item["x"] >= 0 and item["x"] + item["width"] <= 2400, item
                    screen.key("ctrl+Next")
                    time.sleep(0.3)
                wizard.quit()
            finally:
                wizard.process.kill()
        screen.close()


def main():
    program, unpack, machines, pictures = sys.argv[1:5]
    pictures = Path(pictures)
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rigcheck-machine-") as machine:
        subprocess.run([unpack, os.path.join(machines, "new-build.tree"), machine + "/root"], check=True)
        first_click_to_report(program, machine + "/root", pictures)
        by_keyboard(program, machine + "/root", pictures)
        on_a_fine_display(program, machine + "/root", pictures)
    print(f"pictures of each step: {pictures}")


if __name__ == "__main__":
    main()
