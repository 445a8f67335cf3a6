"""The tables of docs/methods/impute.md, one for each layer, from real data.

python3 tables.py FOLDER NAME...  (launchers on PATH; numpy, scipy, scikit-learn, pyarrow)

FOLDER holds data/NAME.h5ad, with cell types in the column celltype, and the published figures in reference/sccr/results.csv.
Masks are drawn by screlate-simulate with seed 1, which no trial has seen; the published figures are of the published masks.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, roc_auc_score

GENES = 2000
RATES = ("0.2", "0.4", "0.8")
MASKS = [("normalised", "mcar", rate) for rate in RATES]
MASKS += [("normalised", "mnar", "0.4"), ("counts", "mcar", "0.4"), ("counts", "mnar", "0.4"), ("counts", "thinning", "0.5")]
FILLS = ("raw", "two-way", "diffusion", "scfp", "sccr", "conditional")
PUBLISHED = {"scCR": "scCR", "scFP": "scFP", "MAGIC": "MAGIC", "scBFPport": "scBFP"}
NAMES = {"raw": "nothing filled", "two-way": "two-way", "diffusion": "diffusion", "scfp": "scFP", "sccr": "scCR",
         "conditional": "**conditional**"}
SMOOTHS = {
    "raw": None,
    "diffusion": ("--method", "diffusion"),
    "scFP": ("--method", "scfp"),
    "scCR, `--symmetric true`": ("--method", "sccr", "--symmetric", "true"),
    "scCR, `--symmetric false`": ("--method", "sccr", "--symmetric", "false"),
}
SEEDS = (0, 1, 2)
TITLES = {"baron_mouse_1": "Baron, mouse 1", "worm_neuron": "worm neurons"}


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def preprocess(counts, output, *more):
    run("screlate-preprocess", "--cells", counts, "--output", output, "--hvg-method", "variance", "--size-factors", "hvg",
        "--hvg-only", "--hvg", GENES, *more)


def read(path):
    """Cells, genes, values [cells x genes] and cell types of a cell matrix."""
    table = pa.ipc.open_file(path).read_all()
    genes = json.loads(table.schema.metadata[b"screlate.genes"])
    if "values" in table.column_names:
        values = np.vstack([c.flatten().to_numpy().reshape(len(c), -1) for c in table["values"].chunks])
    else:
        rows = np.repeat(np.arange(len(table)), [len(cell) for cell in table["indices"]])
        columns, data = (np.concatenate([c.flatten().to_numpy() for c in table[n].chunks]) for n in ("indices", "data"))
        values = sp.csr_matrix((data, (rows, columns)), shape=(len(table), len(genes)))
    types = table["celltype"].to_pylist() if "celltype" in table.column_names else None
    return table["cell"].to_pylist(), genes, values, types


def evaluate(found, mask, reference, work, *more):
    run("screlate-evaluate", "recovery", "--recovered", found, "--mask", mask, "--reference", reference,
        "--output", work / "metrics.tsv", *more)
    rows = [line.split("\t") for line in (work / "metrics.tsv").read_text().splitlines()[1:]]
    return {f"{row[1]}.{row[2]}": float(row[3]) for row in rows}


def neighbours(x, k=15):
    """scCR's graph of cells, as weights that sum to 1."""
    unit = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)
    similarity = unit @ unit.T
    best = np.argpartition(-similarity, k, axis=1)[:, : k + 1]
    rows = np.repeat(np.arange(len(x)), k + 1)
    graph = sp.csr_matrix((np.maximum(similarity[rows, best.ravel()], 0), (rows, best.ravel())), shape=[len(x)] * 2)
    graph = graph + sp.identity(len(x))
    graph = (graph + graph.T) / 2
    return sp.diags(1 / np.asarray(graph.sum(1)).ravel()) @ graph


