"""Prediction of labels by scikit-learn: writes src/test/resources/org/screlate/evaluate/label*.tsv. Run from the root of the project."""

from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.neural_network import MLPClassifier

OUT = Path("src/test/resources/org/screlate/evaluate")
MADE_BY = f"# src/test/oracles/evaluate_annotations.py, scikit-learn {version('scikit-learn')}, numpy {version('numpy')}"
CALL = dict(hidden_layer_sizes=(32, 32), alpha=1e-3, batch_size=128, learning_rate_init=1e-3, max_iter=150, n_iter_no_change=1000)


def main():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(300, 6))
    x = np.round((x - x.mean(0)) / x.std(0), 3)
    hidden = np.tanh(1.5 * x @ rng.normal(size=(6, 12)))
    y = (hidden @ rng.normal(size=(12, 10)) + rng.normal(size=(300, 10)) > 2.5).astype(int)
    folds = rng.permutation(np.arange(300) % 5)
    rows = ["\t".join([str(f)] + [f"{v:g}" for v in p] + ["," .join(str(t) for t in np.flatnonzero(l))]) for f, p, l in zip(folds, x, y)]
    header = ["fold"] + [f"d{i}" for i in range(6)] + ["labels"]
    (OUT / "labels.tsv").write_text("\n".join([MADE_BY, "# 300 points, the fold and the labels of each", "\t".join(header)] + rows) + "\n")
    runs = []
    for seed in range(8):
        scores = []
        for fold in range(5):
            test = folds == fold
            model = MLPClassifier(random_state=seed, **CALL).fit(x[~test], y[~test])
            p = model.predict_proba(x[test])
            scores += [(roc_auc_score(y[test, t], p[:, t]), average_precision_score(y[test, t], p[:, t])) for t in range(10) if 0 < y[test, t].sum() < test.sum()]
        runs.append(np.mean(scores, axis=0))
    mean, spread = np.mean(runs, axis=0), np.std(runs, axis=0, ddof=1)
    text = [f"{name}\t{m:.12g}\t{s:.12g}" for name, m, s in zip(("auroc", "average_precision"), mean, spread)]
    note = f"# mean over labels and folds of MLPClassifier({', '.join(f'{k}={v}' for k, v in CALL.items())}); standard deviation over 8 seeds"
    (OUT / "label_scores.tsv").write_text("\n".join([MADE_BY, note, "metric\tmean\tdeviation"] + text) + "\n")


main()
