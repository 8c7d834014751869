"""Trends computed with scipy and pymannkendall, for tests/suite/trend.rs and tests/real.rs.

Writes tests/fixtures/trend/: series.csv, random series with ties, gaps, long and short runs, and expected.csv, what the mart must
say of them; uk.csv, what it must say of the published unemployment rates of the UK, which are read from ../shared where they stand.
Run: pip install numpy scipy pymannkendall && python tests/oracles/trend.py
Slope: scipy theilslopes over the years. p up to ten points without ties: scipy kendalltau, exact, and up to seven points every order
written down. p of longer series: pymannkendall original_test for score, variance and p; yue_wang_modification_test(lag=1) for p where its correction exceeds 1.
"""

import csv
import itertools
import math
import pathlib
import random
import re
import warnings

import numpy as np
import pymannkendall as mk
from scipy.stats import kendalltau, theilslopes

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "tests/fixtures/trend"
UK = ROOT / "../shared/open-data/uk-ons/modelled-unemployment.csv"
rng = random.Random(20240608)
warnings.simplefilter("ignore")


def every_order(x):
    """p by writing down every order of the values."""
    def score(order):
        return abs(sum((b > a) - (b < a) for a, b in itertools.combinations(order, 2)))
    s = score(x)
    return sum(score(o) >= s for o in itertools.permutations(range(len(x)))) / math.factorial(len(x))


def expected(years, x):
    """slope, s, variance, p, trend, reason."""
    n = len(x)
    if n < 6:
        return "", "", "", "", "", "too_few_points"
    x = np.array(x)
    slope = theilslopes(x, years).slope
    original = mk.original_test(x)
    s = int(original.s)
    if (x == x[0]).all():
        return repr(float(slope)), s, "", "", "", "no_variation"
    ties = len(set(x)) < n
    variance = ""
    if n <= 10:
        if ties:
            return repr(float(slope)), s, "", "", "", "ties"
        p = kendalltau(years, x, method="exact").pvalue
        assert n > 7 or abs(p - every_order(x.tolist())) < 1e-12
    else:
        variance = repr(float(original.var_s))
        yue_wang = mk.yue_wang_modification_test(x, lag=1)
        wider = yue_wang.var_s > original.var_s * (1 + 1e-12)
        p = yue_wang.p if wider else original.p
    trend = "no_clear_trend" if p >= 0.01 or s == 0 else "rising" if s > 0 else "falling"
    return repr(float(slope)), s, variance, repr(float(p)), trend, ""


def made(kind):
    """Years and values of a random series."""
    n = rng.choice([1, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12, 15, 20, 30])
    years = sorted(rng.sample(range(1980, 2021), n)) if rng.random() < 0.4 else list(range(2021 - n, 2021))
    if years[-1] < 2016:
        years[-1] = 2020
    drift, memory, last, x = rng.gauss(0, 0.5), rng.choice([-0.8, 0, 0, 0.5, 0.9]), 0.0, []
    for i in range(n):
        last = memory * last + rng.gauss(0, 1)
        x.append(50 + drift * i + last)
    digits = rng.choice([0, 1, 3, 15])
    x = [round(v, digits) for v in x]
    if kind == "flat":
        x = [x[0]] * n
    if kind == "swing":
        x = [50 + (3 if i % 2 else -3) + rng.random() * 0.1 for i in range(n)]
    if kind == "small":
        x = [v * 1e-7 for v in x]
    if kind == "large":
        x = [v * 1e9 for v in x]
    return years, x


def write(name, header, rows):
    with open(OUT / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(name, len(rows))


series, results = [], []
for i in range(400):
    kind = {0: "flat", 1: "swing", 2: "small", 3: "large"}.get(i % 16, "plain")
    years, x = made(kind)
    city = f"town-{i:03d}"
    series += [(city, year, repr(v)) for year, v in zip(years, x)]
    results.append((city, len(x), *expected(years, x)))
write("series.csv", ["city", "reference_year", "value"], series)
write("expected.csv", ["city", "n", "slope", "s", "variance", "p", "trend", "reason"], results)

areas = {}
moved = {"E08000016": "E08000038", "E08000019": "E08000039"}
with open(UK, encoding="utf-8-sig") as file:
    for r in csv.DictReader(file):
        if not re.match("^(E06|E07|E08|E09|W06|S12|N09)", r["areacd"]) or re.match("^Obsolete code since 202[0-4]", r["notes"]):
            continue
        if r["indicator"] == "Modelled unemployment rate" and r["observation"] != "":
            code = moved.get(r["areacd"], r["areacd"])
            areas.setdefault(code, {})[int(r["period"][:4])] = float(r["observation"])
rows = []
for code in sorted(areas):
    years = sorted(areas[code])
    if 2023 - years[-1] <= 5:
        rows.append((code, len(years), *expected(years, [areas[code][y] for y in years])))
write("uk.csv", ["city", "n", "slope", "s", "variance", "p", "trend", "reason"], rows)
