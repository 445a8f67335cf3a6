"""What other programs make of an h5ad of screlate-export: one line a program and version, for docs/compatibility.md.

Run: python3 src/test/oracles/h5ad_readers.py EXPORT.h5ad COUNTS.h5ad
COUNTS.h5ad is the file that was imported, with the same counts in X. Each program that this Python has is tried; run it
once in each environment: anndata 0.7 to 0.13 (scanpy, mudata), tiledbsoma, cellxgene-schema. `--programs` prints the
same for h5wasm and jsfive (Node, installed where it is run) and for R's rhdf5 and hdf5r.
"""

import importlib.metadata
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
export, original = sys.argv[1:3]
folder = Path(tempfile.mkdtemp())

JAVASCRIPT = """
const fs = require('fs'); const path = process.argv[1]; const kind = process.argv[2];
(async () => {
  let f;
  if (kind === 'jsfive') { const b = fs.readFileSync(path); f = new (require('jsfive').File)(b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength), 'x'); }
  else { const m = await import('h5wasm/node'); await m.ready; f = new m.File(path, 'r'); }
  const get = n => f.get(n), attr = (n, a) => kind === 'jsfive' ? get(n).attrs[a] : get(n).attrs[a].value;
  let sum = 0; for (const v of get('layers/counts/data').value) sum += v;
  console.log(JSON.stringify([attr('X', 'encoding-type'), get('obs/_index').value[0], get('uns/screlate/X').value + '', sum]));
})();
"""
R = {
    "rhdf5": 'library(rhdf5); f <- commandArgs(TRUE)[1]; x <- h5readAttributes(f, "X"); '
    'cat(x$`encoding-type`, h5read(f, "obs/_index")[1], h5read(f, "uns/screlate/X"), sum(h5read(f, "layers/counts/data")))',
    "hdf5r": 'library(hdf5r); f <- H5File$new(commandArgs(TRUE)[1], "r"); '
    'cat(h5attr(f[["X"]], "encoding-type"), f[["obs/_index"]][1], f[["uns/screlate/X"]]$read(), sum(f[["layers/counts/data"]]$read()))',
}


def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def tried(program, *needed):
    """Says what a program did: the text that the function gives, or its error."""

    def run(function):
        versions = [version(name) for name in needed or (program.split()[0],)]
        if all(versions):
            try:
                outcome = function()
            except BaseException as e:  # what a program does is the result
                outcome = f"{type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}"
            names = ", ".join(f"{n} {v}" for n, v in zip(needed or (program.split()[0],), versions))
            print(f"{program}\t{names}\t{outcome}", flush=True)

    return run


def same_counts(a, b):
    import numpy

    b = b[a.obs_names, a.var_names]
    x, y = a.layers["counts"].toarray(), b.X.toarray() if hasattr(b.X, "toarray") else b.X
    assert numpy.array_equal(x, y), "other counts"


@tried("anndata.read_h5ad", "anndata", "h5py", "pandas")
def _():
    import anndata
    import numpy

    a, b = anndata.read_h5ad(export), anndata.read_h5ad(original)
    same_counts(a, b)
    wide = {n: int(numpy.isnan(numpy.asarray(v[0].todense() if hasattr(v, "todense") else v[0])).sum()) for n, v in a.layers.items()}
    a.write_h5ad(folder / "again.h5ad")
    same_counts(anndata.read_h5ad(folder / "again.h5ad"), b)
    return f"read and written again; NaN in a row of each layer {wide}; obs {dict(a.obs.dtypes.astype(str))}; obsm {list(a.obsm)}, obsp {list(a.obsp)}, uns {list(a.uns)}"


@tried("anndata.read_h5ad(backed='r')", "anndata", "h5py")
def _():
    import anndata

    a = anndata.read_h5ad(export, backed="r")
    return f"read; {a[:5].to_memory().X.shape}, {a.chunk_X(3).shape}"


