"""Writes one small h5ad by the anndata at hand; each version is run in an environment of its own.

Run: python src/test/oracles/anndata_versions.py src/test/resources/org/screlate/io/versions
Made so far, by version of anndata (pandas, h5py): 0.7.8 (1.3.5, 3.7.0), 0.8.0 (1.5.3, 3.8.0), 0.10.9 (2.2.3, 3.12.1),
0.12.19 (2.3.3, 3.16.0), 0.13.4 (3.1.1, 3.16.0). A new version: `python -m venv new; new/bin/pip install anndata==X`, run
this with new/bin/python, and add its name to AnnDataVersionsTest.
"""

import gzip
import os
import sys
import tempfile

import anndata
import numpy as np
import pandas as pd
import scipy.sparse as sp

counts = np.array([[(3 * r + 5 * c) % 4 for c in range(5)] for r in range(6)], "f4")
obs = pd.DataFrame(
    {
        "donor": pd.Categorical(["d2", "d1", None] * 2, categories=["d2", "d1"]),
        "stage": pd.Categorical(["low", "mid", "high"] * 2, categories=["low", "mid", "high"], ordered=True),
        "n": np.arange(6),
        "share": [0.5, np.nan, 1.5, -2.0, 0.0, 3.25],
        "kept": [True, False] * 3,
        "word": ["w%d" % i for i in range(6)],
    },
    index=["c%d" % i for i in range(6)],
)
var = pd.DataFrame({"gene_id": ["ENSG0000000000%d" % i for i in range(5)]}, index=["g%d" % i for i in range(5)])
data = anndata.AnnData(sp.csr_matrix(np.log1p(counts)), obs=obs, var=var)
data.layers["dense"] = counts.copy()
data.layers["rows"] = sp.csr_matrix(counts)
data.layers["columns"] = sp.csc_matrix(counts)
data.raw = anndata.AnnData(sp.csr_matrix(counts), obs=obs, var=var)
data.uns["log1p"] = {"base": 2}
data.X = sp.csr_matrix(np.log2(1 + counts))
data.obsm["X_pca"] = np.zeros((6, 2))

os.makedirs(sys.argv[1], exist_ok=True)
with tempfile.TemporaryDirectory() as folder:
    for how in (None, "gzip", "lzf"):
        path = os.path.join(folder, "a.h5ad")
        data.write_h5ad(path, compression=how)
        name = "anndata-%s-%s.h5ad.gz" % (anndata.__version__, how or "plain")
        with open(path, "rb") as one, open(os.path.join(sys.argv[1], name), "wb") as raw:
            with gzip.GzipFile("", "wb", 9, raw, 0) as packed:
                packed.write(one.read())
