"""The same work with what an analyst would pick instead: pandas, DuckDB and matplotlib.

usage: python benches/pipeline.py NETWORK [CHARTS]

Reads every submission of a network, merges it, computes each series' change and each city's peer medians, and draws
CHARTS series charts as SVG. Prints a line `stage seconds` each, and the seconds a chart. `just bench` runs it beside
our own figures. Needs pandas, duckdb and matplotlib.
"""

import sys
import tempfile
import time
from pathlib import Path

import duckdb
import matplotlib
import pandas as pd

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402


def main(network: Path, charts: int) -> None:
    clock = time.perf_counter()

    def stage(name: str) -> None:
        nonlocal clock
        now = time.perf_counter()
        print(f"{name} {now - clock:.3f}", flush=True)
        clock = now

    frames, declarations = [], []
    for folder in sorted((network / "submissions").iterdir()):
        try:
            city = pd.read_csv(folder / "city.csv", dtype=str)
            rows = pd.read_csv(folder / "observations.csv", dtype=str)
        except (OSError, ValueError):
            continue
        if {"city", "value", "reference_year"} <= set(rows.columns):
            frames.append(rows)
            declarations.append(city)
    rows = pd.concat(frames, ignore_index=True)
    city = pd.concat(declarations, ignore_index=True).drop_duplicates(["city", "cycle"], keep="last")
    rows = rows.merge(city[["city", "cycle", "submitted_on", "consent"]], on=["city", "cycle"], how="left")
    for column in ["value", "ci_lower", "ci_upper", "reference_year"]:
        rows[column] = pd.to_numeric(rows[column], errors="coerce")
    key = ["city", "measurement", "item", "reference_year"]
    rows = rows.sort_values("submitted_on").drop_duplicates(key, keep="last")
    points = rows[(rows.consent == "public") & rows.value.notna()].sort_values(key)
    stage("ingest")

    db = duckdb.connect()
    db.execute("set threads = 2")
    db.register("points", points)
    context = pd.read_csv(network / "context.csv")
    newest = context.sort_values("year").drop_duplicates(["city", "variable"], keep="last")
    wide = newest.pivot(index="city", columns="variable", values="value")
    z = (wide - wide.mean()) / wide.std(ddof=0)
    ids = list(z.index)
    values = z.fillna(0).to_numpy()
    pairs = []
    for i, one in enumerate(ids):
        distance = ((values - values[i]) ** 2).sum(axis=1)
        distance[i] = float("inf")
        pairs += [(one, ids[j]) for j in distance.argsort(kind="stable")[:10]]
    db.register("peers", pd.DataFrame(pairs, columns=["city", "peer"]))
    db.execute(
        """create table progress as select city, measurement, item, min(reference_year) as baseline_year,
        arg_min(value, reference_year) as baseline_value, max(reference_year) as latest_year,
        arg_max(value, reference_year) as latest_value from points group by all order by all"""
    )
    db.execute(
        """create table comparison as select p.city, c.measurement, c.item, count(*) as n, median(o.latest_value) as median,
        quantile_cont(o.latest_value, 0.25) as p25, quantile_cont(o.latest_value, 0.75) as p75
        from peers p join progress c on c.city = p.city
        join progress o on o.city = p.peer and o.measurement = c.measurement and o.item = c.item
        group by all having count(*) >= 5 order by all"""
    )
    db.execute(
        """create table peer_series as select p.city, o.measurement, o.item, o.reference_year, count(*) as n,
        median(o.value) as median, quantile_cont(o.value, 0.25) as p25, quantile_cont(o.value, 0.75) as p75
        from peers p join points o on o.city = p.peer group by all having count(*) >= 5 order by all"""
    )
    stage("marts")

    with tempfile.TemporaryDirectory() as out:
        drawn = 0
        for (one, measurement, item), series in points.groupby(["city", "measurement", "item"], sort=True):
            if drawn == charts:
                break
            figure, axis = plt.subplots(figsize=(4.2, 2.6))
            axis.plot(series.reference_year, series.value, marker="o")
            if series.ci_lower.notna().any():
                axis.fill_between(series.reference_year, series.ci_lower, series.ci_upper, alpha=0.2)
            axis.set_title(f"{measurement} ({item})")
            figure.savefig(Path(out) / f"{one}-{measurement}-{item}.svg")
            plt.close(figure)
            drawn += 1
        seconds = time.perf_counter() - clock
        stage("charts")
        print(f"a_chart {seconds / max(drawn, 1):.5f}")


main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300)
