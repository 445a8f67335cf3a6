"""AUROC and average precision by scikit-learn: run from the repository's root."""

from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import average_precision_score, roc_auc_score

OUT = Path("src/test/resources/org/screlate/stats/test")

random = np.random.default_rng(2)
n = 120
positive = random.uniform(size=n) < 0.3
columns = {
    "continuous": random.normal(size=n) + positive,
    "tied": np.round(2 * random.normal(size=n) + positive),
    "binary": (random.uniform(size=n) < 0.3 + 0.3 * positive).astype(float),
    "constant": np.full(n, 0.25),
    "reversed": -random.normal(size=n) - 2 * positive,
}
head = f"# scikit-learn {sklearn.__version__}, src/test/oracles/rank_scores.py: "
lines = [head + "the scores", "\t".join(["positive", *columns])]
lines += ["\t".join([str(int(positive[i])), *(repr(float(c[i])) for c in columns.values())]) for i in range(n)]
(OUT / "rank_scores.tsv").write_text("\n".join(lines) + "\n")
lines = [head + "roc_auc_score(positive, scores), average_precision_score(positive, scores)", "scores\tauroc\tap"]
for name, scores in columns.items():
    auroc, ap = roc_auc_score(positive, scores), average_precision_score(positive, scores)
    lines.append(f"{name}\t{float(auroc)!r}\t{float(ap)!r}")
(OUT / "rank_scores_expected.tsv").write_text("\n".join(lines) + "\n")