@tried("anndata.experimental.concat_on_disk", "anndata", "h5py")
def _():
    import anndata
    from anndata.experimental import concat_on_disk

    concat_on_disk({"a": export, "b": export}, folder / "both.h5ad", label="file", index_unique="-")
    a, one = anndata.read_h5ad(folder / "both.h5ad"), anndata.read_h5ad(export)
    assert a.shape[0] == 2 * one.shape[0] and abs(a.X - __import__("scipy.sparse").sparse.vstack([one.X, one.X])).nnz == 0
    return f"joined; layers {list(a.layers)}, obsm {list(a.obsm)}"


@tried("anndata.experimental.read_lazy", "anndata", "xarray", "dask")
def _():
    from anndata.experimental import read_lazy

    a = read_lazy(export)
    return f"read; {a.shape}, X sums to {a.X.sum().compute():.0f}"


@tried("scanpy", "scanpy", "anndata")
def _():
    import scanpy

    a = scanpy.read_h5ad(export)
    a.X = a.layers["lognorm"].copy()
    scanpy.pp.highly_variable_genes(a, n_top_genes=500)
    scanpy.pp.pca(a, n_comps=10)
    scanpy.pp.neighbors(a, use_rep="X_pca")
    scanpy.tl.umap(a)
    outcome = "read; genes chosen, components, neighbours and UMAP made of layers['lognorm']"
    try:
        scanpy.pp.pca(a, layer="expected", n_comps=10)
        return outcome + "; pca takes a layer with NaN"
    except ValueError as e:
        return outcome + f"; pca of a layer with NaN: {str(e).splitlines()[0]}"


@tried("mudata", "mudata", "anndata")
def _():
    import anndata
    import mudata

    m = mudata.MuData({"rna": anndata.read_h5ad(export), "more": anndata.read_h5ad(export)[:, :50].copy()})
    m.write_h5mu(folder / "m.h5mu")
    m = mudata.read_h5mu(folder / "m.h5mu")
    return f"read, written as h5mu and read again; {m.shape}"


@tried("muon", "muon", "anndata")
def _():
    import anndata
    import muon

    a = anndata.read_h5ad(export)
    muon.pp.filter_obs(a, "n_counts" if "n_counts" in a.obs else a.obs.columns[0], lambda x: x == x)
    return f"read and filtered; {a.shape}"


@tried("tiledbsoma.io.from_h5ad", "tiledbsoma", "anndata")
def _():
    import tiledbsoma
    import tiledbsoma.io

    tiledbsoma.io.from_h5ad(str(folder / "soma"), export, measurement_name="RNA")
    with tiledbsoma.Experiment.open(str(folder / "soma")) as e:
        return f"ingested; {e.obs.count} cells, {e.ms['RNA'].var.count} genes, X {sorted(e.ms['RNA'].X)}, obsm {sorted(e.ms['RNA'].obsm)}"


@tried("cellxgene-schema validate", "cellxgene-schema", "anndata")
def _():
    run = subprocess.run([str(Path(sys.executable).parent / "cellxgene-schema"), "validate", export], capture_output=True, text=True)
    lines = [line for line in (run.stdout + run.stderr).splitlines() if re.match(r"(ERROR|WARNING)|.*(Error|Exception)", line)]
    kinds = sorted({re.sub(r"'[^']*'|\"[^\"]*\"", "…", line) for line in lines})
    return f"exit {run.returncode}; {len(lines)} lines: " + " | ".join(kinds)


@tried("h5py", "h5py")
def _():
    import h5py

    with h5py.File(export) as f:
        return f"encoding-type {f['X'].attrs['encoding-type']!r}, name {f['obs/_index'][0]!r}, {f['X/data'].shape[0]} values, maxshape {f['X/data'].maxshape}"


if "--programs" in sys.argv:
    for kind in ("jsfive", "h5wasm"):
        run = subprocess.run(["node", "-e", JAVASCRIPT, export, kind], capture_output=True, text=True)
        print(f"{kind}\t{run.stdout.strip() or run.stderr.strip()[:300]}")
    for package, script in R.items():
        run = subprocess.run(["Rscript", "-e", script, export], capture_output=True, text=True)
        said = subprocess.run(["Rscript", "-e", f"cat(as.character(packageVersion('{package}')))"], capture_output=True, text=True)
        print(f"{package}\t{said.stdout}\t{run.stdout.strip() or run.stderr.strip()[:300]}")
