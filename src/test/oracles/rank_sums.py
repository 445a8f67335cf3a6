"""P-values of rank sums over all permutations: writes src/test/resources/org/screlate/stats/test/rank_sums.tsv. Run from the root of the project."""

import numpy as np
import scipy
from scipy.stats import mannwhitneyu, rankdata

OUT = "src/test/resources/org/screlate/stats/test/rank_sums.tsv"


def exact(values, first):
    """Twice the tail of the sum of the first values' doubled mean ranks, counted in whole numbers (the shift algorithm, as coin::wilcox_test has it)."""
    ranks = np.rint(2 * rankdata(values)).astype(int)
    ways = [{0: 1}] + [{} for _ in range(first)]
    for rank in ranks:
        for k in range(first - 1, -1, -1):
            for total, count in ways[k].items():
                ways[k + 1][total + rank] = ways[k + 1].get(total + rank, 0) + count
    mean = first * (len(ranks) + 1)
    found = ranks[:first].sum()
    tail = sum(c for s, c in ways[first].items() if (s >= found if found > mean else s <= found))
    return 1.0 if found == mean else min(1.0, 2 * tail / sum(ways[first].values()))


def main():
    rng = np.random.default_rng(5)
    rows = []

    def add(values, first, tolerance):
        rows.append((first, ",".join(f"{x:g}" for x in values), exact(values, first), tolerance))

    for n, first in [(6, 3), (9, 4), (12, 3), (14, 7)]:
        add(rng.permutation(n) + 1, first, 1e-4 if n > 12 else 1e-10)
        add(rng.poisson(1, n), first, 1e-10)
    for n, first, shift, tolerance in [(40, 12, 0, .002), (40, 12, 8, .002), (40, 20, 12, .002), (60, 25, 10, .002), (60, 25, 25, .002), (100, 8, 30, .02),
                                       (100, 8, 60, .02), (120, 4, 80, .02), (120, 5, 200, 1e-10), (90, 40, 30, .002), (90, 40, 60, .002)]:
        values = rng.permutation(n) + 0.0
        values[:first] += shift
        add(rankdata(values), first, tolerance)
    for n, first, mean, effect in [(60, 20, .5, 1), (60, 20, .5, 3), (100, 10, .3, 3), (100, 10, .3, 10), (120, 6, 2, 3), (150, 5, .1, 10), (150, 30, .2, 2),
                                   (150, 30, .2, 5), (150, 45, 1, 1.5)]:
        add(np.concatenate([rng.poisson(mean * effect, first), rng.poisson(mean, n - first)]), first, .001)
    for n, first, zeros, effect in [(100, 10, .5, 1.3), (100, 10, .7, 2), (150, 6, .6, 2), (150, 30, .8, 1.5), (150, 4, .8, 3)]:
        depth = rng.gamma(4, .25, n)
        counts = rng.poisson(-np.log(zeros) * depth * np.where(np.arange(n) < first, effect, 1))
        add(np.round(np.log1p(counts / depth), 4), first, .001)
    value = np.array(rows[4][1].split(","), float)
    assert np.isclose(rows[4][2], mannwhitneyu(value[: rows[4][0]], value[rows[4][0] :], method="exact").pvalue)
    with open(OUT, "w") as file:
        file.write(f"# src/test/oracles/rank_sums.py, numpy {np.__version__}, scipy {scipy.__version__}\n")
        file.write("# p over all permutations, twice the smaller tail; the first values are of one side; tolerance: of p, relative\n")
        file.write("first\tvalues\tp\ttolerance\n")
        for row in rows:
            file.write("%d\t%s\t%.17g\t%g\n" % row)


main()
