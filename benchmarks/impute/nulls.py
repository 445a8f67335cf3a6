"""What each layer invents: the tables of docs/methods/which-layer.md.

python3 nulls.py FOLDER NAME...  (launchers on PATH; numpy, scipy, pyarrow, anndata; MAGIC's column needs magic-impute)

FOLDER holds data/NAME.h5ad, with cell types in the column celltype. Of the 2000 variable genes three in ten are permuted, over all cells
(they then mark no type) or within types (they then correlate with nothing but the types); all others stay, so that cells keep their
neighbours. Counted are the permuted genes that mark a type of at least 10, or 50, cells with an AUROC above 0.7, and the pairs of them
that correlate above 0.3 within the largest type.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import anndata
import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from scipy.stats import rankdata

SHARE = 0.3
LAYERS = {
    "raw": None,
    "expected": (),
    "conditional": ("--method", "conditional"),
    "scFP": ("--mode", "smooth", "--method", "scfp"),
    "scCR": ("--mode", "smooth"),
    "MAGIC": None,
}


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def values(path):
    table = pa.ipc.open_file(path).read_all()
    genes = json.loads(table.schema.metadata[b"screlate.genes"])
    if "values" in table.column_names:
        return np.vstack([c.flatten().to_numpy().reshape(len(c), -1) for c in table["values"].chunks])
    rows = np.repeat(np.arange(len(table)), [len(cell) for cell in table["indices"]])
    columns, data = (np.concatenate([c.flatten().to_numpy() for c in table[n].chunks]) for n in ("indices", "data"))
    return sp.csr_matrix((data, (rows, columns)), shape=(len(table), len(genes))).toarray()


def permuted(x, genes, groups, rng):
    """x with each of some genes permuted within each group of cells."""
    y = x.copy()
    for gene in genes:
        for group in np.unique(groups):
            cells = np.flatnonzero(groups == group)
            y[cells, gene] = x[rng.permutation(cells), gene]
    return y


def false_markers(x, types, least):
    """Columns that mark a type of so many cells with an AUROC above 0.7."""
    ranks = np.apply_along_axis(rankdata, 0, x)
    best = np.zeros(x.shape[1])
    for name, size in zip(*np.unique(types, return_counts=True)):
        if size >= least:
            own = types == name
            area = (ranks[own].sum(0) - size * (size + 1) / 2) / (size * (len(types) - size))
            best = np.maximum(best, area)
    return int((best > 0.7).sum())


def false_pairs(x, types):
    """Share of pairs of columns that correlate above 0.3 within the largest type, of those that vary in it."""
    names, sizes = np.unique(types, return_counts=True)
    own = x[types == names[sizes.argmax()]]
    own = own[:, own.std(0) > 0]
    above = np.triu_indices(own.shape[1], 1)
    return float((np.abs(np.corrcoef(own.T)[above]) > 0.3).mean())


def layer(name, options, arrow, x, work):
    if name == "raw":
        return x
    if name == "MAGIC":
        try:
            import magic
        except ImportError:
            return None
        return np.asarray(magic.MAGIC(n_jobs=1, verbose=0, random_state=0).fit_transform(x, genes="all_genes"))
    run("screlate-impute", "--cells", arrow, "--genes", "all", "--output", work / "layer.arrow", *options)
    return values(work / "layer.arrow")


def measured(source, work):
    run("screlate-import", "--input", source, "--output", work / "counts.arrow")
    run("screlate-preprocess", "--cells", work / "counts.arrow", "--min-cells", 3, "--target-sum", 10000, "--hvg-only",
        "--output", work / "expression.arrow")
    run("screlate-export", "--cells", work / "expression.arrow", "--output", work / "expression.h5ad")
    cells = anndata.read_h5ad(work / "expression.h5ad")
    x = sp.csr_matrix(cells.X).toarray()
    types = cells.obs["celltype"].astype(str).to_numpy()
    rng = np.random.default_rng(1)
    genes = np.sort(rng.permutation(x.shape[1])[: int(SHARE * x.shape[1])])
    scores = {name: [] for name in LAYERS}
    for groups in (np.zeros(len(types)), types):
        null = permuted(x, genes, groups, rng)
        made = anndata.AnnData(sp.csr_matrix(null), obs=cells.obs[["celltype"]].copy(), var=cells.var[["highly_variable"]].copy())
        made.write_h5ad(work / "null.h5ad")
        run("screlate-import", "--input", work / "null.h5ad", "--values", "lognorm", "--output", work / "null.arrow")
        for name, options in LAYERS.items():
            found = layer(name, options, work / "null.arrow", null, work)
            if found is None:
                scores[name] += ["–"] * (1 if groups is types else 3)
                continue
            found = found[:, genes]
            if groups is not types:
                scores[name] += [false_markers(found, types, 10), false_markers(found, types, 50)]
            scores[name].append(f"{100 * false_pairs(found, types):.1f} %")
    return len(genes), scores


def main():
    for name in sys.argv[2:]:
        source = Path(sys.argv[1]) / "data" / f"{name}.h5ad"
        if not source.exists():
            print(f"nulls skipped {name}: {source} is not on this machine")
            continue
        with tempfile.TemporaryDirectory() as made:
            number, scores = measured(source, Path(made))
        print(f"\n| {name}, {number} permuted genes | mark a type of 10 cells | of 50 | correlate, permuted over all | within types |")
        print("|" + "---|" * 5)
        for layer_name, row in scores.items():
            print("| " + " | ".join([layer_name, *map(str, row)]) + " |")


if __name__ == "__main__":
    main()
