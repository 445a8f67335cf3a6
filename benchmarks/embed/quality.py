"""quality.py CELLS EXPRESSION RECONSTRUCTED LABELS [EXPRESSION LABELS]: what scNET's results say of known cell lines.

CELLS is an embedding, EXPRESSION and RECONSTRUCTED are cell matrices, LABELS a table with the columns
cell_line_demuxlet and demuxlet_cls, of which the singlets count. The best ARI over Leiden resolutions of the
embedding and of 15 principal components; with other cells of the same lines given, the average precision by which each
line's markers, found in those, tell it here, in expression and as reconstructed.
"""

import json
import sys

import igraph
import leidenalg
import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.stats import rankdata
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, average_precision_score
from sklearn.neighbors import kneighbors_graph

RESOLUTIONS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0]


def dense(path):
    """Names, genes and values of an Arrow file of ours."""
    table = pa.ipc.open_file(path).read_all()
    meta = table.schema.metadata
    cells = table["cell"].to_pylist()
    genes = json.loads(meta[b"screlate.genes"]) if b"screlate.genes" in meta else None
    if "values" in table.column_names:
        values = np.vstack([chunk.flatten().to_numpy().reshape(len(chunk), -1) for chunk in table["values"].chunks])
    else:
        values = np.zeros((len(cells), len(genes)), np.float32)
        for row, (at, data) in enumerate(zip(table["indices"].to_pylist(), table["data"].to_pylist())):
            values[row, at] = data
    return cells, genes, values


def labels(path, cells):
    table = pd.read_csv(path, index_col=0).loc[cells]
    return table["cell_line_demuxlet"].to_numpy(), (table["demuxlet_cls"] == "SNG").to_numpy()


def best_ari(points, truth, kept):
    graph = kneighbors_graph(points, 15)
    sources, targets = (graph + graph.T).nonzero()
    network = igraph.Graph(len(points), [(a, b) for a, b in zip(sources, targets) if a < b])
    found = []
    for resolution in RESOLUTIONS:
        parts = leidenalg.find_partition(
            network, leidenalg.RBConfigurationVertexPartition, resolution_parameter=resolution, seed=0
        )
        found.append((adjusted_rand_score(truth[kept], np.array(parts.membership)[kept]), resolution))
    return max(found)


def markers(expression, truth, kept, line, number=20):
    """The genes that rank this line's cells highest above the others'."""
    values, is_line = expression[kept], truth[kept] == line
    ranks = rankdata(values, axis=0)
    score = ranks[is_line].mean(axis=0) - ranks[~is_line].mean(axis=0)
    return np.argsort(-score, kind="stable")[:number]


cells_path, expression_path, reconstructed_path, labels_path, *other = sys.argv[1:]
names, _, points = dense(cells_path)
_, genes, expression = dense(expression_path)
truth, kept = labels(labels_path, names)
print("ARI, embedding: %.3f at resolution %g" % best_ari(points, truth, kept))
print("ARI, 15 principal components: %.3f at resolution %g" % best_ari(PCA(15).fit_transform(expression), truth, kept))
_, decoded_genes, decoded = dense(reconstructed_path)
own = expression[:, [genes.index(gene) for gene in decoded_genes]]
print("zeros, expression: %.1f %%, reconstructed: %.1f %%" % (100 * (own == 0).mean(), 100 * (decoded == 0).mean()))
correlations = [np.corrcoef(own[:, g], decoded[:, g])[0, 1] for g in range(own.shape[1]) if decoded[:, g].std() > 0]
print("mean correlation of a gene's reconstruction with its expression: %.3f" % np.mean(correlations))
if other:
    other_names, other_genes, other_expression = dense(other[0])
    other_truth, other_kept = labels(other[1], other_names)
    shared = [gene for gene in decoded_genes if gene in set(other_genes)]
    columns = [other_genes.index(gene) for gene in shared]
    here = [decoded_genes.index(gene) for gene in shared]
    for line in sorted(set(truth[kept])):
        best = markers(other_expression[:, columns], other_truth, other_kept, line)
        is_line = truth[kept] == line
        scores = [
            [average_precision_score(is_line, values[kept][:, here[m]]) for m in best] for values in (own, decoded)
        ]
        better = sum(b > a for a, b in zip(*scores))
        print(
            "%s: mean AP of %d markers %.3f in expression, %.3f reconstructed; %d of %d higher"
            % (line, len(best), np.mean(scores[0]), np.mean(scores[1]), better, len(best))
        )
        print("   " + ", ".join("%s %.2f %.2f" % (shared[m], a, b) for m, a, b in list(zip(best, *scores))[:5]))
