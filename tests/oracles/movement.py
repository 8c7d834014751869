"""A second program: movement, certainty, chance, trend, targets, gaps and counts of real stores, computed again from their observations.

usage: python tests/oracles/movement.py PROGRAM STORE...
Worded from methods.md, version 2 (sections 1 to 5, 9, 10 and 12), in plain Python with scipy and pymannkendall; it shares nothing with the
SQL. Prints rows compared and rows that differ; exit code 1 where one does.
"""

import math
import statistics
import sys
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import pymannkendall
from scipy.stats import kendalltau, norm, theilslopes

from second import Store, same

NEVER_POINTS = set("OMLHQFN")
PROVISIONAL = set("EPUGI")
RELATIVE = {"rate", "ratio", "amount", "count"}
MOVED = {"towards", "away", "rose", "fell"}
HELD = {"steady", "within_noise", "at_parity"}
# Sizes and ends of intervals are read to nine decimals.
TINY = 5e-10
warnings.simplefilter("ignore")


@dataclass
class Point:
    year: int
    value: float
    interval: tuple | None
    kind: str | None
    source: str
    definition: str
    price_base: str | None
    provisional: bool
    reviewers: int
    assumed: bool
    broken: bool = False


# 1. Points and comparable runs ------------------------------------------------------------------------------------------


def interval_of(row, scale, settings):
    """(a) as given, (b) Wilson's on n / design effect for a percentage."""
    low, high, n, x = row["ci_lower"], row["ci_upper"], row["sample_size"], row["value"]
    if low is not None and high is not None:
        return (low, high), "given", False
    if scale != "percent" or not n or not 0 <= x <= 100:
        return None, None, False
    z, p, effect = settings["z"], x / 100, row["design_effect"]
    n = n / (effect if effect is not None else settings["design_effect"])
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    ends = [100 * (middle + side * spread) / (1 + z * z / n) for side in (-1, 1)]
    return (min(max(ends[0], 0), x), max(min(ends[1], 100), x)), "wilson", effect is None


def points_of(store, measurements):
    """Every public series: its points in order, each with whether a break stands before it."""
    sent = defaultdict(list)
    for row in store.table("observations"):
        if row["consent"] == "public" and row["cycle"] <= store.cycle and row["reference_year"] <= store.cycle:
            sent[row["city"], row["measurement"], row["item"]].append(row)
    series = {}
    for (city, measurement, item), rows in sent.items():
        points, broken = [], False
        for row in sorted(rows, key=lambda r: r["reference_year"]):
            flags = set(row["status"].split("|"))
            broken |= "B" in flags
            if row["value"] is None or flags & NEVER_POINTS:
                continue
            interval, kind, assumed = interval_of(row, measurements[measurement]["scale"], store.settings)
            definition = row.get("definition") or (f"own of {city}" if "D" in flags else "")
            point = Point(
                row["reference_year"], row["value"], interval, kind, row["source"], definition, row.get("price_base"),
                bool(flags & PROVISIONAL), len(row["ratings"].split("|")) if row["ratings"] else 1, assumed,
            )
            last = points[-1] if points else point
            point.broken = broken or (last.source, last.definition, last.price_base) != (point.source, point.definition, point.price_base)
            broken = False
            points.append(point)
        if points:
            series[city, measurement, item] = points
    return series


def run_of(points):
    start = max((i for i, p in enumerate(points) if p.broken), default=0)
    return points[start:]


# 3. Usual fluctuation, uncertainty, movement -----------------------------------------------------------------------------


class Usual:
    """Of each measurement, item and source kind: the usual fluctuation s and the median half-width."""

    def __init__(self, series, measurements, settings):
        bends, widths = defaultdict(list), defaultdict(list)
        for (city, m, item), points in series.items():
            relative = measurements[m]["scale"] in RELATIVE
            for p in points:
                if p.interval and (not relative or p.value > 0):
                    half = (p.interval[1] - p.interval[0]) / 2
                    widths[m, item, p.source].append((city, half / p.value if relative else half))
            run = run_of(points)
            for three in zip(run, run[1:], run[2:]):
                if relative and min(p.value for p in three) <= 0:
                    continue
                a, b, c = (math.log(p.value) if relative else p.value for p in three)
                bends[m, item, run[0].source].append((city, abs(a - 2 * b + c)))
        self.s, self.width = {}, {}
        for key, found in bends.items():
            s = 1.4826 * statistics.median(b for _, b in found) / math.sqrt(6)
            if len(found) >= settings["fluctuation_triples"] and len({c for c, _ in found}) >= settings["fluctuation_cities"] and s > TINY:
                self.s[key] = s
        for key, found in widths.items():
            width = statistics.median(w for _, w in found)
            if len({c for c, _ in found}) >= settings["interval_cities"] and width > TINY:
                self.width[key] = width


