"""A second program, third part: item_gaps and benefits_and_conditions of real stores, computed again from their observations.

usage: python tests/oracles/third.py PROGRAM STORE...
Worded from the methods (sections 1 to 3 and 9) and from what the two results say of their columns, in plain Python; the SQL is not read. Prints
rows compared and rows that differ; exit code 1 where one does.
"""

import math
import sys
from collections import defaultdict

from second import NEVER_POINTS, PROVISIONAL, RELATIVE, Store, compare, intervals, run_of, visible

# Ends of intervals and sizes are read to nine decimals.
DECIMALS = 9


def runs_of(store, measurements):
    """The comparable run of each public series, and the series that have a point at all."""
    rows = defaultdict(list)
    for row in store.table("observations"):
        if visible(row, store):
            rows[row["city"], row["measurement"], row["item"]].append(row)
    runs = {}
    for key, sent in rows.items():
        points, broken = [], False
        for row in sorted(sent, key=lambda r: r["reference_year"]):
            flags = set(row["status"].split("|"))
            broken = broken or "B" in flags
            if row["value"] is None or flags & NEVER_POINTS:
                continue
            kind = row["source"], "D" in flags
            changed = bool(points) and points[-1]["kind"] != kind
            points.append(
                {
                    "year": row["reference_year"],
                    "value": row["value"],
                    "interval": intervals(row, measurements[key[1]]["scale"], store.settings),
                    "kind": kind,
                    "reviewers": len(row["ratings"].split("|")) if row["ratings"] else 1,
                    "provisional": bool(flags & PROVISIONAL),
                    "break": broken or changed,
                }
            )
            broken = False
        if points:
            runs[key] = run_of(points)
    return runs


def since(city):
    """The year that the city declared, else the year it joined; none: its first point."""
    return city["baseline_year"] if city["baseline_year"] is not None else city["joined"]


def mover(one, two):
    """The interval of two - one (Zou and Donner 2008); each is a value and its interval."""
    (x1, (l1, u1)), (x2, (l2, u2)) = one, two
    return x2 - x1 - math.hypot(x2 - l2, u1 - x1), x2 - x1 + math.hypot(u2 - x2, x1 - l1)


def covers_zero(ends, unit=1.0):
    low, high = (round(end / unit, DECIMALS) for end in ends)
    return low <= 0 <= high


# Methods 9: the gap between two items ------------------------------------------------------------------------------------


def pairs_of(store):
    """Measurements with just two items besides the total, in the order of the printed form."""
    items = defaultdict(list)
    for row in sorted(store.table("measurement_items"), key=lambda r: r["position"]):
        if row["item"] != "total":
            items[row["measurement"]].append(row["item"])
    return {m: tuple(two) for m, two in items.items() if len(two) == 2}


def scaled(point, relative):
    """A value and its interval on the scale on which a gap is a difference; no interval where one of its ends has no logarithm."""
    if not relative:
        return point["value"], point["interval"]
    ends = point["interval"]
    return math.log(point["value"]), tuple(map(math.log, ends)) if ends and ends[0] > 0 else None


def gap_of(first, second, relative):
    """First less second, with its interval where both have one."""
    (a, a_ends), (b, b_ends) = scaled(first, relative), scaled(second, relative)
    return a - b, mover((b, b_ends), (a, a_ends)) if a_ends and b_ends else None


def item_gap(firsts, seconds, measurement, start, store):
    names = ["baseline_year", "baseline_gap", "latest_year", "latest_gap", "years", "change", "gap", "reason", "marks"]
    out = dict.fromkeys(names) | {"rule": "points"}
    if not firsts or not seconds:
        return out | {"reason": "no_points"}
    both = [(f, s) for f in firsts for s in seconds if (f["year"], f["kind"]) == (s["year"], s["kind"])]
    if not both:
        return out | {"reason": "no_common_year"}
    relative = measurement["scale"] in RELATIVE
    latest = both[-1]
    earlier = [pair for pair in both[:-1] if start is None or pair[0]["year"] >= start]
    ends = ([earlier[0]] if earlier else []) + [latest]
    gaps = [None if relative and min(f["value"], s["value"]) <= 0 else gap_of(f, s, relative) for f, s in ends]
    shown = [None if g is None else math.expm1(g[0]) if relative else g[0] for g in gaps]
    out |= {"latest_year": latest[0]["year"], "latest_gap": shown[-1]}
    if earlier:
        out |= {"baseline_year": ends[0][0]["year"], "baseline_gap": shown[0], "years": latest[0]["year"] - ends[0][0]["year"]}
    few = any(
        measurement["scale"] == "rating" and f["kind"][0] == "expert" and min(f["reviewers"], s["reviewers"]) < store.settings["few_reviewers"]
        for f, s in ends
    )
    marks = ["provisional"] if any(p["provisional"] for pair in ends for p in pair) else []
    tested = len(gaps) == 2 and None not in gaps and gaps[0][1] and gaps[1][1]
    if store.cycle - latest[0]["year"] > store.settings["stale_years"]:
        out |= {"reason": "stale", "rule": "stale"}
    elif None in gaps:
        out |= {"reason": "base_not_positive", "rule": "base"}
    elif not earlier:
        out |= {"reason": "one_point"}
    else:
        if latest[0]["kind"][0] == "survey" and not tested:
            marks.append("uncertainty_unknown")
        sizes = [math.exp(abs(g[0])) if relative else abs(g[0]) for g in gaps]
        out["change"] = sizes[1] - sizes[0]
        least = max(measurement["min_change"], store.settings["few_reviewers_change"]) if few else measurement["min_change"]
        if tested and covers_zero(mover(*gaps)):
            out |= {"rule": "noise", "gap": "unchanged"}
        elif round(abs(out["change"]), DECIMALS) < least:
            out |= {"rule": "size", "gap": "unchanged"}
        else:
            out |= {"rule": "gap", "gap": "narrowed" if out["change"] < 0 else "widened"}
    if few:
        marks.append("few_reviewers")
    return out | {"marks": "|".join(marks) or None}


