"""Compares every series of ten cities wherever a site gives it: the line of the page, its table, the title and the labels of its chart,
the CSV file, the open data, and the report in print.

    agree.py SITE [CITIES]

The site must be in English and have its briefs. A difference is printed with where it is; one is enough for exit code 1.
"""

import csv
import gzip
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pymupdf

VOID = {"meta", "link", "img", "br", "hr", "input"}
# Elements whose end tag a page leaves out.
LOOSE = {"li", "caption", "thead", "tbody", "tr", "th", "td"}


class Node:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    def text(self):
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def all(self, tag, name=None):
        for child in self.children:
            if isinstance(child, Node):
                if child.tag == tag and (name is None or name in child.attributes.get("class", "").split()):
                    yield child
                yield from child.all(tag, name)

    def own(self, tag, name=None):
        return [c for c in self.children if isinstance(c, Node) and c.tag == tag and (name is None or name in c.attributes.get("class", "").split())]


class Tree(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.at = Node("", {}, None)

    def handle_starttag(self, tag, attributes):
        closes = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr", "caption"}, "tbody": {"td", "th", "tr", "thead"}, "li": {"li"}}.get(tag, set())
        while self.at.tag in closes:
            self.at = self.at.parent
        node = Node(tag, attributes, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attributes):
        self.at.children.append(Node(tag, attributes, self.at))

    def handle_endtag(self, tag):
        while self.at.tag in LOOSE and self.at.tag != tag:
            self.at = self.at.parent
        if self.at.tag == tag:
            self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


def plain(text):
    """A text with usual spaces, once each."""
    return " ".join(re.sub("[\u2066-\u2069\u200e\u200f]", "", text).replace("\u00a0", " ").replace("\u202f", " ").split())


def number(text):
    """The number at the start of a text; none where there is no number."""
    found = re.match(r"[−-]?\d[\d,]*(\.\d+)?", plain(text))
    return float(found[0].replace(",", "").replace("−", "-")) if found else None


def decimals(text):
    found = re.match(r"[−-]?[\d,]+\.(\d+)", plain(text))
    return len(found[1]) if found else 0


def rows(path):
    for name, opened in ((path, open), (path.with_name(path.name + ".gz"), gzip.open)):
        if name.exists():
            with opened(name, "rt", encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))
    raise SystemExit(f"{path} is missing")


def lines(page):
    """Lines of a page that have a chart of their own, in their order."""
    for line in page.all("details", "line"):
        cards = line.own("div", "opened")
        if cards and cards[0].own("img"):
            yield line, cards[0]


def main():
    site = Path(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    points, progress = {}, {}
    for row in rows(site / "data/series.csv"):
        if row["value"]:
            key = (row["city"], row["measurement"], row["item"])
            if key not in points or int(row["reference_year"]) > points[key][0]:
                points[key] = (int(row["reference_year"]), float(row["value"]))
    for row in rows(site / "data/progress.csv"):
        progress[row["city"], row["measurement"], row["item"]] = row
    wrong, compared, cities = [], 0, sorted((site / "cities").glob("*.html"))[:most]
    for path in cities:
        city = path.stem
        tree = Tree()
        tree.feed(path.read_text(encoding="utf-8"))
        file = rows(site / f"tables/cities/{city}/{city}-values.csv")
        brief = next((site / "briefs").glob(f"{city}-[0-9]*.pdf"))
        with pymupdf.open(brief) as pdf:
            printed = plain(" ".join(page.get_text() for page in pdf))
        at = 0
        for line, card in lines(tree.root):
            summary = line.own("summary")[0]
            chart = path.parent / card.own("img")[0].attributes["src"]
            measurement, _, item = chart.stem.rpartition("-")
            key = (city, measurement, item)
            where = f"{city}, {measurement}, {item}"

            def same(what, given, wanted):
                if given != wanted:
                    wrong.append(f"{where}: {what} says {given!r} and not {wanted!r}")

            latest = next(summary.all("b"))
            year = plain(next(latest.all("small")).text())
            value = plain(latest.text()).removesuffix(year).strip()
            table = next(card.all("table"))
            body = [tr for tr in table.all("tr") if any(tr.all("td"))][-1]
            cells = [plain(c.text()) for c in body.children if isinstance(c, Node)]
            same("the year of its table", cells[0], year)
            # The column of a table has as many decimals in every row.
            same("its table", round(number(cells[1]), decimals(value)), number(value))
            # The open data has all decimals.
            known_year, known = points[key]
            same("the open data", (str(known_year), round(known, decimals(value))), (year, number(value)))
            caption = plain(next(table.all("caption")).text())
            # Files have no signs between thousands.
            bare = re.sub(r"(?<=\d),(?=\d{3}\b)", "", caption)
            of_series = [row for row in file if bare.startswith(plain(row["Series"]))]
            if not of_series:
                wrong.append(f"{where}: its CSV file has no series {caption!r}")
            else:
                last = of_series[-1]
                same("its CSV file", (last["Year"], number(last["Value"])), (cells[0], number(cells[1])))
            svg = ElementTree.parse(chart).getroot()
            space = "{http://www.w3.org/2000/svg}"
            title = plain(svg.find(f"{space}title").text)
            labels = [plain("".join(t.itertext())) for t in svg.iter(f"{space}text")]
            if value not in labels:
                wrong.append(f"{where}: its chart has no label {value!r}")
            if f"{value} in {year}" not in title and not re.search(rf"\b{re.escape(value)} in {year}\b", title):
                wrong.append(f"{where}: the title of its chart, {title!r}, has not {value} in {year}")
            title_cell, _, _, change, *_ = (c for c in summary.children if isinstance(c, Node))
            changed = plain(change.text())
            row = progress.get(key)
            if changed and row:
                same("its change", bool(row["change"]), True)
                scaled = float(row["change"]) * (100 if changed.split(" since")[0].rstrip().endswith("%") else 1)
                shown = 0.0 if changed.startswith("no change") else number(changed.removeprefix("+"))
                same("the open data of its change", round(scaled, decimals(changed.removeprefix("+"))) + 0.0, shown)
                same("the year of its baseline", f"since {row['baseline_year']}", "since " + changed.rsplit(" ", 1)[1])
            name = plain("".join(c if isinstance(c, str) else "" for c in title_cell.children))
            found = re.compile(rf"{re.escape(name)}.{{0,160}}?{re.escape(value)} {year}\b").search(printed, at)
            if found is None:
                wrong.append(f"{where}: its report in print has not {name!r} with {value} of {year}")
            else:
                at = found.start()
            compared += 1
    for fault in wrong:
        print(fault)
    print(f"{compared} series of {len(cities)} cities compared in page, table, chart, CSV, open data and print: {len(wrong)} differences")
    # Nothing compared proves nothing.
    return 1 if wrong or compared < 30 * len(cities) else 0


sys.exit(main())