def uncertain(point, other, key, relative, usual, z):
    """The interval of one end, and its kind: (a), (b), (c) the other end's or the network's half-width, (d) the usual fluctuation."""
    x, group = point.value, (key[1], key[2], point.source)
    if point.interval:
        return point.interval, point.kind
    if other is not None and other.interval:
        half = (other.interval[1] - other.interval[0]) / 2
        return (x - half, x + half), "borrowed"
    if group in usual.width and (not relative or x > 0):
        half = usual.width[group] * (x if relative else 1)
        return (x - half, x + half), "network"
    if group in usual.s and not relative:
        return (x - z * usual.s[group], x + z * usual.s[group]), "fluctuation"
    if group in usual.s and x > 0:
        return (x * math.exp(-z * usual.s[group]), x * math.exp(z * usual.s[group])), "fluctuation"
    return None, None


def mover(x1, one, x2, two):
    """Zou and Donner 2008: the interval of x2 - x1."""
    return x2 - x1 - math.hypot(x2 - two[0], one[1] - x1), x2 - x1 + math.hypot(two[1] - x2, x1 - one[0])


def least_of(measurement, baseline, few, settings):
    """min_change in force."""
    least = measurement["min_change"]
    if few:
        return max(least, settings["few_reviewers_change"])
    if measurement["scale"] == "percent":
        return min(least, max(settings["min_change_least"], settings["min_change_share"] * min(baseline, 100 - baseline)))
    return least


def judge(base, latest, key, measurement, usual, settings):
    """What came of two points of one run."""
    scale, direction, z = measurement["scale"], measurement["direction"], settings["z"]
    relative, x1, x2 = scale in RELATIVE, base.value, latest.value
    few = scale == "rating" and latest.source == "expert" and min(base.reviewers, latest.reviewers) < settings["few_reviewers"]
    (one, kind1), (two, kind2) = (uncertain(a, b, key, relative, usual, z) for a, b in ((base, latest), (latest, base)))
    out = dict.fromkeys(["change", "change_per_year", "tested_by", "difference_low", "difference_high", "standard_error", "chance", "movement", "reason"])
    out |= {
        "baseline_low": one and one[0], "baseline_high": one and one[1], "baseline_interval": kind1,
        "latest_low": two and two[0], "latest_high": two and two[1], "latest_interval": kind2,
        "min_change": least_of(measurement, x1, few, settings), "few": few, "parity": False,
    }
    if base.price_base == latest.price_base == "current":
        return out | {"reason": "current_prices", "rule": "prices"}
    years = latest.year - base.year
    positive = min(x1, x2) > 0
    change = x2 / x1 - 1 if relative and positive else x2 - x1
    pace = (x2 / x1) ** (1 / years) - 1 if relative and positive else (x2 - x1) / years
    out |= {"change": change, "change_per_year": pace}
    if relative and not positive:
        out["reason"] = "base_not_positive"
        if scale == "count":
            out["min_change"] = settings["count_change"]
    tested = None
    if one and two:
        kinds = {kind1, kind2}
        tested = "fluctuation" if "fluctuation" in kinds else "borrowed" if kinds & {"borrowed", "network"} else "interval"
    if tested == "fluctuation" and relative:
        reach = z * math.sqrt(2) * usual.s[key[1], key[2], latest.source]
        low, high = x2 * math.exp(-reach) - x1, x2 * math.exp(reach) - x1
        error = reach / z
    elif tested:
        low, high = mover(x1, one, x2, two)
        error = (high - low) / (2 * z) / (x1 if relative and positive else 1)
    if tested:
        out |= {"tested_by": tested, "difference_low": low, "difference_high": high, "standard_error": error}
    if out["reason"] and scale != "count":
        return out | {"rule": "base"}
    unit = (max(abs(x1), abs(x2)) or 1) if relative else 1
    least = out["min_change"]
    if tested:
        out["chance"] = 2 * norm.sf(max(z, least / error if error else math.inf))
    if tested == "fluctuation" and low / unit < -TINY and high / unit > TINY:
        return out | {"rule": "noise", "movement": "within_noise"}
    if tested and tested != "fluctuation" and low / unit <= TINY and high / unit >= -TINY:
        return out | {"rule": "noise", "movement": "within_noise"}
    if abs(change) < least - TINY:
        return out | {"rule": "size", "movement": "steady"}
    if direction == "parity":
        there, was = (settings["parity_low"] <= x <= settings["parity_high"] for x in (x2, x1))
        nearer = abs(x1 - 50) - abs(x2 - 50)
        if there and was:
            movement = "at_parity"
        else:
            movement = "towards" if nearer >= least - TINY else "away" if -nearer >= least - TINY else "steady"
        return out | {"rule": "parity", "movement": movement, "parity": there and movement == "towards"}
    if direction == "none":
        return out | {"rule": "direction", "movement": "rose" if change > 0 else "fell"}
    return out | {"rule": "direction", "movement": "towards" if (change > 0) == (direction == "up") else "away"}


