#!/usr/bin/env bash
# scanpy 1.11.5 with pynndescent 0.7.0: neighbours of more than 8,191 cells fail, of fewer they do not.
#
# Guess: a tutorial that runs on 3,000 cells runs on 9,000 in the same environment, which pip chose for scanpy's own bounds; or the
#        environment is refused when it is made.
# Seen:  scanpy compares all pairs up to a size and asks pynndescent beyond. pynndescent 0.7.0 answers with scipy's csr_array, which
#        has no getnnz, where 0.5.13 answered with csr_matrix, which has; scanpy 1.11.5 sets no upper bound. So
#        the error comes at a size, half an hour into a run, and names neither program's version.
#
# Needs Python 3.11 to 3.13. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'scanpy==1.11.5' 'anndata==0.12.19' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1' 'scikit-learn==1.9.1' \
  'pynndescent==0.7.0' 'umap-learn==0.5.12'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import anndata
import numpy as np
import scanpy

points = np.random.default_rng(0).normal(size=(9000, 5)).astype(np.float32)
for cells in (8000, 9000):
    try:
        scanpy.pp.neighbors(anndata.AnnData(points[:cells]), n_neighbors=15, use_rep="X")
        print(cells, "cells: neighbours")
    except AttributeError as e:
        print(cells, "cells:", e)
PYTHON
)
expected="8000 cells: neighbours
9000 cells: 'csr_array' object has no attribute 'getnnz'"
echo "$seen"
case "$seen" in "$expected"*) ;; *) echo "this has changed"; exit 1 ;; esac
