"""Scores of denoising, markers, edges and pathways by scanpy, scikit-learn, networkx and numpy: writes
src/test/resources/org/screlate/evaluate/{denoising,markers,edges,pathways}*.tsv. Run from the root of the project, after network.py."""

from importlib.metadata import version
from pathlib import Path

import anndata
import networkx
import numpy as np
import scanpy
from sklearn.metrics import average_precision_score, mean_squared_error, roc_auc_score

OUT = Path("src/test/resources/org/screlate/evaluate")
MADE_BY = "# src/test/oracles/evaluate_networks.py, " + ", ".join(f"{p} {version(p)}" for p in ("scanpy", "scikit-learn", "networkx", "numpy"))


def write(name, note, header, rows):
    text = ["\t".join(f"{v:.12g}" if isinstance(v, float) else str(v) for v in row) for row in rows]
    (OUT / name).write_text("\n".join([MADE_BY, "# " + note, "\t".join(header)] + text) + "\n")


def log_normalised(matrix):
    data = anndata.AnnData(matrix.astype(np.float64))
    scanpy.pp.normalize_total(data, target_sum=10000)
    scanpy.pp.log1p(data)
    return data.X


def denoising(rng):
    counts = rng.poisson(rng.gamma(0.7, 4, size=(14, 9)))
    train = rng.binomial(counts, 0.9)
    denoised = np.round(np.log1p(np.abs(rng.normal(1, 1, size=(14, 9)))), 4)
    test = counts - train
    scores = []
    for name, d in (("denoised", np.expm1(denoised)), ("no_denoising", train.astype(float))):
        d = d / d.sum(1, keepdims=True) * train.sum(1, keepdims=True)
        rate = d * test.sum() / train.sum()
        loss = lambda predicted, true: float((predicted - true * np.log(predicted + 1e-6)).mean())
        scores.append((name, mean_squared_error(log_normalised(test), log_normalised(d)), loss(rate, test), loss(test, rate)))
    write("denoising.tsv", "14 cells x 9 genes: counts, of which train is kept by binomial 0.9, and a denoised log expression",
          ["cell", "gene", "counts", "train", "denoised"],
          [(i, j, int(counts[i, j]), int(train[i, j]), float(denoised[i, j])) for i in range(14) for j in range(9)])
    write("denoising_scores.tsv", "scanpy normalize_total(10000), log1p; mean_squared_error; mean of predicted - true * log(predicted + 1e-6)",
          ["name", "mse", "poisson", "poisson_as_published"], scores)


def markers(rng):
    types = rng.integers(0, 3, 40)
    values = np.round(rng.poisson(1.0, size=(40, 4)) + (types[:, None] == np.array([0, 0, 1, 2])[None, :]) * rng.poisson(2.0, size=(40, 4)), 0)
    write("markers.tsv", "counts of 4 genes in 40 cells of 3 types", ["type", "g0", "g1", "g2", "g3"],
          [(f"t{t}", *(int(v) for v in row)) for t, row in zip(types, values)])
    write("marker_scores.tsv", "average_precision_score of each gene for its type", ["type", "gene", "score"],
          [(f"t{t}", f"g{g}", float(average_precision_score(types == t, values[:, g]))) for g, t in enumerate([0, 0, 1, 2])])


def edges(rng):
    graph = networkx.barabasi_albert_graph(60, 3, seed=5)
    links = [tuple(sorted(e)) for e in graph.edges]
    order = rng.permutation(len(links))
    test, train = [links[i] for i in order[:35]], [links[i] for i in order[35:]]
    none = [e for e in networkx.non_edges(graph)]
    pick = lambda: [tuple(sorted(none[i])) for i in rng.choice(len(none), 35, replace=False)]
    uniform, matched = pick(), pick()
    points = np.round(rng.normal(size=(60, 5)) + 1, 4)
    left = networkx.Graph(train)
    left.add_nodes_from(range(60))
    r = np.corrcoef(points)
    predictors = {"points inner_product": lambda a, b: points[a] @ points[b], "points correlation": lambda a, b: r[a, b],
                  "degree_product": lambda a, b: (left.degree[a] + 1) * (left.degree[b] + 1),
                  "common_neighbours": lambda a, b: len(list(networkx.common_neighbors(left, a, b)))}
    rows = []
    for name, score in predictors.items():
        for metric, other in (("uniform", uniform), ("matched", matched)):
            truth = [1] * len(test) + [0] * len(other)
            found = [float(score(*e)) for e in test + other]
            rows += [(name, f"auroc_{metric}", float(roc_auc_score(truth, found))), (name, f"ap_{metric}", float(average_precision_score(truth, found)))]
    split = [(a, b, "train", "edge") for a, b in train] + [(a, b, "test", kind) for kind, some in
                                                           (("edge", test), ("uniform", uniform), ("matched", matched)) for a, b in some]
    write("edges.tsv", "a Barabasi-Albert graph of 60 nodes, split", ["gene_1", "gene_2", "set", "kind"], [(f"n{a}", f"n{b}", s, k) for a, b, s, k in split])
    write("edge_points.tsv", "a point for each node", [f"d{i}" for i in range(5)], points.tolist())
    write("edge_scores.tsv", "roc_auc_score and average_precision_score", ["name", "metric", "value"], rows)


def pathways(rng):
    """Three sets of 15 of the 150 points of network.py, near the first points of three groups; mean over 400 random splits."""
    x = np.loadtxt("src/test/resources/org/screlate/network/points.tsv", skiprows=3)
    weights = np.abs(np.corrcoef(x))
    np.fill_diagonal(weights, 0)
    near = weights.copy()
    weights[weights <= np.percentile(weights[np.triu_indices(150, 1)], 97)] = 0
    degree = weights.sum(1)
    root = np.where(degree > 0, 1 / np.sqrt(np.where(degree > 0, degree, 1)), 0)
    reach = 0.2 * np.linalg.inv(np.eye(150) - 0.8 * root[:, None] * weights * root[None, :])
    rows = []
    for name, centre in (("a", 3), ("b", 40), ("c", 77)):
        members = np.concatenate([np.argsort(-near[centre])[:12], rng.choice(150, 3, replace=False)])
        members = np.unique(members)
        outside = np.setdiff1d(np.arange(150), members)
        auroc, precision = [], []
        for _ in range(400):
            order = rng.permutation(members)
            others = rng.permutation(outside)[:10 * ((len(members) + 2) // 3)]
            for third in range(3):
                start = np.zeros(150)
                start[np.delete(order, np.arange(third, len(order), 3))] = 1
                score = reach @ start / reach.sum(1)
                found = order[third::3]
                truth = [1] * len(found) + [0] * len(others)
                values = np.round(np.concatenate([score[found], score[others]]), 7)
                auroc.append(roc_auc_score(truth, values))
                precision.append(average_precision_score(truth, values))
        rows.append((name, ",".join(str(m) for m in members), float(np.mean(auroc)), float(np.mean(precision))))
    write("pathways.tsv", pathways.__doc__ + " (roc_auc_score, average_precision_score of walks by numpy.linalg.inv)",
          ["set", "members", "auroc", "average_precision"], rows)


def main():
    denoising(np.random.default_rng(1))
    markers(np.random.default_rng(2))
    edges(np.random.default_rng(3))
    pathways(np.random.default_rng(4))


main()