def jumps_of(store, series, measurements):
    """Points whose yearly change lies beyond the network's own (robust z), and that no correction speaks of."""
    yearly = defaultdict(list)
    for (city, m, item), points in series.items():
        relative = measurements[m]["scale"] in RELATIVE
        for before, point in zip(points, points[1:]):
            if point.broken or relative and min(before.value, point.value) <= 0:
                continue
            change = math.log(point.value) - math.log(before.value) if relative else point.value - before.value
            yearly[m].append(((city, m, item), point.year, change / (point.year - before.year)))
    asked = {(r["city"], r["measurement"], r["item"], r["reference_year"]) for r in store.table("corrections")}
    found = defaultdict(set)
    for m, changes in yearly.items():
        middle = statistics.median(c for *_, c in changes)
        mad = statistics.median(abs(c - middle) for *_, c in changes)
        for key, year, change in changes:
            if mad > 0 and round(0.674489750196082 * abs(change - middle) / mad, 9) > store.settings["jump_z"] and (*key, year) not in asked:
                found[key].add(year)
    return found


# 5. Trend ----------------------------------------------------------------------------------------------------------------


def trend_of(run, stale, settings):
    years, x = [p.year for p in run], [p.value + 0.0 for p in run]
    out = dict.fromkeys(["trend_slope", "trend_s", "trend_variance", "trend_correction", "trend_p", "trend_p_kind", "trend", "trend_reason"])
    out |= {"trend_first_year": years[0], "trend_n": len(run)}
    if stale:
        return out | {"trend_reason": "stale"}
    if len(run) < settings["trend_points"]:
        return out | {"trend_reason": "too_few_points"}
    original = pymannkendall.original_test(x)
    out |= {"trend_slope": float(theilslopes(x, years).slope), "trend_s": int(original.s)}
    if len(set(x)) == 1:
        return out | {"trend_reason": "no_variation"}
    if len(run) <= settings["trend_exact"]:
        if len(set(x)) < len(x):
            return out | {"trend_reason": "ties"}
        out |= {"trend_p": float(kendalltau(years, x, method="exact").pvalue), "trend_p_kind": "exact"}
    else:
        yue_wang = pymannkendall.yue_wang_modification_test(x, lag=1)
        factor = yue_wang.var_s / original.var_s
        wider = factor > 1
        out |= {"trend_variance": float(original.var_s), "trend_correction": float(factor) if wider else 1.0}
        out |= {"trend_p": float(yue_wang.p if wider else original.p), "trend_p_kind": "normal"}
    clear = out["trend_p"] < settings["trend_p"]
    return out | {"trend": "rising" if clear and out["trend_s"] > 0 else "falling" if clear and out["trend_s"] < 0 else "no_clear_trend"}


# 4. Targets ---------------------------------------------------------------------------------------------------------------


