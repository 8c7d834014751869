"""Second program for `diff`: compares every relation of two snapshots with datacompy, row by row, and its answer with that of `diff`.

Rows that are new or removed, the cells that differ, and their values before and after must be the same. Floats are compared without any
tolerance. usage: python tests/diff/oracle.py PROGRAM STORE
"""

import io
import json
import subprocess
import sys
from pathlib import Path

import datacompy
import pandas as pd

Compare = getattr(datacompy, "PandasCompare", None) or datacompy.Compare
# In which submission a row came is not compared.
LEFT_OUT = "submission"


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments[:1])}: {done.stderr.decode()}")
    return done.stdout


def side(program, store, snapshots, relation):
    """The relation before and after: tables from their files, marts by one query over both sides."""
    files = [Path(store) / "snapshots" / snapshot / f"{relation}.parquet" for snapshot in snapshots]
    if all(file.exists() for file in files):
        return [pd.read_parquet(file, dtype_backend="pyarrow") for file in files]
    sql = f"select 'before' as side_, * from before.{relation} union all select 'after' as side_, * from after.{relation}"
    rows = pd.read_parquet(
        io.BytesIO(run(program, "sql", "--store", store, "--before", snapshots[0], "--format", "parquet", sql)),
        dtype_backend="pyarrow",
    )
    return [rows[rows.side_ == name].drop(columns="side_").reset_index(drop=True) for name in ("before", "after")]


def key_of(row, key):
    return (row.get("city") or "", " · ".join(str(row[c]) for c in key if c != "city"))


def cell(value):
    """A cell as both programs can be compared by it: nothing, or a number, or a text."""
    if value is None or value is pd.NA or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if value in ("true", "false"):
        return value == "true"
    try:
        return float(value)
    except ValueError:
        return value


def by_datacompy(before, after, key):
    before, after = (frame.drop(columns=LEFT_OUT, errors="ignore") for frame in (before, after))
    compared = Compare(before, after, join_columns=list(key), abs_tol=0, rel_tol=0, df1_name="before", df2_name="after")
    new = {key_of(row, key) for row in compared.df2_unq_rows.to_dict("records")}
    removed = {key_of(row, key) for row in compared.df1_unq_rows.to_dict("records")}
    cells = {}
    both = compared.intersect_rows
    for column in before.columns:
        if column in key:
            continue
        for row in both[~both[f"{column}_match"].astype(bool)].to_dict("records"):
            cells[(*key_of(row, key), column)] = (cell(row[f"{column}_before"]), cell(row[f"{column}_after"]))
    return new, removed, cells


def by_diff(changes, relation):
    new, removed, cells = set(), set(), {}
    for row in (change for change in changes if change["relation"] == relation):
        key = (row["city"] or "", row["key"])
        if row["change"] == "changed":
            cells[(*key, row["column"])] = (cell(row["before"]), cell(row["after"]))
        else:
            (new if row["change"] == "new" else removed).add(key)
    return new, removed, cells


def main():
    program, store = sys.argv[1:]
    said = json.loads(run(program, "diff", "--store", store, "--format", "json"))
    snapshots = [said["before"]["snapshot"], said["after"]["snapshot"]]
    different, compared_cells = 0, 0
    for total in said["relations"]:
        relation, key = total["relation"], total["key"]
        before, after = side(program, store, snapshots, relation)
        expected, found = by_datacompy(before, after, key), by_diff(said["changes"], relation)
        counts = (len(before), len(after), len(expected[0]), len(expected[1]), len({c[:2] for c in expected[2]}))
        told = tuple(total[name] for name in ("before", "after", "new", "removed", "changed"))
        wrong = [f"counts {counts} and {told}"] if counts != told else []
        for name, one, other in zip(("new", "removed", "cells"), expected, found):
            if one != other:
                some = [k for k in one if k not in other or (isinstance(one, dict) and one[k] != other[k])] + [k for k in other if k not in one]
                wrong.append(f"{name}: {len(some)} differ, such as {some[:3]}")
        compared_cells += len(expected[2]) + len(expected[0]) + len(expected[1])
        different += len(wrong)
        print(f"{relation}: {counts[2]} new, {counts[4]} changed, {counts[3]} removed" + "".join(f"\n  DIFFERS: {w}" for w in wrong), flush=True)
    if compared_cells < 1000:
        sys.exit("too little differs to say anything")
    if different:
        sys.exit(f"{different} differences")
    print(f"The same: {compared_cells} rows and cells that differ.")


main()