def rivals(masked, mask):
    """AUROC of the share of scCR's neighbours that detect the gene, and of gene rate x cell rate."""
    cells, genes, values, _ = read(masked)
    mask_cells, mask_genes, hidden, _ = read(mask)
    row, column = ({name: i for i, name in enumerate(names)} for names in (mask_cells, mask_genes))
    hidden = hidden.tocsr()[[row[c] for c in cells]][:, [column[g] for g in genes]].toarray()
    x = values.toarray()
    zeros = x == 0
    detected = (x > 0).astype(np.float32)
    lost = hidden[zeros] != 0
    rates = detected.mean(0)[None, :] * detected.mean(1)[:, None]
    return roc_auc_score(lost, (neighbours(x) @ detected)[zeros]), roc_auc_score(lost, rates[zeros])


def hide(space, mechanism, rate, work):
    """Masked expression, mask and reference."""
    source = work / ("expression.arrow" if space == "normalised" else "kept.arrow")
    output = work / ("masked.arrow" if space == "normalised" else "masked.counts.arrow")
    run("screlate-simulate", "dropout", "--cells", source, "--mechanism", mechanism, "--rate", rate,
        "--seed", 1, "--output", output, "--mask-output", work / "mask.arrow")
    if space == "counts":
        preprocess(output, work / "masked.arrow")
    # Thinned counts are lower than the reference's by their rate, and so are both size factors: each has its own.
    reference = work / "expression.all.arrow" if mechanism == "thinning" else source
    return work / "masked.arrow", work / "mask.arrow", reference


def recovery(work):
    """Scores of each mask and method; those of detection under the method 'detection'."""
    found = {}
    for space, mechanism, rate in MASKS:
        masked, mask, reference = hide(space, mechanism, rate, work)
        for method in FILLS:
            filled = masked if method == "raw" else work / "filled.arrow"
            if method != "raw":
                more = ("--detection-output", work / "detection.arrow") if method == "conditional" else ()
                run("screlate-impute", "--cells", masked, "--method", method, "--output", filled, *more)
            found[space, mechanism, rate, method] = evaluate(filled, mask, reference, work)
        thinning = ("--thinning-rate", rate) if mechanism == "thinning" else ()
        found[space, mechanism, rate, "detection"] = evaluate(work / "detection.arrow", mask, reference, work, *thinning)
        found[space, mechanism, rate, "rivals"] = rivals(masked, mask)
        print(f"{space} {mechanism} {rate} done", file=sys.stderr, flush=True)
    return found