def target_of(year, target, run, base, row, measurement, points, store):
    """Status of a city's own target, and its paces."""
    direction, linear, settings = measurement["direction"], measurement["scale"] not in RELATIVE, store.settings
    latest = run[-1] if run else None
    out = dict.fromkeys(["required_pace", "observed_pace", "needed_pace", "ratio", "target_status", "target_reason"])
    out |= {"target_year": year, "target_value": target}
    stale = row["reason"] == "stale"
    band = lambda x: settings["parity_low"] <= x <= settings["parity_high"]

    def missing(x, of_latest):
        """How much of the way to the target is left; none at 0."""
        if direction == "up":
            return target - x
        if direction == "down":
            return x - target
        if direction == "parity":
            return 0 if band(target) and band(x) else round(abs(x - 50) - abs(target - 50), 9)
        if of_latest and base and target != base.value:
            return math.copysign(1, target - base.value) * (target - x)
        return abs(target - x)

    def pace(start, end, over):
        """Change a year between two values: of the distance to 50, of the value, or compound."""
        if over <= 0:
            return None
        if direction == "parity":
            return (abs(start - 50) - abs(end - 50)) / over
        if linear:
            return (end - start) / over
        return (end / start) ** (1 / over) - 1 if start > 0 and end > 0 else None

    if not latest:
        return out | {"target_reason": "no_points"}
    reached = missing(latest.value, True) <= 0
    was = base is not None and missing(base.value, False) <= 0
    if not stale:
        if year is not None and not reached:
            out["needed_pace"] = pace(latest.value, target, year - latest.year)
        if base:
            out["observed_pace"] = pace(base.value, latest.value, latest.year - base.year)
            if year is not None and not was:
                out["required_pace"] = pace(base.value, target, year - base.year) or None
            if None not in (out["observed_pace"], out["required_pace"]):
                out["ratio"] = out["observed_pace"] / out["required_pace"]
    if stale:
        return out | {"target_reason": "stale"}
    if reached:
        values = [p.value for p in points]
        behind = {
            "up": target < min(values), "down": target > max(values), "none": False,
            "parity": not band(target) and round(abs(target - 50) - max(abs(v - 50) for v in values), 9) > 0,
        }[direction]
        return out | {"target_status": "maintained" if was else "achieved", "target_reason": "target_wrong_side" if behind else None}
    if year is None:
        return out | {"target_reason": "target_without_year"}
    if latest.year >= year:
        return out | {"target_status": "missed"}
    if store.cycle > year:
        return out | {"target_reason": "target_unmeasured"}
    if not base:
        return out | {"target_reason": "one_point"}
    if row["rule"] == "noise":
        return out | {"target_status": "uncertain"}
    if direction == "none" and target == base.value:
        return out | {"target_reason": "target_at_baseline"}
    if was:
        return out | {"target_status": "moving_away"}
    if out["ratio"] is None:
        if not linear and min(base.value, latest.value) <= 0:
            return out | {"target_reason": "base_not_positive"}
        return out | {"target_reason": "target_not_positive" if not linear and target <= 0 else "no_pace"}
    ratio = out["ratio"]
    for status, least in (("on_track", settings["target_on_track"]), ("needs_acceleration", settings["target_limited"]), ("limited", 0)):
        if ratio >= least - TINY:
            return out | {"target_status": status}
    return out | {"target_status": "moving_away"}


# 3, 12. Components of each series -------------------------------------------------------------------------------------------


