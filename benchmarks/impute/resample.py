"""Resamples the cells of an h5ad and draws their counts anew (Poisson), so that larger data have no exact duplicates; as many
cells as there are stay as they are.

python3 resample.py INPUT.h5ad CELLS OUTPUT.h5ad [GENES]

With GENES, only that many genes of largest variance are kept, so that 100,000 cells need little memory.
"""

import sys

import anndata
import numpy as np
import scipy.sparse

source, cells, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
rng = np.random.default_rng(0)
data = anndata.read_h5ad(source)
real = scipy.sparse.csr_matrix(data.X)
if len(sys.argv) > 4:
    variances = real.multiply(real).mean(axis=0).A1 - np.square(real.mean(axis=0).A1)
    data = data[:, np.sort(np.argsort(variances)[-int(sys.argv[4]) :])]
    real = scipy.sparse.csr_matrix(data.X)
counts = real
if cells != data.n_obs:
    counts = real[rng.integers(data.n_obs, size=cells)]
    counts.data = rng.poisson(counts.data).astype(np.float32)
    counts.eliminate_zeros()
made = anndata.AnnData(counts, var=data.var[[]])
made.obs_names = [f"cell{i}" for i in range(cells)]
made.write_h5ad(target)
