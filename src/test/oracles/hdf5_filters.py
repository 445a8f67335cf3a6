"""Makes filters.h5, masks.h5, masks_newest.h5, broken_*.h5ad, refused_filters.h5, opaque*.h5ad, odd_filter.h5ad, newest.h5ad and newest_tracked.h5ad for HdfFiltersTest, too_many.h5ad for MtxFoldersTest,
molecule_info.h5, seurat.h5seurat, genomes2.h5 and genomes3.h5 for DescribeTest.

Run: python3 src/test/oracles/hdf5_filters.py src/test/resources/org/screlate/io/formats
Made with h5py 3.16.0 (HDF5 2.0), hdf5plugin 7.1.0 and anndata 0.13.4. Values follow from their place, see the test.
"""

import sys
import zlib
from pathlib import Path

import anndata
import h5py
import hdf5plugin
import numpy as np
import pandas as pd
import scipy.sparse as sp

out = Path(sys.argv[1])
FILTERS = {
    "gzip": dict(compression="gzip", shuffle=True),
    "lzf": dict(compression="lzf", shuffle=True),
    "sums": dict(fletcher32=True, compression="gzip"),
    "zstd": dict(hdf5plugin.Zstd(), shuffle=True),
    "lz4": hdf5plugin.LZ4(nbytes=128),
    "bitshuffle": hdf5plugin.Bitshuffle(nelems=16, cname="none"),
    "bitshuffle_lz4": hdf5plugin.Bitshuffle(nelems=16, cname="lz4"),
    "bitshuffle_zstd": hdf5plugin.Bitshuffle(nelems=16, cname="zstd"),
    "blosc_lz4": hdf5plugin.Blosc(cname="lz4", shuffle=1),
    "blosc_zlib": hdf5plugin.Blosc(cname="zlib", shuffle=0),
    "blosc_zstd": hdf5plugin.Blosc(cname="zstd", shuffle=2),
    "bzip2": hdf5plugin.BZip2(),
}


def filters():
    with h5py.File(out / "filters.h5", "w", libver=("v110", "v110")) as f:
        whole = np.array([i * i % 1000 for i in range(200)], "i4")
        # Multiplied by a prime, so that the numbers do not pack.
        wild = np.array([i * 1103515245 + 12345 & 0x7FFFFFFF for i in range(200)], "i4")
        matrix = np.array([[100 * r + c for c in range(13)] for r in range(20)], "f4")
        for name, how in FILTERS.items():
            f.create_dataset(f"{name}/whole", data=whole, chunks=(61,), **how)
            f.create_dataset(f"{name}/wild", data=wild, chunks=(61,), **how)
            f.create_dataset(f"{name}/matrix", data=matrix, chunks=(7, 5), **how)
        words = np.array([f"word {i}" for i in range(20)], object)
        for name in ("gzip", "lzf", "zstd"):
            for size in (1, 7):
                f.create_dataset(
                    f"{name}/words{size}", data=words, dtype=h5py.string_dtype(), chunks=(size,), **FILTERS[name]
                )
        for name, kind, fill in (("i4", "<i4", 7), ("u2", ">u2", 65535), ("f8", "<f8", 2.5), ("f4", ">f4", -1)):
            part = f.create_dataset(f"fill/{name}", (20,), dtype=kind, chunks=(6,), fillvalue=fill)
            part[6:12] = 1
        part = f.create_dataset("fill/matrix", (20, 13), dtype="f4", chunks=(7, 5), fillvalue=3)
        part[7:14, 5:10] = 1
        kind = h5py.enum_dtype({"Bcell": 1, "Tcell": 2}, basetype="i4")
        f.create_dataset("factor", data=np.array([1, 2, -(2**31), 2], "i4"), dtype=kind)
        f.create_dataset("factor_packed", data=np.array([1, 2, -(2**31), 2], "i4"), dtype=kind, compression="gzip")


