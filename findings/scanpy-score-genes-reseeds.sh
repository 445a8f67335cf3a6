#!/usr/bin/env bash
# scanpy 1.11.5: score_genes sets numpy's global random state anew, so what a script draws afterwards is the same in every run.
#
# Guess: random_state= makes the function's own draws reproducible and leaves the caller's generator alone, as pp.pca,
#        pp.neighbors and tl.umap do.
# Seen:  after np.random.seed(s) with any s, the first number drawn behind tl.score_genes is the same: permutations, random
#        splits and negative controls of a script that scores genes between them repeat each other. pca, neighbors and umap
#        leave the state as it was.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'scanpy==1.11.5' 'anndata==0.12.19' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import anndata
import numpy as np
import scanpy as sc

counts = np.random.default_rng(0).poisson(1, (50, 60)).astype("float32")
cells = anndata.AnnData(counts)
cells.var_names = [f"g{i}" for i in range(60)]


def draws(work):
    found = []
    for seed in (1, 2, 3):
        np.random.seed(seed)
        work()
        found.append(np.random.rand())
    return "the same" if len(set(found)) == 1 else "different"


print("pca:", draws(lambda: sc.pp.pca(cells, n_comps=5)))
print("neighbors:", draws(lambda: sc.pp.neighbors(cells, n_neighbors=5)))
print("umap:", draws(lambda: sc.tl.umap(cells)))
print("score_genes:", draws(lambda: sc.tl.score_genes(cells, ["g1", "g2"], ctrl_size=5, n_bins=5)))
PYTHON
)
expected="pca: different
neighbors: different
umap: different
score_genes: the same"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
