#!/usr/bin/env python3
"""Correlations of small counts by CS-CORE's formulas and by analytic Pearson residuals, in NumPy.

The CS-CORE formulas are those of Su et al. (2023), with weights regularised by the median over genes of mean^2 / variance
as the authors' programs have them; cells by genes matrices are written out, where screlate goes block by block.

    correlation.py src/test/resources/org/screlate/coexpress/test
"""

import gzip
import pathlib
import sys

import numpy as np
import scipy
from scipy import stats

CELLS, GENES, SUBJECTS = 300, 8, 6


def draw():
    random = np.random.default_rng(42)
    depth = np.round(np.exp(random.normal(8, 0.5, CELLS)))
    scores = random.normal(size=(CELLS, GENES))
    scores[:, 1] = 0.7 * scores[:, 0] + np.sqrt(1 - 0.49) * scores[:, 1]
    scores[:, 3] = -0.6 * scores[:, 2] + 0.8 * scores[:, 3]
    shape = 2.0
    level = np.exp(random.normal(-6.5, 0.6, GENES))
    rate = stats.gamma.ppf(stats.norm.cdf(scores), shape) / shape * level
    counts = random.poisson(depth[:, None] * rate)
    # Varies less than Poisson counts do.
    counts[:, 7] = np.round(depth * level[7] * 3)
    subject = np.arange(CELLS) % SUBJECTS
    group = (np.arange(CELLS) // SUBJECTS) % 2
    return counts, depth, group, subject


def cscore(x, s):
    s = s[:, None]
    mean = (x * s).sum(0) / (s**2).sum()
    variance = (((x - s * mean) ** 2 - s * mean) * s**2).sum(0) / (s**4).sum()
    theta = mean**2 / variance
    change, rounds = np.inf, 0
    while change > 0.05 and rounds <= 10:
        before = theta
        middle = np.median(theta[theta > 0])
        weight = 1 / (s * mean + s**2 * mean**2 / middle)
        mean = (x * s * weight).sum(0) / (s**2 * weight).sum(0)
        weight = 1 / (s * mean + s**2 * mean**2 / middle) ** 2
        variance = (((x - s * mean) ** 2 - s * mean) * s**2 * weight).sum(0) / (s**4 * weight).sum(0)
        theta = mean**2 / variance
        rounds += 1
        both = (theta > 0) & (before > 0)
        change = np.abs(np.log(theta[both] / before[both])).max()
    middle = np.median(theta[theta > 0])
    residual = x - s * mean
    weight = 1 / (s * mean + s**2 * mean**2 / middle)
    covariance = np.einsum("ij,ik,i->jk", residual * weight, residual * weight, s[:, 0] ** 2)
    covariance /= np.einsum("ij,ik,i->jk", weight, weight, s[:, 0] ** 4)
    with np.errstate(invalid="ignore"):
        rho = covariance / np.sqrt(np.outer(variance, variance))
    rho[variance <= 0] = rho[:, variance <= 0] = np.nan
    weight = 1 / (s * mean + s**2 * variance)
    score = np.einsum("ij,ik,i->jk", residual * weight, residual * weight, s[:, 0] ** 2)
    information = np.einsum("ij,ik,i->jk", weight, weight, s[:, 0] ** 4)
    with np.errstate(invalid="ignore"):
        p = 2 * stats.norm.sf(np.abs(score / np.sqrt(information)))
    p[np.isnan(rho)] = np.nan
    return np.clip(rho, -1, 1), p


def pearson(x, s):
    expected = np.outer(s, x.sum(0) / s.sum())
    limit = np.sqrt(len(x))
    residual = np.clip((x - expected) / np.sqrt(expected + expected**2 / 100), -limit, limit)
    pairs = [[stats.pearsonr(residual[:, j], residual[:, k]) for k in range(GENES)] for j in range(GENES)]
    return (
        np.array([[r.statistic for r in row] for row in pairs]),
        np.array([[r.pvalue for r in row] for row in pairs]),
        residual,
    )


def difference(counts, depth, group, subject, j, k):
    z = np.empty((2, SUBJECTS))
    for g in range(2):
        own = group == g
        residual = pearson(counts[own], depth[own])[2]
        for one in range(SUBJECTS):
            cells = subject[own] == one
            z[g, one] = np.arctanh(np.corrcoef(residual[cells][:, [j, k]].T)[0, 1])
    paired = stats.ttest_rel(z[1], z[0])
    # As if the samples were of twelve subjects, each in one group only.
    welch = stats.ttest_ind(z[1], z[0], equal_var=False)
    return paired.statistic, paired.pvalue, welch.statistic, welch.df, welch.pvalue


def main(folder):
    counts, depth, group, subject = draw()
    made_by = f"# correlation.py, numpy {np.__version__}, scipy {scipy.__version__}\n"
    with gzip.GzipFile(folder / "correlation_counts.tsv.gz", "wb", mtime=0) as file:
        file.write(made_by.encode())
        names = ["depth", "group", "subject"] + [f"g{g}" for g in range(GENES)]
        file.write(("\t".join(names) + "\n").encode())
        for c in range(CELLS):
            row = [int(depth[c]), group[c], subject[c], *counts[c]]
            file.write(("\t".join(map(str, row)) + "\n").encode())
    with open(folder / "correlation_pairs.tsv", "w") as file:
        file.write(made_by)
        file.write("first\tsecond\tcscore_0\tcscore_p_0\tcscore_1\tcscore_p_1\tpearson_0\tpearson_p_0\tpearson_1\tpearson_p_1")
        file.write("\tpaired_t\tpaired_p\twelch_t\twelch_df\twelch_p\n")
        groups = [(cscore(counts[group == g], depth[group == g]), pearson(counts[group == g], depth[group == g])) for g in range(2)]
        for j in range(GENES):
            for k in range(j + 1, GENES):
                row = [groups[g][0][i][j, k] for g in range(2) for i in range(2)]
                row += [groups[g][1][i][j, k] for g in range(2) for i in range(2)]
                row += difference(counts, depth, group, subject, j, k)
                file.write(f"{j}\t{k}\t" + "\t".join("NaN" if np.isnan(v) else repr(float(v)) for v in row) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
