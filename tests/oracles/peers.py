"""A second program for peers: sections 6 to 8 of the methods, computed again from the tables of real stores.

usage: python tests/oracles/peers.py PROGRAM STORE...
Computes peer groups, their explanation and stability, correlations, the comparisons of level and change, the band behind a series, how well peers
predict, and peer learning with its denominators, in plain Python and numpy, from the observations, the context, the registry and the settings of each
STORE. It shares nothing with the SQL nor with the search in Rust; sections 1 to 3 are those of the second program beside it, movement.py. Prints rows
compared and rows that differ; exit code 1 where one does.
"""

import math
import sys
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from movement import Network
from second import Store, compare

LINEAR = {"percent", "rating"}
TINY = 5e-10


@dataclass
class Point:
    year: int
    value: float
    kind: tuple
    stretch: int
    reviewers: int


def points_of(network):
    """Each public series' points in the order of their years, each with what makes it comparable and the number of its stretch without a break."""
    found = {}
    for key, points in network.series.items():
        stretch, found[key] = 0, []
        for p in points:
            stretch += p.broken
            found[key].append(Point(p.year, p.value, (p.source, p.definition, p.price_base or ""), stretch, p.reviewers))
    return found


# Section 6 -----------------------------------------------------------------------------------------------------------------


class Context:
    """Standard scores of the cities on the variables in use, and distances between them."""

    def __init__(self, cities, variables, context, settings, cycle):
        self.cities, self.settings = sorted(cities), settings
        self.newest, columns, self.used = {}, [], []
        for v in sorted(variables, key=lambda v: (v["position"], v["variable"])):
            newest = {}
            for row in context:
                usable = row["variable"] == v["variable"] and cycle - v["max_age"] <= row["year"] <= cycle
                if usable and (v["transform"] != "log" or row["value"] > 0):
                    if row["city"] not in newest or newest[row["city"]][0] < row["year"]:
                        newest[row["city"]] = (row["year"], row["value"])
            self.newest[v["variable"]] = newest
            column = np.array([newest[c][1] if c in newest else np.nan for c in self.cities], dtype=float)
            if not newest:
                continue
            if v["transform"] == "log":
                column = np.log(column)
            else:
                column = np.clip(column, *np.nanpercentile(column, [100 * settings["winsor_low"], 100 * settings["winsor_high"]]))
            if np.nanmax(column) > np.nanmin(column):
                columns.append((column - np.nanmean(column)) / np.nanstd(column))
                self.used.append((v["variable"], v["weight"]))
        self.z = np.column_stack(columns) if columns else np.empty((len(self.cities), 0))
        self.place = {c: i for i, c in enumerate(self.cities)}

    def enough(self, share):
        return share >= self.settings["shared_weight"] - 1e-9

    def held(self, city, left=None):
        left = range(len(self.used)) if left is None else left
        total = sum(self.used[v][1] for v in left)
        own = self.z[self.place[city]]
        return sum(self.used[v][1] for v in left if not math.isnan(own[v])) / total if total else 0.0

    def terms(self, a, b, left=None):
        """Each shared variable's weighted square, by its place."""
        one, two = self.z[self.place[a]], self.z[self.place[b]]
        left = range(len(self.used)) if left is None else left
        return {v: self.used[v][1] * (one[v] - two[v]) ** 2 for v in left if not math.isnan(one[v] - two[v])}

    def distance(self, a, b, left=None):
        """d and the share of the weight that both hold; none where that is too little."""
        left = list(range(len(self.used)) if left is None else left)
        total = sum(self.used[v][1] for v in left)
        terms = self.terms(a, b, left)
        shared = sum(self.used[v][1] for v in terms)
        if not total or not self.enough(shared / total):
            return None
        return math.sqrt(total / shared * math.fsum(terms.values())), shared / total

    def search(self, city, candidates, left=None):
        if not self.enough(self.held(city, left)):
            return []
        found = []
        for other in candidates:
            near = self.distance(city, other, left) if other != city else None
            if near:
                found.append((round(near[0] ** 2 * 1e12), other, *near))
        return [f[1:] for f in sorted(found)[: int(self.settings["peers_k"])]]


