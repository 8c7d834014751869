"""Part of the second program: counts by measurement, benefits beside conditions, gaps between items, from the judgements of movement.py.

Worded from methods.md, version 2 (sections 3 and 9); the SQL is not read.
"""

import math
from collections import Counter, defaultdict

import numpy as np

from points import HELD, MOVED, RELATIVE, TINY, least_of, run_of, uncertain


# 3, 9. Counts by measurement -----------------------------------------------------------------------------------------------


def common(results):
    """The total's result, else the items' common movement: (outcome, movement, certainty, rests_on, chance) of rows by item."""
    counted = {"total": results["total"]} if "total" in results else results
    moved = {r["movement"] for r in counted.values() if r["movement"] in MOVED}
    every = {r["movement"] for r in counted.values()}
    rests_on = "total" if "total" in results else "items"
    ps = [r["chance"] for r in counted.values() if r["chance"] is not None]
    # Independent items: some go one way and none the other.
    chance = 2 * (math.prod(1 - p / 2 for p in ps) - math.prod(1 - p for p in ps)) if ps else None
    if len(moved) > 1:
        return "mixed", "mixed", None, rests_on, chance
    if not moved:
        return "held", every.pop() if len(every) == 1 else "steady", None, rests_on, chance
    firm = all(r["certainty"] == "firm" for r in counted.values() if r["movement"] in MOVED)
    one = moved.pop()
    return one, one, "firm" if firm else "tentative", rests_on, chance


def summaries(network):
    """measurement_movement, area_movement, network_movement, network_summary (what is public), movement_counts."""
    store, areas, by = network.store, {m: r["area"] for m, r in network.measurements.items()}, {}
    listed = dict.fromkeys(m for m, _ in network.catalogue)
    for city in network.cities:
        for m in listed:
            rows = {i: network.components[city, n, i] for n, i in network.catalogue if n == m}
            results = {i: r for i, r in rows.items() if r["movement"]}
            outcome = common(results) if results else (None,) * 5
            counting = {i: r for i, r in results.items() if i == "total" or "total" not in results}
            differs = any(r["differs"] for r in counting.values())
            by[city, m] = dict(zip(["outcome", "movement", "certainty", "rests_on", "chance"], outcome)) | {"area": areas[m], "series": len(results), "differs": differs}
    plain = lambda r: "no_direction" if r["outcome"] in ("rose", "fell") else r["outcome"]
    area_rows = {}
    for city in network.cities:
        for area in {areas[m] for m in listed}:
            rows = [by[city, m] for m in listed if areas[m] == area]
            series = [network.components[city, m, i]["movement"] for m, i in network.catalogue if areas[m] == area]
            count, firm = Counter(map(plain, rows)), Counter(plain(r) for r in rows if r["certainty"] == "firm")
            area_rows[city, area] = {o: count[o] for o in ("towards", "held", "away", "no_direction", "mixed")} | {
                "towards_firm": firm["towards"], "away_firm": firm["away"], "no_direction_firm": firm["no_direction"], "no_result": count[None],
                "not_tested": sum(r["outcome"] is not None and r["chance"] is None for r in rows),
                "other_definition": sum(r["outcome"] is not None and r["differs"] for r in rows),
                "chance": math.fsum(r["chance"] or 0 for r in rows),
                "series_towards": series.count("towards"), "series_away": series.count("away"), "series_no_result": series.count(None),
                "series_held": sum(s in HELD for s in series), "series_no_direction": sum(s in ("rose", "fell") for s in series),
            }
    groups = {("network", ""): set(network.cities)}
    for row in store.ask("select city, scheme, name from stg_city_groups"):
        groups.setdefault((row["scheme"], row["name"]), set()).add(row["city"])
    movement_rows, summary_rows = {}, {}
    for (scope, name), members in groups.items():
        for area in {r["area"] for r in store.table("areas")}:
            rows = [(c, by[c, m]) for c in members for m in listed if areas[m] == area and by[c, m]["outcome"]]
            with_result = {c for c, _ in rows}
            enough = len(with_result) >= store.settings["summary_cities"]
            shared = {"assessed": len(rows), "not_tested": sum(r["chance"] is None for _, r in rows), "chance": math.fsum(r["chance"] or 0 for _, r in rows), "other_definition": sum(r["differs"] for _, r in rows)}
            for outcome in ("towards", "held", "away", "no_direction", "mixed"):
                such = [(c, r) for c, r in rows if plain(r) == outcome]
                each = Counter(c for c, _ in such)
                row = {"measurements": len(such), "firm": sum(r["certainty"] == "firm" for _, r in such), "cities": len(each)} | shared
                if scope == "network" or scope == "region" and enough:
                    movement_rows[scope, name, area, outcome] = row
                if enough:
                    median = float(np.percentile([each[c] for c in with_result], 50))
                    summary_rows[scope, name, area, outcome] = row | {"cities_with_result": len(with_result), "median_measurements": median}
    alike = lambda r: r["definition"] or not r["differs"]
    moved = {k: r for k, r in network.components.items() if r["movement"] and k in network.wanted and alike(r)}
    counts = Counter((k[1], k[2], r["definition"], r["movement"]) for k, r in moved.items())
    assessed = Counter()
    for (m, i, d, _), n in counts.items():
        assessed[m, i, d] += n
    movement_counts = {(m, i, d, movement): {"cities": n, "assessed": assessed[m, i, d]} for (m, i, d, movement), n in counts.items()}
    return by, area_rows, movement_rows, summary_rows, movement_counts


