#!/usr/bin/env python3
"""Whether names in every script can be copied from the reports as they were typed: names.py REGISTRY BRIEFS...

PDFium, which Chrome reads with, extracts the first page of each city's report, and so does Poppler's pdftotext where it
is installed. Characters that only mark a direction are left out of the comparison. A name of which no font at hand has a letter is printed in its Latin form and is counted,
not compared.
"""

import csv
import pathlib
import shutil
import subprocess
import sys
import unicodedata

import pypdfium2

MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u0002"))


def plain(text):
    return unicodedata.normalize("NFC", " ".join(text.translate(MARKS).split()))


def scripts(text):
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}


def extracted(path):
    """The text of the first page, by reader."""
    pages = {"PDFium": pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()}
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-enc", "UTF-8", "-l", "1", str(path), "-"]
        pages["pdftotext"] = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return {reader: plain(text) for reader, text in pages.items()}


def main():
    registry, *folders = sys.argv[1:]
    with open(registry, newline="", encoding="utf-8") as file:
        cities = list(csv.DictReader(file))
    wrong, compared, latin_only = [], set(), 0
    for folder in map(pathlib.Path, folders):
        for city in cities:
            for path in folder.glob(f"{city['city']}-[0-9][0-9][0-9][0-9].pdf"):
                for reader, page in extracted(path).items():
                    for name in filter(None, (city["name"], city["local_name"])):
                        if plain(name) in page:
                            compared |= scripts(name)
                        elif not any(c.isalpha() and c in page for c in plain(name)):
                            latin_only += 1
                        else:
                            wrong.append(f"{path}: {name!r} is not in the text that {reader} reads of the first page")
    for line in wrong:
        print(line)
    print(f"names: {len(wrong)} wrong, scripts compared: {', '.join(sorted(compared))}; {latin_only} without a font")
    # The faces that the program carries have these.
    missing = {"LATIN", "ARABIC", "CYRILLIC"} - compared
    if missing:
        print(f"no name in {', '.join(sorted(missing))} was compared")
    sys.exit(1 if wrong or missing else 0)


main()