def groups(settings, context, public):
    """Peers, their distances, their explanation, their stability."""
    peers, distances, parts, stability = {}, {}, {}, {}
    every = range(len(context.used))
    for city in context.cities:
        near = context.search(city, public)
        runs = [{p for p, *_ in context.search(city, public, [v for v in every if v != out])} for out in every] if len(every) > 1 else []
        peers[city] = [p for p, *_ in near]
        for peer, distance, shared in near:
            distances[city, peer] = {"distance": distance, "shared_weight": shared}
            terms = context.terms(city, peer)
            whole = math.fsum(terms.values())
            for v, term in terms.items():
                name = context.used[v][0]
                parts[city, peer, name] = {
                    "city_value": context.newest[name][city][1],
                    "peer_value": context.newest[name][peer][1],
                    "part": term / whole if whole > 0 else 0.0,
                }
            kept = sum(peer in run for run in runs)
            share = kept / len(runs) if runs else None
            stability[city, peer] = {
                "runs_kept": kept if runs else None,
                "runs": len(runs) or None,
                "stability": share,
                "loose": share is not None and share < settings["stability_low"],
            }
    return peers, distances, parts, stability


def scores(context):
    """The standard score of each city on each variable in use that it has."""
    place = {name: i for i, (name, _) in enumerate(context.used)}
    return {
        (c, v): {"z": float(context.z[context.place[c], place[v]])}
        for v, newest in context.newest.items()
        for c in newest
        if v in place
    }


def correlations(context):
    out = {}
    for i, (one, _) in enumerate(context.used):
        for j, (two, _) in enumerate(context.used):
            both = ~np.isnan(context.z[:, i]) & ~np.isnan(context.z[:, j])
            if one < two and both.any():
                x, y = context.z[both, i], context.z[both, j]
                known = both.sum() >= 3 and np.std(x) > 1e-6 and np.std(y) > 1e-6
                out[one, two] = {"cities": int(both.sum()), "correlation": float(np.corrcoef(x, y)[0, 1]) if known else None}
    return out


# Section 7 -----------------------------------------------------------------------------------------------------------------


def quantile(values, p):
    """The (n + 1)p rule: the value at place (n + 1)p, counted from 1, interpolated; Weibull's in numpy."""
    return float(np.quantile(values, p, method="weibull"))


def summary(values):
    return {"median": quantile(values, 0.5), "p25": quantile(values, 0.25), "p75": quantile(values, 0.75)}


def nearest(points, year, window):
    near = [p for p in points if abs(p.year - year) <= window]
    return min(near, key=lambda p: (abs(p.year - year), p.year)) if near else None


def standing(value, interval, low, high, unit):
    """Where a value lies, by its interval where it has one; touching an end of the middle half is covering it."""
    below, above = (lambda a, b: (a - b) / unit < -TINY), (lambda a, b: (a - b) / unit > TINY)
    least, most = interval or (value, value)
    if below(most, low):
        return "below"
    if above(least, high):
        return "above"
    if interval is None or (above(least, low) and below(most, high)):
        return "within"
    return "too_close_to_tell"


MARK = {None: "not_tested", "given": None, "wilson": None, "borrowed": "interval_borrowed", "network": "interval_borrowed", "fluctuation": "fluctuation_used"}
PACE_MARK = {None: "not_tested", "interval": None, "borrowed": "interval_borrowed", "fluctuation": "fluctuation_used"}


def interval_of(low, high):
    return None if low is None or high is None else (low, high)


def comparable(points, kind):
    return [p for p in points if p.kind == kind]


def change_of(first, last, scale):
    """Whole change and change a year; none where there is none."""
    years = last.year - first.year
    if years <= 0:
        return None
    if scale in LINEAR:
        return last.value - first.value, (last.value - first.value) / years
    if first.value <= 0 or last.value <= 0:
        return None
    return last.value / first.value - 1, (last.value / first.value) ** (1 / years) - 1


