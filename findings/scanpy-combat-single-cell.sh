#!/usr/bin/env bash
# scanpy 1.11.5: one batch of a single cell makes every value of combat NaN, of all cells.
#
# Guess: a batch whose spread cannot be estimated is refused or left as it is; the other batches are corrected.
# Seen:  batches of 5, 5 and 2 cells give numbers; of 5, 5 and 1 all 55 values are NaN, those of the large batches too, and no
#        error is raised.
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

for last in (2, 1):
    values = np.random.default_rng(0).normal(size=(10 + last, 5))
    cells = anndata.AnnData(values)
    cells.obs["batch"] = ["a"] * 5 + ["b"] * 5 + ["c"] * last
    cells.obs["batch"] = cells.obs["batch"].astype("category")
    sc.pp.combat(cells, key="batch")
    print("last batch of", last, "-", int(np.isnan(cells.X).sum()), "of", cells.X.size, "values are NaN")
PYTHON
)
expected="last batch of 2 - 0 of 60 values are NaN
last batch of 1 - 55 of 55 values are NaN"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
