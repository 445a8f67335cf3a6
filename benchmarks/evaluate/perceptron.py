"""perceptron.py GENES GMT: the task `annotations` of screlate-evaluate with gene sets, by scikit-learn: the same layers, batches, epochs and
numbers of folds, one thread. Prints AUROC, average precision (means over sets of the means over folds) and CPU seconds of all folds."""

import gzip
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import warnings

import numpy as np
import pyarrow as pa
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler


def main(genes_file, gmt):
    with pa.memory_map(genes_file) as source:
        table = pa.ipc.open_file(source).read_all()
    values = next(c for c in table.columns if pa.types.is_fixed_size_list(c.type))
    names = next(c for c in table.columns if not pa.types.is_fixed_size_list(c.type)).to_pylist()
    x = np.asarray(values.combine_chunks().flatten()).reshape(len(names), -1)
    lines = gzip.open(gmt, "rt") if gmt.endswith(".gz") else open(gmt)
    sets = [set(line.rstrip("\n").split("\t")[2:]) for line in lines]
    known = [i for i, name in enumerate(names) if any(name in s for s in sets)]
    y = np.array([[names[i] in s for s in sets] for i in known])
    y = y[:, (y.sum(0) >= 20) & (y.sum(0) <= 500)]
    x = StandardScaler().fit_transform(x[known])
    folds = np.random.default_rng(0).permutation(len(x)) % 5
    scores = np.full((2, 5, y.shape[1]), np.nan)
    began = time.process_time()
    for fold in range(5):
        test = folds == fold
        model = MLPClassifier((128, 128), alpha=1e-5, batch_size=128, max_iter=40, random_state=0)
        warnings.simplefilter("ignore")
        p = model.fit(x[~test], y[~test]).predict_proba(x[test])
        for t in range(y.shape[1]):
            if y[test, t].any():
                scores[:, fold, t] = roc_auc_score(y[test, t], p[:, t]), average_precision_score(y[test, t], p[:, t])
    auroc, precision = np.nanmean(np.nanmean(scores, axis=1), axis=1)
    print(f"{x.shape[0]} genes, {y.shape[1]} sets: auroc {auroc:.3f}, average precision {precision:.3f}, {time.process_time() - began:.1f} CPU-s")


main(*sys.argv[1:])