class Comparisons:
    """Level, change and band of every series with its peers."""

    def __init__(self, settings, cycle, measurements, points, progress, schemes, context):
        self.settings, self.cycle, self.measurements = settings, cycle, measurements
        self.points, self.progress, self.schemes, self.context = points, progress, schemes, context
        self.level, self.change, self.band = {}, {}, {}
        self.errors = defaultdict(lambda: defaultdict(list))
        for key in points:
            if key[0] in schemes:
                self.one(key)

    def values(self, cities, key, kind, year):
        out = []
        for city in cities:
            near = nearest(comparable(self.points.get((city, *key[1:]), []), kind), year, self.settings["peers_window"])
            if near:
                out.append(near.value)
        return out

    def one(self, key):
        city, m, item = key
        own, row, scale = self.points[key][-1], self.progress[key], self.measurements[m]["scale"]
        stale = self.cycle - own.year > self.settings["stale_years"]
        expert = scale == "rating" and own.kind[0] == "expert"
        others = [c for c in self.schemes if c != city]
        for scheme, peers in self.schemes[city].items():
            common = {"city": city, "scheme": scheme}
            missing = scheme == "nearest" and not self.context.enough(self.context.held(city))
            self.level[city, scheme, m, item] = self.compared(key, own, row, peers, stale, expert, missing)
            if row["change_per_year"] is not None:
                self.change[city, scheme, m, item] = self.paced(key, own, row, peers, expert, missing)
        if not stale and not expert:
            for point in self.points[key]:
                if point.stretch == own.stretch:
                    values = self.values(self.schemes[city]["nearest"], key, own.kind, point.year)
                    if len(values) >= self.settings["peers_min"]:
                        self.band[city, m, item, point.year] = {"n_peers": len(values)} | summary(values)
            self.predicted(key, own, row, others, scale)

    def compared(self, key, own, row, peers, stale, expert, missing):
        interval = interval_of(row["latest_low"], row["latest_high"])
        out = {"latest_year": own.year, "value": own.value, "n_peers": 0} | dict.fromkeys(["median", "p25", "p75", "standing", "reason", "marks"])
        out |= {"low": interval and interval[0], "high": interval and interval[1]}
        if stale:
            return out | {"reason": "stale"}
        values = self.values(peers, key, own.kind, own.year)
        out["n_peers"] = len(values)
        if expert or missing or len(values) < self.settings["peers_min"]:
            return out | {"reason": "expert_ratings" if expert else "context_missing" if missing else "too_few_peers"}
        out |= summary(values)
        unit = 1.0 if self.measurements[key[1]]["scale"] in LINEAR else max(abs(own.value), abs(out["p25"]), abs(out["p75"])) or 1.0
        return out | {"standing": standing(own.value, interval, out["p25"], out["p75"], unit), "marks": MARK[row["latest_interval"]]}

    def moved(self, cities, key, own, row):
        """Whole changes and changes a year of other cities over the city's own window, and which way each moved."""
        m = self.measurements[key[1]]
        paces = []
        for city in cities:
            like = comparable(self.points.get((city, *key[1:]), []), own.kind)
            first, last = (nearest(like, year, self.settings["change_window"]) for year in (row["baseline_year"], own.year))
            change = change_of(first, last, m["scale"]) if first and last and first.stretch == last.stretch else None
            if change and abs(change[0]) < 1e300 and abs(change[1]) < 1e300:
                few = m["scale"] == "rating" and own.kind[0] == "expert" and min(first.reviewers, last.reviewers) < self.settings["few_reviewers"]
                least = max(m["min_change"], self.settings["few_reviewers_change"]) if few else m["min_change"]
                paces.append((change[1], 0 if abs(change[0]) < least - TINY else 1 if change[0] > 0 else -1))
        return paces

    def paced(self, key, own, row, peers, expert, missing):
        out = dict.fromkeys(["pace_low", "pace_high", "median", "p25", "p75", "standing", "peers_rose", "peers_held", "peers_fell", "reason", "marks"])
        out |= {"baseline_year": row["baseline_year"], "latest_year": own.year, "change_per_year": row["change_per_year"], "n_peers": 0}
        if row["reason"]:
            return out | {"reason": row["reason"]}
        interval = self.pace_interval(row, self.measurements[key[1]]["scale"])
        if interval:
            out |= {"pace_low": interval[0], "pace_high": interval[1]}
        moved = self.moved(peers, key, own, row)
        out["n_peers"] = len(moved)
        few = len(moved) < self.settings["peers_min"]
        if expert:
            ways = [way for _, way in moved]
            counts = {} if few else {"peers_rose": ways.count(1), "peers_held": ways.count(0), "peers_fell": ways.count(-1)}
            return out | {"reason": "expert_ratings"} | counts
        if missing or few:
            return out | {"reason": "context_missing" if missing else "too_few_peers"}
        out |= summary([pace for pace, _ in moved])
        return out | {"standing": standing(row["change_per_year"], interval, out["p25"], out["p75"], 1.0), "marks": PACE_MARK[row["tested_by"]]}

    def pace_interval(self, row, scale):
        """The interval of the difference, as a change a year; on relative scales a ratio to the baseline."""
        if row["tested_by"] is None:
            return None
        years = row["latest_year"] - row["baseline_year"]
        if scale in LINEAR:
            return row["difference_low"] / years, row["difference_high"] / years
        return tuple(max(1 + end / row["baseline_value"], 0) ** (1 / years) - 1 for end in (row["difference_low"], row["difference_high"]))

    def predicted(self, key, own, row, others, scale):
        """Errors of the peers' median and of the network's, for level and change."""
        near = self.level[key[0], "nearest", *key[1:]]
        values = self.values(others, key, own.kind, own.year)
        peers = self.values(self.schemes[key[0]]["nearest"], key, own.kind, own.year)
        if len(peers) >= self.settings["peers_min"]:
            three = [own.value, quantile(peers, 0.5), quantile(values, 0.5)]
            if scale in LINEAR or min(three) > 0:
                x, a, b = three if scale in LINEAR else map(math.log, three)
                self.errors[key[1], "level"][key[0]].append((x - a, x - b))
        if near and row["change_per_year"] is not None and not row["reason"]:
            peers, every = ([p for p, _ in self.moved(c, key, own, row)] for c in (self.schemes[key[0]]["nearest"], others))
            if len(peers) >= self.settings["peers_min"]:
                x = row["change_per_year"]
                self.errors[key[1], "change"][key[0]].append((x - quantile(peers, 0.5), x - quantile(every, 0.5)))

    def prediction(self):
        out = {}
        for key, cities in self.errors.items():
            errors = [e for found in cities.values() for e in found]
            ours, theirs = (math.fsum(e[i] ** 2 for e in errors) for i in (0, 1))
            if len(cities) >= self.settings["peers_min"]:
                out[key] = {"series": len(errors), "cities": len(cities), "skill": 1 - ours / theirs if theirs > 0 else None}
        return out


