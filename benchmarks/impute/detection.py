"""How well detection probabilities tell hidden values from true zeros, as rows of a Markdown table.

python3 detection.py INPUT.h5ad SEED...  (launchers on PATH; numpy, scipy, scikit-learn, pyarrow)

AUROC among the zeros of masked data, of ours and of two rivals: the share of scCR's 15 neighbours (weighted, with the cell
itself) that detect the gene, and gene rate x cell rate. ECE and Brier score of the probability that a zero was hidden,
min(1, r / (1 - r) * p / (1 - p)), with the rate r known; in brackets the Brier score of the constant.
"""

import subprocess
import sys
import tempfile

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from sklearn.metrics import roc_auc_score


def run(*args):
    subprocess.run(args, check=True, stderr=subprocess.DEVNULL)


def dense(path):
    table = pa.ipc.open_file(path).read_all()
    if "values" in table.column_names:
        return np.vstack([chunk.flatten().to_numpy().reshape(len(chunk), -1) for chunk in table["values"].chunks])
    rows = np.repeat(np.arange(len(table)), [len(cell) for cell in table["indices"]])
    columns, values = (np.concatenate([c.flatten().to_numpy() for c in table[n].chunks]) for n in ("indices", "data"))
    return sp.csr_matrix((values, (rows, columns)), shape=(len(table), GENES)).toarray()


def neighbours(x, k=15):
    unit = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)
    similarity = unit @ unit.T
    best = np.argpartition(-similarity, k, axis=1)[:, : k + 1]
    rows = np.repeat(np.arange(len(x)), k + 1)
    graph = sp.csr_matrix((np.maximum(similarity[rows, best.ravel()], 0), (rows, best.ravel())), shape=[len(x)] * 2)
    graph = graph + sp.identity(len(x))
    graph = (graph + graph.T) / 2
    return sp.diags(1 / np.asarray(graph.sum(1)).ravel()) @ graph


def scores(masked, mask, probability, rate):
    zeros = masked == 0
    hidden = mask[zeros] != 0
    detected = masked > 0
    odds = probability[zeros].astype(float) / (1 - probability[zeros])
    lost = np.minimum(1, rate / (1 - rate) * odds)
    bins = np.minimum(10 * np.argsort(np.argsort(lost)) // len(lost), 9)
    ece = sum((bins == b).mean() * abs(lost[bins == b].mean() - hidden[bins == b].mean()) for b in range(10))
    base = hidden.mean() * (1 - hidden.mean())
    return (
        roc_auc_score(hidden, odds),
        roc_auc_score(hidden, (neighbours(masked) @ detected.astype(np.float32))[zeros]),
        roc_auc_score(hidden, (detected.mean(0)[None, :] * detected.mean(1)[:, None])[zeros]),
        ece,
        ((lost - hidden) ** 2).mean(),
        base,
    )


GENES = 2000
work = tempfile.mkdtemp() + "/"
run("screlate-import", "--input", sys.argv[1], "--output", work + "counts.arrow")
run("screlate-preprocess", "--counts", work + "counts.arrow", "--output", work + "expression.arrow",
    "--hvg-method", "variance", "--size-factors", "hvg", "--hvg-only", "--hvg", str(GENES))
for hidden_share in (0.2, 0.4, 0.8):
    found = []
    for seed in sys.argv[2:]:
        run("screlate-simulate", "--scenario", "dropout", "--cells", work + "expression.arrow", "--rate", str(hidden_share),
            "--seed", seed, "--output", work + "masked.arrow", "--mask-output", work + "mask.arrow")
        run("screlate-impute", "--cells", work + "masked.arrow", "--output", work + "imputed.arrow", "--method", "two-way",
            "--detection-output", work + "detection.arrow")
        found.append(scores(*(dense(work + n + ".arrow") for n in ("masked", "mask", "detection")), hidden_share))
    ours, knn, rates, ece, brier, constant = np.mean(found, axis=0)
    print(f"| {hidden_share} | {ours:.4f} | {knn:.4f} | {rates:.4f} | {ece:.4f} | {brier:.4f} ({constant:.4f}) |", flush=True)
