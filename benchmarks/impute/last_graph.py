"""Which last graph of scCR makes better clusters, on data that the tables of docs/methods/impute.md do not use.

python3 last_graph.py FOLDER  (launchers on PATH; numpy, pandas, pyarrow, scikit-learn)

FOLDER holds mixology_celseq2 and mixology_dropseq (.counts.csv.gz, genes in rows; .labels.csv with the genotypes): mixtures of
three cell lines. Whole they are no task, so shares of their molecules are lost at random, and two of the lines made rarer.
Prints the mean adjusted Rand index of k-means (20 starts) over draws of what is lost.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from tables import preprocess, read, run

DATA = ("mixology_celseq2", "mixology_dropseq")
LOST = (0.0, 0.8, 0.9, 0.95, 0.98)
# Shares kept of the three lines.
MIXES = {"as they are": (1, 1, 1), "1 : 0.3 : 0.1": (1, 0.3, 0.1)}
DRAWS = 2
METHODS = {
    "raw": None,
    "sccr --symmetric true": ("--method", "sccr", "--symmetric", "true"),
    "sccr --symmetric false": ("--method", "sccr", "--symmetric", "false"),
    "scfp": ("--method", "scfp"),
}


def singlets(folder, name):
    """Counts [cells x genes] and the line of each cell, doublets left out."""
    labels = pd.read_csv(folder / f"{name}.labels.csv", index_col=0)
    labels = labels[labels.demuxlet_cls == "SNG"].cell_line_demuxlet
    counts = pd.read_csv(folder / f"{name}.counts.csv.gz", index_col=0)
    return counts[labels.index].T, labels.to_numpy()


def agreements(counts, labels, work):
    """Adjusted Rand index of each method."""
    counts.to_csv(work / "counts.csv")
    run("screlate-import", "--input", work / "counts.csv", "--output", work / "counts.arrow")
    preprocess(work / "counts.arrow", work / "expression.arrow")
    types = dict(zip(counts.index, labels))
    found = []
    for options in METHODS.values():
        smoothed = work / ("smoothed.arrow" if options else "expression.arrow")
        if options:
            run("screlate-impute", "--cells", work / "expression.arrow", "--mode", "smooth", *options, "--output", smoothed)
        cells, _, values, _ = read(smoothed)
        clusters = KMeans(3, n_init=20, random_state=0).fit(values).labels_
        found.append(adjusted_rand_score([types[cell] for cell in cells], clusters))
    return found


def main():
    folder = Path(sys.argv[1])
    print("| data | lines | molecules lost | " + " | ".join(METHODS) + " |")
    print("|" + "---|" * (3 + len(METHODS)))
    everything = []
    for name in DATA:
        whole, lines = singlets(folder, name)
        for mix, shares in MIXES.items():
            for lost in LOST:
                found = []
                for draw in range(DRAWS if lost or mix != "as they are" else 1):
                    rng = np.random.default_rng(draw)
                    kept = np.concatenate(
                        [np.sort(rng.permutation(np.flatnonzero(lines == line))[: round(share * (lines == line).sum())])
                         for line, share in zip(np.unique(lines), shares)])
                    left = pd.DataFrame(
                        rng.binomial(whole.to_numpy()[kept], 1 - lost), whole.index[kept], whole.columns)
                    with tempfile.TemporaryDirectory() as work:
                        found.append(agreements(left, lines[kept], Path(work)))
                everything.append(np.mean(found, axis=0))
                print(f"| {name} | {mix} | {100 * lost:.0f} % | " + " | ".join(f"{a:.3f}" for a in everything[-1]) + " |",
                      flush=True)
    print("| mean | | | " + " | ".join(f"{a:.3f}" for a in np.mean(everything, axis=0)) + " |")


if __name__ == "__main__":
    main()
