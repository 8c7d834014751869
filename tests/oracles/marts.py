"""Independent computation of progress and peers from the formulas of the methods, on random data.

Writes tests/fixtures/oracle/: the input tables, and what the marts must say (expected_*.csv).
Run: pip install numpy scipy scikit-learn && python tests/oracles/marts.py
It shares no code with the queries: plain loops over dictionaries, numpy percentiles, scipy's normal quantile,
scikit-learn's StandardScaler and nan_euclidean_distances.
"""

import csv
import math
import pathlib
import random
from collections import defaultdict

import numpy as np
from scipy.stats import norm
from sklearn.metrics.pairwise import nan_euclidean_distances
from sklearn.preprocessing import StandardScaler

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "tests/fixtures/oracle"
CYCLE = 2022
rng = random.Random(20240607)

catalogue = {r["measurement"]: r for r in csv.DictReader(open(ROOT / "data/framework/key-features.csv", encoding="utf-8"))}
MEASUREMENTS = [
    "adult_literacy_rate", "unemployment_rate", "council_seats_women", "volunteering_rate", "co2_per_capita",
    "waste_per_capita", "indigenous_knowledge_programmes", "learning_advocacy", "environmental_stewardship", "cultural_visits",
]
REGIONS = ["Africa", "Arab States", "Asia and the Pacific", "Europe and North America"]
K, PEERS_MIN, WINDOW, SHARE, STALE, CHANGE_WINDOW = 10, 5, 3, 2 / 3, 5, 1
# Groups that an analyst lists: across regions, with a city that nobody hears of, and one of a single city.
NAMED = {"coast": [f"town-{i:02d}" for i in range(3, 48, 3)] + ["town-05"], "island": ["town-02"]}
Z, DEFF = norm.ppf(0.975), 1.5


# Input ---------------------------------------------------------------------------------------------------------------

cities = []
for i in range(48):
    cities.append({
        "city": f"town-{i:02d}", "name": f"Town {i}", "country": "KEN", "region": REGIONS[0 if i < 20 else 1 + i % 3],
        "joined": rng.choice(["", 2012, 2014, 2016]), "baseline_year": rng.choice(["", "", 2013, 2015, 2018]),
    })
variables = [("population", "log", 1.0, 10), ("income", "log", 1.5, 10), ("schooling", "none", 1.0, 6), ("rain", "none", 0.5, 10), ("flat", "none", 2.0, 10)]
context = []
for c in cities:
    for name, transform, _, _ in variables:
        if rng.random() < 0.2 or c["city"] == "town-07":
            continue
        years = rng.sample(range(2009, 2025), rng.choice([1, 2, 3]))
        for year in years:
            # Few distinct values for rain: ties in distance; one value for flat: it must be dropped.
            value = {
                "population": rng.choice([0, math.exp(rng.gauss(12, 1))]) if rng.random() < 0.1 else math.exp(rng.gauss(12, 1)),
                "income": math.exp(rng.gauss(9, 0.8)), "schooling": round(rng.gauss(9, 2), 1), "rain": rng.choice([1, 2]), "flat": 3,
            }[name]
            context.append({"city": c["city"], "year": year, "variable": name, "value": repr(float(value))})
# Twins: the same context to the last digit, so that only the id tells them apart.
context = [r for r in context if r["city"] not in ("town-11", "town-12", "town-13")] + [
    {**r, "city": twin} for r in context if r["city"] == "town-10" for twin in ("town-11", "town-12", "town-13")
]

