"""Reference values for the preprocess room, by scanpy.

    python src/test/oracles/preprocess.py                     the small matrix
    python src/test/oracles/preprocess.py PATH/baron.h5ad     and the real one, of which only results are kept

Every file opens with the programs, their versions and the calls that made it.
"""
import gzip
import importlib.metadata
import pathlib
import sys

import anndata
import numpy
import pandas
import scanpy
import scipy.sparse

OUT = pathlib.Path(__file__).parents[1] / "resources/org/screlate/preprocess"
PROGRAMS = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("scanpy", "scikit-learn", "umap-learn"))


def write(name, frame, calls, digits="%.9g"):
    # mtime=0: the same values give the same bytes
    with open(OUT / name, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write(f"# {PROGRAMS}: {calls}\n".encode())
        out.write(frame.to_csv(sep="\t", index=False, float_format=digits, lineterminator="\n").encode())


def small():
    """100 cells in 3 groups, 180 genes; one cell and one gene without counts."""
    rng = numpy.random.default_rng(7)
    genes, cells = 180, 100
    means = rng.gamma(0.6, 1.5, genes) + 0.02
    profile = numpy.exp(rng.normal(0, 1, (3, genes)) * (rng.random(genes) < 0.25))
    depth = rng.lognormal(0, 0.4, cells)
    mean = depth[:, None] * means * profile[numpy.arange(cells) % 3]
    counts = rng.poisson(mean * rng.gamma(2, 0.5, mean.shape))
    counts[17] = 0
    counts[:, 29] = 0
    names = [f"mt-G{g}" if g % 30 == 5 else f"G{g}" for g in range(genes)]
    return anndata.AnnData(
        scipy.sparse.csr_matrix(counts.astype(numpy.float32)),
        obs=pandas.DataFrame(index=[f"c{c}" for c in range(cells)]),
        var=pandas.DataFrame(index=names),
    )


def named(values, prefix):
    return pandas.DataFrame(values, columns=[f"{prefix}{i + 1}" for i in range(values.shape[1])])


def graph(data, cells):
    edges = data.obsp["connectivities"].tocsr()[:cells].tocoo()
    frame = pandas.DataFrame({"source": edges.row, "target": edges.col, "weight": edges.data})
    return frame.sort_values(["source", "target"])


def genes(data):
    return data.var[["highly_variable", "means", "dispersions", "dispersions_norm"]].rename_axis("gene").reset_index()


def variances(data):
    return pandas.DataFrame(
        {"variance": data.uns["pca"]["variance"], "variance_ratio": data.uns["pca"]["variance_ratio"]}
    )


def reference_small():
    data = small()
    counts = pandas.DataFrame(data.X.toarray().astype(int), columns=data.var_names)
    counts.insert(0, "cell", data.obs_names)
    write("small_counts.tsv.gz", counts, "this script, small()")

    data.var["mito"] = data.var_names.str.lower().str.startswith("mt-")
    scanpy.pp.calculate_qc_metrics(data, qc_vars=["mito"], percent_top=None, log1p=False, inplace=True)
    qc = data.obs[["total_counts", "n_genes_by_counts", "pct_counts_mito"]].fillna(0)
    write("small_qc.tsv.gz", qc.rename_axis("cell").reset_index(), "pp.calculate_qc_metrics")

    scanpy.pp.filter_cells(data, min_counts=1)
    scanpy.pp.filter_genes(data, min_cells=1)
    for target in (None, 1e4):
        other = data.copy()
        scanpy.pp.normalize_total(other, target_sum=target)
        scanpy.pp.log1p(other)
        frame = named(other.X.toarray()[:12], "g")
        name = "median" if target is None else "1e4"
        write(f"small_lognorm_{name}.tsv.gz", frame, f"pp.normalize_total(target_sum={target}), pp.log1p; 12 cells")
    scanpy.pp.normalize_total(data)
    scanpy.pp.log1p(data)
    scanpy.pp.highly_variable_genes(data, flavor="seurat", n_top_genes=60)
    write("small_hvg.tsv.gz", genes(data), "pp.highly_variable_genes(flavor='seurat', n_top_genes=60)")

    by_batch = data.copy()
    by_batch.obs["batch"] = pandas.Categorical([f"b{int(cell[1:]) % 3}" for cell in data.obs_names])
    scanpy.pp.highly_variable_genes(by_batch, flavor="seurat", n_top_genes=60, batch_key="batch")
    columns = ["highly_variable", "means", "dispersions", "dispersions_norm", "highly_variable_nbatches", "highly_variable_intersection"]
    frame = by_batch.var[columns].rename_axis("gene").reset_index()
    write("small_hvg_batch.tsv.gz", frame, "pp.highly_variable_genes(flavor='seurat', n_top_genes=60, batch_key='batch')")

    variable = data[:, data.var.highly_variable].copy()
    scaled = scanpy.pp.scale(variable, max_value=3, copy=True)
    write("small_scaled.tsv.gz", named(scaled.X[:12], "g"), "pp.scale(max_value=3) of 60 genes; 12 cells")
    for name, source in (("lognorm", variable), ("scaled", scaled)):
        source.X = numpy.asarray(source.X.todense() if scipy.sparse.issparse(source.X) else source.X, dtype="float64")
        scanpy.pp.pca(source, n_comps=10, svd_solver="full")
        write(f"small_pca_{name}.tsv.gz", named(source.obsm["X_pca"], "pc"), "pp.pca(n_comps=10, svd_solver='full')")
        write(f"small_variances_{name}.tsv.gz", variances(source), "pp.pca(n_comps=10, svd_solver='full')")
    scanpy.pp.neighbors(variable, n_neighbors=10)
    write("small_graph.tsv.gz", graph(variable, 99), "pp.neighbors(n_neighbors=10)")


def reference_real(path):
    data = anndata.read_h5ad(path)
    data.X = scipy.sparse.csr_matrix(data.X, dtype=numpy.float32)
    scanpy.pp.filter_cells(data, min_counts=1)
    scanpy.pp.filter_genes(data, min_cells=1)
    scanpy.pp.normalize_total(data)
    scanpy.pp.log1p(data)
    # not 2000: there the cut falls between two genes that differ by 1e-7, less than single precision tells
    scanpy.pp.highly_variable_genes(data, flavor="seurat", n_top_genes=1999)
    chosen = genes(data)
    call = "pp.filter_cells(min_counts=1), filter_genes(min_cells=1), normalize_total, log1p, highly_variable_genes(n_top_genes=1999)"
    write("baron_hvg.tsv.gz", chosen[chosen.highly_variable][["gene", "dispersions_norm"]], call, "%.6g")
    variable = data[:, data.var.highly_variable].copy()
    variable.X = variable.X.toarray().astype("float64")
    scanpy.pp.pca(variable, n_comps=50, svd_solver="full")
    write("baron_variances.tsv.gz", variances(variable), "pp.pca(n_comps=50, svd_solver='full') of those genes")
    write("baron_pca.tsv.gz", named(variable.obsm["X_pca"][:20], "pc"), "the same; 20 cells", "%.7g")
    scanpy.pp.neighbors(variable, n_neighbors=15)
    write("baron_graph.tsv.gz", graph(variable, 100), "pp.neighbors(n_neighbors=15); edges from 100 cells", "%.6g")


reference_small()
for real in sys.argv[1:]:
    reference_real(real)