# Section 8 -----------------------------------------------------------------------------------------------------------------


class Learning:
    """Requests, their outcomes, who is named, and offers."""

    def __init__(self, network, points, comparisons, peers, context):
        self.network, self.settings, self.measurements, self.progress = network, network.settings, network.measurements, network.components
        self.points, self.comparisons, self.peers, self.context = points, comparisons, peers, context
        self.regions = {c: row["region"] for c, row in network.cities.items()}
        self.requests, self.named = {}, {}
        self.series = defaultdict(list)
        for key in points:
            self.series[key[1:]].append(key[0])

    def outcome(self, key, first, last):
        """What came of a series between two points, by the rules for a movement, and its chance; none where no change can be read."""
        at = {p.year: p for p in self.network.series[key]}
        judged = self.network.judge(at[first.year], at[last.year], key)
        movement = judged["movement"]
        return movement and ((movement if movement in ("towards", "away") else "held"), judged["chance"] or 0)

    def alike(self, scale, a, b):
        s = self.settings
        if scale == "percent":
            logit = lambda x: math.log(x / (100 - x))
            a, b = (logit(min(max(x, s["learning_share_low"]), s["learning_share_high"])) for x in (a, b))
            return round(abs(a - b), 8) <= s["learning_logit"]
        if scale == "rating":
            return abs(a - b) <= s["learning_rating"] + 1e-8
        return min(a, b) > 0 and max(a, b) / min(a, b) <= s["learning_factor"] * (1 + 1e-9)

    def good(self, key):
        """The latest value and its interval on a scale on which more is better."""
        row, direction = self.progress[key], self.measurements[key[1]]["direction"]
        x, ends = row["latest_value"], interval_of(row["latest_low"], row["latest_high"])
        if direction == "up":
            return x, ends
        if direction == "down":
            return -x, ends and (-ends[1], -ends[0])
        far = ends and sorted(abs(e - 50) for e in ends)
        return -abs(x - 50), far and (-far[1], 0.0 if ends[0] <= 50 <= ends[1] else -far[0])

    def beyond(self, peer, own, scale):
        (x, ends), (a, asked) = peer, own
        if not ends or not asked or x <= a:
            return False
        unit = 1.0 if scale in LINEAR else max(abs(x), abs(a))
        return round((x - a - math.hypot(x - ends[0], asked[1] - a)) / unit, 9) > 0

    def ask(self, key, why, feature):
        city, m, item = key
        row, measurement = self.progress[key], self.measurements[m]
        own = self.points[key][-1] if key in self.points else None
        out = dict.fromkeys(["reach", "comparable", "towards", "held", "away", "towards_by_chance", "named", "reason"]) | {"why": why, "feature": feature}
        out |= {"latest_year": own and own.year, "value": own and own.value}
        reason = (
            "no_points" if own is None
            else "stale" if self.comparisons.cycle - own.year > self.settings["stale_years"]
            else "out_of_numbers" if abs(own.value) >= 1e300
            else "no_direction" if measurement["direction"] == "none"
            else "current_prices" if own.kind[2] == "current"
            else "base_not_positive" if measurement["scale"] not in LINEAR and own.value <= 0
            else None
        )
        self.requests[key] = out
        if reason:
            return out.update(reason=reason)
        everyone = [c for c in self.series[m, item] if c != city and c in self.regions]
        circles = {
            "peers": [c for c in self.peers.get(city, []) if c in self.series[m, item]],
            "region": [c for c in everyone if self.regions[c] == self.regions[city]],
            "network": everyone,
        }
        for reach, cities in circles.items():
            counts, named, firmly, by_chance = {"towards": 0, "held": 0, "away": 0}, [], 0, 0
            for other in cities:
                found = self.went_on(other, m, item, own)
                if found:
                    outcome, chance = found[1]
                    counts[outcome] += 1
                    by_chance += chance / 2
                    theirs = self.progress[other, m, item]
                    firm = theirs["movement"] == "towards" and theirs["certainty"] == "firm"
                    firmly += outcome == "towards" and firm
                    if outcome == "towards" and firm and self.beyond(self.good((other, m, item)), self.good(key), measurement["scale"]):
                        named.append((other, found[0]))
            named = named if firmly > by_chance else []
            if named or reach == "network":
                out.update(counts, reach=reach, towards_by_chance=by_chance, comparable=sum(counts.values()), named=min(len(named), int(self.settings["learning_most"])))
                far = lambda c: (lambda d: math.inf if d is None else round(d[0] * 1e12))(self.context.distance(city, c))
                for other, first in sorted(named, key=lambda n: (far(n[0]), n[0]))[: int(self.settings["learning_most"])]:
                    last = self.points[other, m, item][-1]
                    self.named[*key, other] = {
                        "feature": feature, "why": why, "reach": reach, "from_year": first.year, "from_value": first.value,
                        "to_year": last.year, "to_value": last.value, "years": last.year - first.year,
                    }
                return None

    def went_on(self, other, m, item, own):
        """The first point of another city that was like a value, and what came of it by its latest."""
        points = self.points[other, m, item]
        last = points[-1]
        if last.kind != own.kind or self.comparisons.cycle - last.year > self.settings["stale_years"]:
            return None
        for first in points:
            enough = last.year - first.year >= self.settings["learning_years"] and first.stretch == last.stretch
            if enough and self.alike(self.measurements[m]["scale"], first.value, own.value):
                outcome = self.outcome((other, m, item), first, last)
                if outcome:
                    return first, outcome
        return None

    def everything(self, declared):
        asks = defaultdict(set)
        for d in declared:
            if d["role"] == "priority" and d["consent"] == "public":
                asks[d["city"]].add(d["feature"])
        low, high = self.settings["parity_low"], self.settings["parity_high"]
        for key, row in self.progress.items():
            city, m = key[0], self.measurements[key[1]]
            beside = self.comparisons.level.get((city, "nearest", *key[1:]), {})
            outside = {
                ("up", "below"): True,
                ("down", "above"): True,
                ("parity", "below"): row["latest_value"] is not None and row["latest_value"] < low,
                ("parity", "above"): row["latest_value"] is not None and row["latest_value"] > high,
            }.get((m["direction"], beside.get("standing")), False)
            if city in asks:
                why = "priority" if m["feature"] in asks[city] else None
            elif row["movement"] == "away":
                why = "moved_away"
            else:
                why = "steady_outside" if row["movement"] in ("steady", "within_noise") and outside else None
            if why:
                self.ask(key, why, m["feature"])


