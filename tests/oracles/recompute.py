"""Runs every script of this folder anew and compares what it writes with what is committed.

usage: python tests/oracles/recompute.py
Prints for each file the rows compared and the rows that differ: numbers by more than 1e-9, or anything else at all. The committed files are
put back as they were. Exit code 1 where a row differs, or where a script writes nothing.
"""

import csv
import io
import math
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
# This script, those that read whole stores, and their parts.
OTHERS = {"recompute.py", "second.py", "movement.py", "peers.py", "coverage.py", "panel.py", "points.py", "counts.py"}


def files():
    return sorted(p for folder in ("tests/fixtures", "data/framework") for p in (ROOT / folder).rglob("*.csv"))


def same(a, b):
    if a == b:
        return True
    try:
        x, y = float(a), float(b)
    except ValueError:
        return False
    return math.isfinite(x) and math.isfinite(y) and abs(x - y) <= 1e-9 * max(1.0, abs(x), abs(y))


def differing(before, after):
    one, two = (list(csv.reader(io.StringIO(text.decode("utf-8")))) for text in (before, after))
    longest = max(len(one), len(two))
    pairs = zip(one + [None] * (longest - len(one)), two + [None] * (longest - len(two)))
    different = sum(a is None or b is None or len(a) != len(b) or not all(map(same, a, b)) for a, b in pairs)
    return longest - 1, different


def main():
    failed = False
    for script in sorted(HERE.glob("*.py")):
        if script.name in OTHERS:
            continue
        before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in files()}
        subprocess.run([sys.executable, script], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        written = [p for p in files() if p not in before or p.stat().st_mtime_ns != before[p][1]]
        if not written:
            print(f"{script.name}: writes no file")
        for path in written:
            committed = before.get(path, (b"", 0))[0]
            rows, different = differing(committed, path.read_bytes())
            failed |= different > 0
            print(f"{script.name}: {path.relative_to(ROOT)}: {rows} rows compared, {different or 'none'} differ")
            if path in before:
                path.write_bytes(committed)
        failed |= not written
    sys.exit(failed)


if __name__ == "__main__":
    main()
