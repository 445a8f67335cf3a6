#!/usr/bin/env bash
# decoupler 2.2.0: one empty cell turns a call that works in place into one that returns a new object.
#
# Guess: mt.ulm(cells, net) puts the scores into cells.obsm, NaN or 0 for a cell without any value.
# Seen:  with four filled cells it returns None and obsm has score_ulm. With one of them empty the given object is left without
#        scores, and a new one of three cells is returned, which a script that expects the work in place drops; no error.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'decoupler==2.2.0' 'anndata==0.12.19' 'numpy==2.4.6' 'pandas==2.3.3' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import anndata
import decoupler
import numpy as np
import pandas as pd

genes = [f"g{i}" for i in range(40)]
net = pd.DataFrame({"source": ["A"] * 10, "target": genes[:10], "weight": 1.0})
for empty in (False, True):
    values = np.random.default_rng(0).normal(size=(4, 40))
    if empty:
        values[1] = 0
    cells = anndata.AnnData(values, var=pd.DataFrame(index=genes))
    returned = decoupler.mt.ulm(cells, net)
    print("an empty cell:" if empty else "all filled:", "returned", None if returned is None else returned.shape, "- in obsm:", "score_ulm" in cells.obsm)
PYTHON
)
expected="all filled: returned None - in obsm: True
an empty cell: returned (3, 40) - in obsm: False"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