def offers(learning, declared, public, regions, context, peers, most):
    """Who offers what a city asks help with, and who asks for what it offers."""
    asking = {(k[0], r["feature"]): r["why"] == "priority" for k, r in learning.requests.items() if k[0] in public}
    offering = {(d["city"], d["feature"]) for d in declared if d["role"] == "expertise" and d["consent"] == "public" and d["city"] in public}
    helpers = defaultdict(set)
    for city, feature in offering:
        helpers[feature].add(city)
    matched = {(a, h, f): priority for (a, f), priority in asking.items() for h in helpers[f] if h != a}
    pairs = {(a, h) for a, h, _ in matched}
    listed = defaultdict(list)
    for (asker, helper, feature), priority in matched.items():
        row = {"declared": priority, "reciprocal": (helper, asker) in pairs}
        listed[asker, feature, "offers"].append((helper, row))
        listed[helper, feature, "asks"].append((asker, row))
    out = {}
    for (city, feature, role), others in listed.items():
        def order(entry):
            near = context.distance(city, entry[0])[0] if entry[0] in peers.get(city, []) else 1e300
            return not entry[1]["reciprocal"], near, regions[entry[0]] != regions[city], entry[0]
        for other, row in sorted(others, key=order)[:most]:
            out[city, feature, role, other] = row | {"offers_all": len(others)}
    return out


