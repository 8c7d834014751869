"""Part of the second program: the median and the middle half of a measurement over the years, in a panel that is the same in every year.

Worded from the methods page and the header of network_progress; the SQL is not read. Quantiles are numpy's: weibull is the (n + 1)p rule.
usage: python tests/oracles/panel.py PROGRAM STORE...
"""

import sys
from collections import defaultdict

import numpy as np

from points import points_of, run_of
from second import Store, compare

KEY = ("measurement", "item", "definition", "reference_year")


def value_in(run, year, oldest=None):
    """The newest point of a run by a year, unless it is older than allowed."""
    known = [p for p in run if p.year <= year]
    return known[-1] if known and (oldest is None or year - known[-1].year <= oldest) else None


def panel_of(runs, settings):
    """First year and members of the panel of runs of one kind, by city; nothing where too few cities are in any."""
    window, last = settings["peers_window"], max(p.year for run in runs.values() for p in run)
    current = {city: run for city, run in runs.items() if last - run[-1].year <= window}
    for first in sorted({p.year for run in runs.values() for p in run}):
        start = {city: value_in(run, first, window) for city, run in current.items()}
        members = {city: current[city] for city, point in start.items() if point and point is not current[city][-1]}
        enough = len(members) >= settings["summary_cities"] and len(members) >= settings["panel_share"] * len(current)
        if enough and last - first <= settings["panel_years"]:
            return first, members
    return None, {}


def network_progress(store):
    kinds = defaultdict(dict)
    for (city, m, item), points in points_of(store, {r["measurement"]: r for r in store.table("measurements")}).items():
        run = run_of(points)
        end = run[-1]
        if not end.definition.startswith("own of ") and end.price_base != "current":
            kinds[m, item, end.definition or None, end.source, end.price_base][city] = run
    best = {}
    for (m, item, definition, source, price), runs in kinds.items():
        first, members = panel_of(runs, store.settings)
        if members:
            best.setdefault((m, item, definition), []).append((-len(members), source, price or "", price, first, members))
    out = {}
    for (m, item, definition), found in best.items():
        _, source, _, price, first, members = min(found, key=lambda f: f[:3])
        for year in sorted({p.year for run in members.values() for p in run if p.year > first} | {first}):
            points = [value_in(run, year) for run in members.values()]
            p25, median, p75 = np.quantile([p.value for p in points], [0.25, 0.5, 0.75], method="weibull")
            out[m, item, definition, year] = {
                "source": source, "price_base": price, "cities": len(points), "cities_new": sum(p.year == year for p in points),
                "p25": float(p25), "median": float(median), "p75": float(p75),
            }
    return out


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    stores = [Store(sys.argv[1], folder) for folder in sys.argv[2:]]
    sys.exit(1 if sum(compare(store, "network_progress", KEY, network_progress(store)) for store in stores) else 0)
