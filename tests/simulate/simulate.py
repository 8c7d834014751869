"""How often the methods find something where nothing changed: networks of pure noise through the real program and its SQL.

usage: python tests/simulate/simulate.py PROGRAM NAME=STORE... [--keep FILE]
For each STORE (the shape: its cities, series, years, sources, intervals, context) and each correlation of neighbouring years (0, 0.3, 0.6)
it writes a network in which every series stays at its mean and only noise moves it, ingests it with PROGRAM, and asks each measure of
MEASURES for counts. Prints them, writes them to FILE, and exits with 1 where an aim is missed.

A measure is a module of this folder with
    AIMS: {(measure, correlation): largest share}, checked in every network of the shape of real data, and
    measure(store) -> {measure: (found, of)}.
Noise: what the interval or the sample size of a value says, else the usual fluctuation of its measurement, item and source kind.
"""

import argparse
import csv
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "oracles"))
sys.path.insert(0, str(HERE))

import noise  # noqa: E402
import sizes  # noqa: E402
import standings  # noqa: E402
from second import Store  # noqa: E402

CORRELATIONS = (0, 0.3, 0.6)
MEASURES = [sizes, standings]
COLUMNS = ["network", "correlation", "measure", "found", "of", "share"]


def ingested(program, network, folder):
    """The store of a network's folder; findings are of no interest, refused rows are."""
    done = subprocess.run([program, "ingest", "--network", network, "--store", folder], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr or done.stdout)
    return Store(program, folder)


def measured(program, name, network, correlation):
    """Counts of every measure of one network of noise."""
    with tempfile.TemporaryDirectory() as folder:
        store = ingested(program, network, pathlib.Path(folder) / "store")
        rows = []
        for module in MEASURES:
            for measure, (found, of) in module.measure(store).items():
                rows.append(dict(zip(COLUMNS, [name, correlation, measure, found, of, round(found / of, 5) if of else ""])))
        return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("shapes", nargs="+", metavar="NAME=STORE")
    parser.add_argument("--keep", type=pathlib.Path)
    given = parser.parse_args()
    rows = []
    for shape in given.shapes:
        name, folder = shape.split("=", 1)
        store = Store(given.program, folder)
        # What the same measures say of the real values, to compare with.
        rows += [dict(zip(COLUMNS, [name, "real", m, f, of, round(f / of, 5) if of else ""])) for m, (f, of) in standings.measure(store).items()]
        real = noise.Shape(store)
        for correlation in CORRELATIONS:
            with tempfile.TemporaryDirectory() as network:
                real.write(pathlib.Path(network), correlation, random.Random(f"{name} {correlation}"))
                rows += measured(given.program, name, network, correlation)
    for correlation in CORRELATIONS:
        with tempfile.TemporaryDirectory() as network:
            noise.write_lengths(pathlib.Path(network), correlation, random.Random(f"lengths {correlation}"))
            rows += [r for r in measured(given.program, "lengths", network, correlation) if r["measure"].startswith("trend")]
    failed = False
    for row in rows:
        aims = [m.AIMS.get((row["network"], row["measure"], row["correlation"])) for m in MEASURES]
        aim = next((a for a in aims if a is not None), None)
        missed = aim is not None and row["share"] > aim
        failed |= missed
        note = "" if aim is None else f"  at most {aim}{': MISSED' if missed else ''}"
        print(f"{row['network']:<8} {row['correlation']:<4} {row['measure']:<28} {row['found']:>7} of {row['of']:>7} {row['share']!s:>9}{note}")
    if given.keep:
        with open(given.keep, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    sys.exit(failed)


if __name__ == "__main__":
    main()
