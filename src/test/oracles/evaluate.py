"""Scores by scikit-learn and SciPy: writes src/test/resources/org/screlate/evaluate/*.tsv. Run from the root of the project."""

from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.optimize import linear_sum_assignment
from sklearn import metrics

OUT = Path("src/test/resources/org/screlate/evaluate")
MADE_BY = f"# src/test/oracles/evaluate.py, scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}"


def accuracy(clusters, classes):
    table = metrics.cluster.contingency_matrix(classes, clusters)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return table[rows, columns].sum() / table.sum()


def write(name, note, header, rows):
    lines = [MADE_BY, "# " + note, "\t".join(header)] + ["\t".join(repr(v) if isinstance(v, float) else str(v) for v in row) for row in rows]
    (OUT / name).write_text("\n".join(lines) + "\n")


def clustering(rng):
    """60 cells of 4 classes in the plane; 5 clusters that follow them for two cells of three."""
    classes = rng.integers(0, 4, 60)
    points = np.round(rng.normal(size=(60, 2)) + 2 * np.stack([classes % 2, classes // 2], axis=1), 3)
    clusters = np.where(rng.random(60) < 0.67, classes, rng.integers(0, 5, 60))
    write("cells.tsv", "the cells scored in clustering.tsv", ["cluster", "class", "x", "y"],
          [(f"k{c}", f"t{t}", float(p[0]), float(p[1])) for c, t, p in zip(clusters, classes, points)])
    write("clustering.tsv", "adjusted_rand_score, normalized_mutual_info_score (arithmetic), linear_sum_assignment, silhouette_score",
          ["metric", "value"],
          [("ari", float(metrics.adjusted_rand_score(classes, clusters))),
           ("nmi", float(metrics.normalized_mutual_info_score(classes, clusters))),
           ("accuracy", float(accuracy(clusters, classes))),
           ("silhouette", float(metrics.silhouette_score(points.astype(np.float32).astype(float), clusters)))])


def recovery(rng):
    """9 cells of 7 genes; a third of the non-zeros masked, some zeros filled."""
    reference = np.round(rng.gamma(2, 1, (9, 7)) * (rng.random((9, 7)) < 0.6), 2)
    mask = (reference > 0) & (rng.random((9, 7)) < 0.33)
    noise = np.abs(reference + rng.normal(0, 0.5, (9, 7)))
    recovered = np.round(np.where(mask | ((reference == 0) & (rng.random((9, 7)) < 0.5)), noise, reference), 2)
    write("entries.tsv", "the entries scored in recovery.tsv", ["cell", "gene", "reference", "recovered", "masked"],
          [(f"c{i}", f"g{j}", float(reference[i, j]), float(recovered[i, j]), int(mask[i, j])) for i in range(9) for j in range(7)])
    x, y = reference[mask], recovered[mask]
    filled = recovered[(reference == 0) & ~mask]
    zeros = np.zeros_like(filled)
    write("recovery.tsv", "root_mean_squared_error, mean_absolute_error, median_absolute_error, cosine_similarity",
          ["name", "metric", "value", "n"],
          [("masked", "rmse", float(metrics.root_mean_squared_error(x, y)), len(x)),
           ("masked", "mae", float(metrics.mean_absolute_error(x, y)), len(x)),
           ("masked", "median_l1", float(metrics.median_absolute_error(x, y)), len(x)),
           ("masked", "cosine", float(metrics.pairwise.cosine_similarity([x], [y])[0, 0]), len(x)),
           ("untouched_zeros", "rmse", float(metrics.root_mean_squared_error(zeros, filled)), len(filled)),
           ("untouched_zeros", "mae", float(metrics.mean_absolute_error(zeros, filled)), len(filled)),
           ("untouched_zeros", "share_filled", float((filled != 0).mean()), len(filled)),
           ("masked_and_zeros", "rmse", float(metrics.root_mean_squared_error(np.append(x, zeros), np.append(y, filled))), len(x) + len(filled)),
           ("masked_and_zeros", "mae", float(metrics.mean_absolute_error(np.append(x, zeros), np.append(y, filled))), len(x) + len(filled)),
           ("masked_and_zeros", "auroc", float(metrics.roc_auc_score(np.append(x * 0 + 1, zeros), np.append(y, filled))), len(x) + len(filled))])


def bins_error(p, y, bins):
    """Expected calibration error; bins of equally many cases, cases of equal probability together."""
    order = np.argsort(p, kind="stable")
    p, y = p[order], y[order]
    total, start = 0.0, 0
    for b in range(1, bins + 1):
        stop = max(start, len(p) * b // bins)
        while start < stop < len(p) and p[stop] == p[stop - 1]:
            stop += 1
        total += abs((p[start:stop] - y[start:stop]).sum())
        start = stop
    return float(total / len(p))


def detection(rng):
    """The probability of each place of entries.tsv that its gene be detected; some are equal."""
    rows = [line.split("\t") for line in (OUT / "entries.tsv").read_text().splitlines()[3:]]
    reference, masked = (np.array([float(row[i]) for row in rows]) for i in (2, 4))
    pi = np.clip(np.round(rng.beta(2, 3, len(rows)) + 0.2 * masked, 1), 0.1, 0.9).astype(np.float32)
    write("detection.tsv", "detection probabilities of the places of entries.tsv", ["cell", "gene", "probability"],
          [(row[0], row[1], float(np.round(p, 1))) for row, p in zip(rows, pi)])
    zeros = (masked == 1) | (reference == 0)
    p, y = pi[zeros].astype(float), masked[zeros]
    odds = masked.sum() / ((reference > 0) & (masked == 0)).sum()
    values = [("auroc", metrics.roc_auc_score(y, p)), ("average_precision", metrics.average_precision_score(y, p))]
    for name, loss in (("entries", np.minimum(1, odds * p / (1 - p))), ("molecules", 1 - (1 - p) ** (0.3 / 0.7))):
        values += [(name + "_calibration_error", bins_error(loss, y, 10)), (name + "_brier", metrics.brier_score_loss(y, loss))]
    values.append(("loss_share", y.mean()))
    write("detection_scores.tsv", "roc_auc_score, average_precision_score, brier_score_loss; losses by whole entries, or by molecules at a rate of 0.3",
          ["metric", "value"], [(name, float(value)) for name, value in values])


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    clustering(np.random.default_rng(1))
    recovery(np.random.default_rng(2))
    detection(np.random.default_rng(3))
