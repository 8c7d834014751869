"""A second program: movement, certainty, chance, trend, targets, gaps and counts of real stores, computed again from their observations.

usage: python tests/oracles/movement.py PROGRAM STORE...
Worded from methods.md, version 2 (sections 1 to 5, 9, 10 and 12), in plain Python with scipy and pymannkendall; it shares nothing with the
SQL. The rules are in points.py and counts.py. Prints rows compared and rows that differ; exit code 1 where one does.
"""

import sys

from counts import GAPS, benefits, gap_of, summaries
from points import MOVED, RELATIVE, Usual, judge, jumps_of, points_of, run_of, target_of, trend_of, uncertain
from second import Store, same


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
        self.disputed = disputed_of(store)
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
        names += ["needed_pace", "ratio", "target_status", "target_reason", "differs", "definition"]
        out = dict.fromkeys(names) | {"rule": "points", "reason": "no_points", "min_change": measurement["min_change"], "marks": set()}
        self_marks = out["marks"]
        if points:
            latest = run[-1]
            stale = self.store.cycle - latest.year > self.settings["stale_years"]
            out |= {"latest_year": latest.year, "latest_value": latest.value, "reason": "one_point"}
            out |= {"differs": latest.definition != "", "definition": None if latest.definition.startswith("own of ") else latest.definition or None}
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
        if key in self.disputed and out["reason"] in ("no_points", "one_point"):
            out["reason"] = "conflict"
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


def disputed_of(store):
    """Series with a year of which public rows of one instant disagree and no newer row settles it."""
    instants = {}
    for r in store.table("observation_history"):
        if r["consent"] == "public" and max(r["cycle"], r["reference_year"]) <= store.cycle:
            key = r["city"], r["measurement"], r["item"], r["reference_year"]
            instants.setdefault(key, ([], []))[r["conflict"]].append(r["submitted_on"] or "")
    return {key[:3] for key, (settled, disputed) in instants.items() if disputed and not "" < max(disputed) <= max(settled, default="")}


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
    of_progress = ["baseline_year", "baseline_value", "latest_year", "latest_value", "change", "change_per_year", "movement", "certainty", "chance", "differs", "definition", "reason", "marks"]
    components = {k: network.components[k] for k in network.wanted}
    progress = {k: {c: r[c] for c in of_progress} for k, r in components.items()}
    hidden = {"change", "change_per_year", "differs", "definition"}
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
        + compare(store, "movement_counts", ("measurement", "item", "definition", "movement"), counts)
        + compare(store, "benefits_and_conditions", ("city", "cycle", "dimension"), benefits(network))
        + compare(store, "item_gaps", ("city", "measurement"), gaps)
    )


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(1 if sum(every(Store(sys.argv[1], folder)) for folder in sys.argv[2:]) else 0)