observations = []
for c in cities:
    if c["city"] == "town-05":
        continue
    for m in MEASUREMENTS:
        row = catalogue[m]
        if rng.random() < 0.1:
            continue
        source = rng.choice(row["sources"].split("|"))
        level = {"percent": rng.uniform(5, 90), "rating": 3, "count": 6}.get(row["scale"], rng.uniform(1, 20))
        years = sorted(rng.sample(range(2011, 2024), rng.randint(1, 9)))
        for year in years:
            value = level + rng.gauss(0, 1) * level * 0.07
            if row["scale"] == "rating":
                value = min(5, max(1, round(2 * rng.uniform(2, 5)) / 2))
            if row["scale"] == "count":
                value = max(0, round(rng.gauss(6, 4)))
            if row["scale"] == "percent":
                value = min(100, round(value, rng.choice([0, 1])))
            if rng.random() < 0.03 and row["scale"] != "rating":
                value = 0
            if len(row["sources"].split("|")) > 1 and rng.random() < 0.2:
                source = rng.choice(row["sources"].split("|"))
            low = high = n = deff = ratings = ""
            kind = rng.random()
            if source == "survey" and kind < 0.4 or source == "official" and kind < 0.1:
                low, high = max(0, value - abs(rng.gauss(0, 2))), value + abs(rng.gauss(0, 2))
            if source == "survey" and kind > 0.3 and kind < 0.8:
                n, deff = rng.randint(50, 2000), rng.choice(["", 1.2, 2])
            if source == "expert" and kind < 0.8:
                ratings = "|".join(str(rng.randint(1, 5)) for _ in range(rng.randint(1, 5)))
            status = rng.choices(["A", "B", "D", "E", "B|P", "F", "N", "B|N", "O"], [70, 6, 8, 5, 1, 2, 1, 2, 3])[0]
            observations.append({
                "city": c["city"], "cycle": min(2024, max(year, rng.choice([2018, 2020, 2022]))), "measurement": m, "item": "total",
                "reference_year": year, "value": "" if status == "O" else repr(float(value)),
                "ci_lower": low if low == "" or status == "O" else repr(float(low)), "ci_upper": high if high == "" or status == "O" else repr(float(high)),
                "sample_size": n, "design_effect": deff, "ratings": ratings, "source": source, "status": status,
                "consent": rng.choices(["public", "private", "aggregate_only"], [90, 6, 4])[0],
            })

# Series reported in nearly every year, so that many cities share a window of change.
DENSE = ["physical_exercise_rate", "patent_rate", "progress_monitoring"]
for c in cities:
    if c["city"] == "town-05":
        continue
    for m in DENSE:
        source = catalogue[m]["sources"]
        level, pace = rng.uniform(20, 60), rng.gauss(0, 0.03)
        for year in range(2013, 2023):
            if rng.random() < 0.25:
                continue
            value = round(level * (1 + pace) ** (year - 2013) + rng.gauss(0, 0.5), 1)
            ratings = ""
            if source == "expert":
                value, ratings = rng.choice([2, 2.5, 3, 3.5, 4]), "|".join(["3"] * rng.randint(1, 4))
            observations.append({
                "city": c["city"], "cycle": 2022, "measurement": m, "item": "total", "reference_year": year, "value": repr(float(value)),
                "ci_lower": "", "ci_upper": "", "sample_size": "", "design_effect": "", "ratings": ratings, "source": source,
                "status": "B" if rng.random() < 0.02 else "A", "consent": "private" if rng.random() < 0.04 else "public",
            })
MEASUREMENTS += DENSE


def write(name, rows, columns):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / f"{name}.csv", "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, columns, lineterminator="\n", extrasaction="ignore")
        w.writeheader()
        for r in rows:
            w.writerow({k: "" if r.get(k) is None else (repr(float(r[k])) if isinstance(r[k], float) else r[k]) for k in columns})


# Methods 1 to 3 -------------------------------------------------------------------------------------------------------

series = defaultdict(list)
for o in observations:
    if o["consent"] == "public" and o["cycle"] <= CYCLE and o["reference_year"] <= CYCLE:
        series[o["city"], o["measurement"]].append(o)


def number(text):
    return None if text == "" else float(text)


