"""Makes files whose chunks are too large, or lie across, for ImportMemoryTest.

Run: python3 src/test/oracles/hdf5_chunks.py src/test/resources/org/screlate/io/chunks
Made with h5py 3.16.0 (HDF5 2.0) and anndata 0.13.4. Chunks that no test unpacks hold a few bytes.
"""

import sys
import zlib
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


def frame(rows):
    """Names are numbers, which pack well."""
    return pd.DataFrame(index=pd.Index(np.arange(rows).astype(str)))


def start(name, rows, columns):
    file = h5py.File(out / name, "w")
    anndata.io.write_elem(file, "/", anndata.AnnData(obs=frame(3), var=frame(2)))
    for where, length in (("obs", rows), ("var", columns)):
        del file[where]["_index"]
        file[where].create_dataset("_index", data=np.arange(length), compression="gzip", shuffle=True)
    return file


def dense(name, rows, columns, chunks):
    file = start(name, rows, columns)
    matrix = file.create_dataset("X", (rows, columns), "f4", chunks=chunks, compression="gzip")
    matrix.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
    return file, matrix


# One chunk for all, of 343 MB; and one of more than Java can hold.
for name, rows, columns in (("whole.h5ad", 15000, 6000), ("whole_large.h5ad", 40000, 20000)):
    file, matrix = dense(name, rows, columns, (rows, columns))
    matrix.id.write_direct_chunk((0, 0), zlib.compress(b"few"))
    file.close()

# Ten values in chunks made for 200 million, as append-only writers do.
file = start("empty.h5ad", 3, 2)
group = file.create_group("X")
group.attrs.update({"encoding-type": "csr_matrix", "encoding-version": "0.1.0", "shape": [3, 2]})
group.create_dataset("indptr", data=np.array([0, 1, 2, 2]))
group.create_dataset("indices", data=np.array([0, 1], "i4"))
data = group.create_dataset("data", (2,), "f4", maxshape=(None,), chunks=(200_000_000,), compression="gzip")
data.id.write_direct_chunk((0,), zlib.compress(b"few"))
file.close()

# Chunks of whole genes, of several genes, and of parts of them: rows of chunks hold 80 MB.
for name, chunks in (("genes.h5ad", (10000, 1)), ("some_genes.h5ad", (10000, 300)), ("parts.h5ad", (9000, 700))):
    file, matrix = dense(name, 10000, 2100, chunks)
    for c in range(0, 2100, 700):
        block = np.zeros((10000, 700), "f4")
        block[(np.arange(700) + c) * 4, np.arange(700)] = (np.arange(700) + c) % 97 + 1
        matrix[:, c : c + 700] = block
    file.close()