class Network:
    """Everything computed once for a store."""

    def __init__(self, store):
        self.store, self.settings = store, store.settings
        self.measurements = {m["measurement"]: m for m in store.table("measurements")}
        self.cities = {c["city"]: c for c in store.table("cities")}
        self.catalogue = [(r["measurement"], r["item"]) for r in sorted(store.table("measurement_items"), key=lambda r: r["position"])]
        self.series = points_of(store, self.measurements)
        self.usual = Usual(self.series, self.measurements, self.settings)
        self.jumps = jumps_of(store, self.series, self.measurements)
        self.targets = {
            (t["city"], t["measurement"], t["item"]): (t["year"], t["value"]) for t in store.table("targets") if t["consent"] == "public"
        }
        wanted = {(c, m, i) for c in self.cities for m, i in self.catalogue} | {k for k in self.series if k[0] in self.cities}
        self.components = {key: self.component(key) for key in wanted | {k for k in self.targets if k[0] in self.cities}}
        self.wanted = wanted

    def since(self, city):
        """The year the city declared, else the year it joined; none: its first point."""
        row = self.cities[city]
        return row["baseline_year"] if row["baseline_year"] is not None else row["joined"]

    def judge(self, base, latest, key):
        return judge(base, latest, key, self.measurements[key[1]], self.usual, self.settings)

    def component(self, key):
        measurement, points = self.measurements[key[1]], self.series.get(key, [])
        run = run_of(points) if points else []
        since = self.since(key[0])
        base = next((p for p in run[:-1] if since is None or p.year >= since), None)
        names = ["baseline_year", "baseline_value", "latest_year", "latest_value", "baseline_low", "baseline_high", "baseline_interval"]
        names += ["latest_low", "latest_high", "latest_interval", "fluctuation", "tested_by", "difference_low", "difference_high"]
        names += ["standard_error", "chance", "if_baseline_later", "if_latest_earlier", "movement", "certainty", "reason"]
        names += ["change", "change_per_year", "trend", "trend_reason", "trend_first_year", "trend_n", "trend_slope", "trend_s", "trend_p"]
        names += ["trend_p_kind", "trend_variance", "trend_correction", "target_year", "target_value", "required_pace", "observed_pace"]
        names += ["needed_pace", "ratio", "target_status", "target_reason"]
        out = dict.fromkeys(names) | {"rule": "points", "reason": "no_points", "min_change": measurement["min_change"], "marks": set()}
        self_marks = out["marks"]
        if points:
            latest = run[-1]
            stale = self.store.cycle - latest.year > self.settings["stale_years"]
            out |= {"latest_year": latest.year, "latest_value": latest.value, "reason": "one_point"}
            out |= trend_of(run, stale, self.settings)
            out["fluctuation"] = self.usual.s.get((key[1], key[2], latest.source))
            if base:
                out |= {"baseline_year": base.year, "baseline_value": base.value}
                found = self.judge(base, latest, key)
            else:
                relative = measurement["scale"] in RELATIVE
                interval, kind = uncertain(latest, None, key, relative, self.usual, self.settings["z"])
                few = measurement["scale"] == "rating" and latest.source == "expert" and latest.reviewers < self.settings["few_reviewers"]
                least = max(measurement["min_change"], self.settings["few_reviewers_change"]) if few else measurement["min_change"]
                found = {"latest_interval": kind, "few": few, "parity": False, "min_change": least}
                found |= {"latest_low": interval and interval[0], "latest_high": interval and interval[1]}
            few, parity = found.pop("few"), found.pop("parity")
            out |= found
            if stale:
                computed = ["change", "change_per_year", "tested_by", "difference_low", "difference_high", "standard_error", "chance", "movement"]
                out |= dict.fromkeys(computed) | {"reason": "stale", "rule": "stale"}
            if out["movement"]:
                self.certainty(out, key, run, base, parity)
            if any(p.provisional for p in (base, latest) if p):
                self_marks.add("provisional")
            if few:
                self_marks.add("few_reviewers")
            if any(p.assumed for p in (base, latest) if p):
                self_marks.add("design_effect_assumed")
            if self.jumps[key] & {p.year for p in run}:
                self_marks.add("unresolved_jump")
            if out["movement"] in MOVED:
                tentative = {"not_tested", "two_points", "depends_on_year", "against_trend", "unresolved_jump"}
                out["certainty"] = "tentative" if self_marks & tentative else "firm"
        if key in self.targets:
            out |= target_of(*self.targets[key], run, base, out, measurement, points, self.store)
        return out

    def certainty(self, out, key, run, base, parity):
        """What may make a movement tentative; the marks say so."""
        marks, movement, latest = out["marks"], out["movement"], run[-1]
        marks |= {"at_parity"} if parity else set()
        tested = out["tested_by"]
        marks |= {{None: "not_tested", "borrowed": "interval_borrowed", "fluctuation": "fluctuation_used"}.get(tested)} - {None}
        between = run[run.index(base) + 1 : -1]
        if between:
            for name, pair in (("if_baseline_later", (between[0], latest)), ("if_latest_earlier", (base, between[-1]))):
                other = self.judge(*pair, key)
                out[name] = other["movement"] or other["reason"]
        if movement in MOVED:
            if not between and tested == "fluctuation":
                marks.add("two_points")
            if between and {out["if_baseline_later"], out["if_latest_earlier"]} != {movement}:
                marks.add("depends_on_year")
            if (out["trend"], latest.value > base.value) in {("rising", False), ("falling", True)}:
                marks.add("against_trend")


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
            by[city, m] = dict(zip(["outcome", "movement", "certainty", "rests_on", "chance"], outcome)) | {"area": areas[m], "series": len(results)}
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
            shared = {"assessed": len(rows), "not_tested": sum(r["chance"] is None for _, r in rows), "chance": math.fsum(r["chance"] or 0 for _, r in rows)}
            for outcome in ("towards", "held", "away", "no_direction", "mixed"):
                such = [(c, r) for c, r in rows if plain(r) == outcome]
                each = Counter(c for c, _ in such)
                row = {"measurements": len(such), "firm": sum(r["certainty"] == "firm" for _, r in such), "cities": len(each)} | shared
                if scope == "network" or scope == "region" and enough:
                    movement_rows[scope, name, area, outcome] = row
                if enough:
                    median = float(np.percentile([each[c] for c in with_result], 50))
                    summary_rows[scope, name, area, outcome] = row | {"cities_with_result": len(with_result), "median_measurements": median}
    counts = Counter((k[1], k[2], r["movement"]) for k, r in network.components.items() if r["movement"] and k in network.wanted)
    assessed = Counter()
    for (m, i, _), n in counts.items():
        assessed[m, i] += n
    movement_counts = {(m, i, movement): {"cities": n, "assessed": assessed[m, i]} for (m, i, movement), n in counts.items()}
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


