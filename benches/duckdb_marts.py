"""The marts' own SQL in DuckDB, over the same Parquet files, and its time beside ours.

usage: python benches/duckdb_marts.py PROGRAM STORE [THREADS]
Runs every file of queries/staging, steps and marts in the order of what they need. Relations that no SQL file defines (the brief, the nearest
neighbours) are taken from PROGRAM. A file that DuckDB cannot run is named with its message, and so is what needs it. Prints the seconds of each
mart that took a tenth or more, of all, and of PROGRAM for all; rows are counted on both sides.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]


def ask(program, store, query, out):
    with open(out, "wb") as file:
        subprocess.run([program, "sql", "--store", store, "--format", "parquet", query], check=True, stdout=file)
    return out


def main(program, store, threads):
    db = duckdb.connect()
    db.execute(f"set threads = {threads}")
    db.execute("set preserve_insertion_order = false")
    snapshot = store / "snapshots" / (store / "CURRENT").read_text().strip()
    tables = sorted(snapshot.glob("*.parquet"))
    for path in tables:
        db.execute(f"create view \"{path.stem}\" as select * from read_parquet('{path}')")
    files = {p.stem: p for folder in ("staging", "steps", "marts") for p in sorted((ROOT / "queries" / folder).glob("*.sql"))}
    sql = {name: "\n".join(line for line in p.read_text().splitlines() if not line.startswith("--")) for name, p in files.items()}
    words = {name: set(re.findall(r"[a-z_0-9]+", text)) for name, text in sql.items()}
    with tempfile.TemporaryDirectory() as folder:
        listed = ask(program, store, "select name, kind from relations order by name", f"{folder}/relations.parquet")
        kinds = dict(db.execute(f"select name, kind from read_parquet('{listed}')").fetchall())
        given = [n for n, kind in kinds.items() if kind == "staging" and n not in sql and any(n in w for w in words.values())]
        for name in given:
            path = ask(program, store, f"select * from {name}", f"{folder}/{name}.parquet")
            db.execute(f"create table \"{name}\" as select * from read_parquet('{path}')")
        print(f"from the program: {', '.join(given)}")
        seconds, rows, skipped = run(db, files, sql, words)
        marts = [n for n in rows if files[n].parent.name == "marts"]
        counts = " union all ".join(f"select '{n}' as name, count(*) as n from {n}" for n in marts)
        began = time.perf_counter()
        path = ask(program, store, counts, f"{folder}/counts.parquet")
        ours = time.perf_counter() - began
        theirs = dict(db.execute(f"select name, n from read_parquet('{path}')").fetchall())
    for name, message in skipped.items():
        print(f"skipped {name}: {message}")
    for name in marts:
        if rows[name] != theirs[name]:
            print(f"rows of {name}: {rows[name]} in DuckDB, {theirs[name]} here")
    for name, spent in sorted(seconds.items()):
        if spent >= 0.1:
            print(f"{name} {spent:.2f} s")
    print(f"{len(marts)} marts, {sum(rows[n] for n in marts)} rows: DuckDB {sum(seconds.values()):.2f} s, this program {ours:.2f} s with its search for peers")


def run(db, files, sql, words):
    """Each file after those it needs; staging as views, the rest as tables, as the program does it."""
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
        kind = "view" if files[name].parent.name == "staging" else "table"
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
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2)
