"""Sizes of movement, certainty and trend: shares of series in which noise alone passes for something."""

# Of what the issue asks: in the shape of the real data, and at every length.
AIMS = {
    ("uk-ons", "firm", 0): 0.02,
    ("uk-ons", "firm", 0.3): 0.02,
    ("uk-ons", "firm", 0.6): 0.06,
    ("uk-ons", "trend", 0): 0.03,
    ("uk-ons", "trend", 0.3): 0.08,
    ("lengths", "trend", 0): 0.03,
    ("lengths", "trend", 0.3): 0.08,
}

SQL = """
select
    count(*) as assessed,
    count(chance) as tested,
    count(certainty) as moved,
    count(case when certainty is not null and chance is not null then 1 end) as moved_tested,
    count(case when certainty = 'firm' then 1 end) as firm,
    sum(chance) as expected
from progress
where movement is not null
"""

TRENDS = """
select trend_n as n, count(*) as tested, count(case when trend <> 'no_clear_trend' then 1 end) as found
from progress_components
where trend is not null
group by trend_n
order by trend_n
"""


def measure(store):
    row = store.ask(SQL)[0]
    out = {
        "moved": (row["moved_tested"], row["tested"]),
        "firm": (row["firm"], row["assessed"]),
        "expected by chance": (round(row["expected"] or 0, 1), row["tested"]),
    }
    by_length = store.ask(TRENDS)
    if by_length:
        out["trend"] = (sum(r["found"] for r in by_length), sum(r["tested"] for r in by_length))
    for r in by_length:
        if r["n"] in (6, 10, 15, 20):
            out[f"trend of {r['n']} points"] = (r["found"], r["tested"])
    return out
