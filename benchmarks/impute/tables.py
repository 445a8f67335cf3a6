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
SMOOTHS = {
    "raw": None,
    "diffusion": ("--method", "diffusion"),
    "scfp": ("--method", "scfp"),
    "sccr": ("--method", "sccr"),
    "sccr --symmetric false": ("--method", "sccr", "--symmetric", "false"),
}


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def preprocess(counts, output, *more):
    run("screlate-preprocess", "--counts", counts, "--output", output, "--hvg-method", "variance", "--size-factors", "hvg",
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
    run("screlate-evaluate", "--task", "recovery", "--recovered", found, "--mask", mask, "--reference", reference,
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
    run("screlate-simulate", "--scenario", "dropout", "--cells", source, "--mechanism", mechanism, "--rate", rate,
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


def conditional_tables(name, found, known):
    def errors(space, mechanism, rate, method):
        score = found[space, mechanism, rate, method]
        return f"{score['masked.mae']:.3f}/{score['masked.rmse']:.3f}"

    print(f"\n**{name}**: MAE/RMSE of hidden values\n")
    columns = [key for key in MASKS if key[1] != "thinning"]
    header("", *(f"{space}, {mechanism}, {100 * float(rate):.0f} %" for space, mechanism, rate in columns))
    for method in FILLS:
        row(method, *(errors(*key, method) for key in columns))
    for method in PUBLISHED.values():
        values = [known.get((rate, method)) for rate in RATES]
        row(f"{method}, published", *("–" if v is None else f"{v[1]:.3f}/{v[2]:.3f}" for v in values), "–", "–", "–")
    print(f"\n**{name}**, zeros beside: put on other zeros (MAE) · both together (MAE/RMSE) · AUROC\n")
    columns = [("normalised", "mcar", "0.4"), ("counts", "mcar", "0.4"), ("counts", "thinning", "0.5")]
    header("", *(f"{space}, {mechanism}, {100 * float(rate):.0f} %" for space, mechanism, rate in columns))
    for method in FILLS:
        scores = [found[key + (method,)] for key in columns]
        row(method, *(f"{s['untouched_zeros.mae']:.3f} · {s['masked_and_zeros.mae']:.3f}/{s['masked_and_zeros.rmse']:.3f} · "
                      f"{s['masked_and_zeros.auroc']:.3f}" for s in scores))


def detection_table(name, found):
    print(f"\n**{name}**\n")
    header("hidden", "AUROC", "neighbours", "gene × cell", "conditional", "calibration error", "Brier (constant)")
    for key in MASKS:
        score = found[key + ("detection",)]
        near, rates = found[key + ("rivals",)]
        share = score["detection.loss_share"]
        row(f"{key[0]}, {key[1]}, {100 * float(key[2]):.0f} %", f"**{score['detection.auroc']:.4f}**", f"{near:.4f}",
            f"{rates:.4f}", f"{found[key + ('conditional',)]['masked_and_zeros.auroc']:.4f}",
            f"{score['detection.calibration_error']:.4f}", f"{score['detection.brier']:.4f} ({share * (1 - share):.4f})")


def agreement(types, values, starts):
    """Mean adjusted Rand index of k-means over three seeds, and each."""
    found = [adjusted_rand_score(types, KMeans(len(set(types)), n_init=starts, random_state=seed).fit(values).labels_)
             for seed in (0, 1, 2)]
    return f"{np.mean(found):.3f} ({', '.join(f'{ari:.3f}' for ari in found)})"


def denoised_table(name, work, known):
    print(f"\n**{name}**: adjusted Rand index of k-means on the whole matrix\n")
    header("", "published", "scikit-learn, 20 starts, seeds 0, 1, 2", "scikit-learn, 200 starts, seeds 0, 1, 2")
    _, _, _, types = read(work / "expression.arrow")
    for method, options in SMOOTHS.items():
        smoothed = work / "expression.arrow"
        if options:
            smoothed = work / "smoothed.arrow"
            run("screlate-impute", "--cells", work / "expression.arrow", "--mode", "smooth", *options, "--output", smoothed)
        values = read(smoothed)[2]
        values = values.toarray() if sp.issparse(values) else values
        paper = {"raw": "raw", "scfp": "scFP", "sccr --symmetric false": "scCR"}.get(method)
        row(method, f"{known['0.0', paper][0]:.3f}" if paper else "–", agreement(types, values, 20),
            agreement(types, values, 200) if method in ("scfp", "sccr --symmetric false") else "–")
        sys.stdout.flush()
    for method in ("MAGIC", "scBFP"):
        if ("0.0", method) in known:
            row(method, f"{known['0.0', method][0]:.3f}", "–", "–")


def main():
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        source = folder / "data" / f"{name}.h5ad"
        if not source.exists():
            print(f"imputation-tables skipped {name}: {source} is not on this machine")
            continue
        with tempfile.TemporaryDirectory() as made:
            work = Path(made)
            run("screlate-import", "--input", source, "--output", work / "counts.arrow")
            preprocess(work / "counts.arrow", work / "expression.arrow", "--counts-output", work / "kept.arrow")
            run("screlate-preprocess", "--counts", work / "kept.arrow", "--output", work / "expression.all.arrow",
                "--hvg-method", "variance", "--size-factors", "hvg", "--hvg", GENES)
            known = published(folder, name)
            found = recovery(work)
            print("\n### Conditional expression")
            conditional_tables(name, found, known)
            print("\n### Detection probability")
            detection_table(name, found)
            print("\n### Denoised expression", flush=True)
            denoised_table(name, work, known)


if __name__ == "__main__":
    main()