def masks():
    """Chunks of which some filters were left out, as the mask beside each chunk says; by every index of chunks."""
    for name, versions in (("masks", ("earliest", "v110")), ("masks_newest", ("v110", "v110"))):
        with h5py.File(out / f"{name}.h5", "w", libver=versions) as f:
            values = np.array([i * i % 1000 for i in range(32)], "<i4")
            for index, most, chunk in (("single", (32,), 32), ("fixed", (32,), 8), ("growing", (None,), 8)):
                part = f.create_dataset(index, (32,), "<i4", maxshape=most, chunks=(chunk,), compression="gzip", shuffle=True)
                for k in range(0, 32, chunk):
                    masked(part, (k,), values[k : k + chunk], k // 8 if chunk == 8 else 2)
            tree = f.create_dataset(
                "tree", (4, 8), "<i4", maxshape=(None, None), chunks=(1, 8), compression="gzip", shuffle=True
            )
            for k in range(4):
                masked(tree, (k, 0), values[8 * k : 8 * k + 8], k)
            pairs = np.array([(1, 2.5), (3, 4.5)], [("a", "<i4"), ("b", "<f8")])
            records = f.create_dataset("records", (2,), pairs.dtype, chunks=(2,), compression="gzip", shuffle=True)
            records.id.write_direct_chunk((0,), pairs.tobytes(), 3)


def masked(part, at, values, mask):
    """Bit 0 of the mask: not shuffled; bit 1: not packed."""
    plain = values.tobytes()
    shuffled = plain if mask & 1 else np.frombuffer(plain, "u1").reshape(-1, 4).T.tobytes()
    part.id.write_direct_chunk(at, shuffled if mask & 2 else zlib.compress(shuffled), mask)


def refused():
    with h5py.File(out / "refused_filters.h5", "w") as f:
        values = np.arange(200, dtype="i4")
        for name, how in {
            "blosc2": hdf5plugin.Blosc2(cname="zstd"),
            "blosclz": hdf5plugin.Blosc(cname="blosclz"),
            "zfp": hdf5plugin.Zfp(reversible=True),
        }.items():
            f.create_dataset(name, data=values, chunks=(100,), **how)
    with h5py.File(out / "molecule_info.h5", "w") as f:  # the layout of Cell Ranger 3 and later
        f["barcode_idx"], f["count"], f["feature_idx"] = np.arange(3), np.ones(3, "u4"), np.arange(3)
    with h5py.File(out / "seurat.h5seurat", "w") as f:  # the groups that SeuratDisk writes
        f.attrs["version"], f.attrs["active.assay"] = "4.0.0", "RNA"
        for name in ("assays", "cell.names", "meta.data", "reductions"):
            f.create_group(name)
    cells = anndata.AnnData(sp.csr_matrix(np.arange(6, dtype="f4").reshape(2, 3)))
    for name in ("opaque.h5ad", "opaque_tagged.h5ad"):
        cells.write_h5ad(out / name)
    with h5py.File(out / "opaque.h5ad", "a") as f:
        f["obs/odd"] = np.array([b"ab", b"cd"], "V2")
    with h5py.File(out / "opaque_tagged.h5ad", "a") as f:
        f["obs/odd"] = np.array(["2020-01-01"] * 2, "M8[s]").astype(h5py.opaque_dtype("M8[s]"))
    cells.write_h5ad(out / "odd_filter.h5ad")
    with h5py.File(out / "odd_filter.h5ad", "a") as f:
        f["obs"].create_dataset("odd", data=np.arange(2, dtype="i4"), chunks=(2,), **hdf5plugin.Zfp(reversible=True))
    with h5py.File(out / "too_many.h5ad", "w") as f:  # sizes only: nothing of the matrix is stored
        f.attrs["encoding-type"], f.attrs["encoding-version"] = "anndata", "0.1.0"
        x = f.create_group("X")
        x.attrs["encoding-type"], x.attrs["encoding-version"], x.attrs["shape"] = "csr_matrix", "0.1.0", [2, 3]
        x["indptr"] = np.array([0, 1, 2**31], "i8")
        x.create_dataset("data", (2**31,), "f4", chunks=(2**20,))
        x.create_dataset("indices", (2**31,), "i4", chunks=(2**20,))
        for side, names in (("obs", ["c0", "c1"]), ("var", ["g0", "g1", "g2"])):
            frame = f.create_group(side)
            frame.attrs["encoding-type"], frame.attrs["encoding-version"] = "dataframe", "0.2.0"
            frame.attrs["_index"], frame.attrs["column-order"] = "_index", np.array([], h5py.string_dtype())
            frame["_index"] = np.array(names, object)


def newest():
    counts = np.array([[(3 * r + 5 * c) % 4 for c in range(5)] for r in range(6)], "f4")
    obs = pd.DataFrame(
        {"donor": pd.Categorical(["d1", "d2"] * 3), "kept": [True, False] * 3, "age": pd.array([1, None] * 3, "Int64")},
        index=[f"c{i}" for i in range(6)],
    )
    data = anndata.AnnData(sp.csr_matrix(counts), obs=obs, var=pd.DataFrame(index=[f"g{i}" for i in range(5)]))
    data.uns["log1p"] = {"base": None}
    for name, track in (("newest", False), ("newest_tracked", True)):
        with h5py.File(out / f"{name}.h5ad", "w", libver="latest", track_order=track) as f:
            anndata.io.write_elem(f, "/", data, dataset_kwargs=dict(compression="gzip"))


def genomes():
    counts = sp.csr_matrix(np.array([[1, 0, 2, 3], [0, 4, 5, 0], [6, 0, 0, 7]], "i4"))
    names = np.array(["A", "B", "a", "b"], "S")
    for version in (2, 3):
        with h5py.File(out / f"genomes{version}.h5", "w", libver=("v110", "v110")) as f:
            for group in ["matrix"] if version == 3 else ["GRCh38", "mm10"]:
                x = f.create_group(group)
                x["barcodes"] = np.array(["c1", "c2", "c3"], "S")
                x["data"], x["indices"], x["indptr"] = counts.data, counts.indices, counts.indptr
                x["shape"] = np.array([4, 3], "i4")
                if version == 2:
                    x["genes"], x["gene_names"] = names, names
                    continue
                features = x.create_group("features")
                features["id"], features["name"] = names, names
                features["feature_type"] = np.array(["Gene Expression"] * 4, "S")
                features["genome"] = np.array(["GRCh38", "GRCh38", "mm10", "mm10"], "S")


def broken():
    """One file for each fault; each is an h5ad of two cells and three genes but for it."""
    whole = anndata.AnnData(sp.csr_matrix(np.arange(6, dtype="f4").reshape(2, 3)))
    records = np.zeros((2, 3), [("a", "f4")])
    faults = {
        "loop": lambda f: (f.pop("X/data"), f["X"].__setitem__("data", h5py.SoftLink("/X/data"))),
        "records": lambda f: (f.pop("X"), f.create_dataset("X", data=records)),
        "no_rows": lambda f: (f.pop("obs"), f.create_dataset("obs", data=np.zeros(0, [("index", "S3")]))),
        "lengths": lambda f: (f.pop("X/data"), f["X"].create_dataset("data", shape=(2**31 - 9,), dtype="f4", chunks=(1 << 20,))),
        "not_utf8": lambda f: (f.pop("obs/_index"), f["obs"].create_dataset("_index", data=np.array([b"\xff1", b"\xff2"]))),
    }
    for name, fault in faults.items():
        whole.write_h5ad(out / f"broken_{name}.h5ad")
        with h5py.File(out / f"broken_{name}.h5ad", "a") as f:
            fault(f)


filters()
masks()
broken()
refused()
newest()
genomes()
