"""Part of the second program: coverage from the history of submissions, beside what coverage and coverage_detail say.

Worded from methods.md, version 2 (sections 1 and 9); the SQL is not read, nor the history's columns about cycles and conflicts.
usage: python tests/oracles/coverage.py PROGRAM STORE...
"""

import sys
from collections import Counter, defaultdict

from second import Store, compare

CONTENT = ["value", "ci_lower", "ci_upper", "sample_size", "design_effect", "ratings", "source", "status", "definition", "price_base"]
# Kept and never used as a point.
KEPT_ONLY = set("FNK")


def is_point(row):
    return row["consent"] == "public" and row["value"] is not None and not KEPT_ONLY & set((row["status"] or "").split("|"))


def content(row):
    return tuple(row[c] for c in CONTENT)


def in_force(rows, cycle):
    """The row that a brief of a cycle uses, of one series and year: the newest that had come by then; none where several of one instant disagree."""
    come = [r for r in rows if r["cycle"] <= cycle]
    if not come:
        return None
    # A submission that names no day is older than any that does; among those the later cycle is newer.
    instant = lambda r: (r["submitted_on"] or "", 0 if r["submitted_on"] else r["cycle"])
    last = max(map(instant, come))
    newest = [r for r in come if instant(r) == last]
    return newest[-1] if len(set(map(content, newest))) == 1 else None


def timing(row, deadline):
    """Whether a row came by the end of the deadline's month in its cycle's year."""
    if row["submitted_on"] is None:
        return "undated"
    year, month = int(row["submitted_on"][:4]), int(row["submitted_on"][5:7])
    return "late" if (year, month) > (row["cycle"], deadline) else "on_time"


def coverage(store):
    """(coverage, coverage_detail) by city, cycle and area."""
    settings, areas = store.settings, {m["measurement"]: m["area"] for m in store.table("measurements")}
    catalogue = {(i["measurement"], i["item"]) for i in store.table("measurement_items")}
    expected = Counter(areas[m] for m, _ in catalogue)
    history = [r for r in store.table("observation_history") if r["cycle"] <= store.cycle]
    asked = {(r["city"], r["cycle"]) for r in history if r["consent"] == "public"}
    cycles = {c for _, c in asked}
    asked |= {(c["city"], cycle) for c in store.table("cities") for cycle in cycles if (c["joined"] or cycle) <= cycle}
    by_point = defaultdict(list)
    for r in history:
        if (r["measurement"], r["item"]) in catalogue and r["reference_year"] <= store.cycle:
            by_point[r["city"], r["measurement"], r["item"], r["reference_year"]].append(r)
    came, carried = defaultdict(list), set()
    for (city, m, i, year), rows in by_point.items():
        for r in rows:
            if not is_point(r):
                continue
            # It counts for the cycle in which its series and year came first in public with that value; what is in dispute for none.
            first = min(o["cycle"] for o in rows if o["value"] == r["value"] and o["consent"] == "public")
            if r["cycle"] == first and in_force(rows, r["cycle"]) is not None:
                came[city, first, m, i].append(r)
        for cycle in cycles:
            used = in_force(rows, cycle)
            if used and is_point(used) and cycle - year <= settings["stale_years"]:
                carried.add((city, cycle, m, i))
    detail = {(c, cycle, a): Counter() for c, cycle in asked for a in expected}
    for (city, cycle, m, i), rows in came.items():
        kinds = {timing(r, settings["deadline_month"]) for r in rows}
        newest = max(rows, key=lambda r: r["reference_year"])
        if (city, cycle, areas[m]) in detail:
            detail[city, cycle, areas[m]].update([next(k for k in ("on_time", "late", "undated") if k in kinds), newest["source"]])
    for city, cycle, m, i in carried - set(came):
        if (city, cycle, areas[m]) in detail:
            detail[city, cycle, areas[m]]["carried"] += 1
    reported, details = {}, {}
    for key, n in detail.items():
        all_of, found = expected[key[2]], n["on_time"] + n["late"] + n["undated"]
        missing = all_of - found - n["carried"]
        reported[key] = {"series_expected": all_of, "series_reported": found, "percent_reported": 100 * found / all_of}
        details[key] = {k: n[k] for k in ("on_time", "late", "undated", "carried", "official", "survey", "expert")} | {
            "series_expected": all_of, "missing": missing, "percent_reported": 100 * found / all_of,
            "percent_carried": 100 * n["carried"] / all_of, "percent_missing": 100 * missing / all_of,
        }
    return reported, details


def every(store):
    reported, details = coverage(store)
    key = "city", "cycle", "area"
    return compare(store, "coverage", key, reported) + compare(store, "coverage_detail", key, details)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(every(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
