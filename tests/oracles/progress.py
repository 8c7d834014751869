"""What progress must say of the random observations of tests/fixtures/oracle, for tests/suite/peers.rs.

Run after marts.py: pip install numpy scipy polars pymannkendall && python tests/oracles/progress.py
Writes tests/fixtures/oracle/expected_progress.csv with the second program of movement.py.
"""

import csv
import pathlib
import tomllib

from movement import Network

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests/fixtures/oracle"
CYCLE = 2022
MARKS = ["at_parity", "provisional", "not_tested", "interval_borrowed", "fluctuation_used", "two_points", "depends_on_year", "against_trend"]
MARKS += ["unresolved_jump", "few_reviewers", "design_effect_assumed"]
COLUMNS = ["city", "measurement", "item", "baseline_year", "baseline_value", "baseline_low", "baseline_high", "baseline_interval", "latest_year"]
COLUMNS += ["latest_value", "latest_low", "latest_high", "latest_interval", "change", "change_per_year", "min_change", "fluctuation", "tested_by"]
COLUMNS += ["difference_low", "difference_high", "standard_error", "chance", "if_baseline_later", "if_latest_earlier", "rule", "movement"]
COLUMNS += ["certainty", "reason", "marks"]


def number(text):
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text or None


class Fixture:
    """The tables of the fixture, as a store gives them."""

    cycle = CYCLE

    def __init__(self):
        settings = tomllib.loads((ROOT / "data/framework/settings.toml").read_text(encoding="utf-8"))["setting"]
        self.settings = {s["name"]: s["value"] for s in settings}

    def table(self, name):
        if name == "measurement_items":
            items = [(r["measurement"], i) for r in self.table("measurements") for i in r["items"].split("|")]
            return [{"measurement": m, "item": i, "position": n} for n, (m, i) in enumerate(items)]
        if name in ("targets", "corrections", "observation_history"):
            return []
        path = ROOT / "data/framework/key-features.csv" if name == "measurements" else FOLDER / f"{name}.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = [{k: number(v) for k, v in row.items()} for row in csv.DictReader(file)]
        for row in rows:
            row |= {"ratings": str(row["ratings"])} if row.get("ratings") is not None else {}
        return rows


network = Network(Fixture())
with open(FOLDER / "expected_progress.csv", "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key in sorted(k for k, row in network.components.items() if row["latest_year"] is not None):
        row = network.components[key] | dict(zip(COLUMNS, key))
        row["marks"] = "|".join(m for m in MARKS if m in row["marks"])
        writer.writerow("" if row[c] is None else repr(float(row[c])) if isinstance(row[c], float) else row[c] for c in COLUMNS)
print(len(network.series), "series")
