"""Networks by numpy, networkx, igraph and leidenalg: writes src/test/resources/org/screlate/network/*.tsv. Run from the root of the project."""

from importlib.metadata import version
from pathlib import Path

import igraph
import leidenalg
import networkx
import numpy as np

OUT = Path("src/test/resources/org/screlate/network")
SEEDS = range(10)
GENES, WIDTH, GROUPS = 150, 20, 6
PERCENTS = [0, 12.5, 50, 75, 90, 95, 99, 100]
MADE_BY = "# src/test/oracles/network.py, " + ", ".join(f"{p} {version(p)}" for p in ("numpy", "networkx", "igraph", "leidenalg"))


def write(name, note, header, rows):
    text = ["\t".join(f"{v:.9g}" if isinstance(v, float) else str(v) for v in row) for row in rows]
    (OUT / name).write_text("\n".join([MADE_BY, "# " + note, "\t".join(header)] + text) + "\n")


def points(rng):
    group = rng.integers(0, GROUPS, GENES)
    return np.round(rng.normal(size=(GROUPS, WIDTH))[group] * 0.9 + rng.normal(size=(GENES, WIDTH)) + 3, 4)


def pairs(adjacency):
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(np.triu(adjacency, 1)))]


def top(weights, k):
    chosen = np.zeros(weights.shape, bool)
    for i, row in enumerate(weights):
        chosen[i, np.argsort(-row, kind="stable")[:k]] = True
    return (chosen | chosen.T) & (weights > 0)


def disparity(weights, alpha):
    weights = np.maximum(weights, 0)
    degree = (weights > 0).sum(1)[:, None]
    p = (1 - weights / weights.sum(1)[:, None]) ** (degree - 1)
    return ((p < alpha) | (p.T < alpha)) & (weights > 0)


def walk(adjacency, restart, seeds):
    degree = adjacency.sum(1)
    root = np.where(degree > 0, 1 / np.sqrt(np.where(degree > 0, degree, 1)), 0)
    step = root[:, None] * adjacency * root[None, :]
    inverse = restart * np.linalg.inv(np.eye(len(adjacency)) - (1 - restart) * step)
    start = np.zeros(len(adjacency))
    start[seeds] = 1
    return inverse @ start / (inverse @ np.ones(len(adjacency)))


def leiden(adjacency, weighted):
    graph = igraph.Graph.Weighted_Adjacency(adjacency, mode="undirected", loops=False)
    weights = graph.es["weight"] if weighted else None
    found = [leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights=weights, n_iterations=-1, seed=s) for s in SEEDS]
    return found[0].membership, float(np.mean([graph.modularity(f.membership, weights=weights) for f in found]))


def roles(adjacency, communities):
    communities = np.array(communities)
    within = np.array([(row[communities == c] > 0).sum() for row, c in zip(adjacency, communities)], float)
    z = np.zeros(len(adjacency))
    for c in set(communities):
        mine = communities == c
        spread = within[mine].std()
        z[mine] = (within[mine] - within[mine].mean()) / spread if spread > 0 else 0
    degree = (adjacency > 0).sum(1)
    share = np.array([[(row[communities == c] > 0).sum() for c in sorted(set(communities))] for row in adjacency], float)
    participation = np.where(degree > 0, 1 - ((share / np.maximum(degree, 1)[:, None]) ** 2).sum(1), 0)
    return z, participation


def main():
    x = points(np.random.default_rng(7))
    write("points.tsv", "150 points about 6 centres", [f"d{i}" for i in range(WIDTH)], x.tolist())
    signed = np.corrcoef(x)
    signed = (signed + signed.T) / 2
    np.fill_diagonal(signed, 0)
    absolute = np.abs(signed)
    upper = np.triu_indices(GENES, 1)
    cuts = {name: np.percentile(w[upper], PERCENTS) for name, w in (("absolute", absolute), ("signed", signed))}
    write("percentiles.tsv", "numpy.percentile of numpy.corrcoef over i < j; modularity: leidenalg's mean over ten seeds of the graph above",
          ["percent", "absolute", "signed", "edges", "weighted", "unweighted"],
          [(p, float(a), float(s), len(pairs(absolute > a)), *((leiden(np.where(absolute > a, absolute, 0), w)[1]) for w in (True, False)))
           for p, a, s in zip(PERCENTS[:-1], cuts["absolute"][:-1], cuts["signed"][:-1])])
    rules = {"top5_absolute": top(absolute, 5), "top5_signed": top(signed, 5), "backbone_absolute": disparity(absolute, 0.05),
             "backbone_signed": disparity(signed, 0.05), "percentile95_signed": signed > cuts["signed"][5]}
    write("edges.tsv", "edges i < j by each rule, in numpy", ["rule", "i", "j"], [(rule, i, j) for rule, a in rules.items() for i, j in pairs(a)])

    adjacency = np.where(absolute > np.percentile(absolute[upper], 97), absolute, 0)
    graph = networkx.from_numpy_array(adjacency)
    communities, _ = leiden(adjacency, True)
    z, participation = roles(adjacency, communities)
    component = {node: number for number, nodes in enumerate(sorted(networkx.connected_components(graph), key=min)) for node in nodes}
    write("nodes.tsv", "networkx degree, clustering, core_number, connected_components of the graph above the 97th percentile; leidenalg's"
          " communities, with z within and participation (Guimerà and Amaral 2005) in numpy; walks by numpy.linalg.inv from 0, 1, 2",
          ["degree", "strength", "clustering", "core", "component", "community", "z", "participation", "walk0.2", "walk0.5"],
          [(graph.degree[i], float(adjacency[i].sum()), float(networkx.clustering(graph, i)), networkx.core_number(graph)[i], component[i],
            communities[i], float(z[i]), float(participation[i]), float(a), float(b))
           for i, (a, b) in enumerate(zip(walk(adjacency, 0.2, [0, 1, 2]), walk(adjacency, 0.5, [0, 1, 2])))])


main()