def benefits(network):
    """By each cycle, how a city's dimensions had moved since their baselines."""
    store = network.store
    dimension = {a["area"]: a["dimension"] for a in store.table("areas")}
    names = ["towards", "held", "away", "no_direction", "mixed"]
    out = {}
    asked = defaultdict(set)
    for row in store.ask("select city, cycle from stg_city_cycles"):
        asked[row["city"]].add(row["cycle"])
    for city in network.cities:
        for cycle in asked[city] | {store.cycle}:
            for d in set(dimension.values()):
                out[city, cycle, d] = dict.fromkeys(names, 0)
            for m in dict.fromkeys(m for m, _ in network.catalogue):
                results = {}
                for item in (i for n, i in network.catalogue if n == m):
                    key = city, m, item
                    run = run_of(network.series[key]) if key in network.series else []
                    base = next((p for p in run[:-1] if network.since(city) is None or p.year >= network.since(city)), None)
                    known = [p for p in run if base and base.year < p.year <= cycle]
                    if known and cycle - known[-1].year <= store.settings["stale_years"]:
                        found = network.judge(base, known[-1], key)
                        if found["movement"]:
                            results[item] = found | {"certainty": "firm"}
                if results:
                    outcome = common(results)[0]
                    out[city, cycle, dimension[network.measurements[m]["area"]]]["no_direction" if outcome in ("rose", "fell") else outcome] += 1
    return out


# 9. Gaps between two items ----------------------------------------------------------------------------------------------------

GAPS = [("female", "male"), ("girls", "boys"), ("public", "private"), ("schools", "community_spaces")]


def gap_of(network, city, m, one, two):
    measurement, settings = network.measurements[m], network.settings
    relative, scale = measurement["scale"] in RELATIVE, measurement["scale"]
    out = dict.fromkeys(["baseline_year", "baseline_gap", "latest_year", "latest_gap", "years", "change", "gap", "reason"])
    out |= {"first_item": one, "second_item": two, "rule": "points", "marks": set()}
    runs = [run_of(network.series[city, m, i]) if (city, m, i) in network.series else [] for i in (one, two)]
    if not all(runs):
        return out | {"reason": "no_points"}
    both = [(f, s) for f in runs[0] for s in runs[1] if (f.year, f.source, f.definition) == (s.year, s.source, s.definition)]
    if not both:
        return out | {"reason": "no_common_year"}
    since = network.since(city)
    latest = both[-1]
    base = next((b for b in both[:-1] if since is None or b[0].year >= since), None)
    ends = [b for b in (base, latest) if b]
    gap = lambda pair: math.log(pair[0].value) - math.log(pair[1].value) if relative else pair[0].value - pair[1].value
    possible = lambda pair: not relative or min(p.value for p in pair) > 0
    show = lambda pair: None if not possible(pair) else math.expm1(gap(pair)) if relative else gap(pair)
    out |= {"latest_year": latest[0].year, "latest_gap": show(latest)}
    if base:
        out |= {"baseline_year": base[0].year, "baseline_gap": show(base), "years": latest[0].year - base[0].year}
    if any(p.provisional for b in ends for p in b):
        out["marks"].add("provisional")
    few = scale == "rating" and latest[0].source == "expert" and min(p.reviewers for b in ends for p in b) < settings["few_reviewers"]
    if few:
        out["marks"].add("few_reviewers")
    if network.store.cycle - latest[0].year > settings["stale_years"]:
        return out | {"reason": "stale", "rule": "stale"}
    if not all(map(possible, ends)):
        return out | {"reason": "base_not_positive", "rule": "base"}
    if not base:
        return out | {"reason": "one_point"}
    sizes = [math.exp(abs(gap(b))) if relative else abs(gap(b)) for b in ends]
    out["change"] = sizes[1] - sizes[0]
    # Each item's interval at the two years, by the rules of a change between them, on the scale on which a gap is a difference.
    down, up, kinds = [], [], []
    for place, item in enumerate((one, two)):
        b, l = base[place], latest[place]
        for point, other in ((b, l), (l, b)):
            interval, kind = uncertain(point, other, (city, m, item), relative, network.usual, settings["z"])
            kinds.append(kind)
            if interval and relative and interval[0] <= 0:
                interval = None
            x = math.log(point.value) if relative else point.value
            ends_of = None if not interval else tuple(map(math.log, interval)) if relative else interval
            down.append(ends_of and x - ends_of[0])
            up.append(ends_of and ends_of[1] - x)
    least = max(measurement["min_change"], settings["few_reviewers_change"]) if few else min(
        least_of(measurement, p.value, False, settings) for p in base
    )
    if None in down:
        out["marks"].add("not_tested")
    else:
        # Latest first + baseline second count up, the other two down.
        d = gap(latest) - gap(base)
        low = d - math.hypot(up[0], down[1], down[2], up[3])
        high = d + math.hypot(down[0], up[1], up[2], down[3])
        if "fluctuation" in kinds:
            out["marks"].add("fluctuation_used")
            noise = low < -TINY and high > TINY
        else:
            out["marks"] |= {"interval_borrowed"} if set(kinds) & {"borrowed", "network"} else set()
            noise = low <= TINY and high >= -TINY
        if noise:
            return out | {"rule": "noise", "gap": "unchanged"}
    if abs(out["change"]) < least - TINY:
        return out | {"rule": "size", "gap": "unchanged"}
    return out | {"rule": "gap", "gap": "narrowed" if out["change"] < 0 else "widened"}
