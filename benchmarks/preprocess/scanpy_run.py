"""The same work by scanpy: python scanpy_run.py IN.h5ad OUT.h5ad"""
import sys

import anndata
import scanpy

data = anndata.read_h5ad(sys.argv[1])
data.var["mito"] = data.var_names.str.lower().str.startswith("mt-")
scanpy.pp.calculate_qc_metrics(data, qc_vars=["mito"], percent_top=None, log1p=False, inplace=True)
scanpy.pp.filter_cells(data, min_genes=200)
scanpy.pp.filter_genes(data, min_cells=3)
scanpy.pp.normalize_total(data)
scanpy.pp.log1p(data)
scanpy.pp.highly_variable_genes(data, flavor="seurat", n_top_genes=2000)
scanpy.pp.pca(data, n_comps=50)
# exact, as ours; the default search of 1.11.5 fails with the newest pynndescent
scanpy.pp.neighbors(data, n_neighbors=15, transformer="sklearn")
data.write_h5ad(sys.argv[2])