def interval(o, scale):
    value, low, high = float(o["value"]), number(o["ci_lower"]), number(o["ci_upper"])
    if low is not None and high is not None:
        return low, high, "given"
    if scale == "percent" and o["sample_size"] and 0 <= value <= 100:
        n = o["sample_size"] / (o["design_effect"] or DEFF)
        p = value / 100
        middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
        return min(max(100 * (middle - half), 0), value), max(min(100 * (middle + half), 100), value), "wilson"
    return None, None, None


points = {}
for key, rows in series.items():
    scale = catalogue[key[1]]["scale"]
    flagged, found = False, []
    for o in sorted(rows, key=lambda o: o["reference_year"]):
        flags = o["status"].split("|")
        flagged |= "B" in flags
        if o["value"] == "" or "F" in flags or "N" in flags:
            continue
        low, high, kind = interval(o, scale)
        p = {"year": o["reference_year"], "value": float(o["value"]), "low": low, "high": high, "kind": kind, "source": o["source"],
             "differs": "D" in flags, "provisional": bool(set(flags) & set("EPUGI")), "effect": o["design_effect"] != "",
             "reviewers": len(o["ratings"].split("|")) if o["ratings"] else 1}
        last = found[-1] if found else None
        p["stretch"] = (last["stretch"] if last else 0)
        p["break"] = flagged or bool(last and (last["source"] != p["source"] or last["differs"] != p["differs"]))
        p["stretch"] += p["break"]
        flagged = False
        found.append(p)
    if found:
        points[key] = found


def judge(key, from_year):
    row, run = catalogue[key[1]], points[key]
    scale, direction, least = row["scale"], row["direction"], float(row["min_change"])
    start = max((i for i, p in enumerate(run) if p["break"]), default=0)
    run = run[start:]
    latest = run[-1]
    since = [p for p in run[:-1] if from_year is None or p["year"] >= from_year]
    base = since[0] if since else None
    out = {"city": key[0], "measurement": key[1], "item": "total", "latest_year": latest["year"], "latest_value": latest["value"]}
    marks = []
    both = [p for p in (base, latest) if p]
    few = scale == "rating" and latest["source"] == "expert" and min(p["reviewers"] for p in both) < 3
    if base:
        out |= {"baseline_year": base["year"], "baseline_value": base["value"], "years": latest["year"] - base["year"]}
    stale = CYCLE - latest["year"] > STALE
    change = difference = None
    movement = reason = None
    if stale:
        reason = "stale"
    elif not base:
        reason = "one_point"
    else:
        x1, x2, years = base["value"], latest["value"], out["years"]
        if scale in ("percent", "rating"):
            change, pace = x2 - x1, (x2 - x1) / years
        elif x1 > 0 and x2 > 0:
            change, pace = x2 / x1 - 1, (x2 / x1) ** (1 / years) - 1
        else:
            change, pace, reason = x2 - x1, (x2 - x1) / years, "base_not_positive"
        out |= {"change": change, "change_per_year": pace}
        if base["low"] is not None and latest["low"] is not None:
            difference = (x2 - x1 - math.hypot(x2 - latest["low"], base["high"] - x1), x2 - x1 + math.hypot(latest["high"] - x2, x1 - base["low"]))
            out |= {"difference_low": difference[0], "difference_high": difference[1]}
        if few:
            least = max(least, 1)
        if reason and scale == "count":
            least = 1
        if reason and scale != "count":
            pass
        elif difference and difference[0] <= 0 <= difference[1]:
            movement = "within_noise"
        elif abs(change) < least - 1e-10:
            movement = "steady"
        elif direction == "parity":
            closer = abs(x1 - 50) - abs(x2 - 50)
            if 47.5 <= x2 <= 52.5 or latest["low"] is not None and latest["low"] <= 50 <= latest["high"]:
                movement = "at_parity"
            elif closer >= least - 1e-10:
                movement = "towards"
            elif -closer >= least - 1e-10:
                movement = "away"
            else:
                movement = "steady"
        elif direction == "none":
            movement = "rose" if change > 0 else "fell"
        else:
            movement = "towards" if (change > 0) == (direction == "up") else "away"
    if any(p["provisional"] for p in both):
        marks.append("provisional")
    if latest["source"] == "survey" and base and not stale and not difference:
        marks.append("uncertainty_unknown")
    if few:
        marks.append("few_reviewers")
    if any(p["kind"] == "wilson" and not p["effect"] for p in both):
        marks.append("design_effect_assumed")
    return out | {"movement": movement, "reason": reason, "marks": "|".join(marks) or None, "latest": latest, "stale": stale}


