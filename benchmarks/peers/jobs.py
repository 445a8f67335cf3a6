"""One piece of work by a peer, as a process of its own: python jobs.py JOB INPUT OUTPUT. The last line says how good it is."""

import json
import pathlib
import random
import sys

import numpy
import pyarrow
import scipy.sparse


def sparse(path):
    """A sparse cell matrix or a graph of screlate."""
    table = pyarrow.ipc.open_file(path).read_all()
    meta = table.schema.metadata
    if b"screlate.nodes" in meta:
        nodes = len(json.loads(meta[b"screlate.nodes"]))
        ends = [table[name].to_numpy() for name in ("source", "target")]
        return scipy.sparse.csr_matrix((table["weight"].to_numpy(), ends), shape=(nodes, nodes))
    indices, data = table["indices"].combine_chunks(), table["data"].combine_chunks()
    genes = len(json.loads(meta[b"screlate.genes"]))
    parts = (data.values.to_numpy(), indices.values.to_numpy(), indices.offsets.to_numpy())
    return scipy.sparse.csr_matrix(parts, shape=(len(table), genes))


def dense(path):
    values = pyarrow.ipc.open_file(path).read_all()["values"].combine_chunks()
    return values.values.to_numpy().reshape(len(values), -1)


def magic(source):
    import magic

    return magic.MAGIC(n_jobs=1, verbose=0, random_state=0).fit_transform(sparse(source), genes="all_genes"), ""


def kmeans(source):
    import sklearn.cluster

    found = sklearn.cluster.KMeans(10, n_init=10, random_state=0).fit(dense(source).astype(numpy.float32))
    return found.labels_, f"inertia {found.inertia_:.6g}"


def leiden(source):
    import igraph

    graph = sparse(source)
    upper = scipy.sparse.triu((graph + graph.T) / 2, 1).tocoo()
    edges = igraph.Graph(graph.shape[0], list(zip(upper.row.tolist(), upper.col.tolist())))
    found = edges.community_leiden("modularity", weights=upper.data, n_iterations=-1)
    return found.membership, f"modularity {edges.modularity(found, weights=upper.data):.5f}"


def network(source):
    import igraph
    import leidenalg

    x = sparse(source).toarray().T
    x -= x.mean(1, keepdims=True)
    x /= numpy.maximum(numpy.linalg.norm(x, axis=1, keepdims=True), 1e-12)
    r = x @ x.T
    upper = numpy.triu_indices(len(r), 1)
    values = r[upper]
    kept = values > max(0, numpy.percentile(values, 99))
    edges = igraph.Graph(len(r), list(zip(upper[0][kept].tolist(), upper[1][kept].tolist())))
    found = leidenalg.find_partition(edges, leidenalg.ModularityVertexPartition, weights=values[kept], seed=0)
    return found.membership, f"{kept.sum()} edges, modularity {found.modularity:.4f}"


def preprocess(source):
    import anndata
    import scanpy

    data = anndata.AnnData(sparse(source).astype(numpy.float32))
    scanpy.pp.filter_genes(data, min_cells=3)
    scanpy.pp.normalize_total(data)
    scanpy.pp.log1p(data)
    scanpy.pp.highly_variable_genes(data, n_top_genes=2000)
    data = data[:, data.var.highly_variable].copy()
    scanpy.pp.pca(data, n_comps=50)
    scanpy.pp.neighbors(data, n_neighbors=15)
    return data.obsm["X_pca"], ""


def read(source):
    import anndata

    return anndata.read_h5ad(source).X.data[:1], ""


def rewrite(source):
    import anndata

    anndata.read_h5ad(source).write_h5ad(f"{source}.again")
    return [0], ""


def nothing(source):
    import scanpy

    return [len(scanpy.__version__)], ""


def differential(source):
    import anndata
    import pandas
    import scanpy

    groups = pandas.read_csv(f"{pathlib.Path(source).parent}/groups.tsv", sep="\t").iloc[:, 1]
    data = anndata.AnnData(sparse(source).copy(), obs=pandas.DataFrame({"group": groups.astype(str).astype("category").values}))
    scanpy.tl.rank_genes_groups(data, "group", method="wilcoxon", tie_correct=True)
    return scanpy.get.rank_genes_groups_df(data, None)["scores"].to_numpy(), ""


def gsea(source):
    import gseapy
    import pandas

    ranking = pandas.read_csv(source, sep="\t")
    found = gseapy.prerank(rnk=ranking, gene_sets=str(pathlib.Path(source).parent / "sets.gmt"), permutation_num=1000, min_size=15,
                           max_size=500, seed=0, threads=1, no_plot=True, outdir=None)
    return found.res2d["NES"].to_numpy(float), ""


def walks(source):
    ends = numpy.loadtxt(source, delimiter="\t", skiprows=1, dtype=numpy.int64)
    nodes = ends.max() + 1
    graph = scipy.sparse.coo_matrix((numpy.ones(len(ends)), ends.T), shape=(nodes, nodes))
    root = scipy.sparse.diags(1 / numpy.sqrt(numpy.asarray((graph + graph.T).sum(1)).ravel()))
    return numpy.linalg.inv(numpy.eye(nodes) - 0.8 * (root @ (graph + graph.T) @ root).toarray())[:1], ""


def make(folder):
    """A ranking of 20,000 genes, 300 sets of them, and a network of 10,000 nodes."""
    import igraph

    rng = numpy.random.default_rng(0)
    folder = pathlib.Path(folder)
    scores = numpy.sort(rng.normal(size=20_000))[::-1]
    (folder / "ranking.tsv").write_text("gene\tscore\n" + "".join(f"g{g}\t{score:.6f}\n" for g, score in enumerate(scores)))
    sets = [rng.choice(20_000, rng.integers(15, 300), replace=False) for _ in range(300)]
    (folder / "sets.gmt").write_text("".join("\t".join([f"set{i}", "made", *(f"g{g}" for g in genes)]) + "\n" for i, genes in enumerate(sets)))
    random.seed(1)
    edges = igraph.Graph.Barabasi(10_000, 10).get_edgelist()
    (folder / "edges.tsv").write_text("source\ttarget\n" + "".join(f"{a}\t{b}\n" for a, b in edges))
    return [len(edges)], ""


result, quality = globals()[sys.argv[1]](sys.argv[2])
numpy.save(sys.argv[3], numpy.asarray(result))
print(quality)
