"""Makes the small files of other programs that the tests of the io room read.

Run: python3 src/test/oracles/io_files.py src/test/resources/org/screlate/io
Made with anndata 0.12, h5py 3 and numpy 2; expected values are in the tests and in names_made_unique.tsv.
"""

import gzip
import sys
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse as sp

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)

# 4 cells × 3 genes; the same counts in every file.
COUNTS = np.array([[1, 0, 2], [0, 0, 0], [0, 70000, 3], [4, 0, 0]])
CELLS = ["cell-1", "cell-2", "Zelle-ä", "cell-4"]
GENES = ["Gad1", "Gad2", "Sst"]
STRINGS = h5py.string_dtype()


def h5ad():
    obs = pd.DataFrame(
        {
            "celltype": pd.Categorical(["beta", None, "alpha", "beta"]),
            "donor": ["d1", "d2", "d1", "d2"],
            "n": [3, 0, 70003, 4],
            "share": [0.5, np.nan, 1.5, -2.0],
            "kept": [True, False, True, True],
            "age": pd.array([30, None, 41, 52], dtype="Int64"),
            "cell": ["a", "b", "c", "d"],
        },
        index=CELLS,
    )
    var = pd.DataFrame({"gene_id": ["ENSMUSG00000070880", "ENSMUSG00000026787", "ENSMUSG00000004366"]}, index=GENES)
    x = COUNTS.astype(np.float32)
    data = anndata.AnnData(
        sp.csr_matrix(np.log1p(x)),
        obs=obs,
        var=var,
        layers={
            "csr": sp.csr_matrix(x),
            "csc": sp.csc_matrix(COUNTS.astype(np.int64)),
            "dense": COUNTS.astype(np.uint32),
            "dense64": COUNTS.astype(np.float64),
        },
    )
    more = sp.csr_matrix(np.hstack([COUNTS, [[9], [0], [0], [1]]]).astype(np.int32))
    data.raw = anndata.AnnData(more, obs=obs, var=pd.DataFrame(index=GENES + ["Actb"]))
    data.write_h5ad(out / "present.h5ad", compression="gzip")


def h5ad_07():
    """As anndata 0.7 wrote: categories beside the codes, a dataset of strings a column."""
    with h5py.File(out / "anndata07.h5ad", "w") as f:
        x = f.create_group("X")
        x.attrs["encoding-type"] = "csr_matrix"
        x.attrs["shape"] = COUNTS.shape
        # Rows out of order, an entry stored twice and a stored zero, as scipy allows.
        x["data"] = np.array([2, 0.5, 0.5, 0, 3, 70000, 4], dtype=np.float32)
        x["indices"] = np.array([2, 0, 0, 1, 2, 1, 0], dtype=np.int32)
        x["indptr"] = np.array([0, 3, 4, 6, 7], dtype=np.int64)
        obs = f.create_group("obs")
        obs.attrs["_index"] = "index"
        obs.attrs["column-order"] = np.array(["celltype", "n"], dtype=object)
        obs.attrs["encoding-type"] = "dataframe"
        obs.create_dataset("index", data=CELLS, dtype=STRINGS)
        obs.create_dataset("celltype", data=np.array([1, -1, 0, 1], dtype=np.int8))
        categories = obs.create_group("__categories").create_dataset("celltype", data=["alpha", "beta"], dtype=STRINGS)
        obs["celltype"].attrs["categories"] = categories.ref
        obs.create_dataset("n", data=COUNTS.sum(axis=1).astype(np.int32))
        var = f.create_group("var")
        var.attrs["_index"] = "_index"
        var.create_dataset("_index", data=GENES, dtype=STRINGS)


def h5ad_06():
    """As anndata 0.6 wrote: one compound dataset a frame."""
    with h5py.File(out / "anndata06.h5ad", "w") as f:
        x = f.create_group("X")
        x.attrs["h5sparse_format"] = "csr"
        x.attrs["h5sparse_shape"] = COUNTS.shape
        m = sp.csr_matrix(COUNTS.astype(np.float32))
        x["data"], x["indices"], x["indptr"] = m.data, m.indices, m.indptr
        obs = np.array(
            [(c.encode(), n) for c, n in zip(["cell-1", "cell-2", "cell-3", "cell-4"], COUNTS.sum(axis=1))],
            dtype=[("index", "S8"), ("n", "<i8")],
        )
        f.create_dataset("obs", data=obs)
        f.create_dataset("var", data=np.array([(g.encode(),) for g in GENES], dtype=[("index", "S8")]))


def tenx():
    columns = sp.csc_matrix(COUNTS.T.astype(np.int32))

    def put(group):
        group["data"], group["indices"] = columns.data, columns.indices.astype(np.int64)
        group["indptr"] = columns.indptr.astype(np.int64)
        group["shape"] = np.array(columns.shape, dtype=np.int32)
        group["barcodes"] = np.array([b"AAACCTGAGCCAACA%d-1" % i for i in range(4)])

    with h5py.File(out / "tenx_v3.h5", "w") as f:
        matrix = f.create_group("matrix")
        put(matrix)
        features = matrix.create_group("features")
        features["id"] = np.array([b"ENSG1", b"ENSG2", b"CD3"])
        features["name"] = np.array([b"Gad1", b"Gad1", b"CD3_TotalSeq"])
        features["feature_type"] = np.array([b"Gene Expression", b"Gene Expression", b"Antibody Capture"])
        features["genome"] = np.array([b"GRCh38", b"GRCh38", b""])
    with h5py.File(out / "tenx_v2.h5", "w") as f:
        genome = f.create_group("mm10")
        put(genome)
        genome["genes"] = np.array([b"ENSG1", b"ENSG2", b"ENSG3"])
        genome["gene_names"] = np.array([g.encode() for g in GENES])


def unique_names():
    """anndata.utils.make_index_unique on names with repeats and names that are taken."""
    names = ["a", "b", "a", "a", "a-1", "b", "c", "a-1", "b-1"]
    made = anndata.utils.make_index_unique(pd.Index(names))
    with open(out / "names_made_unique.tsv", "w") as f:
        f.write(f"# anndata {anndata.__version__}: anndata.utils.make_index_unique; src/test/oracles/io_files.py\n")
        f.writelines(f"{before}\t{after}\n" for before, after in zip(names, made))


h5ad()
h5ad_07()
h5ad_06()
tenx()
unique_names()
# HDF5 leaves much empty space.
for path in sorted([*out.glob("*.h5ad"), *out.glob("*.h5")]):
    Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()
