"""The marts' own SQL in DuckDB, over the same Parquet files.

usage: python benches/duckdb_marts.py STORE GIVEN SECONDS [THREADS]
Runs every file of queries/lookups, staging, steps, views and marts in the order of what they need. Relations that no SQL file defines (the brief,
the nearest neighbours, what may be counted and not shown) are Parquet files of the folder GIVEN, whose rows.csv says how many rows each mart has
here. A file that DuckDB cannot run is named with its message, and so is what needs it. Prints the seconds of all relations that ran, and their
ratio to SECONDS, which this program took for all, its search for neighbours included. `cargo bench` calls it.
"""

import csv
import re
import sys
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("lookups", "staging", "steps", "marts", "views")
VIEWS = ("staging", "views")


def main(store, given, ours, threads):
    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    db.execute("set preserve_insertion_order = false")
    snapshot = store / "snapshots" / (store / "CURRENT").read_text().strip()
    for folder in (snapshot, given):
        for path in sorted(folder.glob("*.parquet")):
            db.execute(f"create view \"{path.stem}\" as select * from read_parquet('{path}')")
    with open(given / "rows.csv", newline="") as file:
        expected = {name: int(n) for name, n in csv.reader(file)}
    files = {p.stem: p for folder in FOLDERS for p in sorted((ROOT / "queries" / folder).glob("*.sql"))}
    sql = {name: "\n".join(line for line in p.read_text().splitlines() if not line.startswith("--")) for name, p in files.items()}
    words = {name: set(re.findall(r"[a-z_0-9]+", text)) for name, text in sql.items()}
    seconds, rows, skipped = run(db, files, sql, words)
    for name, message in skipped.items():
        print(f"  DuckDB cannot run {name}: {message}")
    marts = [n for n in rows if files[n].parent.name == "marts"]
    for name in marts:
        if rows[name] != expected[name]:
            print(f"  rows of {name}: {rows[name]} in DuckDB, {expected[name]} here")
    theirs = sum(seconds.values())
    left_out = f"; without {len(skipped)} relations" if skipped else ""
    print(f"  {'the same SQL in DuckDB ' + duckdb.__version__:<34} {theirs:8.2f} s, {len(marts)} marts{left_out}; here {ours / theirs:.1f} times as long")


def run(db, files, sql, words):
    """Each file after those it needs; staging and views as views, the rest as tables, as the program does it."""
    seconds, rows, skipped = {}, {}, {}
    done = set()

    def make(name):
        if name in done:
            return
        done.add(name)
        needs = [n for n in sorted(sql) if n != name and n in words[name]]
        for needed in needs:
            make(needed)
        missing = [n for n in needs if n in skipped]
        if missing:
            skipped[name] = f"needs {', '.join(missing)}"
            return
        kind = "view" if files[name].parent.name in VIEWS else "table"
        began = time.perf_counter()
        try:
            db.execute(f"create {kind} \"{name}\" as {sql[name]}")
            if kind == "table":
                rows[name] = db.execute(f'select count(*) from "{name}"').fetchone()[0]
        except duckdb.Error as error:
            skipped[name] = str(error).splitlines()[0]
            return
        seconds[name] = time.perf_counter() - began

    for name in sorted(sql):
        make(name)
    return seconds, rows, skipped


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 2)
