"""Reads a page from standard input and prints what is wrong with it: tags that do not balance, ids or
attributes given twice, headings out of order, drawings without words, anything loaded or run."""

import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "input", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a", "use", "image"}
NOT_IN_P = {"p", "ul", "ol", "table", "details", "h1", "h2", "h3", "article", "figure", "div"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.last_heading = [], [], 0

    def complain(self, text):
        self.wrong.append(f"line {self.getpos()[0]}: {text}")

    def look(self, tag, attributes):
        names = [name for name, _ in attributes]
        if tag in FORBIDDEN:
            self.complain(f"<{tag}>")
        if len(names) != len(set(names)):
            self.complain(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            if name in ("src", "href", "xlink:href", "style", "srcset", "action") or name.startswith("on"):
                self.complain(f"{name}={value!r}")
        if tag == "svg" and not (("role", "img") in attributes and dict(attributes).get("aria-label")):
            self.complain("a drawing without role and words")
        if tag in NOT_IN_P and "p" in self.open:
            self.complain(f"<{tag}> inside <p>")
        if tag in ("h1", "h2", "h3", "h4"):
            level = int(tag[1])
            if level > self.last_heading + 1:
                self.complain(f"<{tag}> after <h{self.last_heading}>")
            self.last_heading = level

    def handle_starttag(self, tag, attributes):
        self.look(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.look(tag, attributes)
        if "svg" not in self.open:
            self.complain(f"<{tag}/> outside of a drawing")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.complain(f"</{tag}> does not close what is open")


text = sys.stdin.read()
page = Page()
if not text.startswith("<!DOCTYPE html>\n<html lang="):
    page.wrong.append("no doctype or language")
for outside in ("http:", "https:", "url(", "@import", "//www"):
    if outside in text:
        page.wrong.append(f"holds {outside}")
page.feed(text)
page.close()
page.wrong += [f"<{tag}> is never closed" for tag in page.open]
print("\n".join(page.wrong), end="")