# Both beside the program's ------------------------------------------------------------------------------------------------------


def compare(store, name, key, ours):
    """Rows of ours, by key, and those that the program gives otherwise; marks are a set."""
    theirs = {tuple(r[k] for k in key): r for r in store.ask(f"select * from {name}")}
    differ = 0
    for k in sorted(ours.keys() | theirs.keys(), key=str):
        one, two = ours.get(k), theirs.get(k)
        if two and one and "marks" in one:
            two = two | {"marks": set(filter(None, (two["marks"] or "").split("|")))}
        columns = [c for c in one if not same(one[c], two.get(c))] if one and two else ["the row"]
        if columns:
            differ += 1
            if differ <= 5:
                shown = "; ".join(f"{c}: here {one and one.get(c)}, there {two and two.get(c)}" for c in columns)
                print(f"  {name} {' '.join(map(str, k))}: {shown}")
    print(f"{store.folder.name}, cycle {store.cycle}: {name}: {len(ours.keys() | theirs.keys())} rows compared, {differ or 'none'} differ", flush=True)
    return differ


def every(store):
    network = Network(store)
    of_progress = ["baseline_year", "baseline_value", "latest_year", "latest_value", "change", "change_per_year", "movement", "certainty", "chance", "reason", "marks"]
    components = {k: network.components[k] for k in network.wanted}
    progress = {k: {c: r[c] for c in of_progress} for k, r in components.items()}
    hidden = {"change", "change_per_year"}
    components = {k: {c: v for c, v in r.items() if c not in hidden} for k, r in components.items()}
    by, areas, movements, summary, counts = summaries(network)
    gaps = {}
    for city in network.cities:
        for m in network.measurements:
            for one, two in GAPS:
                if (m, one) in network.catalogue and (m, two) in network.catalogue:
                    gaps[city, m] = gap_of(network, city, m, one, two)
    series = "city", "measurement", "item"
    return (
        compare(store, "progress", series, progress)
        + compare(store, "progress_components", series, components)
        + compare(store, "measurement_movement", ("city", "measurement"), by)
        + compare(store, "area_movement", ("city", "area"), areas)
        + compare(store, "network_movement", ("scope", "scope_name", "area", "outcome"), movements)
        + compare(store, "network_summary", ("scope", "scope_name", "area", "outcome"), summary)
        + compare(store, "movement_counts", ("measurement", "item", "movement"), counts)
        + compare(store, "benefits_and_conditions", ("city", "cycle", "dimension"), benefits(network))
        + compare(store, "item_gaps", ("city", "measurement"), gaps)
    )


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(every(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
