#!/usr/bin/env bash
# scanpy 1.11.5: a column of 0 and 1 that marks mitochondrial genes is taken as the numbers of two genes.
#
# Guess: calculate_qc_metrics(qc_vars=['mt']) with 0 and 1 in var['mt'] sums the genes with 1, as with false and true; or refuses.
# Seen:  of four genes with counts 1, 2, 3, 4, the last one marked: 40 % with true and false; with 0 and 1 it is 50 %, because the
#        first gene is summed three times and the second once. Tables that were saved as text by R or by hand have 0 and 1.
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

for marks in ([False, False, False, True], [0, 0, 0, 1]):
    cells = anndata.AnnData(np.array([[1.0, 2.0, 3.0, 4.0]]))
    cells.var["mt"] = marks
    sc.pp.calculate_qc_metrics(cells, qc_vars=["mt"], percent_top=None, inplace=True)
    print(cells.var["mt"].dtype, cells.obs["total_counts_mt"].tolist(), cells.obs["pct_counts_mt"].tolist())
PYTHON
)
expected="bool [4.0] [40.0]
int64 [5.0] [50.0]"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
