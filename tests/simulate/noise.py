"""Networks in which nothing changes: every series keeps its mean, and noise moves each value."""

import csv
import math
import statistics
from collections import defaultdict

from points import RELATIVE, Usual, interval_of, points_of

OBSERVATIONS = ["city", "cycle", "measurement", "item", "reference_year", "value", "ci_lower", "ci_upper", "sample_size", "design_effect", "ratings"]
OBSERVATIONS += ["source", "status", "definition", "price_base"]
DEFINITIONS = ["definition", "measurement", "language", "title", "unit", "price_base", "low", "high", "note"]
CITIES = ["city", "name", "country", "region", "joined", "baseline_year"]
Z = 1.959963984540054


class Errors:
    """Standard normal noise in which each value has a correlation with the one before."""

    def __init__(self, correlation, rng):
        self.correlation, self.rng, self.last = correlation, rng, None

    def next(self):
        drawn = self.rng.gauss(0, 1)
        if self.last is not None:
            drawn = self.correlation * self.last + math.sqrt(1 - self.correlation**2) * drawn
        self.last = drawn
        return drawn


def table(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows({c: "" if r.get(c) is None else r[c] for c in columns} for r in rows)


class Shape:
    """What a real network looks like: everything but the course of its values."""

    def __init__(self, store):
        self.store = store
        self.measurements = {m["measurement"]: m for m in store.table("measurements")}
        self.rows = [r for r in store.table("observations") if r["consent"] == "public" and r["value"] is not None]
        # A series' usual fluctuation in the real network, whatever few triples it comes from.
        loose = store.settings | {"fluctuation_triples": 3, "fluctuation_cities": 1}
        self.usual = Usual(points_of(store, self.measurements), self.measurements, loose)

    def deviation(self, row, mean):
        """Standard deviation of a value's noise, on the scale on which it is added."""
        relative = self.measurements[row["measurement"]]["scale"] in RELATIVE
        interval, kind, _ = interval_of(row, self.measurements[row["measurement"]]["scale"], self.store.settings)
        if interval:
            half = (interval[1] - interval[0]) / 2
            return half / Z / (row["value"] if relative else 1) if row["value"] > 0 or not relative else 0
        usual = self.usual.s.get((row["measurement"], row["item"], row["source"]))
        if usual:
            return usual
        return 0.05 if relative else 0.4 if self.measurements[row["measurement"]]["scale"] == "rating" else 0.03 * min(mean, 100 - mean)

    def values(self, rows, errors):
        """The rows of one series with noise about the mean of each stretch of one source, definition and price base."""
        stretches = defaultdict(list)
        for row in rows:
            stretches[row["source"], row["status"], row.get("definition"), row.get("price_base")].append(row["value"])
        scale = self.measurements[rows[0]["measurement"]]["scale"]
        for row in rows:
            values = stretches[row["source"], row["status"], row.get("definition"), row.get("price_base")]
            relative = scale in RELATIVE and min(values) > 0
            mean = math.exp(statistics.fmean(map(math.log, values))) if relative else statistics.fmean(values)
            shift = self.deviation(row, mean) * errors.next()
            value = mean * math.exp(shift) if relative else mean + shift
            decimals = len(repr(row["value"]).partition(".")[2]) if row["value"] % 1 else 0
            if scale == "rating":
                value = min(5, max(1, round(2 * value) / 2 if row["source"] == "expert" else round(value, 2)))
            elif scale == "count":
                value = max(0, round(value))
            else:
                value = round(value, max(decimals, 1))
            if scale == "percent":
                value = min(100, max(0, value))
            moved = value - row["value"]
            ends = {}
            if row["ci_lower"] is not None and row["ci_upper"] is not None:
                widen = value / row["value"] if relative and row["value"] > 0 else None
                ends = {
                    "ci_lower": min(row["ci_lower"] * widen if widen else max(row["ci_lower"] + moved, 0), value),
                    "ci_upper": max(row["ci_upper"] * widen if widen else row["ci_upper"] + moved, value),
                }
                if scale == "percent":
                    ends["ci_upper"] = max(min(ends["ci_upper"], 100), value)
            yield row | {"value": value, "ratings": None, "cycle": self.store.cycle} | ends

    def write(self, folder, correlation, rng):
        """A network's folder of noise in this shape."""
        series = defaultdict(list)
        for row in self.rows:
            series[row["city"], row["measurement"], row["item"]].append(row)
        out = defaultdict(list)
        for key in sorted(series):
            rows = sorted(series[key], key=lambda r: r["reference_year"])
            reviewers = rows[0]["ratings"] and "3|3|3|3|3"
            for row in self.values(rows, Errors(correlation, rng)):
                listed = {"ratings": "|".join([repr(row["value"])] * 5)} if reviewers else {}
                out[key[0]].append(row | listed)
        variables = sorted(self.store.table("peer_variables"), key=lambda v: v["position"])
        peers = "".join(
            f'\n[[peer_variable]]\nvariable = "{v["variable"]}"\ntitle = "{v["title"]}"\nunit = "{v["unit"]}"\ntransform = "{v["transform"]}"\n'
            f'weight = {v["weight"]}\nmax_age = {v["max_age"]}\n'
            for v in variables
        )
        write_network(folder, self.store.table("cities"), out, self.store.cycle, peers)
        table(folder / "context.csv", ["city", "year", "variable", "value", "source"], self.store.table("city_context"))
        if (self.store.snapshot / "definitions.parquet").exists() and self.store.table("definitions"):
            table(folder / "definitions.csv", DEFINITIONS, self.store.table("definitions"))


def write_network(folder, cities, observations, cycle, more=""):
    (folder / "network.toml").write_text(f'name = "Noise"\nfictional = true\nabout = "Nothing changes here."\n{more}', encoding="utf-8")
    table(folder / "cities.csv", CITIES, cities)
    for city, rows in observations.items():
        place = folder / "submissions" / f"{city}-{cycle}"
        place.mkdir(parents=True)
        sent = {"city": city, "cycle": cycle, "submitted_on": f"{cycle}-06-01", "consent": "public"}
        table(place / "city.csv", list(sent), [sent])
        table(place / "observations.csv", OBSERVATIONS, rows)


# Points of a run for which the methods page prints the size of the test of trend.
LENGTHS = {"unemployment_rate": 6, "adult_literacy_rate": 10, "urban_poverty_rate": 15, "youth_neet_rate": 20}


def write_lengths(folder, correlation, rng, cities=600):
    """Series of each of those lengths, without ties, one of each a city."""
    listed = [{"city": f"town-{i:04}", "name": f"Town {i}", "country": "KEN", "region": "Africa"} for i in range(cities)]
    observed = defaultdict(list)
    for city in listed:
        for measurement, n in LENGTHS.items():
            errors = Errors(correlation, rng)
            for year in range(2021 - n, 2021):
                value = 50 + 5 * errors.next()
                observed[city["city"]].append(
                    {"city": city["city"], "cycle": 2020, "measurement": measurement, "item": "total", "reference_year": year, "value": value, "source": "official"}
                )
    write_network(folder, listed, observed, 2020)
