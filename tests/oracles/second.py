"""A second program: peer_comparison of real stores, computed again from their observations; movement.py has the rest.

usage: python tests/oracles/second.py PROGRAM STORE...
Reads observations, cities, measurements, settings, context and the nearest peers of each STORE, computes the result by the text of the methods
(sections 1 and 7) in plain Python with numpy's percentiles, and sets them beside what PROGRAM says. It shares nothing with the SQL: the rules
stand here a second time, worded from the text. Prints rows compared and rows that differ; exit code 1 where one does.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile
from collections import defaultdict

import numpy as np
import polars as pl

# Methods 1: what a flag does to a point.
NEVER_POINTS = set("OMLHQFN")
PROVISIONAL = set("EPUGI")
RELATIVE = {"rate", "ratio", "amount", "count"}
# Floats that differ by less are one value: 0.7 - 0.2 is half a point.
TINY = 5e-10


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


# Methods 1: points, breaks, the comparable run -------------------------------------------------------------------------


def intervals(row, scale, settings):
    """The interval as given, else Wilson's on n / design effect for a percent with a sample size."""
    x, low, high, n = row["value"], row["ci_lower"], row["ci_upper"], row["sample_size"]
    if low is not None and high is not None:
        return low, high
    if scale != "percent" or not n or not 0 <= x <= 100:
        return None
    z, n, p = settings["z"], n / (row["design_effect"] or settings["design_effect"]), x / 100
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    ends = [100 * (p + z * z / (2 * n) + side * spread) / (1 + z * z / n) for side in (-1, 1)]
    return min(max(0.0, ends[0]), x), max(min(100.0, ends[1]), x)


def series_of(store, scales):
    """Points of each series in the order of their years, each with whether a break stands before it."""
    rows = defaultdict(list)
    for row in store.table("observations"):
        if row["consent"] == "public" and row["cycle"] <= store.cycle and row["reference_year"] <= store.cycle:
            rows[row["city"], row["measurement"], row["item"]].append(row)
    points = {}
    for key, sent in rows.items():
        found, broken = [], False
        for row in sorted(sent, key=lambda r: r["reference_year"]):
            flags = set(row["status"].split("|"))
            # A break flagged on a value that is no point stands before the next that is one.
            broken = broken or "B" in flags
            if row["value"] is None or flags & NEVER_POINTS:
                continue
            point = {
                "year": row["reference_year"],
                "value": row["value"],
                "interval": intervals(row, scales[key[1]], store.settings),
                "source": row["source"],
                "differs": "D" in flags,
                "reviewers": len(row["ratings"].split("|")) if row["ratings"] else 1,
            }
            last = found[-1] if found else point
            point["break"] = broken or (last["source"], last["differs"]) != (point["source"], point["differs"])
            broken = False
            found.append(point)
        if found:
            points[key] = found
    return points


def run_of(points):
    """The stretch that ends with the latest point and has no break inside."""
    start = max((i for i, p in enumerate(points) if p["break"]), default=0)
    return points[start:]


# Methods 7 -------------------------------------------------------------------------------------------------------------


def holders(store, cities):
    """Cities that hold enough of the context's weight: newest values not too old, variables that vary."""
    newest = defaultdict(dict)
    variables = {v["variable"]: v for v in store.table("peer_variables")}
    for row in sorted(store.table("city_context"), key=lambda r: r["year"]):
        v = variables.get(row["variable"])
        if v and store.cycle - v["max_age"] <= row["year"] <= store.cycle and (v["transform"] != "log" or row["value"] > 0):
            newest[row["variable"]][row["city"]] = math.log(row["value"]) if v["transform"] == "log" else row["value"]
    varying = {}
    for name, values in newest.items():
        column = np.array(list(values.values()))
        low, high = np.percentile(column, [100 * store.settings["winsor_low"], 100 * store.settings["winsor_high"]])
        if np.ptp(np.clip(column, low, high)) > 0:
            varying[name] = variables[name]["weight"]
    total = sum(varying.values())
    held = {c: sum(w for name, w in varying.items() if c in newest[name]) for c in cities}
    return {c for c in cities if total > 0 and held[c] / total >= store.settings["shared_weight"] - 1e-9}


def beside(latest, peers, window):
    """Each peer's point of the same source kind and definition, the nearest year within the window, of two the earlier."""
    values = []
    for points in peers:
        like = [p for p in points if (p["source"], p["differs"]) == (latest["source"], latest["differs"])]
        near = [p for p in like if abs(p["year"] - latest["year"]) <= window]
        if near:
            values.append(min(near, key=lambda p: (abs(p["year"] - latest["year"]), p["year"]))["value"])
    return values


def comparison_of(latest, scheme, peers, enough, scale, store):
    out = dict.fromkeys(["median", "p25", "p75", "standing", "reason"]) | {"latest_year": latest["year"], "value": latest["value"], "n_peers": 0}
    if store.cycle - latest["year"] > store.settings["stale_years"]:
        return out | {"reason": "stale"}
    values = beside(latest, peers, store.settings["peers_window"])
    out["n_peers"] = len(values)
    if scale == "rating" and latest["source"] == "expert":
        return out | {"reason": "expert_ratings"}
    if scheme == "nearest" and not enough:
        return out | {"reason": "context_missing"}
    if len(values) < store.settings["peers_min"]:
        return out | {"reason": "too_few_peers"}
    p25, median, p75 = (float(v) for v in np.percentile(values, [25, 50, 75]))
    x = latest["value"]
    standing = "below" if x < p25 - TINY else "above" if x > p75 + TINY else "within"
    return out | {"median": median, "p25": p25, "p75": p75, "standing": standing}


# Both beside the program's -----------------------------------------------------------------------------------------------


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


def both(store):
    measurements = {m["measurement"]: m for m in store.table("measurements")}
    cities = {c["city"]: c for c in store.table("cities")}
    points = series_of(store, {m: row["scale"] for m, row in measurements.items()})
    public = {k[0] for k in points} | {r["city"] for r in store.table("observations") if visible(r, store)}
    groups = defaultdict(lambda: defaultdict(list))
    for row in store.ask("select city, scheme, peer from peers"):
        groups[row["scheme"]][row["city"]].append(row["peer"])
    region = {c: [o for o in public & cities.keys() if o != c and cities[o]["region"] == cities[c]["region"]] for c in cities}
    given = {c: sorted(peers) for c, peers in groups["region"].items()}
    assert given == {c: sorted(peers) for c, peers in region.items() if peers}, "the cities of each region"
    enough = holders(store, cities)
    grouped = {(r["city"], r["scheme"]) for r in store.ask("select city, scheme from peer_groups")}
    comparison = {}
    shown = {r["scheme"] for r in store.ask("select distinct scheme from peer_comparison")} | {"nearest", "region"}
    for (city, m, item), own in points.items():
        if city not in cities:
            continue
        for scheme in shown:
            # Of groups that not every city is in, only their cities are compared.
            if scheme not in ("nearest", "region") and (city, scheme) not in grouped:
                continue
            peers = [points.get((p, m, item), []) for p in groups[scheme][city]]
            comparison[city, scheme, m, item] = comparison_of(own[-1], scheme, peers, city in enough, measurements[m]["scale"], store)
    return compare(store, "peer_comparison", ("city", "scheme", "measurement", "item"), comparison)


def visible(row, store):
    return row["consent"] == "public" and row["cycle"] <= store.cycle and row["reference_year"] <= store.cycle


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(both(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