def published(folder, name):
    """Means over seeds of the published figures: rate and method -> ARI, MAE, RMSE."""
    groups = {}
    with open(folder / "reference/sccr/results.csv", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["data"] == name:
                method = PUBLISHED.get(row["method"].rstrip("*"), row["method"].rstrip("*"))
                groups.setdefault((row["rate"], method), {})[row["seed"]] = [
                    float(row[column] or "nan") for column in ("ARI", "code_rmse_is_mae", "true_rmse")]
    return {key: np.mean(list(seeds.values()), axis=0) for key, seeds in groups.items()}


def row(*words):
    print("| " + " | ".join(str(word) for word in words) + " |")


def header(*words):
    row(*words)
    print("|" + "---|" * len(words))


def label(key):
    space, mechanism, rate = key
    what = {"thinning": "molecules lost"}.get(mechanism, mechanism.upper())
    return f"{'counts, ' if space == 'counts' else ''}{what} {100 * float(rate):.0f} %"


def errors_table(data):
    columns = [key for key in MASKS if key[1] != "thinning"]
    header(data.title, *(label(key) for key in columns))
    for method in FILLS:
        scores = [data.found[key + (method,)] for key in columns]
        row(NAMES[method], *(f"{score['masked.mae']:.3f}/{score['masked.rmse']:.3f}" for score in scores))
    for method in PUBLISHED.values():
        values = [data.known.get((rate, method)) for rate in RATES]
        if any(v is not None for v in values):
            row(f"{method}, published", *("–" if v is None else f"{v[1]:.3f}/{v[2]:.3f}" for v in values), "–", "–", "–")


def zeros_table(data):
    columns = [("normalised", "mcar", "0.4"), ("counts", "mcar", "0.4"), ("counts", "thinning", "0.5")]
    header(data.title, *(label(key) for key in columns))
    for method in FILLS:
        scores = [data.found[key + (method,)] for key in columns]
        row(NAMES[method], *(f"{s['untouched_zeros.mae']:.3f} · {s['masked_and_zeros.mae']:.3f}/{s['masked_and_zeros.rmse']:.3f} · "
                             f"{s['masked_and_zeros.auroc']:.3f}" for s in scores))


def detection_table(data):
    header(data.title, "AUROC", "neighbours", "gene × cell", "conditional", "scCR", "ECE", "Brier")
    for key in MASKS:
        score = data.found[key + ("detection",)]
        share = score["detection.loss_share"]
        others = data.found[key + ("rivals",)] + tuple(
            data.found[key + (method,)]["masked_and_zeros.auroc"] for method in ("conditional", "sccr"))
        row(label(key), f"**{score['detection.auroc']:.4f}**", *(f"{other:.4f}" for other in others),
            f"{score['detection.calibration_error']:.4f}", f"{score['detection.brier']:.4f} ({share * (1 - share):.4f})")


def mean_and_each(found):
    return f"{np.mean(found):.3f} ({', '.join(f'{ari:.3f}' for ari in found)})"


def agreements(types, smoothed, work):
    """Adjusted Rand index of k-means by scikit-learn and by screlate-cluster, for each seed."""
    values = read(smoothed)[2]
    values = values.toarray() if sp.issparse(values) else values
    theirs, ours = [], []
    for seed in SEEDS:
        labels = KMeans(len(set(types)), n_init=20, random_state=seed).fit(values).labels_
        theirs.append(adjusted_rand_score(types, labels))
        run("screlate-cluster", "--cells", smoothed, "--method", "kmeans", "--k", len(set(types)), "--seed", seed, "--output", work / "clusters.tsv")
        with open(work / "clusters.tsv", encoding="utf-8") as lines:
            ours.append(adjusted_rand_score(types, [line["kmeans"] for line in csv.DictReader(lines, delimiter="\t")]))
    return mean_and_each(theirs), mean_and_each(ours)


def denoised(work):
    types = read(work / "expression.arrow")[3]
    found = {}
    for method, options in SMOOTHS.items():
        smoothed = work / ("smoothed.arrow" if options else "expression.arrow")
        if options:
            run("screlate-impute", "--cells", work / "expression.arrow", "--mode", "smooth", *options, "--output", smoothed)
        found[method] = agreements(types, smoothed, work)
        print(f"{method} done", file=sys.stderr, flush=True)
    return found


def denoised_table(data):
    header(data.title, "published", "scikit-learn, 20 starts, seeds 0, 1, 2", "screlate-cluster, seeds 0, 1, 2")
    for method, found in data.denoised.items():
        paper = {"raw": "raw", "scFP": "scFP", "scCR, `--symmetric false`": "scCR"}.get(method)
        row(method, f"{data.known['0.0', paper][0]:.3f}" if paper else "–", *found)
    for method in ("MAGIC", "scBFP"):
        if ("0.0", method) in data.known:
            row(method, f"{data.known['0.0', method][0]:.3f}", "–", "–")


class Data(NamedTuple):
    title: str
    known: dict
    found: dict
    denoised: dict


def measured(folder, name):
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        run("screlate-import", "--input", folder / "data" / f"{name}.h5ad", "--output", work / "counts.arrow")
        preprocess(work / "counts.arrow", work / "expression.arrow", "--counts-output", work / "kept.arrow")
        run("screlate-preprocess", "--cells", work / "kept.arrow", "--output", work / "expression.all.arrow",
            "--hvg-method", "variance", "--size-factors", "hvg", "--hvg", GENES)
        return Data(TITLES.get(name, name), published(folder, name), recovery(work), denoised(work))


def main():
    folder = Path(sys.argv[1])
    there = [name for name in sys.argv[2:] if (folder / "data" / f"{name}.h5ad").exists()]
    for name in sorted(set(sys.argv[2:]) - set(there)):
        print(f"imputation-tables skipped {name}: {folder}/data/{name}.h5ad is not on this machine")
    every = [measured(folder, name) for name in there]
    for title, table in (
        ("Conditional expression", errors_table),
        ("The same with zeros beside", zeros_table),
        ("Detection probability", detection_table),
        ("Denoised expression", denoised_table),
    ):
        print(f"\n### {title}")
        for data in every:
            print()
            table(data)


if __name__ == "__main__":
    main()
