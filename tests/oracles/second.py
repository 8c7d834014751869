"""What the second programs share: the tables of a store, and the comparison of their results with the program's."""

import json
import pathlib
import subprocess
import tempfile

import polars as pl


class Store:
    """The tables of a snapshot, and the program's own results."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.snapshot = self.folder / "snapshots" / (self.folder / "CURRENT").read_text().strip()
        self.settings = {r["name"]: r["value"] for r in self.table("settings")}
        self.cycle = self.ask("select cycle from brief")[0]["cycle"]

    def table(self, name):
        return pl.read_parquet(self.snapshot / f"{name}.parquet").to_dicts()

    def ask(self, query):
        with tempfile.TemporaryFile() as out:
            subprocess.run([self.program, "sql", "--store", self.folder, "--format", "json", query], check=True, stdout=out)
            out.seek(0)
            return json.load(out)


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    return a == b


def compare(store, name, key, ours):
    theirs = {tuple(r[k] for k in key): r for r in store.ask(f"select * from {name}")}
    differ = 0
    for k in sorted(ours.keys() | theirs.keys()):
        one, two = ours.get(k), theirs.get(k)
        columns = [c for c in one if not same(one[c], two.get(c))] if one and two else ["the row"]
        if columns:
            differ += 1
            if differ <= 5:
                told = "; ".join(f"{c}: here {one and one.get(c)}, there {two and two.get(c)}" for c in columns)
                print(f"  {name} {' '.join(map(str, k))}: {told}")
    print(f"{store.folder.name}, cycle {store.cycle}: {name}: {len(ours.keys() | theirs.keys())} rows compared, {differ or 'none'} differ", flush=True)
    return differ
