"""Standings and peer learning where nothing changed, and where the peers' own distribution is the truth.

A measure of simulate.py. `outside before the rule` counts values outside their nearest peers' middle half whatever their interval; `outside` what is left
after the rule of what is too close to tell; `dealt outside` the same as the first where each city has the value of another at random, so that half must lie
outside; `stories` are the cities that peer learning names, of all values compared.
"""

import random
from collections import defaultdict

import numpy as np

# On the real data of the United Kingdom peer learning names 0.146 cities for each value compared: noise must name a tenth of that at most.
AIMS = {("uk-ons", "stories", 0): 0.0146, ("uk-ons", "stories", 0.3): 0.0146}

NEAREST = "select city, measurement, item, value, p25, p75, standing from peer_comparison where scheme = 'nearest' and standing is not null order by 1, 2, 3"


def dealt(rows, peers, least, rng):
    """How many values lie outside the middle half, of all, where the values of each series are dealt anew among its cities."""
    series = defaultdict(dict)
    for row in rows:
        series[row["measurement"], row["item"]][row["city"]] = row["value"]
    outside = compared = 0
    for values in series.values():
        cities = sorted(values)
        given = [values[c] for c in cities]
        rng.shuffle(given)
        new = dict(zip(cities, given))
        for city in cities:
            near = [new[p] for p in peers[city] if p in new]
            if len(near) >= least:
                low, high = np.quantile(near, [0.25, 0.75], method="weibull")
                outside += not low <= new[city] <= high
                compared += 1
    return outside, compared


def measure(store):
    rows = store.ask(NEAREST)
    peers = defaultdict(list)
    for row in store.ask("select city, peer from peers where scheme = 'nearest'"):
        peers[row["city"]].append(row["peer"])
    named = store.ask("select count(*) as n from peer_learning")[0]["n"]
    count = len(rows)
    return {
        "outside before the rule": (sum(not r["p25"] <= r["value"] <= r["p75"] for r in rows), count),
        "outside": (sum(r["standing"] in ("below", "above") for r in rows), count),
        "too close to tell": (sum(r["standing"] == "too_close_to_tell" for r in rows), count),
        "dealt outside": dealt(rows, peers, store.settings["peers_min"], random.Random(1)),
        "stories": (named, count),
    }
