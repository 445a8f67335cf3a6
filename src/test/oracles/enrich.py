"""Tests of genes and gene sets by scanpy, SciPy and gseapy: writes src/test/resources/org/screlate/{enrich,stats}/*.tsv. Run from the root of the project."""

from importlib.metadata import version
from pathlib import Path

import anndata
import gseapy
import numpy as np
import pandas as pd
import scanpy
from scipy import stats

OUT = Path("src/test/resources/org/screlate")
MADE_BY = "# src/test/oracles/enrich.py, " + ", ".join(f"{p} {version(p)}" for p in ("scanpy", "scipy", "gseapy", "numpy"))


def write(name, note, frame):
    with open(OUT / name, "w") as file:
        file.write(f"{MADE_BY}\n# {note}\n")
        frame.to_csv(file, sep="\t", index=False, float_format="%.17g")


def cells(rng):
    """90 cells of three groups × 40 genes, log-normalised, many ties at 0; the last gene is never counted."""
    labels = np.repeat(["a", "b", "c"], [40, 30, 20])
    means = rng.gamma(0.5, 2, (3, 40))
    counts = rng.poisson(means[np.repeat([0, 1, 2], [40, 30, 20])])
    counts[:, 39] = 0
    values = np.log1p(counts / counts.sum(1, keepdims=True) * 50).astype(np.float32)
    return labels, counts, values


def rank_sums(labels, values):
    data = anndata.AnnData(values, obs=pd.DataFrame({"group": pd.Categorical(labels)}))
    data.var_names = [f"g{i}" for i in range(values.shape[1])]
    frames = []
    for reference in ("rest", "b"):
        scanpy.tl.rank_genes_groups(data, "group", reference=reference, method="wilcoxon", tie_correct=True)
        found = scanpy.get.rank_genes_groups_df(data, None)
        found.insert(0, "reference", reference)
        frames.append(found)
    write("enrich/rank_sums.tsv", "rank_genes_groups(method='wilcoxon', tie_correct=True) of cells.tsv, reference rest and b", pd.concat(frames))


def t_tests(rng):
    rows = []
    for n1, n2 in [(2, 2), (4, 4), (8, 8), (3, 6)]:
        one, other = rng.normal(1, 1, n1), rng.normal(0, 3, n2)
        welch = stats.ttest_ind(one, other, equal_var=False)
        paired = stats.ttest_rel(one, other) if n1 == n2 else None
        rows.append((",".join(map(repr, one.tolist())), ",".join(map(repr, other.tolist())), welch.statistic, welch.df, welch.pvalue,
                     paired.statistic if paired else np.nan, paired.pvalue if paired else np.nan))
    write("stats/t_tests.tsv", "ttest_ind(one, other, equal_var=False) and ttest_rel(one, other)",
          pd.DataFrame(rows, columns=["one", "other", "t", "df", "p", "paired_t", "paired_p"]).fillna("NaN"))


def overlaps():
    rows = [(k, m, n, total, stats.hypergeom.sf(k - 1, total, m, n), stats.hypergeom.cdf(k, total, m, n))
            for k, m, n, total in [(0, 5, 7, 30), (3, 5, 7, 30), (5, 5, 7, 30), (40, 200, 300, 10000), (2, 200, 300, 10000)]]
    write("stats/overlaps.tsv", "hypergeom.sf(k - 1, N, m, n) and hypergeom.cdf(k, N, m, n)",
          pd.DataFrame(rows, columns=["overlap", "kind", "drawn", "all", "at_least", "at_most"]))


def prerank(rng):
    scores = np.round(rng.normal(0, 1, 800), 6)
    genes = [f"g{i}" for i in range(800)]
    order = np.argsort(-scores)
    sets = {}
    for s in range(60):
        size = [15, 20, 40, 80][s % 4]
        drift = np.linspace(0, 2.5, 60)[s] * (1 if s % 2 else -1)
        weight = np.exp(drift * scores)
        sets[f"set{s}"] = sorted(rng.choice(800, size, replace=False, p=weight / weight.sum()).tolist())
    ranking = pd.DataFrame({"gene": np.array(genes)[order], "score": scores[order]})
    found = gseapy.prerank(rnk=ranking, gene_sets={n: [genes[i] for i in m] for n, m in sets.items()}, permutation_num=5000,
                           min_size=15, max_size=500, weight=1.0, seed=7, threads=1, no_plot=True, outdir=None).res2d
    found = found.set_index("Term")
    write("enrich/ranking.tsv", "800 scores, falling", ranking)
    write("enrich/prerank.tsv", "prerank(ranking.tsv, permutation_num=5000, weight=1, min_size=15, max_size=500, seed=7)",
          pd.DataFrame([(n, ",".join(genes[i] for i in m), found.loc[n, "ES"], found.loc[n, "NES"], found.loc[n, "NOM p-val"], found.loc[n, "FDR q-val"],
                         found.loc[n, "Lead_genes"].replace(";", ",")) for n, m in sets.items()],
                       columns=["set", "genes", "es", "nes", "p", "q", "leading_edge"]))


def main():
    rng = np.random.default_rng(4)
    labels, counts, values = cells(rng)
    frame = pd.DataFrame(values, columns=[f"g{i}" for i in range(40)])
    frame.insert(0, "group", labels)
    write("enrich/cells.tsv", "log-normalised expression of 90 cells in three groups", frame)
    rank_sums(labels, values)
    t_tests(rng)
    overlaps()
    prerank(rng)


main()
