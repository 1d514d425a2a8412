"""Reads a report of a move with Python's own readers, and prints what they make of it."""
import csv
import html.parser
import json
import sys
from pathlib import Path

report = Path(sys.argv[1])


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.bad, self.tags, self.text, self.scopes, self.open = [], {}, [], 0, []
        self.policy = ""

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag not in ("meta", "rect", "line"):
            self.open.append(tag)
        if tag in ("script", "iframe", "object", "embed", "link", "img", "form", "base", "a"):
            self.bad.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "href", "style", "action", "srcset"):
                self.bad.append(f"{tag} {name}")
            if name == "content" and "default-src" in (value or ""):
                self.policy = value
        if tag == "th":
            self.scopes += dict(attributes).get("scope") in ("col", "row")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"</{tag}>")

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.bad.append("comment")


page = Page()
page.feed((report / "report.html").read_bytes().decode("utf-8"))
page.close()
whole = json.loads((report / "report.json").read_bytes())
raw = (report / "exceptions.csv").read_bytes()
rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), strict=True))
events = [json.loads(line) for line in (report / "events.jsonl").read_bytes().splitlines()]
print(json.dumps({
    "bad": page.bad,
    "open": page.open,
    "policy": page.policy,
    "tags": page.tags,
    "scopes": page.scopes,
    "places": whole["places"],
    "head": whole["chain"]["head"],
    "headShown": any(whole["chain"]["head"] in text for text in page.text),
    "columns": sorted({len(row) for row in rows}),
    "rows": len(rows) - 1,
    "formulas": [c for row in rows for c in row if c[:1] in tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")],
    "lineEnds": raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r") == len(rows),
    "mark": raw.startswith(b"\xef\xbb\xbf"),
    "events": len(events),
    "subjects": [row[7] for row in rows[1:]],
}))
