"""Comparisons and peer learning where nothing really changes, in the shape of a real network.

usage: python tests/simulate/peers.py PROGRAM STORE [SEED]
Every public series of STORE keeps its cities, years, source kinds, definitions and intervals' widths; its values become a level of its own with noise as
large as its interval says, or as the network's usual fluctuation: independent, and with lag-1 correlation 0.3 and 0.6. Prints, for the real data and each
of these: how many values lie outside their peers' middle half before the rule of what is too close to tell, and after it, and how many cities peer
learning names. A second network gives each city a value of another at random, so that the peers' own distribution is the truth: half must lie outside.
By the second programs of tests/oracles.
"""

import math
import pathlib
import random
import sys
from collections import Counter, defaultdict

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "oracles"))
from movement import Network  # noqa: E402
from peers import computed  # noqa: E402
from second import Store  # noqa: E402

RELATIVE = {"rate", "ratio", "amount", "count"}
Z = 1.959963984540054


class Changed:
    """A store with other observations; what nothing here changes is read once."""

    def __init__(self, store, observations):
        self.store, self.settings, self.cycle, self.folder, self.observations = store, store.settings, store.cycle, store.folder, observations
        self.known = {}

    def table(self, name):
        if name == "observations":
            return self.observations
        return self.known.setdefault(name, self.store.table(name))

    def ask(self, query):
        return self.known.setdefault(query, self.store.ask(query))


def noise(rng, n, deviation, lag):
    """n values of a stationary series with that standard deviation and lag-1 correlation."""
    values, last = [], rng.gauss(0, deviation)
    for _ in range(n):
        values.append(last)
        last = lag * last + math.sqrt(1 - lag * lag) * rng.gauss(0, deviation)
    return values


def standing_still(store, network, lag, rng):
    """The observations with each series at its own level: the mean of its run, and noise around it."""
    rows = defaultdict(list)
    for row in store.table("observations"):
        rows[row["city"], row["measurement"], row["item"]].append(row)
    out = []
    for key in sorted(rows):
        measurement = network.measurements[key[1]]
        relative, bounded = measurement["scale"] in RELATIVE, measurement["scale"] == "percent"
        sent = sorted(rows[key], key=lambda r: r["reference_year"])
        held = [r for r in sent if r["value"] is not None and (not relative or r["value"] > 0)]
        if not held:
            out += sent
            continue
        scaled = [math.log(r["value"]) if relative else r["value"] for r in held]
        level = sum(scaled) / len(scaled)
        usual = network.usual.s.get((key[1], key[2], held[-1]["source"]))
        shifts = noise(rng, len(held), 1.0, lag)
        for row, shift in zip(held, shifts):
            half = None if None in (row["ci_lower"], row["ci_upper"]) else (row["ci_upper"] - row["ci_lower"]) / 2
            deviation = half / Z / (row["value"] if relative else 1) if half is not None else usual or 0.0
            x = level + shift * deviation
            value = math.exp(x) if relative else min(max(x, 0.0), 100.0) if bounded else x
            moved = {"value": value}
            if half is not None:
                moved |= {"ci_lower": value - half, "ci_upper": value + half}
            out.append(row | moved)
        out += [r for r in sent if r not in held]
    return out


def exchanged(store, rng):
    """The observations with the values of each measurement, item, year, source and definition dealt anew among the cities, with their intervals."""
    groups = defaultdict(list)
    for row in store.table("observations"):
        if row["value"] is not None:
            groups[tuple(row.get(c) for c in ("measurement", "item", "reference_year", "source", "definition", "price_base", "status"))].append(row)
    out = [r for r in store.table("observations") if r["value"] is None]
    for key in sorted(groups, key=str):
        rows = groups[key]
        dealt = rows[:]
        rng.shuffle(dealt)
        out += [r | {c: d[c] for c in ("value", "ci_lower", "ci_upper", "sample_size", "design_effect")} for r, d in zip(rows, dealt)]
    return out


def figures(store):
    results = {name: rows for name, (_, rows) in computed(store).items()}
    nearest = [r for k, r in results["peer_comparison"].items() if k[1] == "nearest" and r["standing"]]
    outside = sum(r["value"] < r["p25"] or r["value"] > r["p75"] for r in nearest)
    standings = Counter(r["standing"] for r in nearest)
    return {
        "compared": len(nearest),
        "outside_before": outside,
        "outside": standings["below"] + standings["above"],
        "within": standings["within"],
        "too_close": standings["too_close_to_tell"],
        "searched": sum(r["reach"] is not None for r in results["learning_requests"].values()),
        "named": len(results["peer_learning"]),
    }


def main():
    store = Store(*sys.argv[1:3])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    network = Network(store)
    networks = [("real", store.table("observations"))]
    networks += [(f"lag {lag}", standing_still(store, network, lag, random.Random(seed))) for lag in (0.0, 0.3, 0.6)]
    networks += [("exchanged", exchanged(store, random.Random(seed)))]
    for name, observations in networks:
        found = figures(Changed(store, observations))
        share = found["outside_before"] / found["compared"] if found["compared"] else math.nan
        print(f"{store.folder.name}, {name}: {found}, outside before the rule {share:.3f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main()