# Methods 9: benefits beside conditions, by cycle ---------------------------------------------------------------------------


def moved(base, point, measurement, settings):
    """How a series had moved from its baseline by a point, in the words of the counts; none where no change can be read."""
    x1, x2, scale = base["value"], point["value"], measurement["scale"]
    change, least = x2 - x1, measurement["min_change"]
    if scale in RELATIVE and min(x1, x2) > 0:
        change = x2 / x1 - 1
    elif scale == "count":
        least = settings["count_change"]
    elif scale in RELATIVE:
        return None
    if scale == "rating" and base["kind"][0] == "expert" and min(base["reviewers"], point["reviewers"]) < settings["few_reviewers"]:
        least = max(least, settings["few_reviewers_change"])
    unit = (max(abs(x1), abs(x2)) or 1.0) if scale in RELATIVE else 1.0
    if base["interval"] and point["interval"] and covers_zero(mover((x1, base["interval"]), (x2, point["interval"])), unit):
        return "held"
    if round(abs(change), DECIMALS) < least:
        return "held"
    if measurement["direction"] == "parity":
        ends = point["interval"]
        if settings["parity_low"] <= x2 <= settings["parity_high"] or (ends and ends[0] <= 50 <= ends[1]):
            return "held"
        nearer = round(abs(x1 - 50) - abs(x2 - 50), DECIMALS)
        return "towards" if nearer >= least else "away" if -nearer >= least else "held"
    if measurement["direction"] == "none":
        return "no_direction"
    return "towards" if (change > 0) == (measurement["direction"] == "up") else "away"


def cycles_of(store, cities):
    """Cycles that each city was asked in: from the year it joined, those it reported for, and the brief's."""
    sent = {(r["city"], r["cycle"]) for r in store.table("observations") if visible(r, store)}
    every = {cycle for _, cycle in sent}
    return {
        c: {y for y in every if (c, y) in sent or row["joined"] is None or row["joined"] <= y} | {store.cycle}
        for c, row in cities.items()
    }


def benefits(store, cities, measurements, runs):
    dimension = {a["area"]: a["dimension"] for a in store.table("areas")}
    catalogue = {(r["measurement"], r["item"]) for r in store.table("measurement_items")}
    asked = cycles_of(store, cities)
    counts = {
        (c, y, d): dict.fromkeys(["towards", "held", "away", "no_direction"], 0)
        for c, years in asked.items()
        for y in years
        for d in set(dimension.values())
    }
    for (city, m, item), run in runs.items():
        if city not in cities or (m, item) not in catalogue:
            continue
        start = since(cities[city])
        base = next((p for p in run[:-1] if start is None or p["year"] >= start), None)
        for year in asked[city] if base else ():
            known = [p for p in run if p["year"] <= year]
            if not known or known[-1]["year"] <= base["year"] or year - known[-1]["year"] > store.settings["stale_years"]:
                continue
            outcome = moved(base, known[-1], measurements[m], store.settings)
            if outcome:
                counts[city, year, dimension[measurements[m]["area"]]][outcome] += 1
    return counts


def both(store):
    measurements = {m["measurement"]: m for m in store.table("measurements")}
    cities = {c["city"]: c for c in store.table("cities")}
    runs = runs_of(store, measurements)
    gaps = {
        (city, m): {"first_item": one, "second_item": two}
        | item_gap(runs.get((city, m, one)), runs.get((city, m, two)), measurements[m], since(row), store)
        for city, row in cities.items()
        for m, (one, two) in pairs_of(store).items()
    }
    return compare(store, "item_gaps", ("city", "measurement"), gaps) + compare(
        store, "benefits_and_conditions", ("city", "cycle", "dimension"), benefits(store, cities, measurements, runs)
    )


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(both(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