progress = {}
for c in cities:
    from_year = c["baseline_year"] or c["joined"] or None
    for m in MEASUREMENTS:
        if (c["city"], m) in points:
            progress[c["city"], m] = judge((c["city"], m), from_year)

# Methods 6 ------------------------------------------------------------------------------------------------------------

names = [c["city"] for c in cities]
raw, z, used = {}, {}, []
for name, transform, weight, age in variables:
    value = {}
    for r in context:
        v = float(r["value"])
        if r["variable"] == name and CYCLE - age <= r["year"] <= CYCLE and (transform != "log" or v > 0):
            if r["city"] not in value or value[r["city"]][0] < r["year"]:
                value[r["city"]] = (r["year"], v)
    raw[name] = value
    column = np.array([[math.log(value[c][1]) if transform == "log" else value[c][1]] if c in value else [np.nan] for c in names])
    low, high = np.nanpercentile(column, [1, 99], method="linear")
    column = np.clip(column, low, high)
    if np.nanstd(column) > 0:
        used.append((name, weight))
        z[name] = StandardScaler().fit_transform(column)[:, 0]
assert [n for n, _ in used] == ["population", "income", "schooling", "rain"]
total = sum(w for _, w in used)
# scikit-learn's distance is the same one where all weights are equal: checked here, then weights are put in.
table = np.column_stack([z[n] for n, _ in used])
plain = nan_euclidean_distances(table)
public = {o["city"] for rows in series.values() for o in rows}
peers, parts, held = defaultdict(list), [], {}


def search(i, left):
    """The nearest of city i by the variables left, as [(distance, city, shared weight, squares)], and the share it holds."""
    whole = sum(w for _, w in left)
    share = sum(w for n, w in left if not np.isnan(z[n][i])) / whole
    found = []
    for j, b in enumerate(names):
        shared = [(n, w) for n, w in left if not np.isnan(z[n][i]) and not np.isnan(z[n][j])]
        weight = sum(w for _, w in shared)
        if i == j or b not in public or weight / whole < SHARE - 1e-9 or share < SHARE - 1e-9:
            continue
        squares = {n: w * (z[n][i] - z[n][j]) ** 2 for n, w in shared}
        found.append((math.sqrt(whole / weight * math.fsum(squares.values())), b, weight / whole, squares))
    return sorted(found, key=lambda c: (round(c[0], 12), c[1]))[:K], share


stability = []
for i, a in enumerate(names):
    for j in range(len(names)):
        shared = [n for n, _ in used if not np.isnan(z[n][i]) and not np.isnan(z[n][j])]
        if shared and i != j:
            equal = math.sqrt(len(used) / len(shared) * sum((z[n][i] - z[n][j]) ** 2 for n in shared))
            assert abs(equal**2 - plain[i, j] ** 2) < 1e-9, (a, names[j], equal, plain[i, j])
    near, held[a] = search(i, used)
    runs = [{c[1] for c in search(i, [u for u in used if u != out])[0]} for out in used]
    for d, b, share, squares in near:
        peers[a].append(b)
        kept = sum(b in run for run in runs)
        stability.append({"city": a, "peer": b, "runs_kept": kept, "runs": len(used), "stability": kept / len(used)})
        parts += [{"city": a, "peer": b, "distance": d, "shared_weight": share, "variable": n,
                   "part": s / math.fsum(squares.values()) if d > 0 else 0.0} for n, s in squares.items()]

