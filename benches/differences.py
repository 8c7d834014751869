"""The comparison of two snapshots with what an analyst would pick instead of `diff`: datacompy over pandas.

usage: python benches/differences.py STORE RELATION...

Reads each relation of the last two snapshots of a store, joins them on the keys that `diff` joins on, and compares every
column but the submission in which a row came. Prints the seconds. Causes are no part of it. `just bench large` runs it.
Needs datacompy, pandas and pyarrow.
"""

import sys
import time
from pathlib import Path

import datacompy
import pandas as pd

Compare = getattr(datacompy, "PandasCompare", None) or datacompy.Compare
KEYS = {
    "observations": ["city", "measurement", "item", "reference_year"],
    "targets": ["city", "measurement", "item"],
    "practices": ["city", "feature", "title"],
    "declarations": ["city", "role", "feature"],
    "contacts": ["city"],
}


def main(store: Path, relations: list[str]) -> None:
    before, after = (store / "history").read_text().split()[-2:]
    clock = time.perf_counter()
    differ = 0
    for relation in relations:
        frames = [
            pd.read_parquet(store / "snapshots" / snapshot / f"{relation}.parquet").drop(columns="submission", errors="ignore")
            for snapshot in (before, after)
        ]
        compared = Compare(*frames, join_columns=KEYS[relation], abs_tol=0, rel_tol=0, df1_name="before", df2_name="after")
        changed = len(compared.intersect_rows) - compared.count_matching_rows()
        differ += len(compared.df1_unq_rows) + len(compared.df2_unq_rows) + changed
    seconds = time.perf_counter() - clock
    print(f"  {'the same with datacompy':<34} {seconds:8.2f} s")
    print(f"  {'of which':<34} {differ:8} rows differ")


main(Path(sys.argv[1]), sys.argv[2:])
