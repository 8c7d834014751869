"""Part of the second program: points, comparable runs, usual fluctuation, what came of two points, trends and targets.

Worded from methods.md, version 2 (sections 1 to 5 and 10), in plain Python with scipy and pymannkendall; the SQL is not read.
"""

import math
import statistics
import warnings
from collections import defaultdict
from dataclasses import dataclass

import pymannkendall
from scipy.stats import kendalltau, norm, theilslopes

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