# Methods 7 ------------------------------------------------------------------------------------------------------------

region = {c["city"]: c["region"] for c in cities}


def summary(values):
    return {"median": float(np.percentile(values, 50)), "p25": float(np.percentile(values, 25)), "p75": float(np.percentile(values, 75))}


bands = list(csv.DictReader(open(ROOT / "data/framework/context-bands.csv", encoding="utf-8")))
BAND_YEARS = 10
band = {}
for scheme in ("income", "size"):
    for c in names:
        of = [r for r in context if r["city"] == c and CYCLE - BAND_YEARS <= r["year"] <= CYCLE]
        found = [(r["year"], b["band"]) for r in of for b in bands if b["scheme"] == scheme and b["variable"] == r["variable"]
                 and float(b["least"]) <= float(r["value"]) and (not b["below"] or float(r["value"]) < float(b["below"]))]
        if found:
            band[scheme, c] = max(found)[1]


def groups_of(city):
    listed = {name: [c for c in members if c != city] for name, members in NAMED.items() if city in members}
    for scheme in ("income", "size"):
        if (scheme, city) in band:
            listed[scheme] = [c for c in names if c != city and band.get((scheme, c)) == band[scheme, city]]
    return {"nearest": peers[city], "region": [c for c in names if c != city and region[c] == region[city]]} | listed


comparison, behind = [], []
for (city, m), row in sorted(progress.items()):
    latest = row["latest"]
    like = lambda p: p["source"] == latest["source"] and p["differs"] == latest["differs"]
    expert = catalogue[m]["scale"] == "rating" and latest["source"] == "expert"
    groups = groups_of(city)
    for scheme, group in groups.items():
        values = []
        for peer in group:
            near = [p for p in points.get((peer, m), []) if like(p) and abs(p["year"] - latest["year"]) <= WINDOW]
            if near:
                values.append(min(near, key=lambda p: (abs(p["year"] - latest["year"]), p["year"]))["value"])
        out = {"city": city, "scheme": scheme, "measurement": m, "item": "total", "latest_year": latest["year"], "value": latest["value"], "n_peers": len(values)}
        if row["stale"]:
            out |= {"reason": "stale", "n_peers": 0}
        elif expert:
            out["reason"] = "expert_ratings"
        elif scheme == "nearest" and held[city] < SHARE - 1e-9:
            out["reason"] = "context_missing"
        elif len(values) < PEERS_MIN:
            out["reason"] = "too_few_peers"
        else:
            out |= summary(values)
            out["standing"] = "below" if latest["value"] < out["p25"] - 1e-10 else "above" if latest["value"] > out["p75"] + 1e-10 else "within"
        comparison.append(out)
    if not expert:
        by_year = defaultdict(list)
        for peer in peers[city]:
            for p in points.get((peer, m), []):
                if like(p):
                    by_year[p["year"]].append(p["value"])
        for year, values in sorted(by_year.items()):
            if len(values) >= PEERS_MIN:
                behind.append({"city": city, "measurement": m, "item": "total", "reference_year": year, "n_peers": len(values)} | summary(values))


# The change a year over the city's own window -------------------------------------------------------------------------


def change(first, last, scale):
    """Whole change and change a year; none where a relative change has no base."""
    years = last["year"] - first["year"]
    if years <= 0:
        return None
    if scale in ("percent", "rating"):
        return last["value"] - first["value"], (last["value"] - first["value"]) / years
    if first["value"] <= 0 or last["value"] <= 0:
        return None
    return last["value"] / first["value"] - 1, (last["value"] / first["value"]) ** (1 / years) - 1


def nearest_point(found, year):
    near = [p for p in found if abs(p["year"] - year) <= CHANGE_WINDOW]
    return min(near, key=lambda p: (abs(p["year"] - year), p["year"])) if near else None


