"""Makes counts of 20,000 cells in 12 groups: python make_counts.py NAME [cells] [genes]"""
import json
import sys

import anndata
import numpy
import pandas
import pyarrow
import scipy.sparse

name = sys.argv[1]
cells = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
genes = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
groups, density = 12, 0.05
rng = numpy.random.default_rng(1)
means = rng.gamma(0.35, 1, genes)
means *= density / means.mean()
profiles = means * numpy.exp(rng.normal(0, 1.5, (groups, genes)) * (rng.random((groups, genes)) < 0.05))
group = rng.integers(0, groups, cells)
depth = rng.lognormal(0.03, 0.4, cells)

blocks = []
for first in range(0, cells, 1000):
    mean = depth[first : first + 1000, None] * profiles[group[first : first + 1000]]
    # gamma-Poisson mixture: negative binomial with size 2
    blocks.append(scipy.sparse.csr_matrix(rng.poisson(mean * rng.gamma(2, 0.5, mean.shape)).astype(numpy.float32)))
counts = scipy.sparse.vstack(blocks, format="csr")
counts.sort_indices()
print(f"{counts.nnz:,} counts above 0: {100 * counts.nnz / cells / genes:.1f} %")

cell_names = [f"cell{c}" for c in range(cells)]
gene_names = [f"mt-gene{g}" if g < 13 else f"gene{g}" for g in range(genes)]
anndata.AnnData(counts, obs=pandas.DataFrame(index=cell_names), var=pandas.DataFrame(index=gene_names)).write_h5ad(
    f"{name}.h5ad"
)

offsets = pyarrow.array(counts.indptr.astype(numpy.int32))


def lists(values):
    item = pyarrow.field("item", pyarrow.int32(), nullable=False)
    return pyarrow.ListArray.from_arrays(offsets, pyarrow.array(values.astype(numpy.int32)), pyarrow.list_(item))


columns = {"cell": pyarrow.array(cell_names), "indices": lists(counts.indices), "data": lists(counts.data)}
metadata = {
    "screlate.kind": "sparse cell matrix",
    "screlate.schema": "1",
    "screlate.layer": "counts",
    "screlate.rows": str(cells),
    "screlate.stored": str(counts.nnz),
    "screlate.provenance": "[]",
    "screlate.genes": json.dumps(gene_names),
    "screlate.var": "[]",
}
schema = pyarrow.schema([pyarrow.field(k, v.type, nullable=False) for k, v in columns.items()], metadata)
with pyarrow.ipc.new_file(f"{name}.arrow", schema) as out:
    out.write_table(pyarrow.table(list(columns.values()), schema=schema), max_chunksize=4096)
