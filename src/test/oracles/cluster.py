"""Clusters by scikit-learn, leidenalg and umap-learn: writes src/test/resources/org/screlate/cluster/*.tsv. Run from the root of the project."""

from importlib.metadata import version
from pathlib import Path

import igraph
import leidenalg
import numpy as np
import umap
from sklearn.cluster import KMeans
from sklearn.manifold import trustworthiness
from sklearn.neighbors import kneighbors_graph

OUT = Path("src/test/resources/org/screlate/cluster")
SEEDS = range(10)
MADE_BY = "# src/test/oracles/cluster.py, " + ", ".join(f"{p} {version(p)}" for p in ("scikit-learn", "leidenalg", "igraph", "umap-learn", "numpy"))


def write(name, note, header, rows):
    text = ["\t".join(f"{v:.9g}" if isinstance(v, float) else str(v) for v in row) for row in rows]
    (OUT / name).write_text("\n".join([MADE_BY, "# " + note, "\t".join(header)] + text) + "\n")


def points(rng):
    """240 points about 6 overlapping centres in 8 dimensions."""
    group = rng.integers(0, 6, 240)
    return group, np.round(rng.normal(size=(6, 8))[group] * 1.3 + rng.normal(size=(240, 8)), 4)


def kmeans(x):
    rows = []
    for k, starts in [(6, 1), (6, 10), (15, 1), (15, 10)]:
        inertias = [KMeans(k, n_init=starts, random_state=s).fit(x).inertia_ for s in SEEDS]
        rows.append((k, starts, float(np.mean(inertias)), float(np.min(inertias)), float(np.max(inertias))))
    write("kmeans.tsv", "KMeans(k, n_init=starts, random_state=0..9).inertia_: mean, least and greatest",
          ["k", "starts", "mean", "least", "greatest"], rows)


def leiden(x):
    near = kneighbors_graph(x, 10, mode="distance")
    near.data = np.round(1 / (1 + near.data), 6)
    weights = (near + near.T).tocoo()
    edges = [(int(i), int(j), float(w)) for i, j, w in zip(weights.row, weights.col, weights.data) if i < j]
    write("graph.tsv", "10 nearest neighbours of points.tsv, weights 1 / (1 + distance), both directions added",
          ["source", "target", "weight"], edges)
    graph = igraph.Graph(n=len(x), edges=[e[:2] for e in edges])
    graph.es["weight"] = [e[2] for e in edges]
    rows = []
    for resolution in (0.5, 1.0, 2.0):
        found = [leidenalg.find_partition(graph, leidenalg.RBConfigurationVertexPartition, weights="weight",
                                          resolution_parameter=resolution, n_iterations=-1, seed=s) for s in SEEDS]
        quality = [graph.modularity(p.membership, weights="weight", resolution=resolution) for p in found]
        rows.append((resolution, len(found[0]), float(np.mean(quality)), float(np.max(quality))))
    write("leiden.tsv", "find_partition(RBConfigurationVertexPartition, n_iterations=-1, seed=0..9): communities with seed 0, igraph's modularity(resolution)",
          ["resolution", "communities", "mean", "greatest"], rows)


def layout(x):
    rows = []
    for distance in (0.1, 0.5):
        found = [trustworthiness(x, umap.UMAP(min_dist=distance, random_state=s, n_jobs=1).fit_transform(x), n_neighbors=15) for s in SEEDS]
        rows.append((distance, float(np.mean(found)), float(np.min(found))))
    write("umap.tsv", "trustworthiness(n_neighbors=15) of UMAP(min_dist=, random_state=0..9)", ["min_dist", "mean", "least"], rows)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    groups, x = points(np.random.default_rng(3))
    write("points.tsv", "points to cluster and the group each was drawn from", ["group"] + [f"x{i}" for i in range(8)],
          [(int(g), *map(float, p)) for g, p in zip(groups, x)])
    kmeans(x)
    leiden(x)
    layout(x)
