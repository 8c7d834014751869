#!/usr/bin/env python3
"""Write the fonts of pages and charts, data/webfonts/*.woff2: python3 data/webfonts.py FOLDER-OF-NOTO-SANS

The folder is `fonts` of the crate notosans (Noto Sans, SIL Open Font License 1.1), which briefs are set in as well.
Kept are the characters of languages in Latin, Greek and Cyrillic letters, punctuation, and the arrows and signs that
charts use: a third of the bytes. Needs fonttools and brotli.
"""

import pathlib
import shutil
import sys

from fontTools import subset

CHARACTERS = "U+0020-024F,U+02B0-036F,U+0370-052F,U+1E00-1EFF,U+2000-2063,U+20A0-20BF,U+2100-218F,U+2190-22FF,U+25A0-25FF"


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(__file__).parent / "webfonts"
    for face, weight in [("Regular", 400), ("Bold", 700)]:
        options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=["*"], recalc_timestamp=False)
        font = subset.load_font(source / f"NotoSans-{face}.ttf", options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
        subsetter.subset(font)
        subset.save_font(font, target / f"noto-sans-{weight}.woff2", options)
    shutil.copyfile(source / "LICENSE_OFL.txt", target / "LICENSE.txt")


main()
