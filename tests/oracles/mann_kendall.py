"""The exact two-sided p of the Mann-Kendall test for few points without ties: data/framework/mann-kendall.csv.

Run: python tests/oracles/mann_kendall.py
S of n values in random order is n(n-1)/2 less twice the number of inversions, so the number of orders with each S follows from
the number with each count of inversions, built up value by value. p = P(|S| >= s), a fraction of n!, written with all its digits.
The smallest n are checked here against every order there is; tests/suite/trend.rs does so again for those up to seven.
"""

import csv
import itertools
import pathlib
from collections import Counter
from fractions import Fraction
from math import factorial

ROOT = pathlib.Path(__file__).resolve().parents[2]


def orders(n):
    """Number of orders of n values by S."""
    inversions = Counter({0: 1})
    for size in range(2, n + 1):
        grown = Counter()
        for have, times in inversions.items():
            for more in range(size):
                grown[have + more] += times
        inversions = grown
    return Counter({n * (n - 1) // 2 - 2 * have: times for have, times in inversions.items()})


def enumerated(n):
    """The same by writing down every order."""
    def score(order):
        return sum((b > a) - (b < a) for a, b in itertools.combinations(order, 2))
    return Counter(map(score, itertools.permutations(range(n))))


rows = []
for n in range(4, 11):
    by_s = orders(n)
    assert sum(by_s.values()) == factorial(n)
    assert n > 8 or by_s == enumerated(n)
    for s in sorted(s for s in by_s if s >= 0):
        p = Fraction(sum(times for other, times in by_s.items() if abs(other) >= s), factorial(n))
        rows.append((n, s, repr(float(p))))
with open(ROOT / "data/framework/mann-kendall.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["n", "s", "p"])
    writer.writerows(rows)
print(len(rows), "rows")
