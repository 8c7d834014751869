"""What the marts of peers and peer learning must say of random data, by the second programs movement.py and peers.py.

Writes tests/fixtures/oracle/: the input tables, and what the marts must say (expected_*.csv; expected_progress.csv is progress.py's).
Run: pip install numpy scipy scikit-learn pymannkendall polars && python tests/oracles/marts.py
It shares no code with the queries. Where all weights are equal, the distances are checked with scikit-learn's too.
"""

import csv
import math
import pathlib
import random
import tomllib
from collections import Counter

import numpy as np
from sklearn.metrics.pairwise import nan_euclidean_distances
from sklearn.preprocessing import StandardScaler

from panel import KEY, network_progress
from peers import Context, computed

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
# Groups that an analyst lists: across regions, with a city that nobody hears of, and one of a single city.
NAMED = {"coast": [f"town-{i:02d}" for i in range(3, 48, 3)] + ["town-05"], "island": ["town-02"]}


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

# What cities ask help with and offer, in the features that their values are of.
features = sorted({catalogue[m]["feature"] for m in MEASUREMENTS})
declarations = []
for c in cities:
    for role in ("priority", "expertise"):
        if rng.random() < 0.5:
            for feature in rng.sample(features, rng.choice([1, 2, 3])):
                declarations.append({"city": c["city"], "role": role, "feature": feature, "consent": rng.choices(["public", "private"], [90, 10])[0]})

# Definitions of their own: with an id that others share, and without one.
for o in observations:
    shared = "D" in o["status"].split("|") and int(o["city"][-2:]) % 2
    o["definition"] = "other" if shared else ""
    o["price_base"] = ""


def write(name, rows, columns):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / f"{name}.csv", "w", encoding="utf-8", newline="") as f:
        w = csv.DictWriter(f, columns, lineterminator="\n", extrasaction="ignore")
        w.writeheader()
        for r in rows:
            w.writerow({k: shown(r.get(k)) for k in columns})


def shown(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else repr(float(value)) if isinstance(value, float) else value


class Tables:
    """The input as the second programs read a store."""

    def __init__(self):
        with open(ROOT / "data/framework/settings.toml", "rb") as f:
            self.settings = {s["name"]: s["value"] for s in tomllib.load(f)["setting"]}
        self.cycle = CYCLE
        numbers = {"reference_year", "cycle", "value", "ci_lower", "ci_upper", "sample_size", "design_effect", "joined", "baseline_year", "year", "position"}
        typed = lambda rows: [{k: number(v) if k in numbers else (v if v != "" else None) for k, v in r.items()} for r in rows]
        measurements = [r | {"min_change": float(r["min_change"])} for r in catalogue.values()]
        items = [{"measurement": m["measurement"], "item": i} for m in measurements for i in m["items"].split("|")]
        for place, row in enumerate(items):
            row["position"] = place + 1
        self.tables = {
            "cities": typed(cities),
            "observations": typed(observations),
            "city_context": typed(context),
            "peer_variables": [dict(zip(["variable", "transform", "weight", "max_age", "position"], (*v, i + 1))) for i, v in enumerate(variables)],
            "measurements": measurements,
            "measurement_items": items,
            "declarations": declarations,
            "corrections": [],
            "observation_history": [],
            "targets": [],
        }

    def table(self, name):
        return self.tables[name]

    def ask(self, query):
        """The groups of each city, which are all that the second program of peers asks of a store."""
        assert "peer_groups" in query, query
        rows = [{"city": c["city"], "scheme": "region", "group_name": c["region"]} for c in cities]
        rows += [{"city": c, "scheme": n, "group_name": n} for n, members in NAMED.items() for c in members]
        bands = list(csv.DictReader(open(ROOT / "data/framework/context-bands.csv", encoding="utf-8")))
        for scheme in ("income", "size"):
            for c in cities:
                found = [
                    (r["year"], b["band"])
                    for r in context for b in bands
                    if r["city"] == c["city"] and CYCLE - self.settings["band_years"] <= r["year"] <= CYCLE
                    and b["scheme"] == scheme and b["variable"] == r["variable"]
                    and float(b["least"]) <= float(r["value"]) and (not b["below"] or float(r["value"]) < float(b["below"]))
                ]
                if found:
                    rows.append({"city": c["city"], "scheme": scheme, "group_name": max(found)[1]})
        return rows


def number(value):
    return None if value == "" or value is None else float(value) if isinstance(value, str) and ("." in value or "e" in value) else int(value) if isinstance(value, str) else value


store = Tables()

# Distances by another hand: scikit-learn's, with equal weights.
equal = Context([c["city"] for c in cities], [v | {"weight": 1.0} for v in store.table("peer_variables")], store.table("city_context"), store.settings | {"shared_weight": 0.0}, CYCLE)
plain = nan_euclidean_distances(equal.z)
for i, a in enumerate(equal.cities):
    for j, b in enumerate(equal.cities):
        near = equal.distance(a, b) if equal.terms(a, b) else None
        assert near is None or abs(near[0] ** 2 - plain[i, j] ** 2) < 1e-9, (a, b, near, plain[i, j])
logarithms = np.array([[math.log(v[1])] for v in equal.newest["income"].values()])
scaled = dict(zip(equal.newest["income"], StandardScaler().fit_transform(logarithms)[:, 0]))
assert all(abs(z - equal.z[equal.place[c], [n for n, _ in equal.used].index("income")]) < 1e-9 for c, z in scaled.items()), "logarithms are not winsorised"
assert [n for n, _ in equal.used] == ["population", "income", "schooling", "rain"]

write("cities", cities, ["city", "name", "country", "region", "joined", "baseline_year"])
write("city_context", context, ["city", "year", "variable", "value"])
write("peer_variables", store.table("peer_variables"), ["variable", "transform", "weight", "max_age", "position"])
write("named_groups", [{"name": n, "title": n.capitalize(), "city": c} for n, members in NAMED.items() for c in members], ["name", "title", "city"])
write("declarations", declarations, ["city", "role", "feature", "consent"])
rng.shuffle(observations)
write("observations", observations, list(observations[0]))

met = Counter()
for name, (key, rows) in computed(store).items():
    columns = list(dict.fromkeys(c for row in rows.values() for c in row))
    write(f"expected_{name}", [dict(zip(key, k)) | row for k, row in sorted(rows.items(), key=lambda r: tuple(map(str, r[0])))], [*key, *columns])
    met.update(r.get("standing") or r.get("reason") or name for r in rows.values())
panels = network_progress(store)
ordered = sorted(panels.items(), key=lambda r: tuple(map(str, r[0])))
write("expected_network_progress", [dict(zip(KEY, k)) | row for k, row in ordered], [*KEY, *next(iter(panels.values()))])
print(dict(sorted(met.items())), len(observations), "observations")