changes = []
for (city, m), row in sorted(progress.items()):
    if row.get("change_per_year") is None:
        continue
    latest, scale = row["latest"], catalogue[m]["scale"]
    expert = scale == "rating" and latest["source"] == "expert"
    for scheme, group in groups_of(city).items():
        out = {"city": city, "scheme": scheme, "measurement": m, "item": "total", "baseline_year": row["baseline_year"],
               "latest_year": latest["year"], "change_per_year": row["change_per_year"], "n_peers": 0}
        paces, ways = [], []
        for peer in group:
            like = [p for p in points.get((peer, m), []) if p["source"] == latest["source"] and p["differs"] == latest["differs"]]
            first, last = nearest_point(like, row["baseline_year"]), nearest_point(like, latest["year"])
            pace = change(first, last, scale) if first and last and first["stretch"] == last["stretch"] else None
            if pace:
                few = expert and min(first["reviewers"], last["reviewers"]) < 3
                least = max(float(catalogue[m]["min_change"]), 1 if few else 0)
                paces.append(pace[1])
                ways.append(0 if abs(pace[0]) < least - 1e-10 else 1 if pace[0] > 0 else -1)
        if row["reason"] == "base_not_positive":
            out["reason"] = "base_not_positive"
        else:
            out["n_peers"] = len(paces)
            if expert:
                out["reason"] = "expert_ratings"
                if len(paces) >= PEERS_MIN:
                    out |= {"peers_rose": ways.count(1), "peers_held": ways.count(0), "peers_fell": ways.count(-1)}
            elif scheme == "nearest" and held[city] < SHARE - 1e-9:
                out["reason"] = "context_missing"
            elif len(paces) < PEERS_MIN:
                out["reason"] = "too_few_peers"
            else:
                out |= summary(paces)
                pace = row["change_per_year"]
                out["standing"] = "below" if pace < out["p25"] - 1e-10 else "above" if pace > out["p75"] + 1e-10 else "within"
        changes.append(out)

write("cities", cities, ["city", "name", "country", "region", "joined", "baseline_year"])
write("city_context", context, ["city", "year", "variable", "value"])
write("peer_variables", [dict(zip(["variable", "transform", "weight", "max_age", "position"], (*v, i + 1))) for i, v in enumerate(variables)],
      ["variable", "transform", "weight", "max_age", "position"])
rng.shuffle(observations)
write("observations", observations, list(observations[0]))
write("expected_peers", sorted(parts, key=lambda p: (p["city"], p["peer"], p["variable"])), ["city", "peer", "distance", "shared_weight", "variable", "part"])
write("expected_context", [{"city": c, "variable": n, "year": raw[n][c][0], "value": raw[n][c][1], "z": float(z[n][i]) if n in z else None}
                           for i, c in enumerate(names) for n in sorted(raw) if c in raw[n]], ["city", "variable", "value", "year", "z"])
write("expected_comparison", comparison, ["city", "scheme", "measurement", "item", "latest_year", "value", "n_peers", "median", "p25", "p75", "standing", "reason"])
write("expected_stability", stability, ["city", "peer", "runs_kept", "runs", "stability"])
write("named_groups", [{"name": n, "title": n.capitalize(), "city": c} for n, members in NAMED.items() for c in members], ["name", "title", "city"])
write("expected_change_comparison", changes, ["city", "scheme", "measurement", "item", "baseline_year", "latest_year", "change_per_year", "n_peers", "median", "p25", "p75", "standing",
                                              "peers_rose", "peers_held", "peers_fell", "reason"])
write("expected_peer_series", behind, ["city", "measurement", "item", "reference_year", "n_peers", "median", "p25", "p75"])
reasons = defaultdict(int)
for r in list(progress.values()) + comparison + changes:
    reasons[r.get("movement") or r.get("standing") or r["reason"]] += 1
print(dict(sorted(reasons.items())), len(observations), "observations,", len(behind), "years of peers")
