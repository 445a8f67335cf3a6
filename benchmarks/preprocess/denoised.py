#!/usr/bin/env python3
"""Denoised components beside principal components, on cells whose types are known.

Usage: denoised.py PROGRAMS NAME=COUNTS.arrow:COLUMN...

Three draws of 80 % of each data set's labelled cells; 30 components of both kinds. Prints label purity of the 15
nearest neighbours and the adjusted Rand index of k-means with as many clusters as there are labels (two seeds).
"""

import csv
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

DRAWS = (1, 2, 3)
KINDS = ("pca", "denoised")


def run(tool, *arguments):
    done = subprocess.run([programs / f"screlate-{tool}", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stderr


def scores(work, kind, column, labels, seed):
    """Purity and adjusted Rand index of one draw's embedding."""
    run("cluster", "--cells", work / f"{kind}.arrow", "--method", "kmeans", "--k", labels, "--output", work / "clusters.arrow",
        "--seed", seed)
    run("evaluate", "clustering", "--clusters", work / "clusters.arrow", "--truth", work / "drawn.arrow", "--truth-column", column,
        "--cells", work / f"{kind}.arrow", "--output", work / "scores.tsv")
    with open(work / "scores.tsv", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    purity = [float(row["value"]) for row in rows if (row["name"], row["metric"]) == ("(all classes)", "neighbour_purity")]
    index = [float(row["value"]) for row in rows if row["metric"] == "ari"]
    return purity[0], index[0], sum(row["metric"] == "neighbour_purity" for row in rows) - 1


def measure(work, counts, column):
    found = {kind: ([], []) for kind in KINDS}
    run("subset", "--cells", counts, "--labelled", column, "--output", work / "all.arrow")
    cells = int(re.search(r"kept (\S+) of", run("subset", "--cells", work / "all.arrow", "--max-cells", 10**8,
                                                "--output", work / "drawn.arrow"))[1].replace(",", ""))
    for draw in DRAWS:
        run("subset", "--cells", work / "all.arrow", "--max-cells", cells * 4 // 5, "--seed", draw, "--output", work / "drawn.arrow")
        said = run("preprocess", "--cells", work / "drawn.arrow", "--output", work / "expression.arrow", "--components", 30,
                   "--pca-output", work / "pca.arrow", "--denoised-output", work / "denoised.arrow", "--seed", draw)
        print(re.search(r"denoised components: .*", said)[0])
        labels = scores(work, KINDS[0], column, 2, draw)[2]
        for kind in KINDS:
            both = [scores(work, kind, column, labels, seed) for seed in (draw, draw + 10)]
            found[kind][0].append(both[0][0])
            found[kind][1].append(statistics.mean(index for _, index, _ in both))
    return found


programs = pathlib.Path(sys.argv[1])
print("| cells | purity, principal / denoised | gain, of each draw | k-means, principal / denoised | gain, of each draw |\n|---|---|---|---|---|")
for argument in sys.argv[2:]:
    name, counts, column = re.fullmatch("(.+?)=(.+):(.+)", argument).groups()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(pathlib.Path(folder), counts, column)
    cells = [name]
    for score in (0, 1):
        before, after = (found[kind][score] for kind in KINDS)
        cells += [f"{statistics.mean(before):.3f} / {statistics.mean(after):.3f}",
                  ", ".join(f"{b - a:+.3f}" for a, b in zip(before, after))]
    print("| " + " | ".join(cells) + " |", flush=True)
