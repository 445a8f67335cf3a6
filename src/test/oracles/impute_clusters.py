"""Clusters of smoothed cells by scikit-learn: writes src/test/resources/org/screlate/tool/cluster/smoothed_clusters.tsv.

python3 impute_clusters.py RESULTS FOLDER

RESULTS is reference/sccr/results.csv. FOLDER holds, for baron_mouse_1 and worm_neuron, NAME.arrow, preprocessed as in
ClusterReferenceTest, and NAME.sccr.arrow and NAME.scfp.arrow, smoothed by each method. For each published adjusted Rand index, the
clusters that have it to four digits: of the same seed and 20 starts, as published, or where rounding led that to another optimum,
of a single start.
"""

import csv
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

OUT = Path("src/test/resources/org/screlate/tool/cluster/smoothed_clusters.tsv")


def published(path, name, method):
    """ARI, NMI and accuracy of each seed."""
    with open(path, encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["data"] == name and row["rate"] == "0.0"]
    rows = [row for row in rows if row["method"].rstrip("*").lower() == method]
    return {int(row["seed"]): [float(row[column]) for column in ("ARI", "NMI", "CA")] for row in rows}


def matching(values, types, seed, ari):
    """k-means that ends at this index: starts, state, result."""
    for starts, state in [(20, seed)] + [(1, state) for state in range(300)]:
        found = KMeans(len(set(types)), n_init=starts, random_state=state).fit(values)
        if abs(adjusted_rand_score(types, found.labels_) - ari) < 5e-5:
            return starts, state, found
    sys.exit(f"no start of 300 ends at {ari}")


def main():
    results, folder = map(Path, sys.argv[1:])
    lines = [f"# src/test/oracles/impute_clusters.py, scikit-learn {version('scikit-learn')}, numpy {version('numpy')}: "
             "KMeans(types, n_init=starts, random_state=state).fit(smoothed), a letter for each cell in order; scores as published",
             "data\tmethod\tseed\tstarts\tstate\tinertia\tari\tnmi\taccuracy\tlabels"]
    for name in ("baron_mouse_1", "worm_neuron"):
        types = pa.ipc.open_file(folder / f"{name}.arrow").read_all()["celltype"].to_pylist()
        for method in ("sccr", "scfp"):
            column = pa.ipc.open_file(folder / f"{name}.{method}.arrow").read_all()["values"]
            values = np.vstack([chunk.flatten().to_numpy().reshape(len(chunk), -1) for chunk in column.chunks])
            for seed, scores in published(results, name, method).items():
                starts, state, found = matching(values, types, seed, scores[0])
                lines.append("\t".join([name, method, str(seed), str(starts), str(state), f"{found.inertia_:.3f}"]
                                       + [f"{score:.6f}" for score in scores] + ["".join(chr(97 + l) for l in found.labels_)]))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
