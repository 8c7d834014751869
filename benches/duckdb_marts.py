"""The marts' own SQL in DuckDB, over the same Parquet files.

usage: python benches/duckdb_marts.py STORE GIVEN SECONDS [THREADS]
Runs every file of queries/staging, intermediate and marts, and the checks that they need, in the order of what they need. Relations that
no SQL file defines (the brief, the nearest neighbours, what may be counted and not shown) are Parquet files of the folder GIVEN, whose ours.csv
says the rows of each mart here; SECONDS is what all marts take here. A file that DuckDB cannot run is named with its message, and so is what
needs it. Prints the seconds of the relations that ran, and how many times as long all take here. `cargo bench` calls it.
"""

import csv
import re
import sys
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("staging", "intermediate", "marts", "checks")


def main(store, given, here, threads):
    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    db.execute("set preserve_insertion_order = false")
    # As standard SQL and DataFusion have it.
    db.execute("set integer_division = true")
    db.execute("create macro signum(x) as sign(x)")
    snapshot = store / "snapshots" / (store / "CURRENT").read_text().strip()
    for folder in (snapshot, given):
        for path in sorted(folder.glob("*.parquet")):
            db.execute(f"create view \"{path.stem}\" as select * from read_parquet('{path}')")
    with open(given / "ours.csv", newline="") as file:
        ours = {row["name"]: row for row in csv.DictReader(file)}
    files = {p.stem: p for folder in FOLDERS for p in sorted((ROOT / "queries" / folder).glob("*.sql"))}
    sql = {name: "\n".join(line for line in p.read_text().splitlines() if not line.startswith("--")) for name, p in files.items()}
    words = {name: set(re.findall(r"[a-z_0-9]+", text)) for name, text in sql.items()}
    seconds, rows, skipped = run(db, files, sql, words)
    for name, message in skipped.items():
        print(f"  DuckDB cannot run {name}: {message}")
    marts = [n for n in rows if files[n].parent.name == "marts"]
    for name in marts:
        if rows[name] != int(ours[name]["rows"]):
            print(f"  rows of {name}: {rows[name]} in DuckDB, {ours[name]['rows']} here")
    theirs = sum(seconds.values())
    print(f"  {'in DuckDB ' + duckdb.__version__:<34} {theirs:8.2f} s, {len(marts)} of {sum(p.parent.name == 'marts' for p in files.values())} marts")
    print(f"  {'all of them here':<34} {here:8.2f} s, {here / theirs:.1f} times as long")


def run(db, files, sql, words):
    """Each file after those it needs, as a view or a table as its header says."""
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
        kind = "view" if "\n-- made: view\n" in files[name].read_text() else "table"
        began = time.perf_counter()
        try:
            db.execute(f"create {kind} \"{name}\" as {sql[name]}")
            if kind == "table":
                rows[name] = db.execute(f'select count(*) from "{name}"').fetchone()[0]
        except duckdb.Error as error:
            skipped[name] = str(error).splitlines()[0]
            return
        seconds[name] = time.perf_counter() - began

    for name in sorted(n for n in sql if files[n].parent.name != "checks"):
        make(name)
    return seconds, rows, skipped


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 2)
