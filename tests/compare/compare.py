"""Compares two built sites as their readers meet them: text, numbers and link targets of every page, chart, CSV file and PDF.

    compare.py OLD NEW [--most N]

Markup, styles and the order of bytes may differ; words, numbers, links, anchors and names of files may not. Exits with 1 where anything
differs, after listing it. PDF files are read with PyMuPDF; without it they are compared byte by byte.
"""

import argparse
import csv
import difflib
import gzip
import io
import posixpath
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

try:
    import pymupdf
except ImportError:
    pymupdf = None

# Elements that run within a line of text.
INLINE = {"a", "abbr", "bdi", "b", "code", "em", "i", "small", "span", "strong", "time", "output", "label", "input", "tspan"}
# Elements whose text is not read.
UNREAD = {"script", "style"}
# Attributes that a reader meets, or that a link leads to.
READ = {"href", "src", "id", "alt", "aria-label", "title", "content", "lang", "dir", "datetime", "hreflang", "data-also", "data-filters"}
# Attributes that place a shape of a chart.
SHAPE = {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points", "viewBox", "transform"}


class Reader(HTMLParser):
    """Lines of text, and attributes that matter, in the order in which they are met."""

    def __init__(self, shapes, folder):
        super().__init__(convert_charrefs=True)
        self.folder = folder
        self.attributes_read = READ | SHAPE if shapes else READ
        self.lines, self.text, self.unread = [], [], 0

    def end_line(self):
        line = re.sub(r"[ \t\r\n]+", " ", "".join(self.text)).strip()
        if line:
            self.lines.append(line)
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.unread += tag in UNREAD
        if tag not in INLINE:
            self.end_line()
        for name, value in attributes:
            # Where a link leads, not how it is written.
            if name in ("href", "src") and value and not re.match(r"[a-z]+:|#", value):
                value = posixpath.normpath(posixpath.join(self.folder, value))
            if name in self.attributes_read:
                self.lines.append(f"[{tag} {name}={value or ''}]")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.unread -= tag in UNREAD

    def handle_endtag(self, tag):
        self.unread -= tag in UNREAD
        if tag not in INLINE:
            self.end_line()

    def handle_data(self, data):
        if not self.unread:
            self.text.append(data)


def marked_up(data, shapes, folder):
    reader = Reader(shapes, folder)
    reader.feed(data.decode())
    reader.close()
    reader.end_line()
    return reader.lines


def table(data):
    text = data.decode("utf-8-sig")
    between = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    return [repr(row) for row in csv.reader(io.StringIO(text), delimiter=between)]


def printed(data):
    lines = []
    with pymupdf.open(stream=data) as document:
        lines.append(f"[title {document.metadata.get('title')}]")
        lines += [f"[outline {level} {title}]" for level, title, _ in document.get_toc()]
        for page in document:
            lines.append(f"[page {page.number + 1}]")
            # A line of text where it stands on the page.
            lines += [re.sub(r"\s+", " ", line) for line in page.get_text().splitlines()]
            lines += sorted(f"[link {link.get('uri', link.get('page'))}]" for link in page.get_links())
            lines.append(f"[{len(page.get_images())} pictures, {len(page.get_drawings())} drawings]")
    return lines


def lines_of(path, folder):
    """What a reader meets in a file, a line each; None where only its bytes can be compared."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data, path = gzip.decompress(data), path.with_suffix("")
    if path.suffix == ".html":
        return marked_up(data, False, folder)
    if path.suffix == ".svg":
        return marked_up(data, True, folder)
    if path.suffix == ".csv":
        return table(data)
    if path.suffix == ".pdf" and pymupdf:
        return printed(data)
    # Names, not lengths and hashes, which differ with any byte.
    if path.name == "manifest.json":
        return re.sub(r'"(bytes|sha256)": *("[^"]*"|\d+)', "", data.decode()).splitlines()
    return None


def differences(pair):
    """The differences of two files, as lines that begin with - or +."""
    old, new, folder = pair
    if old.read_bytes() == new.read_bytes():
        return []
    before, after = lines_of(old, folder), lines_of(new, folder)
    if before is None or after is None:
        return ["! the bytes differ"]
    return [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]


def files(root):
    return {path.relative_to(root): path for path in sorted(root.rglob("*")) if path.is_file()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("old", type=Path)
    arguments.add_argument("new", type=Path)
    arguments.add_argument("--most", type=int, default=12, help="lines listed of each file")
    given = arguments.parse_args()
    old, new = files(given.old), files(given.new)
    if not old or not new:
        sys.exit(f"no files in {given.new if old else given.old}; build the site first")
    if pymupdf is None:
        print("PyMuPDF is missing: PDF files are compared byte by byte")
    differing = 0
    for name in sorted(old.keys() ^ new.keys()):
        differing += 1
        print(f"{'-' if name in old else '+'} {name}: is only in the {'old' if name in old else 'new'} site")
    common = sorted(old.keys() & new.keys())
    with ProcessPoolExecutor() as pool:
        compared = pool.map(differences, [(old[name], new[name], name.parent.as_posix()) for name in common], chunksize=16)
        for name, lines in zip(common, compared):
            if not lines:
                continue
            differing += 1
            print(f"{name}: {len(lines)} lines differ")
            for line in lines[: given.most]:
                print(f"    {line[:400]}")
    print(f"{len(common)} files in both sites, {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