# Compared with the program's ------------------------------------------------------------------------------------------------


def schemes_of(store, cities, peers, public):
    """Each city's peers in each scheme: the nearest, its region, and the groups that the registry, the bands and the network name."""
    member = {(c, "region"): row["region"] for c, row in cities.items()}
    for row in store.ask("select city, scheme, group_name from peer_groups"):
        member[row["city"], row["scheme"]] = row["group_name"]
    by_group = defaultdict(list)
    for (city, scheme), name in member.items():
        by_group[scheme, name].append(city)
    out = {c: {"nearest": peers[c]} for c in cities}
    for (city, scheme), name in member.items():
        out[city][scheme] = [c for c in by_group[scheme, name] if c != city and c in public]
    return out


def computed(store):
    """Each result by its name: the columns that make its key, and its rows by them."""
    settings, network = store.settings, Network(store)
    public = sorted({r["city"] for r in store.table("observations") if visible(r, store.cycle)} & network.cities.keys())
    points = points_of(network)
    context = Context(network.cities, store.table("peer_variables"), store.table("city_context"), settings, store.cycle)
    peers, distances, parts, stability = groups(settings, context, public)
    schemes = schemes_of(store, network.cities, peers, public)
    made = Comparisons(settings, store.cycle, network.measurements, points, network.components, schemes, context)
    declared = store.table("declarations")
    learning = Learning(network, points, made, peers, context)
    learning.everything(declared)
    given = offers(learning, declared, set(public), learning.regions, context, peers, int(settings["learning_most"]))
    key = ("city", "measurement", "item")
    return {
        "nearest_peers": (("city", "peer"), distances),
        "nearest_context": (("city", "variable"), scores(context)),
        "peer_explanation": (("city", "peer", "variable"), parts),
        "peer_stability": (("city", "peer"), stability),
        "peer_correlations": (("variable", "other_variable"), correlations(context)),
        "peer_comparison": (("city", "scheme", "measurement", "item"), made.level),
        "peer_change_comparison": (("city", "scheme", "measurement", "item"), made.change),
        "peer_series": ((*key, "reference_year"), made.band),
        "peer_prediction": (("measurement", "predicted"), made.prediction()),
        "learning_requests": (key, learning.requests),
        "peer_learning": ((*key, "peer"), learning.named),
        "learning_offers": (("city", "feature", "role", "peer"), given),
    }


def visible(row, cycle):
    return row["consent"] == "public" and row["cycle"] <= cycle and row["reference_year"] <= cycle


def everything(store):
    return sum(compare(store, name, key, rows) for name, (key, rows) in computed(store).items())


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(everything(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
